"""Put misspelt words right against the words of the knowledge base; leave alone what may be meant as it is."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

from knowledge.matching.lists import Lists, changes, distinct, found, lengths, nearest, paired, unpaired
from knowledge.matching.meaning.table import LANGUAGE, english
from knowledge.matching.names import Names, all_hashed, hashed
from knowledge.matching.text import stem
from knowledge.matching.words import spelled

SHORTEST = 4
"""Letters below which a word is never corrected."""
LONG = 8
"""Letters from which two edits are allowed; below, one."""
LONG_FOREIGN = 6
"""The same for what is no word of the language at all."""
PROBED = 60
"""Words compared letter by letter for one misspelt word."""
PAIRS_LOST = 3
"""Pairs of neighbouring letters that one edit takes from a word at most: two letters that swap places are in three."""
MENDED = 12
"""Unknown words of one text that are looked up; those behind them stay as typed."""
CACHED = 20_000
_LETTER_BITS = 21


@dataclass(frozen=True, slots=True)
class Spellings:
    """The words that are spelled right, as flat arrays."""

    words: Names
    frequency: NDArray[np.int32]
    """How often the base has each word; 0 for an everyday word that it does not have."""
    targets: NDArray[np.int32]
    """The words that others may be corrected to, in the order of the alphabet."""
    sizes: NDArray[np.int32]
    """Their letters."""
    grams: NDArray[np.int64]
    """Pairs of letters, ascending."""
    posted: Lists
    """The targets that have each pair, as places among them."""
    stems: NDArray[np.uint64]
    """What stands for the stems of the base's words, ascending."""

    @classmethod
    def of(cls, frequency: Mapping[str, int], common: Iterable[str], stems: Iterable[str]) -> "Spellings":
        """Arrange the base's words, with how often it has each, and everyday words; `stems` are of the base's words."""
        words = sorted({*frequency, *common})
        places = [place for place, word in enumerate(words) if len(word) >= SHORTEST and word.isalpha()]
        grams, posted = _posted([words[place] for place in places])
        return cls(
            Names.of(words),
            np.array([frequency.get(word, 0) for word in words], dtype=np.int32),
            np.array(places, dtype=np.int32),
            np.array([len(words[place]) for place in places], dtype=np.int32),
            grams,
            posted,
            np.unique(all_hashed(stems)),
        )

    def nearest(self, word: str, allowed: Container[str], long: int) -> str:
        """Give the likeliest word that was meant, the base's or an everyday one of those allowed; itself if none is."""
        edits = 1 if len(word) < long else 2
        best = (edits + 1, True, 0, word)
        for number in self._alike(word, edits):
            target, frequency = self.words[number], int(self.frequency[number])
            distance = OSA.distance(word, target, score_cutoff=edits)
            if distance > edits or (distance > 1 and word[0] != target[0]):
                continue
            if not frequency and target not in allowed:
                continue
            best = min(best, (distance, frequency == 0, -frequency, target))
        return best[3]

    def _alike(self, word: str, edits: int) -> list[int]:
        """Give the words of about this length that have the pairs of letters which edits leave; of many, the likest."""
        pairs = _pairs(word)
        places = found(self.grams, pairs)
        posted = [self.posted.one(place) for place in places[places >= 0].tolist()]
        shared = np.bincount(np.concatenate(posted)) if posted else np.zeros(0, dtype=np.intp)
        alike = np.flatnonzero(shared >= max(1, len(pairs) - PAIRS_LOST * edits))
        alike = alike[np.abs(self.sizes[alike] - len(word)) <= edits]
        alike = alike if len(alike) <= PROBED else alike[nearest(shared[alike], PROBED)]
        return list(self.targets[alike].tolist())


class Speller:
    """The spelling of one knowledge base: its own words first, then everyday words."""

    def __init__(self, frequency: Mapping[str, int], common: Iterable[str], languages: Iterable[str]) -> None:
        spoken = tuple(languages)
        stems = {stem(word, language) for word in frequency for language in spoken}
        self._begin(Spellings.of(frequency, common, stems), spoken)

    @classmethod
    def over(cls, spellings: Spellings, languages: Iterable[str]) -> "Speller":
        """Give the spelling of a base whose words are arranged already."""
        speller = cls.__new__(cls)
        speller._begin(spellings, tuple(languages))
        return speller

    def _begin(self, spellings: Spellings, languages: tuple[str, ...]) -> None:
        self._right, self._languages = spellings, languages
        self._words, self._stems = frozenset(spellings.words.all()), frozenset(spellings.stems.tolist())
        self._known: dict[tuple[str, str], str] = {}

    def correct(self, words: tuple[str, ...], language: str) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
        """Give the words as understood in a language, and the pairs of a word as typed and as understood."""
        unknown = self._unknown(words)
        found = {word: self._correct(word, language) for word in unknown[:MENDED]}
        understood = tuple(found.get(word, word) for word in words)
        changed = dict.fromkeys(pair for pair in zip(words, understood, strict=True) if pair[0] != pair[1])
        return understood, tuple(changed)

    def _unknown(self, words: tuple[str, ...]) -> list[str]:
        """Give the different words that may be misspelt, in their order."""
        long = (word for word in dict.fromkeys(words) if len(word) >= SHORTEST and word.isalpha())
        return [word for word in long if word not in self._words]

    def _correct(self, word: str, language: str) -> str:
        known = self._known.get((word, language))
        if known is None:
            known = self._nearest(word, language)
            if len(self._known) >= CACHED:
                self._known.clear()
            self._known[word, language] = known
        return known

    def _nearest(self, word: str, language: str) -> str:
        if any(hashed(stem(word, each)) in self._stems for each in self._languages):
            return word
        foreign = language == LANGUAGE and word not in english().places
        mended = self._right.nearest(word, spelled(language), LONG if not foreign else LONG_FOREIGN)
        return _meant().nearest(word, english().places, LONG) if foreign and mended == word else mended


@cache
def _meant() -> Spellings:
    """Arrange the words whose meaning is known: the rarer one is, the less often it was meant."""
    table = english()
    rank = np.argsort(np.argsort(-table.lengths[:-1], kind="stable"))
    often = dict(zip(table.places, rank.tolist(), strict=True))
    return Spellings.of(often, (), ())


def _pairs(word: str) -> NDArray[np.int64]:
    """Give the different pairs of neighbouring letters of a word with its borders."""
    letters = map(ord, f" {word} ")
    return np.array(sorted({(one << _LETTER_BITS) | other for one, other in pairwise(letters)}), dtype=np.int64)


def _paired(text: str) -> NDArray[np.int64]:
    letters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.int64)
    return (letters[:-1] << _LETTER_BITS) | letters[1:]


def _posted(words: Sequence[str]) -> tuple[NDArray[np.int64], Lists]:
    """Give the pairs of letters of all words, and the words that have each."""
    pairs = _paired("".join(f" {word} " for word in words))
    word_of = np.repeat(np.arange(len(words)), [len(word) + 2 for word in words])[: len(pairs)]
    border = (ord(" ") << _LETTER_BITS) | ord(" ")
    inside = pairs != border
    keys, _ = distinct(paired(pairs[inside], word_of[inside], len(words)))
    grams, places = unpaired(keys, len(words))
    begins = changes(grams)
    return grams[begins], Lists.joined(places.astype(np.int32), lengths(begins, len(grams)))
