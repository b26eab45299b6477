"""The chat page: what it shows to whom, its token, its panel, and its files."""

import gzip
import hashlib
import re
import tomllib

import jwt
import pytest

from bot.activities.address import OWN, Address
from bot.store.chat import transcript
from bot.store.chat.conversations import Conversation, keep_address
from bot.store.engine.rows import Received
from bot.store.knowledge import questions, receipts
from bot.store.knowledge.receipt import Labelled, NameSummary, Receipt
from bot.webchat.assets import STATIC, ChatAssets
from bot.webchat.page import TEMPLATES, policy
from bot.webchat.tokens import Grant
from dialogs.languages import sentences
from knowledge.entry import Entry
from knowledge.match import Finding, Match, Verdict
from knowledge.matching.training.calibration import CalibrationKind
from knowledge.people.directory import Directory
from tests.bot.support.direct_line import BASE, OLU, serving

ELSEWHERE = {"X-Forwarded-For": "203.0.113.9"}
VENDOR = STATIC / "vendor"


@pytest.fixture
async def client(tmp_path):
    async with serving(tmp_path) as client:
        yield client


async def token(client, as_="", **given):
    return await client.ask("POST", "/chat/token", given.pop("held", None), json={"as": as_}, **given)


def claims(data):
    return jwt.decode(data["token"], options={"verify_signature": False})


async def test_on_this_machine_the_page_offers_everybody_and_a_stranger(client):
    _, page = await client.ask("GET", "/")
    assert '<optgroup label="The Bakery">' in page
    assert '<option value="bakery/olu" selected>Olu Adeyemi</option>' in page
    assert '<option value="">A stranger</option>' in page
    assert 'id="why"' in page


async def test_elsewhere_the_page_names_nobody_and_explains_nothing(client):
    _, page = await client.ask("GET", "/", headers=ELSEWHERE)
    assert "Olu" not in page
    assert 'id="why"' not in page
    assert 'id="chat"' in page


async def test_the_page_speaks_the_readers_language(client):
    _, german = await client.ask("GET", "/", headers={"Accept-Language": "de-AT,de;q=0.9,en;q=0.5"})
    _, other = await client.ask("GET", "/", headers={"Accept-Language": "it,sv;q=0.9"})
    assert '<html lang="de">' in german
    assert sentences("de", "webchat")["new"] in german
    assert '<html lang="en">' in other


async def test_who_reads_french_finds_the_page_and_the_client_in_french(client):
    _, french = await client.ask("GET", "/", headers={"Accept-Language": "fr-CH, en;q=0.5"})
    assert '<html lang="fr">' in french
    assert "Posez votre question" in french
    assert '"locale": "fr-FR"' in french


async def test_the_page_takes_nothing_from_elsewhere_and_runs_no_inline_script(client):
    async with client.session.get(client.base + "/") as response:
        rules = response.headers["Content-Security-Policy"]
        page = await response.text()
    assert "default-src 'none'" in rules
    assert "script-src 'self';" in rules
    assert not re.search(r"<script(?![^>]*(src=|application/json))", page)
    assert not re.search(r"\son[a-z]+=", page)
    links = re.findall(r'(?:src|href)="([^"]*)"', page)
    assert links
    assert all(link.startswith("/chat/assets/") for link in links)


@pytest.mark.parametrize("host", ["evil.example; script-src *", "a b", "x'y", "[::1", ""])
def test_a_host_that_is_none_never_reaches_the_policy(host):
    assert "connect-src 'self';" in policy(host)


async def test_a_person_is_bound_into_the_token(client):
    status, data = await token(client, OLU.written)
    assert (status, data["as"], claims(data)["as"]) == (200, OLU.written, OLU.written)
    await client.ask("POST", f"{BASE}/conversations", data["token"], json={})
    assert client.bot.taken[-1]["from"]["aadObjectId"] == OLU.object


@pytest.mark.parametrize("headers", [ELSEWHERE, {"Host": "rebound.example"}, {"Origin": "https://other.example"}])
async def test_nobody_elsewhere_becomes_somebody(client, headers):
    assert (await token(client, OLU.written, headers=headers))[0] == 403


@pytest.mark.parametrize("person", ["bakery/nobody", "stranger/anybody", "bakery", "x" * 5000])
async def test_nobody_becomes_somebody_who_is_not_in_the_directory(client, person):
    assert (await token(client, person))[0] == 403


@pytest.mark.parametrize("headers", [ELSEWHERE, {"Host": "rebound.example"}, {"Origin": "https://other.example"}])
async def test_without_an_app_id_a_stranger_asks_on_this_machine_only(client, headers):
    held = (await client.generate())[1]
    assert (await token(client, headers=headers))[0] == 403
    assert (await client.ask("POST", f"{BASE}/tokens/generate", headers=headers))[0] == 403
    assert (await client.ask("POST", f"{BASE}/conversations", held, json={}, headers=headers))[0] == 403


async def test_with_an_app_id_a_stranger_may_ask_from_anywhere(tmp_path):
    async with serving(tmp_path, public=True) as client:
        status, data = await token(client, headers=ELSEWHERE)
        assert (status, data["as"]) == (200, "")


async def test_with_an_app_id_nobody_is_asked_as_and_no_reason_is_shown(tmp_path):
    """A proxy on this machine that adds no header makes the world look like this machine."""
    async with serving(tmp_path, public=True) as client:
        _, page = await client.ask("GET", "/")
        assert "Olu" not in page
        assert (await token(client, OLU.written))[0] == 403
        held = client.api._access.tokens.issue(Grant("c1", "dl_1", OLU.written))
        assert (await client.ask("POST", f"{BASE}/conversations", held, json={}))[0] == 403
        _, stranger = await client.generate()
        assert (await client.ask("GET", "/chat/why", stranger))[0] == 403
        assert (await client.ask("GET", "/chat/knowledge", stranger))[0] == 403


async def test_a_stranger_who_begins_anew_stays_the_same_stranger(client):
    _, first = await token(client)
    _, second = await token(client, held=first["token"])
    assert claims(first)["user"] == claims(second)["user"]
    assert first["conversationId"] != second["conversationId"]


async def test_what_a_person_began_is_not_gone_on_with_as_a_stranger(client):
    _, first = await token(client, OLU.written)
    _, second = await token(client, held=first["token"])
    assert claims(first)["user"] != claims(second)["user"]


async def test_an_expired_token_gives_nothing_but_a_new_beginning(client):
    _, first = await token(client)
    client.clock.pass_(minutes=31)
    status, second = await token(client, held=first["token"])
    assert status == 200
    assert claims(first)["user"] != claims(second)["user"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"data": b'{"as":""}', "headers": {"Content-Type": "text/plain"}}, 415),
        ({"data": b"{", "headers": {"Content-Type": "application/json"}}, 400),
        ({"json": {"as": 5}}, 400),
        ({"json": []}, 400),
        ({"json": {"as": "x" * 300_000}}, 413),
    ],
)
async def test_a_token_is_asked_for_in_plain_json(client, given, expected):
    assert (await client.ask("POST", "/chat/token", **given))[0] == expected


FINDING = Finding(
    question="how do I reset my passwrd <b>",
    language="en",
    verdict=Verdict.ANSWER,
    confidence=0.97,
    kind="self-learned",
    matches=(
        Match(
            Entry("vendor", "reset", "How do I reset my password?", "Like this.", file="vendor/a.md", line=3),
            0.97,
            8.5,
            {"words": 1.0},
            "How do I reset my password?",
            ("reset",),
            (("passwrd", "kennwort", 0.8),),
            ("elevator",),
        ),
    ),
    offered=(),
    thresholds={"answer": 0.9, "clarify": 0.5},
    corrections=(("passwrd", "password"),),
    taken=(("csp", "cloud solution provider"),),
    reason="Asked in the very words of the entry.",
    knowledge="abc",
    weights={"words": 8.5},
)


async def asked(client, conversation):
    """Record a question in the conversation, as a turn does."""
    key, at = f"directline/{conversation}", client.clock()

    def keep(tx):
        keep_address(tx, Conversation(key, Address("directline", OWN, conversation, "spot", "u").as_dict()), "p", at)
        seq = transcript.receive(tx, Received(key, "a1", "handle-of-the-question", at, "message", "?", "p", "{}"))
        questions.record(tx, "q1", FINDING, questions.QuestionContext(key, seq, at, "p", None))

    await client.bot.store.transaction(keep)


async def test_the_panel_has_everything_that_explains_the_last_answer(client):
    conversation, held = await client.generate()
    await asked(client, conversation)
    status, told = await client.ask("GET", f"/chat/why?conversation={conversation}", held)
    assert status == 200
    for key in ("question", "verdict", "confidence", "kind", "reason", "knowledge"):
        assert told[key] == getattr(FINDING, key)
    assert told["entry"] == "vendor/reset"
    assert told["thresholds"] == {"answer": 0.9, "clarify": 0.5}
    assert told["corrections"] == [["passwrd", "password"], ["csp", "cloud solution provider"]]
    assert told["grounds"] == "It has “reset” and “kennwort” for “passwrd”, but not “elevator”."
    assert told["why_not"] == ""
    [candidate] = told["candidates"]
    assert candidate["shares"] == {"words": 8.5}
    assert (candidate["pairs"], candidate["missing"]) == ([["passwrd", "kennwort", 0.8]], ["elevator"])
    assert (candidate["file"], candidate["line"], candidate["score"]) == ("vendor/a.md", 3, 8.5)


async def test_before_the_first_question_there_is_nothing_to_explain(client):
    _, held = await client.begin()
    assert await client.ask("GET", "/chat/why", held) == (200, None)


async def test_why_is_told_to_the_conversations_own_token_and_on_this_machine_only(client):
    conversation, held = await client.begin()
    other, _ = await client.begin()
    why = f"/chat/why?conversation={conversation}"
    assert (await client.ask("GET", why))[0] == 401
    assert (await client.ask("GET", f"/chat/why?conversation={other}", held))[0] == 403
    assert (await client.ask("GET", why, held, headers=ELSEWHERE))[0] == 403
    client.clock.pass_(minutes=31)
    assert (await client.ask("GET", why, held))[0] == 403


def test_every_vendored_file_is_the_one_that_sources_names():
    sources = tomllib.loads((VENDOR / "SOURCES.toml").read_text(encoding="utf-8"))
    found = {path.name for path in VENDOR.iterdir()} - {"SOURCES.toml"}
    assert found == set(sources)
    for name, source in sources.items():
        assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == source["sha256"], name


async def test_a_file_comes_compressed_once_and_for_good(client):
    link = ChatAssets().link("webchat.js")
    async with client.session.get(client.base + link, auto_decompress=False) as response:
        packed = await response.read()
    assert response.headers["Content-Encoding"] == "gzip"
    assert "immutable" in response.headers["Cache-Control"]
    assert len(packed) < 1_200_000
    assert gzip.decompress(packed) == (VENDOR / "webchat.js").read_bytes()
    async with client.session.get(client.base + link, headers={"If-None-Match": response.headers["ETag"]}) as again:
        assert again.status == 304
    async with client.session.get(client.base + link, headers={"Accept-Encoding": "identity"}) as plain:
        assert "Content-Encoding" not in plain.headers
        assert await plain.read() == (VENDOR / "webchat.js").read_bytes()


@pytest.mark.parametrize("path", ["0/webchat.js", "0/../page.py", "x/SOURCES.toml", "x/..%2fpage.py", "x/%00"])
async def test_no_other_file_is_served(client, path):
    assert (await client.ask("GET", f"/chat/assets/{path}"))[0] == 404


def test_everything_that_the_page_asks_for_is_said():
    sources = "".join(path.read_text(encoding="utf-8") for path in (TEMPLATES / "chat.html", *STATIC.glob("*.js")))
    said = set(re.findall(r"\bsay\.([a-z_]+)", sources))
    looked_up = {
        *Verdict,
        *(f"kind_{kind}" for kind in CalibrationKind),
        *(f"threshold_{each}" for each in FINDING.thresholds),
    }
    assert said | looked_up <= sentences("en", "webchat").keys()


async def test_a_token_of_a_person_speaks_nowhere_else(client):
    held = client.api._access.tokens.issue(Grant("c1", "dl_1", OLU.written))
    assert (await client.ask("POST", f"{BASE}/tokens/refresh", held, headers=ELSEWHERE))[0] == 403


async def test_where_the_directory_lists_nobody_the_guest_asks(client):
    client.knowledge.directory = Directory(folders=("faq",))
    status, page = await client.ask("GET", "/")
    assert status == 200
    assert '<option value="guest/guest" selected>Guest</option>' in page
    status, data = await token(client, "guest/guest")
    assert (status, data["as"]) == (200, "guest/guest")


async def test_where_somebody_is_listed_nobody_is_the_guest(client):
    assert (await token(client, "guest/guest"))[0] == 403


async def test_the_panel_has_what_went_live_last_and_on_this_machine_only(client):
    assert await client.ask("GET", "/chat/knowledge") == (200, None)
    told = Receipt(
        client.clock(), "5p07", "", 3, 1, added=NameSummary(1, ("desk/key",)), tested=Labelled(2, 1, 0, failed=("a",))
    )
    await client.bot.store.transaction(lambda tx: receipts.add(tx, told))
    status, live = await client.ask("GET", "/chat/knowledge")
    assert (status, live["version"], live["added"]) == (200, "5p07", {"total": 1, "first": ["desk/key"]})
    assert (live["tested"]["asked"], live["tested"]["expected"]) == (2, 1)
    assert "failed" not in live["tested"]
    assert (await client.ask("GET", "/chat/knowledge", headers=ELSEWHERE))[0] == 403
