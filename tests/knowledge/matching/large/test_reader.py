"""What was read before changes nothing in what is read now, except how much has to be read."""

from dataclasses import replace

import numpy as np
import pytest

from knowledge.entry import Entry, Visibility
from knowledge.matching.arrays.artifact import Artifact
from knowledge.matching.large import reader as reading
from knowledge.matching.large.index import LargeIndex
from knowledge.matching.large.reader import LargeReader
from knowledge.matching.query.text_parsing import NOTHING
from knowledge.matching.query.thesaurus import Thesaurus, thesaurus
from knowledge.people.audience import Audience
from tests.bench.crowd import crowd

ENTRIES = tuple(crowd(500))
CHANGED = replace(ENTRIES[7], question="Where did the umbrellas go?", also=(), answer="Behind the door.")
EVERYBODY = Audience((ENTRIES[0].partner,), Visibility.PUBLIC)


def written(index: Artifact) -> dict[str, bytes]:
    """Return the arrays of an index as bytes."""
    return {name: np.ascontiguousarray(array).tobytes() for name, array in index.arrays.items()}


def index(entries, reader=None, terms: Thesaurus = NOTHING):
    """Return the index of entries, by somebody who may have read others before."""
    return written(LargeIndex.of(entries, terms, reader).artifact)


@pytest.fixture
def reader() -> LargeReader:
    """Return somebody who has read the entries."""
    reader = LargeReader()
    reader.read(ENTRIES, NOTHING)
    return reader


@pytest.mark.parametrize(
    "entries",
    [ENTRIES, (*ENTRIES[:7], CHANGED, *ENTRIES[8:]), (*ENTRIES[50:], CHANGED), ENTRIES[:3], ENTRIES[::-1], ()],
    ids=["the same", "one changed", "some gone, one more", "few left", "another order", "none"],
)
def test_the_index_is_that_of_who_reads_for_the_first_time(reader, entries):
    assert index(entries, reader) == index(entries)
    assert index(ENTRIES, reader) == index(ENTRIES)


def test_so_is_it_when_a_word_is_read_as_another_from_now_on(reader):
    word = ENTRIES[0].question.split()[2]
    short = Entry("p", "a", f"What is {word.title()} Crate Services ({word[0].upper()}CS)?", "It is a crate.")
    terms = thesaurus([*ENTRIES, short], (), EVERYBODY)
    terms = Thesaurus(terms.terms, ["en"])
    assert index(ENTRIES, reader, terms) == index(ENTRIES, None, terms)


def test_only_what_changed_is_read_again(reader, monkeypatch):
    texts: list[str] = []
    read_rows = reading.read_rows
    monkeypatch.setattr(
        reading, "read_rows", lambda some, spoken, numbers: read_rows(texts.extend(some) or some, spoken, numbers)
    )
    reader.read((*ENTRIES[:7], CHANGED, *ENTRIES[8:]), NOTHING)
    assert texts == ["Where did the umbrellas go?", "Behind the door. "]
