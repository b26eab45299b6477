"""Reading in bulk gives the very words that reading one by one gives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.matching.large.bulk import Numbering, read_rows
from knowledge.matching.query.text import LIMIT
from knowledge.matching.query.text_parsing import read

SIGNS = (
    st.characters(codec="utf-8") | st.characters(max_codepoint=0x24F) | st.sampled_from(" -_'’‘–…\n.aeioltdéüœøıł½ßſİ")
)
TEXTS = st.lists(st.text(SIGNS, max_size=60), max_size=8)


def in_bulk(texts, language="en"):
    """Return each text's words, read together."""
    numbers = Numbering()
    rows = read_rows(texts, [language] * len(texts), numbers)
    names = [word for word, _ in numbers]
    return [tuple(names[at] for at in rows.items[a:b]) for a, b in zip(rows.starts, rows.starts[1:], strict=False)]


@given(TEXTS, st.sampled_from(["en", "de", "fr"]))
def test_words_are_those_of_reading_one_by_one(texts, language):
    assert in_bulk(texts, language) == [read(text, language).words for text in texts]


COURTEOUS = st.sampled_from([
    "hi", "there", "thanks", "thank", "you", "please", "spot", "Spot", "Max", "Olu", "question", "quick question",
    "best", "regards", "well", "sorry", "dear", "lg", "danke", "von", "password", "reset", "how", "vpn", ",", ".", "!",
    ";", "-", "—", "?", "\n", "\n--\n", "@spot",
])  # fmt: skip


@given(st.lists(st.lists(COURTEOUS, max_size=9).map(" ".join), max_size=5))
def test_courtesies_are_left_out_as_in_reading_one_by_one(texts):
    assert in_bulk(texts) == [read(text, "en").words for text in texts]


@pytest.mark.parametrize(
    "text",
    [
        "Hi there, how do I reset my E-mail password?\nThanks!",
        "Wie ändere ich die Größe der Schriftart – geht das über’s Menü?",
        "x" * 100,
        "ǖ" * LIMIT,
        "a b " * LIMIT,
        "…" * LIMIT + "end",
        "パスワードを忘れました",
        "hello hi",
        "Where is it?\n-- \nMax",
        "c’est l'imprimante d'été, l'œuvre: it’s don’t",
        "",
    ],
)
def test_so_are_those_of_a_text_that_is_out_of_the_ordinary(text):
    assert in_bulk(["before", text, "after"])[1:] == [read(text, "en").words, ("after",)]


def test_texts_of_several_languages_keep_their_order():
    texts = [("one two", "en"), ("drei", "de"), ("", "en"), ("quatre cinq", "fr"), ("sechs sieben", "de")]
    numbers = Numbering()
    rows, names = read_rows(*zip(*texts, strict=True), numbers), [word for word, _ in numbers]
    read_back = [
        " ".join(names[at] for at in rows.items[a:b]) for a, b in zip(rows.starts, rows.starts[1:], strict=False)
    ]
    assert read_back == [text for text, _ in texts]


def test_a_word_of_two_languages_has_two_numbers():
    numbers = Numbering()
    rows = read_rows(["gift", "gift", "Gift"], ["en", "de", "en"], numbers)
    assert rows.items.tolist() == [0, 1, 0]
    assert list(numbers) == [("gift", "en"), ("gift", "de")]
