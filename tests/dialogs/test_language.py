"""The language a conversation goes on in, and what is said of an entry in another one."""

from dataclasses import replace

import pytest

from dialogs.cards import questions
from dialogs.languages import written_in
from dialogs.matter import Matter
from dialogs.understanding.language import language_of, other_language
from knowledge.match import Verdict
from tests.knowledge.matching.small import DESK, entry, view


@pytest.fixture(scope="module")
def german():
    return view(
        entry("harbor/kennwort", "Wie setze ich mein Kennwort zurück?", "Kennwort vergessen", language="de"),
        entry("harbor/vpn", "VPN einrichten", "Fernzugriff", language="de-AT"),
    )


@pytest.mark.parametrize(
    ("text", "before", "language"),
    [
        ("ich habe mein Passwort vergessen", "en", "de"),
        ("where is my invoice", "de", "en"),
        ("42", "de", "de"),
        ("42", "", "en"),
    ],
)
def test_the_question_decides_then_the_language_spoken_before(text, before, language):
    assert language_of(text, view(*DESK).ask(text), before) == language


@pytest.mark.parametrize(
    ("text", "before", "language"),
    [("VPN", "en", "en"), ("VPN", "", "de"), ("how do I reset it", "de", "en"), ("Kennwort vergessen", "", "de")],
)
def test_a_base_of_one_language_does_not_change_the_language_spoken(german, text, before, language):
    assert language_of(text, german.ask(text), before) == language


def test_a_confident_answer_to_a_question_in_another_language_is_offered_not_said(german):
    finding = german.ask("how can I einrichten VPN for me")
    assert finding.language == "en"
    assert finding.verdict is Verdict.CLARIFY
    assert [match.entry.id for match in finding.offered] == ["vpn"]


def test_a_region_is_no_other_language():
    austrian = entry("harbor/vpn", "VPN einrichten", language="de-AT")
    assert other_language("de", austrian) is None
    assert other_language("en", austrian) == "in German"


@pytest.mark.parametrize(
    ("spoken", "code", "said"),
    [
        ("en", "fr", "in French"),
        ("de", "fr", "auf Französisch"),
        ("en", "qq", "in another language (qq)"),
        ("de", "qq", "in einer anderen Sprache (qq)"),
        ("fr", "de", "en allemand"),
        ("fr", "qq", "dans une autre langue (qq)"),
        ("sv", "de", "in German"),
    ],
)
def test_a_language_is_named_in_the_language_spoken(spoken, code, said):
    assert written_in(spoken, code) == said


MATTER = Matter("q0123456789abcdef", "vpn")


@pytest.mark.parametrize(
    ("languages", "said"),
    [
        (("de",), "The answer is in German."),
        (("de", "en"), "Some of the answers are in German."),
        (("de", "fr", "en"), "Some of the answers are in German, in French."),
    ],
)
def test_a_choice_says_in_its_plain_text_too_what_is_in_another_language(languages, said):
    offered = [entry(f"harbor/{each}", "VPN?", language=each) for each in languages]
    card = questions.choices("en", MATTER, offered, lead="clarify")
    assert said in card["fallbackText"]
    assert ("VPN? (in German)" in str(card)) is ("de" in languages)


def test_a_choice_in_the_language_spoken_says_nothing_of_languages():
    card = questions.choices("en", MATTER, DESK[:2], lead="clarify")
    assert "answer" not in card["fallbackText"]


def test_a_card_never_claims_a_language_that_its_words_are_not_in():
    assert questions.line("sv", "I have no answer")["lang"] == "en"
    assert questions.line("de", "Ich weiß es nicht")["lang"] == "de"


def test_a_follow_up_in_another_language_is_marked():
    card = questions.helped("en", MATTER, [replace(DESK[0], language="de")])
    assert "(in German)" in str(card)
