"""Reads the texts of entries as words by number, and remembers them: what is new or changed is read, nothing else."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.entry import Entry
from knowledge.matching.arrays.ragged_arrays import RaggedArrays, spans
from knowledge.matching.large.bulk import Numbering, read_rows
from knowledge.matching.query.text_parsing import NOTHING
from knowledge.matching.query.thesaurus import Thesaurus

STALE = 3
"""So many times the texts that were asked for are remembered; of more, only these."""

Words = list[tuple[str, str]]


class LargeReader:
    """Whoever reads the same entries again gets the same again, in the time that the changed ones take."""

    def __init__(self) -> None:
        self._forget(NOTHING)

    def read(self, entries: Sequence[Entry], thesaurus: Thesaurus) -> tuple[Words, RaggedArrays, RaggedArrays]:
        """Return the words with their languages, those of every phrasing, and those of the rest of every entry.

        Words are numbered in the order in which they are met, whatever was read before.
        """
        if thesaurus.terms != self._numbers.thesaurus.terms or thesaurus.languages != self._numbers.thesaurus.languages:
            self._forget(thesaurus)
        names = [entry.name for entry in entries]
        known = self._entries
        self._read({name: entry for name, entry in zip(names, entries, strict=True) if is_new(known.get(name), entry)})
        counts = _counts(entries)
        starts = np.fromiter(map(self._places.__getitem__, names), np.int64, len(names))
        texts = self._texts.taken(spans(starts, counts))
        ends = np.cumsum(counts)
        if len(self._texts) > STALE * len(texts):
            self._keep(dict(zip(names, entries, strict=True)), texts, ends - counts)
        is_rest = np.zeros(len(texts), dtype=bool)
        is_rest[ends - 1] = True
        return self._numbered(texts.taken(np.flatnonzero(~is_rest)), texts.taken(np.flatnonzero(is_rest)))

    def _forget(self, thesaurus: Thesaurus) -> None:
        self._numbers = Numbering(thesaurus)
        self._entries: dict[str, Entry] = {}
        self._places: dict[str, int] = {}
        self._texts = RaggedArrays.joined(np.zeros(0, dtype=np.int32), [])

    def _read(self, entries: Mapping[str, Entry]) -> None:
        """Read entries that are not known as they are."""
        counts = _counts(entries.values())
        texts = [text for entry in entries.values() for text in (*entry.phrasings, rest(entry))]
        languages = [entry.language for entry in entries.values() for _ in range(len(entry.also) + 2)]
        self._entries.update(entries)
        self._places.update(zip(entries, (len(self._texts) + np.cumsum(counts) - counts).tolist(), strict=True))
        self._texts = self._texts.before(read_rows(texts, languages, self._numbers))

    def _keep(self, entries: dict[str, Entry], texts: RaggedArrays, places: NDArray[np.int64]) -> None:
        """Remember these entries only."""
        self._texts, self._entries = texts, entries
        self._places = dict(zip(entries, places.tolist(), strict=True))

    def _numbered(self, rows: RaggedArrays, said: RaggedArrays) -> tuple[Words, RaggedArrays, RaggedArrays]:
        """Number the words that are there, and no other, in the order in which they are met."""
        items = np.concatenate((rows.items, said.items))
        first = np.full(len(self._numbers), len(items), dtype=np.int64)
        first[items[::-1]] = np.arange(len(items))[::-1]
        order = np.argsort(first, kind="stable")[: np.count_nonzero(first < len(items))]
        number = np.zeros(len(first), dtype=np.int32)
        number[order] = np.arange(len(order))
        words = list(self._numbers)
        rows, said = (RaggedArrays(number[each.items], each.starts) for each in (rows, said))
        return [words[at] for at in order.tolist()], rows, said


def _counts(entries: Collection[Entry]) -> NDArray[np.int64]:
    """Return how many texts each entry has: its phrasings, and the rest."""
    return np.fromiter((len(entry.also) + 2 for entry in entries), np.int64, len(entries))


def is_new(known: Entry | None, entry: Entry) -> bool:
    """Return whether an entry is another than the known one."""
    return known is not entry and known != entry


def rest(entry: Entry) -> str:
    """Return what an entry says beside its phrasings."""
    return " ".join((entry.answer, *entry.tags, entry.product or ""))
