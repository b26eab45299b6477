"""Guess which of the base's languages a question is in: by its grammar words, then by whose entries use its words."""

from collections.abc import Iterable, Mapping

from knowledge.matching.confidence import EVERYDAY, GRAMMAR, OWN
from knowledge.matching.words import function_words, spelled


class Languages:
    """The languages of one base, the one with the most phrasings first."""

    def __init__(self, words: Mapping[str, Iterable[str]], sizes: Mapping[str, int]) -> None:
        self.known = tuple(sorted(sizes, key=lambda language: (-sizes[language], language))) or ("en",)
        self._own = {language: frozenset(words.get(language, ())) for language in self.known}

    def guess(self, words: tuple[str, ...]) -> tuple[str, bool]:
        """Give the likeliest language, and whether anything in the words speaks for it against the others."""
        if len(self.known) == 1:
            return self.known[0], False
        votes = {language: sum(self._vote(word, language) for word in words) for language in self.known}
        ranked = sorted(self.known, key=lambda language: -votes[language])
        return ranked[0], votes[ranked[0]] - votes[ranked[1]] >= GRAMMAR / 2

    def _vote(self, word: str, language: str) -> float:
        if word in function_words(language):
            return GRAMMAR
        if word in self._own[language]:
            return OWN
        return EVERYDAY if word in spelled(language) else 0.0
