"""The evidence of a large base: the channels of every base, worked out for a few hundred candidates only."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.entry import Entry
from knowledge.matching.arrays.ragged_arrays import RaggedArrays, lengths
from knowledge.matching.confidence import LINEAR
from knowledge.matching.evidence import Evidence, HeldPhrasings, Nearness
from knowledge.matching.index import Floats
from knowledge.matching.large.arrays import Documents, Numbers, WordArrays
from knowledge.matching.large.asked import Asking, Numbered, Rarity
from knowledge.matching.large.build import document, grammar
from knowledge.matching.large.candidates import FOUND, Candidates
from knowledge.matching.large.index import LargeIndex, sizes
from knowledge.matching.large.nearness import Comparison
from knowledge.matching.query.text_parsing import ParsedText
from knowledge.matching.query.thesaurus import Thesaurus


class LargeDocuments:
    """Entries as sets of stems, some of which a question is looked for in."""

    def __init__(self, words: WordArrays, documents: Documents, numbers: Numbered) -> None:
        self._documents = documents
        self._rarity = Rarity(numbers, documents.frequency, len(documents.stems), words.slight)

    def covered(self, stems: Sequence[str], entries: NDArray[np.integer]) -> Floats:
        """Return the share of the weighted stems that each of these entries has."""
        numbers, weights = self._rarity.each(dict.fromkeys(stems))
        counted = np.zeros(len(self._documents.frequency) + 1, dtype=np.float32)
        counted[numbers] = weights
        counted[-1] = 0
        terms, starts = self._documents.stems.gathered(entries)
        shared = np.add.reduceat(counted[np.concatenate((terms, [-1]))], starts)
        shared[lengths(starts, len(terms)) == 0] = 0
        return np.asarray(shared / max(float(weights.sum()), 1e-9), dtype=np.float32)

    def known(self, terms: Iterable[str], without: int | None = None) -> float:
        """Return the share of the weighted stems that any entry has, or any entry but one."""
        numbers, weights = self._rarity.each(dict.fromkeys(terms))
        left = np.where(numbers >= 0, self._documents.frequency[numbers], 0)
        if without is not None:
            left = left - np.isin(numbers, self._documents.stems.one(without))
        return float(weights[left > 0].sum() / (weights.sum() or 1.0))

    def of(self, entry: int) -> Numbers:
        """Return the stems of an entry."""
        return self._documents.stems.one(entry)


class Readings(Sequence[ParsedText]):
    """The phrasings as they were read, each put together when it is asked for."""

    def __init__(self, index: LargeIndex) -> None:
        self._words, self._rows = index.words, index.phrasings.rows
        self.texts = [
            (word, language) for word, _, language in (name.partition(" ") for name in index.words.names.all())
        ]
        """Every word with its language."""
        self._spelt = [word for word, _ in self.texts]
        self.stems = index.words.stems.all()

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, place: int) -> ParsedText:  # type: ignore[override]
        numbers = self._numbers(place)
        words = self._spoken(numbers)
        stems = tuple(map(self.stems.__getitem__, self._words.stem[numbers].tolist()))
        return ParsedText(self.texts[numbers[0]][1] if numbers else "en", words, words, (), stems, words)

    def plain(self, places: NDArray[np.intp]) -> list[str]:
        """Return the words of phrasings, each with single spaces."""
        numbers, starts = self._rows.gathered(places)
        words, begins = self._spoken(numbers.tolist()), starts.tolist()
        return [" ".join(words[begin:end]) for begin, end in zip(begins, [*begins[1:], len(words)], strict=True)]

    def _numbers(self, place: int) -> list[int]:
        return self._rows.one(place).tolist()

    def _spoken(self, numbers: list[int]) -> tuple[str, ...]:
        return tuple(map(self._spelt.__getitem__, numbers))


class LargeEvidence(Evidence):
    """The index over the phrasings and entries of one view, and what it says of a question's candidates."""

    def __init__(self, entries: Sequence[Entry], index: LargeIndex, thesaurus: Thesaurus) -> None:
        self.entries, self.thesaurus, self.sizes = entries, thesaurus, sizes(entries)
        self.extra = None
        self.index = index
        self.phrased = Readings(index)
        self.readings: Sequence[ParsedText] = self.phrased  # type: ignore[assignment]
        self.owner = index.phrasings.owner  # type: ignore[assignment]
        self.first = index.phrasings.first[:-1]
        self.counts = np.diff(index.phrasings.first).astype(np.float32)
        slight = np.flatnonzero(index.words.slight).tolist()
        self._slight = grammar().union(map(index.words.stems.__getitem__, slight))
        self._candidates = Candidates(index.words, index.phrasings)
        self._numbers = Numbered(index.words.stems)
        self._asking = Asking(index.words, index.phrasings, self.sizes, self._numbers)
        self._comparison = Comparison(index.words, index.phrasings, index.meant, self._asking.rarity.weights)
        self._documents = LargeDocuments(index.words, index.documents, self._numbers)
        self.whole = HeldPhrasings(self._documents, self.counts)  # type: ignore[arg-type]

    def cover(self, kept: Sequence[bool]) -> LargeDocuments:  # type: ignore[override]
        """Return the entries as sets of the stems in their answer, tags and kept phrasings."""
        phrasings, words = self.index.phrasings, self.index.words
        rows = np.flatnonzero(np.asarray(kept, dtype=bool))
        items, _ = phrasings.rows.of(rows)
        left = RaggedArrays.joined(items, phrasings.rows.lengths[rows])
        return LargeDocuments(
            words, document(phrasings.owner[rows], left, self.index.documents.said, words), self._numbers
        )

    def subjects(self, entry: int) -> frozenset[str]:
        """Return the stems of everything an entry says that is not grammar."""
        return frozenset(map(self.phrased.stems.__getitem__, self._documents.of(entry).tolist())) - self._slight

    def held(self, entry: int, stems: Iterable[str]) -> set[str]:
        """Return those of the stems, none of them grammar, that an entry says anywhere."""
        said = set(self._documents.of(entry).tolist())
        return {stem for stem in stems if self._numbers[stem] in said}

    def near(self, reading: ParsedText) -> Nearness:
        """Compare a question with the phrasings that share most with it; with the first ones when none shares any."""
        asked = self._asking.asked(reading)
        rows = self._candidates.find(asked.known)
        if not len(rows):
            rows = np.arange(min(FOUND, len(self.readings)))
        return self._comparison.near(reading, asked, rows)

    def plain(self, phrasings: NDArray[np.intp]) -> list[str]:
        """Return the words of phrasings, each with single spaces."""
        return self.phrased.plain(phrasings)

    def _fuzzy(self, reading: ParsedText, phrasings: NDArray[np.intp]) -> Floats:
        """Return nothing where no weights are learned: the shipped ones ask for none."""
        if len(self.readings) > LINEAR:
            return np.zeros(len(phrasings), dtype=np.float32)
        return super()._fuzzy(reading, phrasings)

    def covered(self, held: HeldPhrasings, reading: ParsedText, entries: NDArray[np.intp]) -> Floats:
        """Return the share of the question's weighted words that these entries cover."""
        return np.asarray(held.documents.covered(reading.stems, entries), dtype=np.float32)
