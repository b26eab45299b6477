"""Proof that the table comes from its builder: some words are learned again, from the very texts that taught them.

The builder writes down the texts of a few words; teacher, projection and distilling are run on these again, with those
words' vectors forgotten and all others as they are, and the vectors come out much as they stand in the table.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np

from knowledge.matching.query.text import fold
from tests.bench.word_table.distil import begun, distilled, numbered

WORDS = 80
"""Words that are learned again."""
FEWEST, MOST = 20, 50
"""Texts that such a word has in the whole corpus: enough to learn from, few enough to ask the teacher again."""
EPOCHS = 30
"""So few texts are one step an epoch."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Words, and all texts of the corpus that have one of them."""

    words: list[str]
    texts: list[str]

    def save(self, file: Path) -> None:
        """Write the words into the first line, then a text on each."""
        file.write_text("\n".join([" ".join(self.words), *self.texts]) + "\n", encoding="utf-8")


def loaded(file: Path) -> Sample:
    """Return the sample that a file holds."""
    first, *texts = file.read_text(encoding="utf-8").splitlines()
    return Sample(first.split(), texts)


def drawn(texts: Sequence[str], words: Sequence[str]) -> Sample:
    """Return some words with all their texts, always the same."""
    having: dict[str, set[str]] = {}
    for text in texts:
        for word in set(fold(text).split()):
            having.setdefault(word, set()).add(text)
    fit = [word for word in words if FEWEST <= len(having.get(word, ())) <= MOST]
    lot = sorted(sorted(fit, key=lambda word: sha256(word.encode()).digest())[:WORDS])
    return Sample(lot, sorted(set().union(*(having[word] for word in lot))))


def agreement(sample: Sample, targets: np.ndarray, words: Sequence[str], vectors: np.ndarray) -> np.ndarray:
    """Return for each word of the sample the cosine of its vector, learned again, with the one it has."""
    present = set(sample.words).union(*(fold(text).split() for text in sample.texts))
    places = [place for place, word in enumerate(words) if word in present]
    met = [words[place] for place in places]
    texts, had = numbered(sample.texts, targets, met), vectors[places]
    free = np.isin(met, sample.words)
    forgotten = np.where(free[:, None], begun(texts, len(met)), had)
    again = distilled(texts, forgotten, epochs=EPOCHS, free=free)[free]
    return np.sum(again * had[free], axis=1) / np.linalg.norm(again, axis=1) / np.linalg.norm(had[free], axis=1)
