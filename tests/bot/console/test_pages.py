"""What the pages show, and that nothing anybody wrote is more than text on them."""

import json
import re
from html.parser import HTMLParser

import pytest
from yarl import URL

from bot.desk.recipients import EVERY_LEAD
from bot.store.desk import notices
from bot.store.desk.notices import Notice
from tests.bot.console.conftest import NOON

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"
RIGHT_TO_LEFT = "\u202egnp.exe\u202c שלום"
ZALGO = "Z" + "\u0336\u0341\u0310" * 300
HOSTILE = [
    SCRIPT,
    RIGHT_TO_LEFT,
    ZALGO,
    "A" * 28_000,
    "nul\x00nul",
    "half \ud800 pair",
    "{{ 1234 * 5678 }}{% raw %}",
    "![x](http://evil.example/t.png) [y](javascript:alert(1))",
    "'\"><svg onload=alert(1)>",
    "\x1b[31mred\x07\x9b",
]
CARD = {
    "type": "AdaptiveCard",
    "body": [
        {"type": "TextBlock", "text": "Did you mean one of these?", "weight": "Bolder"},
        {"type": "FactSet", "facts": [{"title": "With", "value": "Copper Lane"}]},
        {"type": "Input.Text", "label": "Add details"},
    ],
    "actions": [
        {
            "type": "Action.Execute",
            "title": "The first one",
            "verb": "choose",
            "data": {"entry": "a", "verb": "choose"},
        },
        {"type": "Action.Execute", "title": "None of these", "verb": "choose", "data": {"entry": "", "verb": "choose"}},
    ],
}


def with_card(card):
    return {"attachments": [{"contentType": "application/vnd.microsoft.card.adaptive", "content": card}]}


class Elements(HTMLParser):
    """The elements of a page, with their attributes."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))

    def every(self, tag):
        return [attributes for name, attributes in self.found if name == tag]


async def test_the_overview_counts_the_day(inside):
    await inside.talk("one").asks("How do I reset my password?")
    await inside.talk("two").asks("quantum flux toaster manifold", opens_case=True)
    html = await inside.page("/console")
    assert "<strong>2</strong> conversations" in html
    assert "<strong>1</strong> waiting on us" in html
    assert "C-1001" in html


@pytest.mark.parametrize(
    ("accepted", "language", "said"),
    [
        ("fr-CA, en;q=0.5", "fr", "Aucun ticket n’est en attente chez nous."),
        ("de-AT", "de", "Kein Fall wartet auf uns."),
        ("sv, en;q=0.8", "en", "No case is waiting on us."),
        ("", "en", "No case is waiting on us."),
    ],
)
async def test_a_page_speaks_the_language_that_the_browser_asks_for(inside, accepted, language, said):
    async with inside.client.get("/console", headers={"Accept-Language": accepted}) as response:
        html = await response.text()
    assert f'<html lang="{language}">' in html
    assert said in html


async def test_a_page_in_one_language_leaves_the_next_one_alone(inside):
    async with inside.client.get("/console", headers={"Accept-Language": "fr"}) as response:
        assert '<html lang="fr">' in await response.text()
    assert '<html lang="en">' in await inside.page("/console")


async def test_the_overview_of_nothing_says_what_to_do(inside):
    html = await inside.page("/console")
    assert "Nobody has asked anything yet" in html
    assert "No case is waiting on us" in html


async def test_a_conversation_lists_its_latest_question_with_verdict_and_confidence(inside):
    talk = inside.talk()
    await talk.asks("first question of all")
    await talk.asks("How do I reset my password?")
    html = await inside.page("/console/conversations")
    assert "How do I reset my password?" in html
    assert "first question of all" not in html
    assert "+1 more" in html
    assert "Nell Farrow" in html


async def test_a_filter_finds_the_question_that_fits_it_in_a_conversation_of_many(inside):
    talk = inside.talk()
    await talk.asks("quantum flux toaster manifold")
    await talk.asks("How do I reset my password?")
    html = await inside.page("/console/conversations?verdict=handoff&q=TOASTER")
    assert "quantum flux toaster manifold" in html
    assert "How do I reset my password?" not in html


@pytest.mark.parametrize("q", ["%", "_", "!", "100%", "' or 1=1 --"])
async def test_a_search_takes_what_was_typed_literally(inside, q):
    await inside.talk().asks("How do I reset my password?")
    assert "Nothing was found" in await inside.page(str(URL("/console/conversations").with_query(q=q)))


async def test_silence_for_a_day_ends_a_question(inside):
    await inside.talk().asks("How do I reset my password?")
    assert "Nothing was found" in await inside.page("/console/conversations?outcome=assumed")
    inside.clock.pass_by(hours=25)
    await inside.enter()
    assert "How do I reset my password?" in await inside.page("/console/conversations?outcome=assumed")
    assert "Nothing was found" in await inside.page("/console/conversations?outcome=unknown")


async def test_pages_of_conversations_follow_each_other_without_gap_or_repeat(inside):
    for number in range(7):
        await inside.talk(f"talk-{number}").asks(f"question number {number}")
    seen, path = [], "/console/conversations?limit=3"
    while path:
        html = await inside.page(path)
        seen += [number for number in range(7) if f"question number {number}" in html]
        older = [each["href"] for each in Elements(html).every("a") if each.get("rel") == "next"]
        path = older[0] if older else ""
    assert sorted(seen) == list(range(7))


@pytest.mark.parametrize("order", ["updated", "opened", "oldest"])
async def test_pages_of_cases_follow_each_other_in_every_order(inside, order):
    for number in range(5):
        await inside.talk(f"talk-{number}").asks(f"strange matter {number}", opens_case=True)
    seen, path = [], f"/console/cases?limit=2&sort={order}"
    while path:
        html = await inside.page(path)
        seen += [
            each["href"] for each in Elements(html).every("a") if each.get("href", "").startswith("/console/cases/C")
        ]
        older = [each["href"] for each in Elements(html).every("a") if each.get("rel") == "next"]
        path = older[0] if older else ""
    numbers = list(dict.fromkeys(seen))
    assert sorted(numbers) == [f"/console/cases/C-{number}" for number in range(1001, 1006)]
    assert (numbers == sorted(numbers)) is (order == "oldest")


@pytest.mark.parametrize(
    "path",
    [
        "/console/cases?sort=id;drop table",
        "/console/cases?show=mine",
        "/console/cases?after=x",
        "/console/conversations?verdict=maybe",
        "/console/conversations?outcome=won",
        "/console/conversations?before=-1",
        "/console/conversations?limit=ten",
        "/console/conversations?q=" + "x" * 101,
    ],
)
async def test_an_address_that_asks_for_something_else_is_refused(inside, path):
    assert "The request was not understood" in await inside.page(path, 400)


async def test_a_huge_page_is_cut_to_two_hundred(inside):
    for number in range(201):
        await inside.talk(f"talk-{number}").says("hello")
    html = await inside.page("/console/conversations?limit=100000000")
    assert html.count('<th scope="row"') == 200


@pytest.mark.parametrize(
    "path",
    [
        "/console/nowhere",
        "/console/cases/C-9999",
        "/console/cases/1;drop",
        "/console/conversations/other.csv",
        "/console/conversations/..%2f..%2fetc",
        "/console/static/..%2f..%2fetc/passwd",
        "/console/static/../console.py",
        "/console/static/",
    ],
)
async def test_what_is_not_there_is_said_in_the_same_style(inside, path):
    answer = await inside.client.get(URL(path, encoded=True))
    assert answer.status == 404
    assert "root:" not in await answer.text()


async def test_the_static_files_are_what_the_pages_link_to(inside):
    for link in Elements(await inside.page("/console")).every("link"):
        answer = await inside.client.get(URL(link["href"], encoded=True))
        assert answer.status == 200
        assert "immutable" in answer.headers["Cache-Control"]


async def test_a_conversation_shows_each_question_beside_why_it_was_answered_so(inside):
    talk = inside.talk()
    await talk.asks("How do I reset my pasword?")
    await talk.hears("Open **Sign in**.")
    html = await inside.page("/console/conversations/directline%2Ftalk-1")
    assert "How do I reset my pasword?" in html
    assert "<strong>Sign in</strong>" in html
    assert "answers from" in html
    assert "copperlane/reset-password" in html
    assert "<code>knowledge " in html
    assert 'class="signals"' in html


async def test_a_card_is_read_out_and_a_pressed_button_has_its_name(inside):
    talk = inside.talk()
    await talk.says("hello")
    await talk.hears(**with_card(CARD))
    pressed = {"value": {"action": {"verb": "choose", "data": {"entry": "", "verb": "choose"}}}}
    await talk.says("", kind="invoke", raw=json.dumps(pressed))
    html = await inside.page("/console/conversations/directline%2Ftalk-1")
    for words in (
        "Did you mean one of these?",
        "Copper Lane",
        "Add details",
        "The first one",
        "pressed “None of these”",
    ):
        assert words in html


@pytest.mark.parametrize("raw", ["{}", '{"value": 5}', '{"value": {"action": [1]}}', '{"attachments": "x"}'])
async def test_an_activity_of_an_unheard_of_shape_is_still_shown(inside, raw):
    await inside.talk().says("", kind="event", raw=raw)
    assert "without text (event)" in await inside.page("/console/conversations/directline%2Ftalk-1")


@pytest.mark.parametrize("card", [None, [], "x", {"body": "x"}, {"body": [1, {"type": "Column", "items": {}}]}])
async def test_a_card_of_an_unheard_of_shape_is_still_shown(inside, card):
    await inside.talk().says("hi")
    await inside.talk().hears(**with_card(card))
    await inside.page("/console/conversations/directline%2Ftalk-1")


async def test_a_card_without_end_is_read_as_far_as_anybody_would(inside):
    card = {"type": "TextBlock", "text": "deep"}
    for _ in range(200):
        card = {"type": "Container", "items": [card, card] if _ < 3 else [card]}
    await inside.talk().says("hi")
    await inside.talk().hears(**with_card(card))
    assert "deep" not in await inside.page("/console/conversations/directline%2Ftalk-1")


async def test_a_long_conversation_is_read_stretch_by_stretch(inside):
    talk = inside.talk()
    for number in range(230):
        await talk.says(f"line {number}.")
    html = await inside.page("/console/conversations/directline%2Ftalk-1")
    assert "line 229." in html
    assert "line 29." not in html
    [earlier] = [each["href"] for each in Elements(html).every("a") if "before=" in each.get("href", "")]
    assert "line 29." in await inside.page(earlier)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
async def test_hostile_text_is_text_on_every_page(inside, text):
    talk = inside.talk()
    await talk.asks(text, opens_case=True)
    await talk.hears(text, textFormat="plain")
    await talk.hears(text)
    await talk.hears(**with_card({"body": [{"type": "TextBlock", "text": text}], "actions": [{"title": text}]}))
    await talk.adds("C-1001", text)
    for path in ("", "/conversations", "/conversations/directline%2Ftalk-1", "/cases", "/cases/C-1001"):
        html = await inside.page(f"/console{path}")
        elements = Elements(html)
        assert not elements.every("script")
        assert not [
            each for _, each in elements.found if any(name.startswith("on") or name == "style" for name in each)
        ]
        assert all(each["src"].startswith("/console/static/") for each in elements.every("img"))
        assert "javascript:" not in [each.get("href", "")[:11] for each in elements.every("a")]
        assert not set(html) & {"\x00", "\x1b", "\x07", "\x9b"}
        assert "7006652" not in html


async def test_what_somebody_wrote_stays_in_its_own_direction_and_is_not_read_backwards(inside):
    await inside.talk().asks(RIGHT_TO_LEFT)
    html = await inside.page("/console/conversations/directline%2Ftalk-1")
    assert 'class="words" dir="auto">\ufffdgnp.exe שלום' in html


async def test_endless_words_can_be_wrapped(inside):
    await inside.talk().asks("A" * 28_000)
    html = await inside.page("/console/conversations/directline%2Ftalk-1")
    assert "A" * 81 not in html
    assert html.count("<wbr>") >= 2_700


async def test_an_error_is_a_number_and_nothing_else(inside, capsys):
    await inside.talk().says("my secret words", raw='{"text": "my secret words"}')
    await inside.store.transaction(lambda tx: tx.execute("update transcript set body = '{broken my secret words'"))
    html = await inside.page("/console/conversations/directline%2Ftalk-1", 500)
    assert "tell whoever" in html
    assert "secret words" not in html
    assert "Traceback" not in html


@pytest.mark.parametrize(
    "path",
    ["", "/conversations", "/conversations/directline%2Ftalk-1", "/cases", "/cases/C-1001", "/knowledge", "/nowhere"],
)
async def test_a_page_can_be_used_with_a_keyboard_and_read_aloud(inside, path):
    await inside.talk().asks("nobody has ever answered this", opens_case=True)
    answer = await inside.client.get(f"/console{path}")
    elements = Elements(await answer.text())
    tags = [tag for tag, _ in elements.found]
    assert tags.count("h1") == 1
    assert tags.count("main") == 1
    assert elements.every("html") == [{"lang": "en"}]
    assert elements.every("a")[0] == {"class": "skip", "href": "#content"}
    assert all("scope" in each for each in elements.every("th"))
    assert tags.count("caption") == tags.count("table")
    assert all("alt" in each for each in elements.every("img"))
    labelled = {each.get("for") for each in elements.every("label")}
    assert all(each.get("id") in labelled for each in elements.every("textarea"))
    assert all(each.get("method") in {"get", "post"} for each in elements.every("form"))
    assert len([each for each in elements.every("a") if each.get("aria-current")]) == (path != "/nowhere")


async def test_what_climbed_to_the_leads_is_listed_until_they_have_read_it(inside):
    def climbed(tx):
        notices.add(tx, Notice("k1", EVERY_LEAD, "unread", NOON, about="copperlane"))

    await inside.store.transaction(climbed)
    html = await inside.page("/console/notices")
    assert "A team does not read its notices" in html
    assert "copperlane" in html
    [form] = re.findall(r'<form method="post" action="/console/notices/read">(.*?)</form>', html, re.S)
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form))
    assert (await inside.post("/console/notices/read", fields)).status == 303
    assert "/console/notices/read" not in await inside.page("/console/notices")


async def test_a_case_says_who_was_told_of_it(inside):
    await inside.talk().asks("nobody has ever answered this", opens_case=True)
    html = await inside.page("/console/cases/C-1001")
    assert "Who was notified" in html
    assert "New case" in html
