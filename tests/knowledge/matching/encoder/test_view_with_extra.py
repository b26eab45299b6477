"""A view with the extra: what it finds, what it says across languages, and that it does without."""

import json

import pytest

from knowledge.entry import Visibility
from knowledge.match import Encoding, Verdict
from knowledge.matching import prepared
from knowledge.matching.encoder import use
from knowledge.matching.encoder.semantic_extra import SemanticExtra
from knowledge.matching.explain import explain
from knowledge.matching.view import View
from knowledge.people.audience import Audience
from tests.knowledge.matching.encoder.encoding import Broken, Letters
from tests.knowledge.matching.small import DESK, EVERYBODY, entry
from tests.knowledge.matching.test_context import ENTRIES, MAIL

ENGLISH = tuple(each for each in DESK if each.language == "en")


class Failing(Letters):
    """Encodes until it is told to fail."""

    fails = False

    def encode(self, texts):
        if self.fails:
            raise ValueError("no")
        return super().encode(texts)


@pytest.fixture(scope="module")
def encoder():
    return use.load()


@pytest.fixture(scope="module")
def desk(encoder):
    return View(ENGLISH, EVERYBODY, extra=SemanticExtra(encoder, None, print))


def view(encoder, *entries):
    told = []
    return View(entries or ENGLISH, EVERYBODY, extra=SemanticExtra(encoder, None, told.append)), told


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("the thing says my secret word is not valid any more", "harbor/reset"),
        ("Ich habe mein Kennwort vergessen", "harbor/reset"),
        ("Gibt es bei euch gerade eine Störung?", "vendor/status"),
        ("Wo bekomme ich eine Kopie meiner Rechnung?", "harbor/invoice"),
        ("Où puis-je trouver ma facture ?", "harbor/invoice"),
    ],
)
def test_a_question_finds_the_entry_that_means_it_in_any_language(desk, question, name):
    assert desk.ask(question).best.entry.name == name


def test_without_the_extra_a_german_question_finds_nothing_in_english():
    found = View(ENGLISH, EVERYBODY).ask("Ich habe mein Kennwort vergessen")
    assert found.verdict is not Verdict.ANSWER
    assert found.encoding is None


def test_words_of_another_language_are_no_misspellings(desk):
    assert desk.ask("Wie kann ich meinen Kalender freigeben, und nicht nur mir?").corrections == ()


def test_strangers_are_handed_over_in_every_language(desk):
    for text in ("tell me a joke", "Erzähl mir einen Witz", "wie wird das Wetter morgen", "what is love"):
        assert desk.ask(text).verdict is not Verdict.ANSWER


def test_greetings_and_signatures_move_nothing(desk):
    plain = desk.ask("is the cloud broken")
    for text in (
        "Hi Spot, is the cloud broken?",
        "is the cloud broken!!! thanks",
        "Is the cloud broken\n\nKind regards",
    ):
        found = desk.ask(text)
        assert (found.verdict, found.confidence) == (plain.verdict, plain.confidence)


def test_what_was_encoded_once_is_found_again_byte_for_byte_without_the_encoder():
    failing = Failing()
    asked, _ = view(failing)
    found = asked.ask("forgot the password thing")
    written = json.loads(json.dumps(found.as_dict()))
    failing.fails = True
    again = asked.ask(found.question, Encoding(**written["encoding"]))
    assert json.dumps(again.as_dict()) == json.dumps(found.as_dict())
    assert again.as_dict() == written


def test_the_vector_of_another_encoder_is_not_used(desk):
    other = Encoding("another", "AAAA")
    assert desk.ask("forgot password", other) == desk.ask("forgot password")


def test_a_question_that_cannot_be_encoded_is_answered_as_without_the_extra():
    failing = Failing()
    asked, told = view(failing)
    failing.fails = True
    assert asked.ask("i forgott my pasword") == View(ENGLISH, EVERYBODY).ask("i forgott my pasword")
    assert asked.ask("download invoice").encoding is None
    assert len(told) == 1


def test_a_base_whose_phrasings_cannot_be_encoded_is_learned_without_the_extra():
    asked, told = view(Broken())
    assert asked.ask("i forgott my pasword") == View(ENGLISH, EVERYBODY).ask("i forgott my pasword")
    assert len(told) == 1


def test_a_base_that_is_too_large_goes_without(monkeypatch):
    monkeypatch.setattr(prepared, "CLASSIFIED", 3)
    letters = Letters()
    asked, told = view(letters)
    assert asked.ask("forgot my password").encoding is None
    assert (letters.asked, told) == ([], [])


def test_nothing_unseen_is_encoded_for_an_audience():
    letters = Letters()
    secret = entry("harbor/secret", "the hidden merger plan", visibility=Visibility.VENDOR)
    View((*ENGLISH, secret), Audience(("harbor",), Visibility.CUSTOMER), extra=SemanticExtra(letters, None, print))
    assert not any("merger" in text for text in letters.asked)


def test_an_exact_phrasing_is_answered_whatever_the_encoder_says(desk):
    for each in ENGLISH:
        assert desk.ask(each.question).best.entry == each


def test_an_empty_base_and_an_empty_question_need_no_encoder(encoder):
    letters = Letters()
    empty = View((), EVERYBODY, extra=SemanticExtra(letters, None, print))
    assert empty.ask("anything").verdict is Verdict.HANDOFF
    assert letters.asked == []
    assert view(encoder)[0].ask("?!").verdict is Verdict.HANDOFF


def test_the_explanation_names_the_encoder(desk):
    assert f"Meaning was compared by {use.NAME}." in explain(desk.ask("is the cloud broken"))
    assert use.NAME not in explain(desk.plain.ask("is the cloud broken"))


def test_a_follow_up_is_understood_with_the_extra_and_asked_again_from_the_vector_of_the_message(encoder):
    phones, _ = view(encoder, *ENTRIES)
    alone, found = phones.ask("and on Android?"), phones.ask("and on Android?", after=MAIL)
    assert (found.verdict, found.best.entry.id) == (Verdict.ANSWER, "mail-android")
    assert found.encoding == alone.encoding
    assert phones.ask("and on Android?", found.encoding, after=MAIL) == found
