"""Sentence templates."""

import pytest

from dialogs.languages import understood
from dialogs.understanding.grammar import grammar
from dialogs.understanding.templates import compiled, holes, words_of
from dialogs.understanding.understand import Intent

RULES = {"colour": "(red|blue)"}


@pytest.mark.parametrize(
    ("template", "line", "fits"),
    [
        ("[the] <colour> door", "the red door ", True),
        ("[the] <colour> door", "blue door ", True),
        ("[the] <colour> door", "the door ", False),
        ("(a|b) c", "b c ", True),
        ("a", "ab ", False),
    ],
)
def test_a_template_fits_what_it_says(template, line, fits):
    assert bool(compiled([template], RULES).fullmatch(line)) is fits


def test_holes_say_where_they_were_filled():
    found = compiled(["add to {number} {rest}", "only {rest}"], {}).fullmatch("add to c-12 some more ")
    assert {name: found.string[slice(*span)] for name, span in holes(found).items()} == {
        "number": "c-12",
        "rest": "some more ",
    }


def test_a_rule_that_is_not_there_is_an_error():
    with pytest.raises(KeyError):
        compiled(["<missing>"], {})


def test_words_are_the_literal_ones():
    assert words_of(["[the] <colour> {rest} (a|b)"]) == {"the", "a", "b"}


@pytest.mark.parametrize("language", understood())
def test_every_language_has_phrases_for_every_intent(language):
    assert set(grammar(language).patterns) == {intent.value for intent in Intent}


@pytest.mark.parametrize("language", understood())
def test_phrases_are_written_folded(language):
    assert all(word.isascii() and word == word.lower() for word in grammar(language).vocabulary)
