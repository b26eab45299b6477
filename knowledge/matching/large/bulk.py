"""Read many texts at once: the words of each as `reading.read` gives them, as numbers in flat arrays."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice

import numpy as np

from knowledge.matching.courtesy import NAME
from knowledge.matching.lists import Lists
from knowledge.matching.reading import NOTHING, WORDS, bounded, meant
from knowledge.matching.text import LIMIT, TOKEN_LIMIT, alike, elided, initials_joined, tokens, without_marks
from knowledge.matching.thesaurus import Thesaurus
from knowledge.matching.words import polite

BLOCK = 2_000
"""Texts that are folded together."""
ACCENTED = LIMIT // 2
"""Characters up to which a text with accents is folded quickly: taken apart, so few are never too many."""
_BREAKS = {code: " " for code in range(128) if not chr(code).isalnum() and chr(code) not in "\n-_"}
_LAST_BREAKS = str.maketrans("-_", "  ")
_LONG = re.compile(rf"(\w{{{TOKEN_LIMIT}}})\w+")
_APART = {code: None for code in range(128) if not without_marks(chr(code))}
"""Apostrophes fall away, as folding has it."""


class Numbering(dict[tuple[str, str], int]):
    """Numbers for words of a language, given in the order in which they are first met."""

    def __init__(self, thesaurus: Thesaurus = NOTHING) -> None:
        super().__init__()
        self.thesaurus = thesaurus

    def of(self, language: str) -> "_Of":
        """Give the numbers of one language's words."""
        return _Of(self, language)


class _Of(dict[str, int]):
    """A language's words; one that is new gets the next number of all."""

    def __init__(self, numbers: Numbering, language: str) -> None:
        super().__init__()
        self._numbers, self._language = numbers, language
        self._begin: set[str] = set()

    def __missing__(self, word: str) -> int:
        spelt = alike(word, self._language)
        number = self._numbers.setdefault((spelt, self._language), len(self._numbers))
        self[word] = number
        if self._numbers.thesaurus.begins(spelt, self._language):
            self._begin.add(word)
        return number

    def number(self, said: Sequence[str]) -> list[int]:
        """Give the number of each word, terms that mean the same read as one."""
        numbers = list(map(self.__getitem__, said))
        if self._begin and not self._begin.isdisjoint(said):
            spelt = tuple(alike(word, self._language) for word in said)
            read = self._numbers.thesaurus.unify(spelt, spelt, self._language).words
            return numbers if read == spelt else list(map(self.__getitem__, read))
        return numbers


def read_rows(texts: Iterable[tuple[str, str]], numbers: Numbering) -> Lists:
    """Number the words that are meant in each (text, language); words not met before are added to the numbers."""
    words: list[int] = []
    lengths: list[int] = []
    languages: dict[str, _Of] = {}
    courteous = polite() | {NAME}
    for block in _blocks(texts):
        folded = _words([text for text, _ in block])
        for (text, language), said in zip(block, folded, strict=True):
            if not courteous.isdisjoint(said) or "\n--" in text:
                said = meant(text)
            elif len(said) > WORDS or len(set(said)) < len(said):
                said = bounded(tuple(said))
            if language not in languages:
                languages[language] = numbers.of(language)
            numbered = languages[language].number(said)
            words.extend(numbered)
            lengths.append(len(numbered))
    return Lists.joined(np.array(words, dtype=np.int32), lengths)


def _blocks(texts: Iterable[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    left = iter(texts)
    while block := list(islice(left, BLOCK)):
        yield block


def _words(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """Give the folded words of each text, those that fold quickly all together."""
    plain = [_plain(text) for text in texts]
    joined = elided("\n".join(text or "" for text in plain).lower()).translate(_APART).translate(_BREAKS)
    lines = _LONG.sub(r"\1", initials_joined(joined).translate(_LAST_BREAKS)).split("\n")
    for text, quick, line in zip(texts, plain, lines, strict=True):
        yield tokens(text) if quick is None else line.split()


def _plain(text: str) -> str | None:
    """Give the text in ASCII on one line if it folds letter by letter, else None."""
    text = text[:LIMIT]
    if not text.isascii():
        text = text.translate(_signs())
        if not text.isascii():
            text = text.translate(_letters()) if "'" not in text else text
        if len(text) > ACCENTED or not text.isascii():
            return None
    return text.replace("\n", " ")


@cache
def _signs() -> dict[int, str]:
    """Give signs of ASCII for typographic ones; those that fall away become one that falls away later."""
    known = {code: folded or "`" for code in range(0x2010, 0x2070) if (folded := _folded(chr(code))).isascii()}
    return known | {0xA0: " ", ord("’"): "'"}


@cache
def _letters() -> dict[int, str]:
    """Give what folding makes of each Latin letter that becomes ASCII by its accent alone."""
    return {code: folded for code in range(0xA0, 0x250) if (folded := _folded(chr(code))).isascii()}


def _folded(sign: str) -> str:
    apart = unicodedata.normalize("NFKD", sign)
    if apart == sign and not sign.isalnum() and without_marks(sign):
        return " "
    return unicodedata.normalize("NFKC", without_marks(apart.casefold()))
