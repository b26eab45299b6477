"""What speaks for each entry: channels that compare a question with its phrasings and answer; no weights here."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from knowledge.entry import Entry
from knowledge.matching.confidence import COMPOUND, SHORTLISTED, SLIGHT
from knowledge.matching.index import Cosines, Floats, Shares
from knowledge.matching.reading import NOTHING, Reading, read
from knowledge.matching.text import stem
from knowledge.matching.thesaurus import Thesaurus
from knowledge.matching.words import LISTED, function_words

CHANNELS = ("classifier", "characters", "characters_mean", "words", "words_mean", "agreement", "coverage", "fuzzy")
"""The order of the channels in every array."""
MOST_COMPARED = 100
"""Words that are looked for inside others, of either side."""


@dataclass(frozen=True, slots=True)
class Nearness:
    """A question against every phrasing: two cosines and the share of weighted words in common."""

    words: Floats
    characters: Floats
    agreement: Floats


@dataclass(frozen=True, slots=True)
class Held:
    """What the base holds while a question is asked: everything, or everything but a fold of phrasings."""

    documents: Shares
    counts: Floats
    """Phrasings that count, by entry."""


@dataclass(frozen=True, slots=True)
class Shortlist:
    """The entries worth comparing closely, with a row of channels each."""

    entries: NDArray[np.intp]
    channels: NDArray[np.float64]
    phrasings: NDArray[np.intp]
    """The phrasing of each entry that came nearest."""


class Evidence:
    """The indexes over the phrasings and entries of one view."""

    def __init__(self, entries: Sequence[Entry], sizes: range, thesaurus: Thesaurus = NOTHING) -> None:
        self.entries = entries
        self.thesaurus = thesaurus
        self.sizes = sizes
        self.readings = [self.read(text, entry.language) for entry in entries for text in entry.phrasings]
        self._plain = [reading.plain for reading in self.readings]
        counts = [len(entry.phrasings) for entry in entries]
        self.owner = np.repeat(np.arange(len(entries)), counts)
        self.first = np.concatenate(([0], np.cumsum(counts)))[:-1].astype(np.intp)
        self.counts = np.array(counts, dtype=np.float32)
        self._words = Cosines([reading.terms for reading in self.readings])
        self._characters = Cosines([reading.grams(sizes) for reading in self.readings])
        self._slight = frozenset(stem(word, language) for language in LISTED for word in function_words(language))
        self._phrasings = Shares([reading.stems for reading in self.readings], self._slight, SLIGHT)
        extra = [self.read(" ".join((e.answer, *e.tags, e.product or "")), e.language).stems for e in entries]
        self._extra = [frozenset(stems) for stems in extra]
        self.whole = Held(self.cover([True] * len(self.readings)), self.counts)

    def read(self, text: str, language: str) -> Reading:
        """Read a text as the phrasings are read."""
        return read(text, language, thesaurus=self.thesaurus)

    def cover(self, kept: Sequence[bool]) -> Shares:
        """Give the entries as sets of the stems in their answer, tags and kept phrasings."""
        sets: list[set[str]] = [set(extra) for extra in self._extra]
        for place, (reading, keep) in enumerate(zip(self.readings, kept, strict=True)):
            if keep:
                sets[self.owner[place]].update(reading.stems)
        return Shares([sorted(terms) for terms in sets], self._slight, SLIGHT)

    def subjects(self, entry: int) -> frozenset[str]:
        """Give the stems of everything an entry says that is not grammar."""
        first = int(self.first[entry])
        texts = self.readings[first : first + int(self.counts[entry])]
        return self._extra[entry].union(*(reading.stems for reading in texts)) - self._slight

    def near(self, reading: Reading) -> Nearness:
        """Compare a question with every phrasing."""
        shared = self._phrasings.shared(reading.stems)
        whole = self._phrasings.whole(reading.stems)
        agreement = 2 * shared / np.maximum(self._phrasings.mass + whole, 1e-9)
        return Nearness(self._words.of(reading.terms), self._characters.of(reading.grams(self.sizes)), agreement)

    def compare(self, reading: Reading, near: Nearness, classifier: Floats, held: Held) -> Shortlist:
        """Give the channels of the entries that look likeliest, best nearness first in no particular order."""
        characters, agreement = self._best(near.characters), self._best(near.agreement)
        share = coverage(held.documents, reading)
        likely = 2 * classifier + characters + agreement + share / 2
        entries = np.sort(np.argsort(-likely, kind="stable")[:SHORTLISTED])
        phrasings = self._nearest(near)[entries]
        columns = (
            classifier[entries],
            characters[entries],
            self._mean(near.characters, held.counts)[entries],
            self._best(near.words)[entries],
            self._mean(near.words, held.counts)[entries],
            agreement[entries],
            share[entries],
            self._fuzzy(reading, phrasings),
        )
        return Shortlist(entries, np.stack(columns, axis=1).astype(np.float64), phrasings)

    def own(self, reading: Reading) -> frozenset[str]:
        """Give the different stems of a question that are not grammar: what it is about."""
        return frozenset(reading.stems) - self._slight

    def _fuzzy(self, reading: Reading, phrasings: NDArray[np.intp]) -> Floats:
        plain = reading.plain
        likeness = [fuzz.token_sort_ratio(plain, self._plain[place]) for place in phrasings.tolist()]
        return np.array(likeness, dtype=np.float32) / np.float32(100)

    def _best(self, values: Floats) -> Floats:
        return np.asarray(np.maximum.reduceat(values, self.first), dtype=np.float32)

    def _mean(self, values: Floats, counts: Floats) -> Floats:
        return np.asarray(np.add.reduceat(values, self.first) / np.maximum(counts, 1), dtype=np.float32)

    def _nearest(self, near: Nearness) -> NDArray[np.intp]:
        """Give the phrasing of each entry that comes nearest, the first of equals."""
        nearness = near.characters + near.agreement
        best = np.flatnonzero(nearness == np.maximum.reduceat(nearness, self.first)[self.owner])
        return best[np.searchsorted(self.owner[best], np.arange(len(self.first)))]


def coverage(documents: Shares, reading: Reading) -> Floats:
    """Give the share of the question's weighted words that each entry's phrasings, answer and tags cover."""
    return documents.shared(reading.stems) / np.float32(max(documents.whole(reading.stems), 1e-9))


def in_common(one: AbstractSet[str], other: AbstractSet[str]) -> bool:
    """Say whether the two share a word, whole or as the part of a compound."""
    if not one.isdisjoint(other):
        return True
    parts, wholes = (sorted(stem for stem in each if len(stem) >= COMPOUND)[:MOST_COMPARED] for each in (one, other))
    return any(part in whole or whole in part for part in parts for whole in wholes)
