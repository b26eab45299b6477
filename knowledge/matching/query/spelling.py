"""Put misspelt words right against the words of the knowledge base; leave alone what may be meant as it is."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

from knowledge.matching.arrays.ragged_arrays import (
    RaggedArrays,
    changes,
    distinct,
    found,
    lengths,
    nearest,
    paired,
    unpaired,
)
from knowledge.matching.arrays.string_table import StringTable, all_hashed, hashed
from knowledge.matching.confidence import AT_LARGE, FEW, SLIP, STRANGE, STRANGE_LETTER
from knowledge.matching.meaning.table import LANGUAGE, english
from knowledge.matching.query.bigrams import ALONE, BORDER, Bigrams
from knowledge.matching.query.edit_costs import edit_cost
from knowledge.matching.query.text import stem
from knowledge.matching.query.word_frequencies import word_frequency
from knowledge.matching.query.words import spelled

SHORTEST = 4
"""Letters of a word that others are corrected to; of one that has a letter less, a letter must be missing."""
LONG = 8
"""Letters from which two edits are allowed in a word of the language; below, one."""
LONG_FOREIGN = 6
"""Letters from which what is no word of the language is surely meant for one that is two edits away."""
PROBED = 60
"""Words compared letter by letter for one misspelt word."""
PAIRS_LOST = 3
"""Pairs of neighbouring letters that one edit takes from a word at most: two letters that swap places are in three."""
LEAST_PAIRS = 2
"""Pairs that a word must share in any case."""
WEIGHED = 12
"""Words whose slips are counted for one misspelt word, the nearest and most frequent ones."""
MENDED = 12
"""Unknown words of one text that are looked up; those behind them stay as typed."""
CACHED = 20_000
DECIMALS = 4
"""To which scores are rounded, so that no choice hangs on the last digit of a sum."""
_LETTER_BITS = 21


class NearWord(NamedTuple):
    """A word that is spelled right and near to one as typed."""

    word: str
    distance: int
    """Edits from one to the other."""
    frequency: int
    """How often the base has it."""


class SpellingOption(NamedTuple):
    """What may be meant by a word."""

    word: str
    score: float
    """The log of how likely it is to be meant and typed like this, wherever it stands."""
    share: float
    """Its share of all words; 0 where it is no matter what stands beside it."""
    sure: bool
    """Whether it is likelier than a word that nobody knows, whatever the score."""


@dataclass(frozen=True, slots=True)
class Spellings:
    """The words that are spelled right, as flat arrays."""

    words: StringTable
    frequency: NDArray[np.int32]
    """How often the base has each word; 0 for an everyday word that it does not have."""
    targets: NDArray[np.int32]
    """The words that others may be corrected to, in the order of the alphabet."""
    sizes: NDArray[np.int32]
    """Their letters."""
    grams: NDArray[np.int64]
    """Pairs of letters, ascending."""
    posted: RaggedArrays
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
            StringTable.of(words),
            np.array([frequency.get(word, 0) for word in words], dtype=np.int32),
            np.array(places, dtype=np.int32),
            np.array([len(words[place]) for place in places], dtype=np.int32),
            grams,
            posted,
            np.unique(all_hashed(stems)),
        )

    @property
    def total(self) -> int:
        """Return how many words the base has, each as often as it stands there; 1 for an empty one."""
        return max(1, int(self.frequency.sum()))

    def near(self, word: str, edits: int, allowed: Container[str]) -> list[NearWord]:
        """Return the words of the base that are so many edits away at most, and of the everyday ones those allowed."""
        found = []
        for number in self._alike(word, edits):
            target, frequency = self.words[number], int(self.frequency[number])
            distance = OSA.distance(word, target, score_cutoff=edits)
            if distance <= edits and (frequency or target in allowed):
                found.append(NearWord(target, distance, frequency))
        return found

    def _alike(self, word: str, edits: int) -> list[int]:
        """Return the words of about this length that have the pairs of letters which edits leave; of many,
        the likest.
        """
        pairs = _pairs(word)
        places = found(self.grams, pairs)
        posted = [self.posted.one(place) for place in places[places >= 0].tolist()]
        shared = np.bincount(np.concatenate(posted)) if posted else np.zeros(0, dtype=np.intp)
        alike = np.flatnonzero(shared >= max(LEAST_PAIRS, len(pairs) - PAIRS_LOST * edits))
        alike = alike[np.abs(self.sizes[alike] - len(word)) <= edits]
        alike = alike if len(alike) <= PROBED else alike[nearest(shared[alike], PROBED)]
        return list(self.targets[alike].tolist())


class Speller:
    """The spelling of one knowledge base.

    What was meant is what was likeliest to be typed like this: a word that the base often has, or people at large,
    that fits between its neighbours, and that few and usual slips of the fingers make into what is there.
    """

    def __init__(
        self,
        frequency: Mapping[str, int],
        common: Iterable[str],
        languages: Iterable[str],
        bigrams: Bigrams = ALONE,
    ) -> None:
        spoken = tuple(languages)
        stems = {stem(word, language) for word in frequency for language in spoken}
        self._begin(Spellings.of(frequency, common, stems), spoken, bigrams)

    @classmethod
    def over(cls, spellings: Spellings, languages: Iterable[str]) -> "Speller":
        """Return the spelling of a base whose words are arranged already; what stands beside what is not looked at."""
        speller = cls.__new__(cls)
        speller._begin(spellings, tuple(languages), ALONE)
        return speller

    def _begin(self, spellings: Spellings, languages: tuple[str, ...], bigrams: Bigrams) -> None:
        self._right, self._languages, self._bigrams = spellings, languages, bigrams
        self._total = spellings.total + FEW
        self._words, self._stems = frozenset(spellings.words.all()), frozenset(spellings.stems.tolist())
        self._known: dict[tuple[str, str], tuple[SpellingOption, ...]] = {}

    def correct(self, words: tuple[str, ...], language: str) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
        """Return the words as understood in a language, and the pairs of a word as typed and as understood."""
        unknown = self._unknown(words)[:MENDED]
        if not unknown:
            return words, ()
        options = {word: self._options(word, language) for word in unknown}
        around = (BORDER, *words, BORDER)
        understood = tuple(
            self._chosen(word, options[word], around[at], around[at + 2]) if word in options else word
            for at, word in enumerate(words)
        )
        changed = dict.fromkeys(pair for pair in zip(words, understood, strict=True) if pair[0] != pair[1])
        return understood, tuple(changed)

    def _unknown(self, words: tuple[str, ...]) -> list[str]:
        """Return the different words that may be misspelt, in their order."""
        long = (word for word in dict.fromkeys(words) if len(word) >= SHORTEST - 1 and word.isalpha())
        return [word for word in long if word not in self._words]

    def _chosen(self, word: str, options: Sequence[SpellingOption], before: str, after: str) -> str:
        """Return the option that fits best between two words; the word itself only where no other one is sure.

        Of three letters, only what was seen beside one of the two: they say too little by themselves.
        """
        if len(word) < SHORTEST:
            options = [each for each in options if not each.share or self._bigrams.knows(before, each.word, after)]
        fits = {each: self._bigrams.fit(before, each.word, after, each.share) for each in options}
        fitting = sorted(options, key=lambda each: (-round(each.score + fits[each], DECIMALS), each.word))
        if fitting and fitting[0].word == word:
            return next((each.word for each in fitting if each.sure), word)
        return fitting[0].word if fitting else word

    def _options(self, word: str, language: str) -> tuple[SpellingOption, ...]:
        known = self._known.get((word, language))
        if known is None:
            known = tuple(self._meant(word, language))
            if len(self._known) >= CACHED:
                self._known.clear()
            self._known[word, language] = known
        return known

    def _meant(self, word: str, language: str) -> list[SpellingOption]:
        """Return what may be meant by a word, itself among it where there is a table; nothing where it is right."""
        if any(hashed(stem(word, each)) in self._stems for each in self._languages):
            return []
        if language != LANGUAGE:
            return self._plainly(word, language)
        foreign = word not in english().places
        near = self._within_reach(word, foreign, spelled(language))
        options = [self._option(word, each, language, foreign and _is_plain(word, each, LONG_FOREIGN)) for each in near]
        if foreign and len(word) >= SHORTEST and all(each.distance > 1 for each in near):
            options += self._at_large(word)
        itself = _strange(word) if foreign else log(AT_LARGE * word_frequency(word))
        return [*options, SpellingOption(word, itself, 0.0, False)] if options else []

    def _within_reach(self, word: str, foreign: bool, allowed: Container[str]) -> list[NearWord]:
        """Return words that may be meant: one edit away, and two where no word of the base is as near as that."""
        near = self._right.near(word, 1, allowed)
        if len(word) < SHORTEST:
            return [each for each in near if len(each.word) > len(word)]
        if (foreign or len(word) >= LONG) and not any(each.frequency for each in near):
            near = self._right.near(word, 2, allowed)
        return sorted(near, key=lambda each: (each.distance, -each.frequency, each.word))[:WEIGHED]

    def _plainly(self, word: str, language: str) -> list[SpellingOption]:
        """Return what may be meant by a word of a language without a table: what is near enough is meant."""
        near = self._right.near(word, 1 if len(word) < LONG else 2, spelled(language))
        return [self._option(word, each, language, True) for each in near if _is_plain(word, each, LONG)]

    def _at_large(self, word: str) -> list[SpellingOption]:
        """Return the words that the base does not have and the table has."""
        near = _table().near(word, 1 if len(word) < LONG else 2, ())
        plain = [each._replace(frequency=0) for each in near if _is_plain(word, each, LONG)]
        return [self._option(word, each, LANGUAGE, len(word) > SHORTEST) for each in plain]

    def _option(self, word: str, near: NearWord, language: str, sure: bool) -> SpellingOption:
        share = near.frequency / self._total + AT_LARGE * word_frequency(near.word)
        return SpellingOption(near.word, log(share) - SLIP * edit_cost(word, near.word, language), share, sure)


def _is_plain(word: str, near: NearWord, long: int) -> bool:
    """Return whether a word is so near that it is meant for sure: by one edit, or by two in a long word's inside."""
    return len(word) >= SHORTEST and (near.distance == 1 or (len(word) >= long and word[0] == near.word[0]))


def _strange(word: str) -> float:
    """Return the log of how likely just these letters are as a name or a word that nobody here knows."""
    return -STRANGE - STRANGE_LETTER * len(word)


@cache
def _table() -> Spellings:
    """Arrange the words whose meaning is known."""
    return Spellings.of(dict.fromkeys(english().places, 1), (), ())


def _pairs(word: str) -> NDArray[np.int64]:
    """Return the different pairs of neighbouring letters of a word with its borders."""
    letters = map(ord, f" {word} ")
    return np.array(sorted({(one << _LETTER_BITS) | other for one, other in pairwise(letters)}), dtype=np.int64)


def _paired(text: str) -> NDArray[np.int64]:
    letters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.int64)
    return (letters[:-1] << _LETTER_BITS) | letters[1:]


def _posted(words: Sequence[str]) -> tuple[NDArray[np.int64], RaggedArrays]:
    """Return the pairs of letters of all words, and the words that have each."""
    pairs = _paired("".join(f" {word} " for word in words))
    word_of = np.repeat(np.arange(len(words)), [len(word) + 2 for word in words])[: len(pairs)]
    border = (ord(" ") << _LETTER_BITS) | ord(" ")
    inside = pairs != border
    keys, _ = distinct(paired(pairs[inside], word_of[inside], len(words)))
    grams, places = unpaired(keys, len(words))
    begins = changes(grams)
    return grams[begins], RaggedArrays.joined(places.astype(np.int32), lengths(begins, len(grams)))
