"""What is said: in the language spoken, and safe to fill; `tests/test_languages.py` says what a language lacks."""

from datetime import date

import pytest

from dialogs.languages import day, say, spoken
from dialogs.languages.en.sentences import SENTENCES


def test_an_unknown_language_is_spoken_to_in_english():
    assert say("xx", "greeting") == SENTENCES["greeting"]


def test_an_unknown_key_is_an_error():
    with pytest.raises(KeyError):
        say("de", "no such sentence")


def test_values_are_never_templates():
    assert "{number}" in say("en", "case_replied", number="C-1", name="{number}", text="{0}")


def test_a_date_is_written_as_in_its_language():
    assert (day("en", date(2026, 3, 12)), day("de", date(2026, 3, 12))) == ("12 March 2026", "12. März 2026")


@pytest.mark.parametrize(
    ("locale", "language"),
    [("de-AT", "de"), ("en_GB", "en"), ("fr-CA", "fr"), ("sv-SE", None), ("", None), (None, None)],
)
def test_a_locale_gives_the_language_where_we_speak_it(locale, language):
    assert spoken(locale) == language


NOTICES = ("case_replied", "case_resolved", "case_reopened", "case_withdrawn", "apology", "refused", "busy")


@pytest.mark.parametrize("key", NOTICES)
def test_the_words_of_the_desk_and_the_edge_are_there(key):
    assert SENTENCES[key]
