"""Guess which of the base's languages a question is in: by grammar words, the entries' words, the look of others."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from knowledge.languages.language import codes
from knowledge.matching.confidence import EVERYDAY, GRAMMAR, LOOK, LOOK_SMOOTHING, OWN, PLAIN
from knowledge.matching.query.text import alike, character_terms
from knowledge.matching.query.words import function_words, spelled

LOOKS = range(1, 4)
"""Sizes of the character n-grams by which a word nobody knows looks like one language or another."""
HEARD = 40
"""Different words by which a language is guessed; the time for it stays bounded."""
CACHED = 20_000


@dataclass(frozen=True, slots=True)
class LanguageGuess:
    """The language of a question."""

    language: str
    """The likeliest of the base's languages, to read the question in."""
    asked: str | None
    """The language the words leave no doubt about; it need not be one of the base's."""


class Languages:
    """The languages of one base, the one with the most phrasings first."""

    def __init__(self, words: Mapping[str, Iterable[str]], sizes: Mapping[str, int]) -> None:
        self.known = tuple(sorted(sizes, key=lambda language: (-sizes[language], language))) or ("en",)
        self._own = {language: frozenset(words.get(language, ())) for language in self.known}
        self._strange = {language: self._exclusive(language) for language in codes() if language not in self.known}
        several = self.known if len(self.known) > 1 else ()
        # A long list of words would look like everything to a language that has none.
        words_of = spelled if all(language in codes() for language in self.known) else function_words
        self._looks = _Looks({language: self._own[language] | words_of(language) for language in several})

    def guess(self, words: tuple[str, ...]) -> LanguageGuess:
        """Return the likeliest language to read the words in, and the language they are surely in, if any."""
        words = tuple(dict.fromkeys(words))[:HEARD]
        if len(self.known) == 1:
            return LanguageGuess(self.known[0], self._stranger(words))
        votes = {language: sum(self._vote(word, language) for word in words) for language in self.known}
        first, second, *_ = sorted(self.known, key=lambda language: -votes[language])
        plain = votes[first] - votes[second] >= GRAMMAR / 2
        return LanguageGuess(first, self._stranger(words) or (first if plain else None))

    def _vote(self, word: str, language: str) -> float:
        word = alike(word, language)
        if word in function_words(language):
            return GRAMMAR
        if word in self._own[language]:
            return OWN
        return EVERYDAY if word in spelled(language) else LOOK * self._looks.of(word).get(language, 0.0)

    def _exclusive(self, language: str) -> frozenset[str]:
        """Return the grammar words of a language that the base's own languages do not have."""
        return function_words(language).difference(*map(function_words, self.known), *self._own.values())

    def _stranger(self, words: tuple[str, ...]) -> str | None:
        """Return a language that the base does not have and that the grammar words plainly speak for."""
        counted = {
            language: sum(alike(word, language) in strange for word in words)
            for language, strange in self._strange.items()
        }
        best = max(counted, key=lambda language: counted[language], default=None)
        if best is None or counted[best] < PLAIN:
            return None
        at_home = sum(
            any(alike(word, language) in function_words(language) for language in self.known) for word in words
        )
        return best if counted[best] - at_home >= PLAIN else None


class _Looks:
    """What the words of each language look like: how often each character n-gram stands in them."""

    def __init__(self, vocabularies: Mapping[str, Iterable[str]]) -> None:
        self._counts = {language: Counter(_grams(words)) for language, words in vocabularies.items()}
        self._sizes = {language: counts.total() for language, counts in self._counts.items()}
        self.of = lru_cache(CACHED)(self._of)

    def _of(self, word: str) -> dict[str, float]:
        """Return each language's chance, by the average over the word's n-grams; nothing for letters nobody uses."""
        chances = [shares for gram in _grams([word]) if (shares := self._shares(gram))]
        of = len(chances) or 1
        return {language: sum(each[language] for each in chances) / of for language in self._counts}

    def _shares(self, gram: str) -> dict[str, float]:
        """Return each language's part in an n-gram; a small vocabulary is held to what is usual in all of them."""
        rates = {language: counts[gram] / max(1, self._sizes[language]) for language, counts in self._counts.items()}
        usual = sum(rates.values()) / max(1, len(rates))
        held = {
            language: (counts[gram] + LOOK_SMOOTHING * usual) / (self._sizes[language] + LOOK_SMOOTHING)
            for language, counts in self._counts.items()
        }
        return {language: rate / sum(held.values()) for language, rate in held.items()} if usual else {}


def _grams(words: Iterable[str]) -> list[str]:
    return [gram for gram in character_terms(words, LOOKS) if gram != " "]
