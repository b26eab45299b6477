"""The guess of a question's language among the base's."""

import pytest

from knowledge.matching.language import Languages
from knowledge.matching.text import tokens


@pytest.fixture(scope="module")
def languages():
    words = {"en": ["reset", "invoice"], "de": ["kennwort", "rechnung"]}
    return Languages(words, {"en": 20, "de": 5})


@pytest.mark.parametrize(
    ("text", "guess"),
    [
        ("ich habe mein Passwort vergessen", ("de", True)),
        ("wo ist die rechnung", ("de", True)),
        ("Rechnung", ("de", True)),
        ("where is my invoice", ("en", True)),
        ("xyzzy", ("en", False)),
        ("", ("en", False)),
    ],
)
def test_the_words_decide_and_the_larger_language_is_the_default(languages, text, guess):
    assert languages.guess(tokens(text)) == guess


def test_a_base_of_one_language_is_never_sure_of_it():
    assert Languages({"de": ["rechnung"]}, {"de": 3}).guess(("where", "is")) == ("de", False)
