"""Fold text, one way for both sides: what a curator wrote and what somebody asks become the same tokens and terms."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from threading import Lock
from typing import Any

from knowledge.matching.query.words import primary

LIMIT = 2_000
"""Code points of a text that are read; the rest is ignored, so that time stays bounded."""
TOKEN_LIMIT = 40
"""Letters of one token that are read."""
_PASSES = 6
"""NFKC and case folding undo each other for a few characters; this many rounds settle every known one."""

SNOWBALL = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish",
    "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian",
    "it": "italian", "lt": "lithuanian", "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian",
    "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "st": "sesotho", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
"""Language codes to Snowball's names; a language that is not here is matched without stems."""

_MARKS = (
    "\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u0670\u1ab0-\u1aff"
    "\u093c\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
)
"""Accents, points and variation selectors. Vowel signs of Indic scripts are letters and stay."""
_DROPPED = re.compile(f"[{_MARKS}'’‘ʼ`´\u00ad\u061c\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+")
_SHORT_I = "и\u0306"
"""The Cyrillic letter й taken apart; it is no accent, and stems need it."""
_ALIKE = str.maketrans(
    {"ı": "i", "ł": "l", "đ": "d", "ø": "o", "æ": "ae", "œ": "oe", "ى": "ي", "ی": "ي", "ک": "ك", "\u0901": "\u0902"}
)
"""Letters that people leave out or swap when their keyboard lacks them, and that no accent explains."""
_FINAL_HA = re.compile(r"ه\b")
"""Written for the Arabic ending ة by most people in a hurry."""
_LOST = r"(?=[aeiouyh])(?:(?<=\b[cdjlmnst].)|(?<=\b(?:qu|un).)|(?<=\ball.)|(?<=\b(?:dell|nell|sull).))"
_ELISION, _ASCII_ELISION = re.compile(f"['’ʼ]{_LOST}"), re.compile(f"'{_LOST}")
"""The apostrophe of French, Italian and Catalan words that lost their vowel: l'imprimante, dell'account.

In a text of ASCII it is a single sign, which is found ten times as fast.
"""
_UMLAUT = re.compile(r"([ao])e|(?<![aeiouq])(u)e")
"""A German umlaut written out, not that of `neue`. Both sides are read alike, so `aktuell` may lose its e."""
_WORD = re.compile(r"(?:[^\W_]|[\u0900-\u0963\u0966-\u109f\u1780-\u17d3])+")
_INITIAL = re.compile(r"-(?<=\b[a-z]-)(?=[a-z])")
_SPACELESS = re.compile(
    "([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002fa1f]+)"
)
"""Runs of scripts written without spaces: Thai, Lao, Burmese, Khmer, Japanese, Chinese."""

END = "\x00"
"""What may stand between texts that are folded together; no folded text has it."""
_ASCII_WORDS = bytes(code if chr(code).isalnum() or chr(code) == END else ord(" ") for code in range(128)).ljust(256)
_ASCII_DROPPED = {code: None for code in range(128) if _DROPPED.match(chr(code))}


def fold(text: str) -> str:
    """Return the text as lower-case tokens with single spaces, without accents and punctuation; idempotent."""
    folded = text[:LIMIT]
    if folded.isascii():
        return " ".join(folded_plainly(folded.replace(END, " ")).decode().split())
    for _ in range(_PASSES):
        settled = _fold_once(folded)
        if settled == folded:
            break
        folded = settled
    return folded


def _fold_once(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)[: 2 * LIMIT].casefold()
    apart = elided(decomposed.replace(_SHORT_I, "й"))
    plain = _FINAL_HA.sub("ة", without_marks(apart).translate(_ALIKE))
    composed = unicodedata.normalize("NFKC", plain)
    return " ".join(_WORD.findall(initials_joined(composed)))[:LIMIT].rstrip()


def folded_plainly(text: str) -> bytes:
    """Return a text of ASCII as lower-case words with spaces around them, quickly; END stays where it stands."""
    apart = elided(text.lower())
    if "-" in apart:
        apart = initials_joined(apart.translate(_ASCII_DROPPED))
    return apart.encode().translate(_ASCII_WORDS, bytes(_ASCII_DROPPED))


def elided(text: str) -> str:
    """Return the text, in lower case, with words that lost their vowel apart: `l'account` as two."""
    return (_ASCII_ELISION if text.isascii() else _ELISION).sub(" ", text)


def without_marks(text: str) -> str:
    """Return the text without accents, apostrophes and invisible signs that stand by themselves."""
    return _DROPPED.sub("", text)


def initials_joined(text: str) -> str:
    """Return the text, in lower case, with `e-mail` as one word."""
    return _INITIAL.sub("", text)


def tokens(text: str) -> tuple[str, ...]:
    """Return the folded words; runs of a script without spaces become overlapping pairs of characters."""
    words = fold(text).split()
    if text.isascii():
        return tuple(word[:TOKEN_LIMIT] for word in words)
    found: list[str] = []
    for word in words:
        for at, run in enumerate(_SPACELESS.split(word)):
            found.extend(_pairs(run) if at % 2 else [run[:TOKEN_LIMIT]] if run else ())
    return tuple(found)


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)] or [run]


def alike(word: str, language: str) -> str:
    """Return the folded word with German ae, oe and ue as ä, ö and ü fold; other languages' words as they are."""
    return _with_umlauts(word) if primary(language) == "de" else word


@lru_cache(maxsize=200_000)
def _with_umlauts(word: str) -> str:
    return _UMLAUT.sub(r"\1\2", word)


_stemmers: dict[str, Any] = {}
_stemming = Lock()


@lru_cache(maxsize=200_000)
def stem(word: str, language: str) -> str:
    """Return the word's Snowball stem; the word itself where the language has no stemmer."""
    return stemmed([word], language)[0]


def stemmed(words: list[str], language: str) -> list[str]:
    """Return the stem of each of many words; nothing of it is remembered."""
    name = SNOWBALL.get(primary(language))
    if name is None:
        return words
    with _stemming:
        if name not in _stemmers:
            import snowballstemmer  # stems only when somebody asks: commands that do not match start faster

            _stemmers[name] = snowballstemmer.stemmer(name)
            _stemmers[name].maxCacheSize = 0  # looking words up there takes longer than stemming them
        return list(_stemmers[name].stemWords(words))


def stems(words: Iterable[str], language: str) -> tuple[str, ...]:
    return tuple(stem(word, language) for word in words)


def word_terms(stemmed: tuple[str, ...]) -> list[str]:
    """Return the stems and the pairs of neighbours: the terms that words are compared by."""
    return [*stemmed, *(f"{a} {b}" for a, b in pairwise(stemmed))]


def character_terms(words: Iterable[str], sizes: range) -> list[str]:
    """Return the character n-grams of each word with its borders marked by a space."""
    found: list[str] = []
    for word in words:
        bounded = f" {word} "
        for size in sizes:
            if size >= len(bounded):
                found.append(bounded)
                break
            found.extend(bounded[at : at + size] for at in range(len(bounded) - size + 1))
    return found
