"""Direct Line over real HTTP and a real database: what a client may do, and what it is refused."""

import json

import jwt
import pytest

from bot.store.engine.rows import Op
from bot.webchat.feed import SEQUENCE
from bot.webchat.tokens import ChatTokens, Grant
from knowledge.people.directory import Directory
from tests.bot.support.direct_line import BASE, OLU, SECRET, serving


@pytest.fixture
async def client(tmp_path):
    async with serving(tmp_path) as client:
        yield client


async def test_a_new_conversation_is_welcomed_once_however_often_it_is_opened(client):
    conversation, token = await client.begin()
    status, _ = await client.ask("POST", f"{BASE}/conversations", token, json={})
    assert status == 200
    assert [activity["text"] for activity in (await client.read((conversation, token)))["activities"]] == ["welcome"]


async def test_opening_says_who_joined_and_in_which_language(client):
    _, token = await client.generate()
    await client.ask("POST", f"{BASE}/conversations", token, json={"user": {"id": "dl_other"}, "locale": "de-DE"})
    [update] = client.bot.taken
    assert update["type"] == "conversationUpdate"
    assert update["locale"] == "de-DE"
    assert [member["id"] for member in update["membersAdded"]] == [update["from"]["id"]]
    assert update["from"]["id"] != "dl_other"


async def test_what_the_user_said_comes_back_with_the_clients_own_id(client):
    talk = await client.begin()
    status, data = await client.say(talk, "hello", "mine-1")
    assert status == 200
    echo = (await client.read(talk))["activities"][1]
    assert (echo["id"], echo["text"], echo["from"]["role"]) == (data["id"], "hello", "user")
    assert echo["channelData"]["clientActivityID"] == "mine-1"


async def test_a_retry_under_the_same_client_id_is_the_same_activity(client):
    talk = await client.begin()
    first, again = [await client.say(talk, "hello", "mine-1") for _ in range(2)]
    other = await client.say(talk, "hello", "mine-2")
    assert first == again != other
    assert [body["text"] for body in client.bot.taken[1:]] == ["hello", "hello"]


async def test_polling_goes_on_from_the_watermark(client):
    talk = await client.begin()
    before = await client.read(talk)
    await client.say(talk, "one")
    after = await client.read(talk, before["watermark"])
    assert [activity["text"] for activity in after["activities"]] == ["one", "echo: one"]
    assert await client.read(talk, after["watermark"]) == {"activities": [], "watermark": after["watermark"]}


async def test_who_speaks_to_whom_and_where_is_for_the_server_to_say(client):
    talk = await client.begin()
    await client.say(
        talk,
        "hello",
        **{
            "id": "chosen",
            "from": {"id": "dl_other", "aadObjectId": OLU.object, "role": "bot"},
            "recipient": {"id": "other"},
            "channelId": "msteams",
            "serviceUrl": "https://other.example",
            "conversation": {"id": "other", "tenantId": OLU.tenant},
            "channelData": {"tenant": {"id": OLU.tenant}, "team": {"id": "t"}},
            "entities": [{"type": "mention"}],
            "deliveryMode": "expectReplies",
            "relatesTo": {},
        },
    )
    taken = client.bot.taken[-1]
    assert taken["from"] == {"id": taken["from"]["id"], "role": "user"}
    assert taken["from"]["id"].startswith("dl_")
    assert taken["from"]["id"] != "dl_other"
    assert taken["recipient"]["id"] == "spot"
    assert taken["channelId"] == "directline"
    assert taken["conversation"] == {"id": talk[0]}
    assert taken["channelData"] == {}
    assert not {"entities", "deliveryMode", "relatesTo"} & set(taken)
    assert taken["id"] != "chosen"
    assert "other.example" not in json.dumps(taken)


async def test_a_token_of_a_person_speaks_as_that_person(client):
    token = client.api._access.tokens.issue(Grant("c1", "dl_1", OLU.written))
    await client.ask("POST", f"{BASE}/conversations", token, json={})
    await client.say(("c1", token), "hello")
    taken = client.bot.taken[-1]
    assert (taken["from"]["aadObjectId"], taken["from"]["name"]) == (OLU.object, OLU.name)
    assert taken["channelData"]["tenant"]["id"] == OLU.tenant


async def test_the_identity_of_the_person_is_not_sent_back(client):
    token = client.api._access.tokens.issue(Grant("c1", "dl_1", OLU.written))
    await client.ask("POST", f"{BASE}/conversations", token, json={})
    await client.say(("c1", token), "hello")
    assert OLU.object not in json.dumps(await client.read(("c1", token)))
    assert OLU.tenant not in json.dumps(await client.read(("c1", token)))


async def test_an_updated_card_is_shown_again_under_its_id_and_in_its_place(client):
    talk = await client.begin()
    shown = await client.bot.say(talk[0], {"type": "message", "text": "open"}, slot="case/C-1")
    await client.say(talk, "later")
    client.clock.pass_(minutes=3)
    await client.bot.say(talk[0], {"type": "message", "text": "closed"}, slot="case/C-1")
    activities = (await client.read(talk))["activities"]
    first, last = [activity for activity in activities if activity["id"] == shown]
    assert (first["text"], last["text"]) == ("open", "closed")
    assert first["channelData"][SEQUENCE] == last["channelData"][SEQUENCE]
    assert first["timestamp"] == last["timestamp"]
    assert activities[-1] is last


async def test_what_is_deleted_stays_because_direct_line_cannot_take_it_back(client):
    talk = await client.begin()
    shown = await client.bot.say(talk[0], {"type": "message", "text": "here"})
    await client.bot.say(talk[0], {"type": "message"}, op=Op.DELETE, target=shown)
    page = await client.read(talk)
    assert [activity["text"] for activity in page["activities"]] == ["welcome", "here"]
    assert (await client.read(talk, page["watermark"]))["activities"] == []


async def test_typing_is_taken_and_not_kept(client):
    talk = await client.begin()
    assert (await client.say(talk, "", type="typing"))[0] == 200
    assert len(client.bot.taken) == 1


async def test_reconnecting_gives_a_stream_from_the_watermark(client):
    conversation, token = await client.begin()
    status, data = await client.ask("GET", f"{BASE}/conversations/{conversation}?watermark=1", token)
    assert status == 200
    assert data["streamUrl"].startswith(client.base.replace("http", "ws") + f"{BASE}/conversations/{conversation}/")
    assert "watermark=1&" in data["streamUrl"]
    async with client.session.ws_connect(data["streamUrl"]) as socket:
        assert (await socket.receive_json(timeout=5))["activities"][0]["text"] == "welcome"


async def test_behind_a_proxy_with_tls_the_stream_is_wss(tmp_path):
    async with serving(tmp_path, public=True) as client:
        _, token = await client.begin()
        status, data = await client.ask(
            "POST", f"{BASE}/conversations", token, json={}, headers={"X-Forwarded-Proto": "https"}
        )
    assert status == 200
    assert data["streamUrl"].startswith("wss://")


async def test_a_refreshed_token_is_for_the_same_conversation_and_user(client):
    conversation, token = await client.begin()
    client.clock.pass_(minutes=20)
    status, data = await client.ask("POST", f"{BASE}/tokens/refresh", token)
    assert (status, data["conversationId"], data["expires_in"]) == (200, conversation, 1800)
    client.clock.pass_(minutes=20)
    assert (await client.say((conversation, token), "old"))[0] == 403
    assert (await client.say((conversation, data["token"]), "new"))[0] == 200
    old, new = (jwt.decode(t, options={"verify_signature": False}) for t in (token, data["token"]))
    assert old["user"] == new["user"]


async def test_an_uploaded_file_is_a_message_that_names_it(client):
    conversation, token = await client.begin()
    activity = {"type": "message", "text": "see", "channelData": {"clientActivityID": "u1"}}
    status, data = await _upload(client, conversation, token, activity, b"x" * 5000)
    assert status == 200
    taken = client.bot.taken[-1]
    assert (taken["text"], taken["id"]) == ("see", data["id"])
    assert taken["attachments"] == [{"name": "screen.png", "contentType": "image/png"}]


async def test_a_large_file_is_named_and_dropped(client):
    conversation, token = await client.begin()
    status, _ = await _upload(client, conversation, token, {"type": "message"}, b"x" * 3_000_000)
    assert status == 200
    assert client.bot.taken[-1]["attachments"][0]["name"] == "screen.png"


@pytest.mark.parametrize(
    ("activity", "expected"), [([], 400), ({"type": "message", "text": 5}, 400), ({"text": "x" * 300_000}, 413)]
)
async def test_an_upload_whose_activity_is_none_is_refused(client, activity, expected):
    conversation, token = await client.begin()
    assert (await _upload(client, conversation, token, activity, b"x"))[0] == expected


PART = b"--X\r\nContent-Disposition: form-data; name=%b\r\n\r\n%b\r\n"
HOSTILE_UPLOADS = {
    "short lines before the parts": (b"a\r\n" * 2000 + b"--X--\r\n", "too many lines"),
    "more than one activity": (PART % (b"activity", b"{}") * 2 + b"--X--\r\n", "one activity"),
    "an impossible default charset": (PART % (b"_charset_", b"u" * 40) + b"--X--\r\n", "not readable"),
    "parts within parts": (b"--X\r\nContent-Type: multipart/mixed; boundary=Y\r\n\r\n--Y--\r\n--X--\r\n", "parts"),
    "no end": (b"--X\r\nContent-Disposition: form-data; name=f\r\n", "not readable"),
    "nothing": (b"", "not readable"),
}


@pytest.mark.parametrize(("body", "reason"), HOSTILE_UPLOADS.values(), ids=HOSTILE_UPLOADS)
async def test_an_upload_that_means_harm_is_refused_before_it_costs_anything(client, body, reason):
    conversation, token = await client.begin()
    headers = {"Content-Type": "multipart/form-data; boundary=X"}
    path = f"{BASE}/conversations/{conversation}/upload"
    status, data = await client.ask("POST", path, token, data=body, headers=headers)
    assert status == 400
    assert reason in data["error"]["message"]


async def test_an_upload_without_a_boundary_is_refused(client):
    conversation, token = await client.begin()
    path = f"{BASE}/conversations/{conversation}/upload"
    status, _ = await client.ask("POST", path, token, data=b"x", headers={"Content-Type": "multipart/form-data"})
    assert status == 400


async def _upload(client, conversation, token, activity, content):
    from aiohttp import FormData

    form = FormData()
    form.add_field("activity", json.dumps(activity), content_type="application/vnd.microsoft.activity")
    form.add_field("file", content, filename="screen.png", content_type="image/png")
    path = f"{BASE}/conversations/{conversation}/upload?userId=dl_other"
    return await client.ask("POST", path, token, data=form)


BAD_TOKENS = {
    "none": (lambda token, clock: None, 401),
    "empty": (lambda token, clock: "", 401),
    "nonsense": (lambda token, clock: "nonsense", 403),
    "two dots": (lambda token, clock: "..", 403),
    "not ascii": (lambda token, clock: "tökén", 403),
    "very long": (lambda token, clock: "a" * 6000, 403),
    "tampered payload": (lambda token, clock: _flip(token, 1), 403),
    "tampered signature": (lambda token, clock: _flip(token, 2), 403),
    "cut off": (lambda token, clock: token[:-5], 403),
    "no algorithm": (lambda token, clock: jwt.encode(_claims(token), None, algorithm="none"), 403),
    "another secret": (lambda token, clock: ChatTokens(b"another", clock).issue(_grant(token)), 403),
    "the secret itself": (lambda token, clock: jwt.encode(_claims(token), SECRET, algorithm="HS256"), 403),
    "another use": (lambda token, clock: _signed(clock, {**_claims(token), "aud": "link"}), 403),
    "no expiry": (lambda token, clock: _signed(clock, _without(token, "exp")), 403),
    "no user": (lambda token, clock: _signed(clock, _without(token, "user")), 403),
    "no conversation": (lambda token, clock: _signed(clock, _without(token, "conv")), 403),
    "another conversation": (lambda token, clock: ChatTokens(SECRET, clock).issue(Grant("other", "dl_1")), 403),
    "nobody of the directory": (
        lambda token, clock: ChatTokens(SECRET, clock).issue(Grant(_claims(token)["conv"], "dl_1", "bakery/nobody")),
        403,
    ),
}


def _flip(token, part):
    parts = token.split(".")
    parts[part] = ("B" if parts[part][3] != "B" else "C").join((parts[part][:3], parts[part][4:]))
    return ".".join(parts)


def _claims(token):
    return jwt.decode(token, options={"verify_signature": False})


def _grant(token):
    return Grant(_claims(token)["conv"], _claims(token)["user"])


def _without(token, claim):
    return {key: value for key, value in _claims(token).items() if key != claim}


def _signed(clock, claims):
    return jwt.encode(claims, ChatTokens(SECRET, clock)._key, algorithm="HS256")


@pytest.mark.parametrize("kind", BAD_TOKENS)
async def test_a_token_that_does_not_hold_opens_nothing(client, kind):
    conversation, good = await client.begin()
    make, expected = BAD_TOKENS[kind]
    bad = make(good, client.clock)
    path = f"{BASE}/conversations/{conversation}"
    answers = [
        await client.say((conversation, bad), "let me in"),
        await client.ask("GET", f"{path}/activities", bad),
        await client.ask("GET", path, bad),
        await client.ask("GET", f"{path}/stream?t={bad or ''}", headers={"Upgrade": "websocket"}),
        await client.ask("POST", f"{path}/upload", bad),
    ]
    assert [status for status, _ in answers] == [expected] * 5
    assert all(set(data["error"]) == {"code", "message"} for _, data in answers)
    assert len(client.bot.taken) == 1


@pytest.mark.parametrize("minutes", [30, 45])
async def test_an_expired_token_is_403_everywhere(client, minutes):
    conversation, token = await client.begin()
    client.clock.pass_(minutes=minutes)
    path = f"{BASE}/conversations/{conversation}"
    asked = [("POST", f"{BASE}/tokens/refresh"), ("POST", f"{BASE}/conversations"), ("GET", path)]
    for method, where in [*asked, ("GET", f"{path}/activities"), ("POST", f"{path}/activities")]:
        assert (await client.ask(method, where, token))[0] == 403


async def test_one_users_token_is_of_no_use_in_anothers_conversation(client):
    mine, theirs = await client.begin(), await client.begin()
    assert (await client.say((theirs[0], mine[1]), "hello"))[0] == 403
    assert (await client.ask("GET", f"{BASE}/conversations/{theirs[0]}/activities", mine[1]))[0] == 403


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Forwarded-Host"])
async def test_a_person_speaks_on_this_machine_only(client, header):
    token = client.api._access.tokens.issue(Grant("c1", "dl_1", OLU.written))
    status, _ = await client.ask("POST", f"{BASE}/conversations", token, json={}, headers={header: "203.0.113.9"})
    assert status == 403
    assert client.bot.taken == []


async def test_a_person_who_has_left_the_directory_speaks_no_more(client):
    token = client.api._access.tokens.issue(Grant("c1", "dl_1", OLU.written))
    await client.ask("POST", f"{BASE}/conversations", token, json={})
    client.knowledge.directory = Directory()
    assert (await client.say(("c1", token), "hello"))[0] == 403


async def test_a_user_id_is_given_not_taken(client):
    status, _ = await client.ask("POST", f"{BASE}/tokens/generate", json={"user": {"id": "dl_me"}})
    assert status == 400


async def test_a_conversation_that_was_never_opened_is_unknown(client):
    conversation, token = await client.generate()
    assert (await client.say((conversation, token), "hello"))[0] == 404
    assert (await client.ask("GET", f"{BASE}/conversations/{conversation}", token))[0] == 404
    assert (await client.ask("GET", f"{BASE}/conversations/{conversation}/activities", token))[0] == 404


MALFORMED = {
    "nothing": b"",
    "not json": b"{",
    "not utf-8": b'{"type":"message","text":"\xff"}',
    "a list": b"[]",
    "a number": b"5",
    "no type": b"{}",
    "a type nobody knows": b'{"type":"conversationUpdate"}',
    "a type that is a list": b'{"type":["message"]}',
    "an invoke": b'{"type":"invoke","name":"adaptiveCard/action"}',
    "an invoke whose name is a list": b'{"type":"invoke","name":[]}',
    "text that is a number": b'{"type":"message","text":5}',
    "channelData that is text": b'{"type":"message","channelData":"x"}',
    "attachments that are an object": b'{"type":"message","attachments":{}}',
    "an attachment that is text": b'{"type":"message","attachments":["x"]}',
    "too many attachments": b'{"type":"message","attachments":[' + b",".join([b"{}"] * 11) + b"]}",
    "a repeated key": b'{"type":"message","type":"event"}',
    "not a number": b'{"type":"message","value":NaN}',
    "deeply nested": b'{"type":"message","value":' + b"[" * 5000 + b"]" * 5000 + b"}",
    "unclosed": b'{"type":"message","value":' + b"[" * 5000,
}


@pytest.mark.parametrize("kind", MALFORMED)
async def test_what_is_no_activity_is_400(client, kind):
    conversation, token = await client.begin()
    path = f"{BASE}/conversations/{conversation}/activities"
    headers = {"Content-Type": "application/json"}
    status, data = await client.ask("POST", path, token, data=MALFORMED[kind], headers=headers)
    assert (status, data["error"]["code"]) == (400, "BadArgument")


@pytest.mark.parametrize(
    "text", ["a\x00b", "\ud800 alone", "\u202edesrever", "Z̷̛a̴l̵g̶o̸", "<script>alert(1)</script>", "x" * 28_000]
)
async def test_any_text_is_taken_and_given_back(client, text):
    talk = await client.begin()
    assert (await client.say(talk, text, "k\ud800"))[0] == 200
    assert (await client.read(talk))["activities"][1]["text"] == text


async def test_a_body_over_256_kib_is_413_and_another_type_415(client):
    conversation, token = await client.begin()
    path = f"{BASE}/conversations/{conversation}/activities"
    assert (await client.say((conversation, token), "x" * 300_000))[0] == 413
    assert (await client.ask("POST", path, token, data=b"hello"))[0] == 415
    assert (await client.ask("POST", f"{BASE}/conversations/{conversation}/upload", token, json={}))[0] == 415


@pytest.mark.parametrize("watermark", ["x", "-1", "1.5", "9" * 30, "٣", "%00"])
async def test_a_watermark_that_never_was_one_is_400(client, watermark):
    conversation, token = await client.begin()
    path = f"{BASE}/conversations/{conversation}/activities?watermark={watermark}"
    assert (await client.ask("GET", path, token))[0] == 400


@pytest.mark.parametrize(("status", "expected"), [(503, 503), (500, 503), (429, 429), (403, 403)])
async def test_what_the_bot_cannot_take_now_may_be_sent_again(client, status, expected):
    talk = await client.begin()
    client.bot.status = status
    assert (await client.say(talk, "hello", "k"))[0] == expected
    client.bot.status = 200
    assert (await client.say(talk, "hello", "k"))[0] == 200


async def test_a_flood_is_429_and_another_conversation_does_not_feel_it(client):
    talk, other = await client.begin(), await client.begin()
    statuses = [(await client.say(talk, "", type="typing"))[0] for _ in range(70)]
    assert (statuses[0], statuses[-1]) == (200, 429)
    assert (await client.say(other, "hello"))[0] == 200
    client.clock.pass_(seconds=5)
    assert (await client.say(talk, "hello"))[0] == 200


async def test_a_flood_of_tokens_is_429(client):
    statuses = [(await client.ask("POST", f"{BASE}/tokens/generate"))[0] for _ in range(61)]
    assert (statuses[0], statuses[-1]) == (200, 429)


@pytest.mark.parametrize("method", ["HEAD", "PUT", "DELETE", "OPTIONS"])
async def test_another_method_is_405_and_no_other_site_is_let_in(client, method):
    async with client.session.request(method, client.base + f"{BASE}/conversations") as response:
        assert response.status == 405
        assert "Access-Control-Allow-Origin" not in response.headers


async def test_no_answer_is_kept_by_a_cache(client):
    async with client.session.post(client.base + f"{BASE}/tokens/generate") as response:
        assert response.headers["Cache-Control"] == "no-store"
