"""Everything about a large base that does not depend on weights, as one artifact of arrays."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.entry import Entry
from knowledge.matching.arrays.artifact import Artifact, put_together, taken_apart
from knowledge.matching.large.arrays import Documents, Phrasings, WordArrays
from knowledge.matching.large.build import build
from knowledge.matching.large.meaning import Meant
from knowledge.matching.large.reader import LargeReader
from knowledge.matching.query.spelling import Spellings
from knowledge.matching.query.thesaurus import Thesaurus
from knowledge.matching.query.words import primary
from knowledge.matching.vocabulary import common

LARGE = 20_000
"""Phrasings from which a base affords one size of character n-grams only."""
ALL, TRIGRAMS = range(2, 6), range(3, 4)


@dataclass(frozen=True, slots=True)
class LargeIndex:
    """The arrays of one base."""

    words: WordArrays
    phrasings: Phrasings
    documents: Documents
    spellings: Spellings
    meant: Meant

    @classmethod
    def of(cls, entries: Sequence[Entry], thesaurus: Thesaurus, reader: LargeReader | None = None) -> "LargeIndex":
        """Read the entries of a view, with somebody who remembers what was read before where there is one."""
        words, phrasings, documents = build(entries, sizes(entries), thesaurus, reader)
        spellings = arrange(words, phrasings, documents, thesaurus)
        return cls(words, phrasings, documents, spellings, Meant.of(words, phrasings))

    @classmethod
    def from_artifact(cls, artifact: Artifact) -> "LargeIndex":
        """Return the index that was kept; raise KeyError when it is of another kind."""
        return put_together(cls, "index", artifact.arrays)

    @property
    def artifact(self) -> Artifact:
        """Return the index as it is kept."""
        return Artifact(taken_apart(self, "index"))


def sizes(entries: Sequence[Entry]) -> range:
    """Return the sizes of character n-grams that a base of these entries affords."""
    return ALL if sum(len(entry.phrasings) for entry in entries) < LARGE else TRIGRAMS


def arrange(words: WordArrays, phrasings: Phrasings, documents: Documents, thesaurus: Thesaurus) -> Spellings:
    """Return the words of a base as the speller needs them."""
    counts = np.bincount(phrasings.rows.items, minlength=len(words.names))
    counts += np.bincount(documents.said.items, minlength=len(words.names))
    frequency: Counter[str] = Counter(thesaurus.words)
    languages = set()
    for number, count in enumerate(counts.tolist()):
        word, language = words.names[number].split(" ")
        frequency[word] += count
        languages.add(primary(language))
    stems = (words.stems[number] for number in range(len(words.stems)))
    return Spellings.of(frequency, common(sorted(languages)), stems)
