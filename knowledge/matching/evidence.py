"""What speaks for each entry: channels that compare a question with its phrasings and answer; no weights here."""

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from knowledge.entry import Entry
from knowledge.languages.language import codes
from knowledge.matching.alignment import Alignment
from knowledge.matching.arrays.ragged_arrays import changes, lengths
from knowledge.matching.confidence import ALIGNED_SHARE, COMPOUND, CROSSED, MEANING_SHARE, SHORTLISTED, SLIGHT
from knowledge.matching.encoder.encoded_phrasings import EncodedPhrasings, encoded
from knowledge.matching.encoder.semantic_extra import SemanticExtra
from knowledge.matching.index import Cosines, Floats, Halves, Shares
from knowledge.matching.query.encoder_text import spoken
from knowledge.matching.query.spelling import Speller
from knowledge.matching.query.text import stem
from knowledge.matching.query.text_parsing import NOTHING, ParsedText, read
from knowledge.matching.query.thesaurus import Thesaurus
from knowledge.matching.query.words import function_words, plain_function_words, primary
from knowledge.matching.sense import Senses

CHANNELS = (
    "classifier", "characters", "characters_mean", "words", "words_mean", "meaning", "meaning_mean", "aligned",
    "aligned_mean", "coverage", "fuzzy",
)  # fmt: skip
"""The order of the channels in every array."""
DECIMALS = 4
"""To which likelihoods and scores are rounded, so that no order hangs on the last digit of a sum."""
_LIKELY = np.array([2, 1, 0, 0, 0, 1, 0, 1, 0, 0.5], dtype=np.float32)
"""What the channels but the last count in who is shortlisted."""
MOST_COMPARED = 100
"""Words that are looked for inside others, of either side."""

Encoding = Callable[[Sequence[str], SemanticExtra], EncodedPhrasings]
"""Texts, by the extra → what they mean, a row each."""


@dataclass(frozen=True, slots=True)
class Nearness:
    """A question against phrasings: three cosines, and how much of both finds its like on the other side."""

    rows: NDArray[np.intp]
    """The phrasings, ascending."""
    words: Floats
    characters: Floats
    meaning: Floats
    aligned: Floats
    shares: tuple[float, float] = (MEANING_SHARE, ALIGNED_SHARE)
    """The parts of the meaning and of the alignment in the classifier's kernel."""

    def where(self, kept: NDArray[np.bool_]) -> "Nearness":
        """Return the nearness to some of the phrasings only."""
        words, characters = self.words[kept], self.characters[kept]
        return Nearness(self.rows[kept], words, characters, self.meaning[kept], self.aligned[kept], self.shares)


@dataclass(frozen=True, slots=True)
class HeldPhrasings:
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

    def __init__(
        self,
        entries: Sequence[Entry],
        sizes: range,
        thesaurus: Thesaurus = NOTHING,
        extra: SemanticExtra | None = None,
        encoding: Encoding = encoded,
    ) -> None:
        """Read and index the phrasings; raise EncoderUnusable where the extra breaks over them."""
        self.entries = entries
        self.extra = extra
        self.thesaurus = thesaurus
        self.sizes = sizes
        texts = [(text, entry.language) for entry in entries for text in entry.phrasings]
        self.readings = [self.read(*text) for text in texts]
        known = encoding(_spoken(texts, self.readings), extra) if extra and texts else None
        self.readings = _with_vectors(self.readings, known.vectors) if known else self.readings
        self._plain = [reading.plain for reading in self.readings]
        counts = [len(entry.phrasings) for entry in entries]
        self.owner = np.repeat(np.arange(len(entries)), counts)
        self.first = np.concatenate(([0], np.cumsum(counts)))[:-1].astype(np.intp)
        self.counts = np.array(counts, dtype=np.float32)
        self._words = Cosines([reading.terms for reading in self.readings])
        self._characters = Cosines([reading.grams(sizes) for reading in self.readings])
        own = {primary(entry.language) for entry in entries}
        self._slight = frozenset(
            stem(word, language)
            for language in {*codes(), *own}
            for word in (function_words if language in own else plain_function_words)(language)
        )
        self._phrasings = Shares([reading.stems for reading in self.readings], self._slight, SLIGHT)
        self._senses = Senses(self.readings, known)
        self._alignment = Alignment(self.readings, self._phrasings.weight)
        self._rows = np.arange(len(self.readings))
        self._language = np.array([primary(reading.language) for reading in self.readings])
        told = [self.read(" ".join((e.answer, *e.tags, e.product or "")), e.language).stems for e in entries]
        self._told = [frozenset(stems) for stems in told]
        self.whole = HeldPhrasings(self.cover([True] * len(self.readings)), self.counts)

    def read(self, text: str, language: str, speller: Speller | None = None) -> ParsedText:
        """Read a text as the phrasings are read."""
        return read(text, language, speller, self.thesaurus)

    def read_all(self, texts: Sequence[tuple[str, str]], speller: Speller | None = None) -> list[ParsedText]:
        """Read texts, each beside its language, and have them encoded where there is the extra."""
        readings = [self.read(text, language, speller) for text, language in texts]
        if self.extra is None or not readings:
            return readings
        return _with_vectors(readings, self.extra.phrasings(_spoken(texts, readings)))

    def cover(self, kept: Sequence[bool]) -> Shares:
        """Return the entries as sets of the stems in their answer, tags and kept phrasings."""
        sets: list[set[str]] = [set(told) for told in self._told]
        for place, (reading, keep) in enumerate(zip(self.readings, kept, strict=True)):
            if keep:
                sets[self.owner[place]].update(reading.stems)
        return Shares([sorted(terms) for terms in sets], self._slight, SLIGHT)

    def subjects(self, entry: int) -> frozenset[str]:
        """Return the stems of everything an entry says that is not grammar."""
        first = int(self.first[entry])
        texts = self.readings[first : first + int(self.counts[entry])]
        return self._told[entry].union(*(reading.stems for reading in texts)) - self._slight

    def held(self, entry: int, stems: Iterable[str]) -> set[str]:
        """Return those of the stems, none of them grammar, that an entry says anywhere."""
        return set(self.subjects(entry).intersection(stems))

    def near(self, reading: ParsedText) -> Nearness:
        """Compare a question with every phrasing."""
        words, characters = self._words.of(reading.terms), self._characters.of(reading.grams(self.sizes))
        meaning = self._senses.near(reading, instead=characters)
        aligned = self._alignment.beside(reading, self._rows)
        if reading.vector is None:
            return Nearness(self._rows, words, characters, meaning, aligned)
        crossed = np.where(self._language == primary(reading.language), 0, CROSSED * meaning)
        words, characters, aligned = (np.maximum(each, crossed) for each in (words, characters, aligned))
        return Nearness(self._rows, words, characters, meaning, aligned, self._senses.shares(reading))

    def compare(self, reading: ParsedText, near: Nearness, classifier: Floats, held: HeldPhrasings) -> Shortlist:
        """Return the channels of the entries that look likeliest, in the order of their places."""
        groups = _Groups(self.owner[near.rows])
        counts = held.counts[groups.entries]
        nearest = near.rows[groups.nearest(near.characters + near.meaning + near.aligned)]
        values = np.array((near.characters, near.words, near.meaning, near.aligned))
        table = np.empty((len(groups.entries), len(_LIKELY)), dtype=np.float32)
        table[:, 0] = classifier[groups.entries]
        table[:, 1:9:2] = groups.best(values).T
        table[:, 2:9:2] = groups.mean(values, counts).T
        table[:, 9] = self.covered(held, reading, groups.entries)
        best = np.sort((-(table @ _LIKELY).round(DECIMALS)).argsort(kind="stable")[:SHORTLISTED])
        channels = np.empty((len(best), len(CHANNELS)))
        channels[:, :-1], channels[:, -1] = table[best], self._fuzzy(reading, nearest[best])
        return Shortlist(groups.entries[best], channels, nearest[best])

    def covered(self, held: HeldPhrasings, reading: ParsedText, entries: NDArray[np.intp]) -> Floats:
        """Return the share of the question's weighted words that these entries' phrasings, answers and tags cover."""
        return coverage(held.documents, reading)[entries]

    def plain(self, phrasings: NDArray[np.intp]) -> list[str]:
        """Return the words of phrasings, each with single spaces."""
        return [self._plain[place] for place in phrasings.tolist()]

    def own(self, reading: ParsedText) -> frozenset[str]:
        """Return the different stems of a question that are not grammar: what it is about."""
        return frozenset(reading.stems) - self._slight

    def _fuzzy(self, reading: ParsedText, phrasings: NDArray[np.intp]) -> Floats:
        likeness = process.cdist([reading.plain], self.plain(phrasings), scorer=fuzz.token_sort_ratio)[0]
        return np.asarray(likeness / 100, dtype=np.float32)


def _spoken(texts: Sequence[tuple[str, str]], readings: Sequence[ParsedText]) -> list[str]:
    """Return texts, each beside its language, as an encoder reads them."""
    return [spoken(text, reading) for (text, _), reading in zip(texts, readings, strict=True)]


def _with_vectors(readings: Sequence[ParsedText], vectors: Floats | Halves) -> list[ParsedText]:
    return [replace(reading, vector=vector) for reading, vector in zip(readings, vectors, strict=True)]


class _Groups:
    """Phrasings by the entry they belong to; those of one entry stand together."""

    def __init__(self, owners: NDArray[np.intp]) -> None:
        self._starts = changes(owners)
        self._sizes = lengths(self._starts, len(owners))
        self.entries = owners[self._starts]

    def best(self, values: Floats) -> Floats:
        return np.asarray(np.maximum.reduceat(values, self._starts, axis=-1), dtype=np.float32)

    def mean(self, values: Floats, counts: Floats) -> Floats:
        return np.asarray(np.add.reduceat(values, self._starts, axis=-1) / np.maximum(counts, 1), dtype=np.float32)

    def nearest(self, values: Floats) -> NDArray[np.intp]:
        """Return the place of each entry's highest value, the first of equals."""
        highest = np.flatnonzero(values == np.repeat(self.best(values), self._sizes))
        return highest[highest.searchsorted(self._starts)]


def coverage(documents: Shares, reading: ParsedText) -> Floats:
    """Return the share of the question's weighted words that each entry's phrasings, answer and tags cover."""
    return documents.shared(reading.stems) / np.float32(max(documents.whole(reading.stems), 1e-9))


def in_common(one: AbstractSet[str], other: AbstractSet[str]) -> bool:
    """Return whether the two share a word, whole or as the part of a compound."""
    if not one.isdisjoint(other):
        return True
    return have_parts_in_common(long(one), long(other))


def long(stems: AbstractSet[str]) -> list[str]:
    """Return the stems that may be a part of a compound."""
    return sorted(stem for stem in stems if len(stem) >= COMPOUND)[:MOST_COMPARED]


def have_parts_in_common(one: Sequence[str], other: Sequence[str]) -> bool:
    """Return whether a stem of the one is in a stem of the other; both are long."""
    return any(part in whole or whole in part for part in one for whole in other)
