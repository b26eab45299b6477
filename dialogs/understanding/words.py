"""Words of a text, folded for comparison, each with its place in what was written."""

import re
import unicodedata
from dataclasses import dataclass

TOKEN = re.compile(r"\bc\s?[-–_#]?\s?\d{1,9}\b|#\d{3,9}\b|[^\W_]+(?:['’´`][^\W_]+)*|[👍👎🙏]", re.IGNORECASE)
SIGNS = {"👍": "yes", "👎": "no", "🙏": "thanks"}
NUMBER = re.compile(r"(?:c\s?[-–_#]?\s?|#)(\d{1,9})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Word:
    """One word: how it compares, and where it stands in the text."""

    folded: str
    start: int
    end: int


def words(text: str) -> tuple[Word, ...]:
    """Return the words of a text; a case number in any spelling is the word `c-1042`."""
    found = (Word(fold(each[0]), *each.span()) for each in TOKEN.finditer(text))
    return tuple(word for word in found if word.folded)


def fold(token: str) -> str:
    """Return a token as it is compared: small letters without accents or apostrophes."""
    if sign := SIGNS.get(token):
        return sign
    if number := NUMBER.fullmatch(token):
        return f"c-{int(number[1])}"
    plain = unicodedata.normalize("NFKD", token.casefold())
    return "".join(letter for letter in plain if letter.isalnum())
