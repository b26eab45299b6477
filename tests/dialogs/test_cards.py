"""Cards: what every one has, and that nothing somebody wrote is read as Markdown."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from dialogs.cards import cases, questions, welcome
from dialogs.cards.parts import buttons
from dialogs.matter import Matter
from dialogs.ports import CaseSummary
from knowledge.entry import Entry

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
NASTY = "**bold** [x](https://bad.example) {{DATE(2020-01-01T00:00:00Z, SHORT)}}"
MATTER = Matter("q0123456789abcdef", NASTY, entry="quay/clean-filter")
ENTRY = Entry("quay", "clean-filter", "How do I clean it?", "Rinse it.")


def case(state: str) -> CaseSummary:
    return CaseSummary("C-1001", NASTY, state, AT, AT, "partner", last_reply=NASTY)


def every_card(language: str) -> list:
    return [
        questions.helped(language, MATTER, [ENTRY]),
        questions.choices(language, MATTER, [ENTRY, ENTRY], lead="clarify"),
        questions.chosen(language, NASTY),
        questions.chosen(language, None),
        questions.rephrase(language, MATTER),
        questions.handoff(language, MATTER, lead="no_answer"),
        cases.opened(language, "C-1001", "k1"),
        cases.already(language, "C-1001", "k1", questions.person(language, MATTER, "another"), still_open=True),
        *(
            cases.status(language, case(state), "k1")
            for state in ("open", "resolved", "closed", "withdrawn", "merged", "odd")
        ),
        cases.several(language, "Your cases", [case("open"), case("closed")], "status", "k1"),
        welcome.welcome(language, MATTER, title="welcome_title"),
        welcome.way_on(language, MATTER, "?"),
    ]


CARDS = [card for language in ("en", "de") for card in every_card(language)]


@pytest.mark.parametrize("card", CARDS)
def test_a_card_is_of_version_1_5_with_words_for_clients_that_show_none(card):
    assert (card["type"], card["version"]) == ("AdaptiveCard", "1.5")
    assert card["fallbackText"].strip()
    assert json.loads(json.dumps(card)) == card


@pytest.mark.parametrize("card", CARDS)
def test_a_button_says_what_it_does_and_brings_back_plain_values(card):
    for button in buttons(card):
        assert button["type"] == "Action.Execute"
        assert button["title"]
        assert button["verb"]
        assert all(isinstance(value, str | bool | list) for value in button["data"].values())


@pytest.mark.parametrize("card", CARDS)
def test_what_somebody_wrote_stands_in_no_block_that_reads_markdown(card):
    assert not [
        part for part in every_part(card["body"]) if part.get("type") == "TextBlock" and "bad.example" in part["text"]
    ]


def every_part(parts: list) -> list:
    return [found for part in parts for found in (part, *every_part(part.get("items", [])))]


@pytest.mark.parametrize("card", CARDS)
def test_every_text_wraps(card):
    assert all(part.get("wrap") for part in every_part(card["body"]) if part["type"] == "TextBlock")


def test_a_button_that_changes_a_case_brings_its_own_key():
    keys = [button["data"]["key"] for button in buttons(cases.opened("en", "C-1001", "k1"))]
    assert len(set(keys)) == len(keys) == 3


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"waiting": "vendor", "is_escalated": True}, "Your partner has asked the vendor's support"),
        ({"waiting": "vendor"}, "It is with the vendor's support."),
        ({"owner": "Per"}, "It is with Per."),
        ({"since": AT}, "Since 2 March 2026."),
        ({"state": "merged", "into": "C-1007"}, "It goes on as case C-1007."),
        ({"kind": "sales"}, "Engagement C-1001: open"),
    ],
)
def test_a_status_says_in_plain_words_who_has_the_case(facts, says):
    told = replace(CaseSummary("C-1001", "Pump", "open", AT, AT, "partner"), **facts)
    assert says in cases.status("en", told, "k")["fallbackText"]


@pytest.mark.parametrize(("hours", "is_said"), [(1, True), (-1, False)])
def test_a_promise_is_told_while_it_is_still_to_come(hours, is_said):
    told = replace(CaseSummary("C-1001", "Pump", "open", AT, AT, "partner"), due=AT + timedelta(hours=hours))
    assert ("is due by" in cases.status("en", told, "k", AT)["fallbackText"]) is is_said
    assert "is due by" not in cases.status("en", replace(told, waiting="customer", due=None), "k", AT)["fallbackText"]
