"""Give a text as an encoder reads it best: the words that were meant, with their accents, spelling put right."""

import re
import unicodedata
from collections.abc import Iterator

from knowledge.matching.confidence import SPOKEN
from knowledge.matching.reading import Reading
from knowledge.matching.text import tokens

_WORD = re.compile(r"\b(?:[a-z]-(?=[a-z]))?[^\W_]+(?:['’ʼ][^\W_]+)*")


def spoken(text: str, reading: Reading) -> str:
    """Give the words of a text that its reading kept, in lower case, with accents and apostrophes, without punctuation.

    Folding takes accents away, which costs an encoder five points of German questions; punctuation and courtesies move
    it though they mean nothing. Where the text cannot be followed word by word it is
    given as it was read.
    """
    kept = list(_kept(unicodedata.normalize("NFKC", text[:SPOKEN])[:SPOKEN].lower(), reading))
    if sum(len(tokens(word)) for word in kept) < len(reading.typed):
        return reading.plain[:SPOKEN]
    right = {**dict(reading.corrections), **dict(reading.taken)}
    return " ".join(right.get("".join(tokens(word)), word) for word in kept)


def _kept(text: str, reading: Reading) -> Iterator[str]:
    at = 0
    for word in _WORD.findall(text):
        folded = tokens(word)
        if folded and reading.typed[at : at + len(folded)] == folded:
            at += len(folded)
            yield word
