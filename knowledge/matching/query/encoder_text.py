"""A text as an encoder reads it best: the words that were meant, with their accents, spelling put right."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from knowledge.matching.confidence import SPOKEN
from knowledge.matching.meaning.table import LANGUAGE, english
from knowledge.matching.query.text import tokens
from knowledge.matching.query.text_parsing import ParsedText

_WORD = re.compile(r"\b(?:[a-z]-(?=[a-z]))?[^\W_]+(?:['’ʼ][^\W_]+)*")


def spellings(text: str, reading: ParsedText) -> tuple[str, ...]:
    """Return a question as an encoder may read it: first spelt right, then as it was typed where that differs.

    An encoder knows far more words than a base: a word of the word table stays as it was typed, though the base's words
    are better compared with the one that it was taken for.
    """
    wrong = tuple(pair for pair in reading.corrections if not _is_word(pair[0], reading.language))
    read = (replace(reading, corrections=left) for left in (wrong, ()))
    return tuple(dict.fromkeys(spoken(text, each) for each in read))


def spoken(text: str, reading: ParsedText) -> str:
    """Return the words of a text that its reading kept, in lower case, with accents and apostrophes, without
    punctuation.

    Folding takes accents away, which costs an encoder five points of German questions; punctuation and courtesies move
    it though they mean nothing. Where the text cannot be followed word by word it is
    given as it was read.
    """
    kept = list(_kept(unicodedata.normalize("NFKC", text[:SPOKEN])[:SPOKEN].lower(), reading))
    if sum(len(tokens(word)) for word in kept) < len(reading.typed):
        return reading.plain[:SPOKEN]
    right = {**dict(reading.corrections), **dict(reading.taken)}
    return " ".join(right.get("".join(tokens(word)), word) for word in kept)


def _is_word(typed: str, language: str) -> bool:
    return language == LANGUAGE and typed in english().places


def _kept(text: str, reading: ParsedText) -> Iterator[str]:
    at = 0
    for word in _WORD.findall(text):
        folded = tokens(word)
        if folded and reading.typed[at : at + len(folded)] == folded:
            at += len(folded)
            yield word
