"""A language's phrases made ready: its patterns by intent, and the spelling of its words. No intent is named here."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from dialogs.languages import part, understood
from dialogs.understanding.templates import compiled, words_of

SHORTEST_TYPO = 4
"""Letters; a shorter word is never taken for a misspelling."""
LONG_WORD = 8
"""Letters from which two slips are forgiven."""


@dataclass(frozen=True)
class Grammar:
    """What one language's short phrases look like."""

    language: str
    patterns: Mapping[str, re.Pattern[str]]
    vocabulary: tuple[str, ...]
    known: frozenset[str]
    filler: frozenset[str]
    places: Mapping[str, int]
    case_nouns: frozenset[str]
    stopwords: frozenset[str]

    def correct(self, word: str) -> str:
        """Return the phrase word that was meant, or the word itself when it is known, short, or near none."""
        if len(word) < SHORTEST_TYPO or word in self.known or not word.isalpha():
            return word
        limit = 2 if len(word) >= LONG_WORD else 1
        near = process.extract(word, self.vocabulary, scorer=OSA.distance, score_cutoff=limit, limit=5)
        return next((meant for meant, slips, _ in near if is_slip(word, meant, int(slips))), word)

    def line(self, folded: Sequence[str]) -> str:
        """Return the words as the patterns read them; digits after a word for a case are its number."""
        pairs = zip(("", *folded), folded, strict=False)
        return "".join(f"{self.numbered(before, word)} " for before, word in pairs)

    def numbered(self, before: str, word: str) -> str:
        """Return `c-1042` for the 1042 of `case 1042`, and any other word unchanged."""
        return f"c-{int(word)}" if before in self.case_nouns and word.isdecimal() and 2 < len(word) < 10 else word


def is_slip(word: str, meant: str, slips: int) -> bool:
    """Return whether a word is a plausible misspelling: long enough, and begun alike or with letters swapped."""
    allowed = 2 if len(meant) >= LONG_WORD else 1
    alike = word[0] == meant[0] or sorted(word) == sorted(meant)
    return len(meant) >= SHORTEST_TYPO and slips <= allowed and alike


@cache
def grammar(language: str) -> Grammar:
    """Return a language's grammar, made ready once."""
    phrases = part(language, "phrases")
    texts = [*phrases.RULES.values(), *(each for group in phrases.TEMPLATES.values() for each in group)]
    vocabulary = words_of(texts)
    return Grammar(
        language=language,
        patterns={intent: compiled(group, phrases.RULES) for intent, group in phrases.TEMPLATES.items()},
        vocabulary=tuple(sorted(vocabulary)),
        known=vocabulary.union(phrases.FILLER, *(part(each, "phrases").NOT_TYPOS for each in understood())),
        filler=phrases.FILLER,
        places=phrases.PLACES,
        case_nouns=phrases.CASE_NOUNS,
        stopwords=phrases.STOPWORDS,
    )
