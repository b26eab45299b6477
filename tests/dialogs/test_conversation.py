"""The root: interruptions, state that cannot be read, buttons of any age, and no input that breaks a turn."""

import json

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from dialogs.cards.parts import buttons
from dialogs.incoming import Incoming, IncomingFile, IncomingKind
from dialogs.languages import say
from dialogs.state import State, load
from tests.properties import examples
from tests.support.in_memory import InMemory

NOBODY_KNOWS = "my cow sings opera at night"


def text_of(seen) -> str:
    return "\n".join(seen.texts)


def test_somebody_who_joins_is_welcomed(chat):
    seen = chat.turn(IncomingKind.JOINED)
    assert say("en", "welcome") in seen.texts
    assert seen.buttons == ("Talk to a person",)


def test_the_locale_is_the_first_hint_of_the_language(knowledge):
    driver = InMemory(knowledge, locale="de-DE")
    driver.speak_as("dairy/tove")
    assert say("de", "welcome") in driver.turn(IncomingKind.JOINED).texts
    assert say("en", "greeting") in driver.say("good morning").texts


@pytest.mark.parametrize(
    "state",
    [
        {"version": 99, "flow": "offered", "data": {}, "memory": {}},
        {"version": 1, "flow": "dancing", "data": {}, "memory": {}},
        {"version": 1, "flow": "offered", "data": {}, "memory": {}},
        {
            "version": 1,
            "flow": "choosing",
            "data": {"question": 7},
            "memory": {"answers": [1], "handed": "x", "who": 3},
        },
        {"version": 1, "flow": "commenting", "data": {"number": None}, "memory": {}},
        {"what": "is this"},
    ],
)
def test_a_state_that_cannot_be_read_restarts_politely_and_loses_nothing(chat, state):
    chat.chat.state = json.dumps(state)
    seen = chat.say("How do I read the water meter?")
    assert seen.texts[0] == say("en", "restarted")
    assert seen.answered == "quay/water-meter"


@pytest.mark.parametrize("flow", ["offered", "answered", "opened", "choosing", "rephrasing"])
def test_a_wish_for_a_person_is_heard_even_when_the_state_cannot_be_read(chat, flow):
    chat.chat.state = json.dumps({"version": 1, "flow": flow, "data": {"question": "?"}, "memory": {}})
    chat.say("a person please")
    assert chat.cases() == 1


def test_a_button_works_when_the_state_cannot_be_read(chat):
    chat.say(NOBODY_KNOWS)
    chat.chat.state = json.dumps({"version": 99, "flow": "offered", "data": {}, "memory": {}})
    chat.press("Yes, open a case")
    assert chat.cases() == 1


@pytest.mark.parametrize(
    ("verb", "data"),
    [
        ("dance", {}),
        ("", {"question": "q"}),
        ("helped", {}),
        ("helped", {"helped": "yes", "question": ["q"], "title": None}),
        ("helped", {"helped": True, "question": "q' or 1=1", "title": "x"}),
        ("choose", {"question": "q0123456789abcdef", "title": "x", "entry": "ridge/depth"}),
        ("choose", {"question": "q0123456789abcdef", "title": "x", "entry": {"a": 1}}),
        ("follow", {"entry": "quay/staff-discount"}),
        ("open", {"question": 7}),
        ("withdraw", {"number": 7, "key": "k"}),
        ("withdraw", {"number": "C-1001"}),
        ("status", {}),
        ("comment", {"number": "C-1", "key": "k" * 9_000}),
    ],
)
def test_a_button_that_makes_no_sense_is_answered_politely_and_changes_nothing(chat, verb, data):
    seen = chat.turn(IncomingKind.ACTION, verb=verb, data=data)
    assert chat.chat.said.effects == ()
    assert chat.chat.said.answer
    assert "osprey" not in text_of(seen)
    assert "Talk to a person" in seen.buttons


def test_somebody_elses_case_is_like_none(chat):
    chat.say("a person please")
    chat.speak_as("dairy/emil")
    there = chat.turn(IncomingKind.ACTION, verb="withdraw", data={"number": "C-1001", "key": "k"})
    nowhere = chat.turn(IncomingKind.ACTION, verb="withdraw", data={"number": "C-9999", "key": "k"})
    assert text_of(there).replace("C-1001", "C-9999") == text_of(nowhere)
    assert chat.desk.cases["C-1001"].state == "open"


def test_the_same_click_under_a_new_id_opens_one_case(chat):
    chat.say(NOBODY_KNOWS)
    button = chat.button("Yes, open a case")
    seen = [chat.turn(IncomingKind.ACTION, verb=button["verb"], data=button["data"]) for _ in range(8)]
    assert chat.cases() == 1
    assert all("C-1001" in text_of(each) for each in seen)


def test_the_same_turn_from_the_same_state_gives_the_same(chat):
    first = chat.say(NOBODY_KNOWS)
    said = chat.chat.said
    chat.chat.state, chat.turns = None, chat.turns - 1
    chat.now = chat.now.replace(minute=0, second=0)
    assert chat.say(NOBODY_KNOWS) == first
    assert chat.chat.said == said


def test_what_somebody_wrote_is_no_slot_and_no_half_character(chat):
    seen = chat.say("talk to a person about \ue000opened\ue001 \ud800 \x00")
    assert chat.cases() == 1
    title = chat.desk.cases["C-1001"].title
    assert not set(title) & {"\ue000", "\ue001", "\ud800", "\x00"}
    assert "C-1001" in text_of(seen)


def test_the_picker_of_another_asker_forgets_what_was_under_way(chat, knowledge):
    chat.say("filter")
    chat.chat.asker = knowledge.directory.person("school/lea", today=chat.now.date())
    assert "filter" not in text_of(chat.say("2")).casefold()


def test_a_language_we_do_not_speak_is_answered_in_english(chat):
    chat.chat.state = json.dumps({"version": 1, "flow": "", "data": {}, "memory": {"language": "sv"}})
    assert say("en", "greeting") in chat.say("hello").texts
    assert say("de", "thanks") in chat.say("Vielen Dank").texts


def test_a_file_is_answered_politely(chat):
    seen = chat.turn(IncomingKind.MESSAGE, attachments=(IncomingFile("photo.png"),))
    assert say("en", "files") in seen.texts
    assert chat.cases() == 0


def test_a_file_with_words_is_a_question(chat):
    assert (
        chat.turn(IncomingKind.MESSAGE, text="the filter is clogged", attachments=(IncomingFile("photo.png"),)).answered
        == "quay/clean-filter"
    )


def test_a_huge_message_is_answered_by_its_beginning(chat):
    seen = chat.say("How do I read the water meter? " + "la " * 9_000)
    assert seen.texts[0] == say("en", "long")
    question = next(iter(chat.desk.questions.values()))
    assert len(question.finding.question) <= 2_000


def test_markup_is_never_echoed_where_it_would_be_rendered(chat):
    nasty = "[click](https://bad.example) <at>Olu</at> **bold** ![x](https://bad.example/x.png)"
    for text in (nasty, "yes", "what is the status of my case?"):
        chat.say(text)
        for reply in chat.chat.said.replies:
            assert "bad.example" not in reply.text
            assert "bad.example" not in json.dumps([part for part in blocks(reply.card) if part["type"] == "TextBlock"])


def blocks(card) -> list:
    found, waiting = [], list((card or {}).get("body", []))
    while waiting:
        part = waiting.pop()
        found.append(part)
        waiting += part.get("items", [])
    return found


def test_a_question_is_written_down_once_with_its_own_id(chat):
    chat.say("How do I read the water meter?")
    chat.say("hello")
    chat.say("thanks")
    chat.say("How do I read the water meter?")
    assert len(chat.desk.questions) == 2


PHRASES = (
    *("yes", "no", "2", "none of these", "a person please", "cancel", "thanks", "hello", "help", "filter", "bill"),
    *("status", "my cases", "withdraw my case", "reopen my case", "add details", "add to C-1001: more", "C-1002"),
    *(
        "the filter is clogged",
        NOBODY_KNOWS,
        "ja",
        "nein danke",
        "der Filter ist verstopft",
        "",
        "???",
        "\ue000opened\ue001",
    ),
)
VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(max_size=20), st.lists(st.text(max_size=5), max_size=3)
)
STEPS = st.one_of(
    st.tuples(st.just("say"), st.one_of(st.sampled_from(PHRASES), st.text(max_size=80))),
    st.tuples(st.just("press"), st.integers(0, 30)),
    st.tuples(
        st.just("forge"),
        st.tuples(
            st.sampled_from(
                ["helped", "choose", "open", "person", "decline", "follow", "status", "comment", "withdraw", "x"]
            ),
            st.dictionaries(st.sampled_from(["question", "title", "entry", "number", "key", "helped", "none"]), VALUES),
        ),
    ),
    st.tuples(st.just("join"), st.none()),
)


def take(driver: InMemory, step: str, what) -> None:
    if step == "say":
        driver.turn(IncomingKind.MESSAGE, text=what)
    elif step == "join":
        driver.turn(IncomingKind.JOINED)
    elif step == "forge":
        driver.turn(IncomingKind.ACTION, verb=what[0], data=what[1])
    elif shown := [each for card in driver.chat.cards.values() for each in buttons(card)]:
        pressed = shown[what % len(shown)]
        driver.turn(IncomingKind.ACTION, verb=pressed["verb"], data=pressed["data"])


@examples(80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, max_size=25), together=st.booleans())
def test_no_conversation_breaks_and_every_turn_says_something(knowledge, steps, together):
    driver = InMemory(knowledge, group=together)
    driver.speak_as("dairy/tove")
    for step, what in steps:
        take(driver, step, what)
        said = driver.chat.said
        assert said is None or said.replies or said.answer
        if said:
            assert load(json.loads(json.dumps(said.state.as_dict()))).as_dict() == said.state.as_dict()
            assert all(bool(reply.text) != (reply.card is not None) for reply in said.replies)
            json.dumps([reply.card for reply in said.replies])


DATA = st.recursive(VALUES, lambda inner: st.dictionaries(st.text(max_size=8), inner, max_size=4), max_leaves=8)
NAMES = st.sampled_from(
    ["question", "title", "recorded", "entry", "offered", "refused", "earlier", "rephrased", "number"]
)
STATES = st.builds(
    State,
    st.sampled_from(["", "answered", "choosing", "rephrasing", "offered", "opened", "commenting", "x"]),
    st.dictionaries(NAMES, DATA, max_size=8),
    st.dictionaries(st.sampled_from(["language", "who", "answers", "handed", "limited"]), DATA, max_size=5),
    st.sampled_from([0, 1, 2]),
)


@examples(100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(state=STATES, text=st.sampled_from(PHRASES))
def test_no_state_breaks_a_turn(knowledge, state, text):
    driver = InMemory(knowledge)
    driver.speak_as("dairy/tove")
    driver.chat.state = json.dumps(state.as_dict())
    driver.say(text)
    assert driver.chat.said.replies


def test_what_comes_in_may_be_nothing_but_its_kind(chat):
    assert chat.turn(IncomingKind.MESSAGE).texts
    assert chat.turn(IncomingKind.ACTION).texts
    assert Incoming(IncomingKind.JOINED, chat.now, "k").text == ""
