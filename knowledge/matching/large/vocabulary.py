"""The words of a large view, over arrays: spelling, languages, and who is asked in which very words."""

from collections import Counter
from collections.abc import Hashable, Sequence

import numpy as np

from knowledge.entry import Entry
from knowledge.matching.arrays.string_table import hashed
from knowledge.matching.large.arrays import Numbers
from knowledge.matching.large.build import STEP
from knowledge.matching.large.index import LargeIndex
from knowledge.matching.query.language import Languages
from knowledge.matching.query.spelling import Speller
from knowledge.matching.query.text_parsing import ParsedText, meant
from knowledge.matching.query.words import primary


class LargeVocabulary:
    """The vocabulary of a view whose phrasings are rows of an index."""

    def __init__(self, entries: Sequence[Entry], index: LargeIndex) -> None:
        words, phrasings = index.words, index.phrasings
        self._entries, self._phrasings = entries, phrasings
        spoken: dict[str, set[str]] = {}
        for word, _, language in (name.partition(" ") for name in words.names.all()):
            spoken.setdefault(primary(language), set()).add(word)
        sizes: Counter[str] = Counter()
        for entry in entries:
            sizes[primary(entry.language)] += len(entry.phrasings)
        self.languages = Languages(spoken, sizes)
        self.speller = Speller.over(index.spellings, self.languages.known)
        self._hash_of = np.empty(len(phrasings.hashes), dtype=np.uint64)
        self._hash_of[phrasings.hashed] = phrasings.hashes

    def exact(self, reading: ParsedText) -> Sequence[int]:
        """Return the entries, as places, with a phrasing of exactly these words, as typed if there is one such."""
        wanted = row_hash(reading.words)
        first = int(self._phrasings.hashes.searchsorted(wanted))
        last = int(self._phrasings.hashes.searchsorted(wanted, side="right"))
        if first == last:
            return ()
        rows: Numbers = np.sort(self._phrasings.hashed[first:last])
        entries = dict.fromkeys(self._phrasings.owner[rows].tolist())
        typed = [
            entry for entry in entries if any(meant(text) == reading.typed for text in self._entries[entry].phrasings)
        ]
        return typed or list(entries)

    def asked(self, entry: int) -> Sequence[Hashable]:
        """Return what stands for the words of each of an entry's phrasings."""
        first, last = self._phrasings.first[entry : entry + 2].tolist()
        return list(self._hash_of[first:last].tolist())


def row_hash(words: Sequence[str]) -> np.uint64:
    """Return the hash of a phrasing of these words, as the index has it."""
    return np.uint64(sum(hashed(word) * (2 * place * int(STEP) + 1) for place, word in enumerate(words)) % 2**64)
