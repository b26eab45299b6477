"""Make a German word table on the spot, of the words that are needed: the encoder's vector of each, read alone."""

import gzip
import re
from collections.abc import Container, Sequence

import numpy as np

from knowledge.matching.confidence import SLIGHT
from knowledge.matching.encoder.encoder import Encoder
from knowledge.matching.index import Shares
from knowledge.matching.meaning.table import WordTable
from knowledge.matching.query.text import alike, stem, stems, tokens
from knowledge.matching.query.words import function_words, spelled

LANGUAGE = "de"
DIMENSIONS = 128
PART = 4
"""Letters from which a part of a compound counts as a word."""
LINKS = ("", "s", "n", "es", "en", "er", "e")
"""What German puts between the two words of a compound."""


def folded(text: str) -> tuple[str, ...]:
    """Return the words of a German text as its reading has them."""
    return tuple(alike(word, LANGUAGE) for word in tokens(text))


def listed(files: Sequence[str]) -> frozenset[str]:
    """Return the words of gzipped lists, one a line."""
    words: set[str] = set()
    for file in files:
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            words.update(word for line in lines for word in folded(line))
    return frozenset(words)


class GermanWords:
    """The words of some texts and everyday ones, with their vectors: centred, in their 128 principal directions."""

    def __init__(self, texts: Sequence[str], phrasings: Sequence[str], encoder: Encoder) -> None:
        """Encode each word as it is written, with its accents; how rare it is, the phrasings tell."""
        spelt = {word: word for word in spelled(LANGUAGE)}
        spelt |= {"".join(folded(word)): word for text in texts for word in re.findall(r"[^\W_]+", text.lower())}
        self.places = {word: place for place, word in enumerate(sorted(spelt))}
        vectors = np.concatenate([encoder.encode([spelt[word]]) for word in self.places])
        vectors -= vectors.mean(axis=0)
        self._vectors = vectors @ np.linalg.svd(vectors, full_matrices=False)[2][:DIMENSIONS].T
        slight = frozenset(stem(word, LANGUAGE) for word in function_words(LANGUAGE))
        rarity = Shares([stems(folded(text), LANGUAGE) for text in phrasings], slight, SLIGHT)
        self._rarity = np.array([[rarity.weight(stem(word, LANGUAGE))] for word in self.places])

    def table(self, *, rare: bool = True, chance: bool = False) -> WordTable:
        """Return them as a table: longer where rarer, if so wished; by chance, with directions that mean nothing."""
        vectors = np.random.default_rng(0).normal(size=self._vectors.shape) if chance else self._vectors
        return _table(self.places, vectors * self._rarity if rare else vectors)

    def split(self, table: WordTable, known: Container[str]) -> WordTable:
        """Return the table with the sum of its two words for each compound of known words."""
        vectors = table.vectors(np.arange(len(table.places)))
        for word, place in self.places.items():
            if halves := self._halves(word, known):
                vectors[place] = table.vectors(np.array(halves)).sum(axis=0)
        return _table(table.places, vectors)

    def listed(self, table: WordTable, known: Container[str], *, compounds: bool) -> WordTable:
        """Return the table of the known words alone, or with compounds of two that are known."""
        kept = [word for word in self.places if word in known or (compounds and self._halves(word, known))]
        whole = self.split(table, known) if compounds else table
        vectors = [(table if word in known else whole).vectors(np.array([self.places[word]])) for word in kept]
        return _table({word: place for place, word in enumerate(kept)}, np.concatenate(vectors))

    def _halves(self, word: str, known: Container[str]) -> list[int]:
        """Return the places of the known words that a word is made of, those of the most even pair; or none."""
        cuts = [(word[:at].removesuffix(link), word[at:]) for at in range(PART, len(word) - PART + 1) for link in LINKS]
        pairs = [pair for pair in cuts if all(len(part) >= PART and self._knows(part, known) for part in pair)]
        return [self.places[part] for part in max(pairs, key=lambda pair: min(map(len, pair)), default=())]

    def _knows(self, word: str, known: Container[str]) -> bool:
        return word in self.places and word in known


def _table(places: dict[str, int], vectors: np.ndarray) -> WordTable:
    return WordTable(places, vectors.astype(np.float32), np.ones(len(vectors), dtype=np.float32))
