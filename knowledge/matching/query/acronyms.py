"""Acronyms that entries explain in their own text, "Cloud Solution Provider (CSP)", each checked letter by letter."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from knowledge.entry import Entry
from knowledge.identity_cache import once
from knowledge.languages.language import every
from knowledge.matching.query.text import stems, tokens
from knowledge.matching.query.words import grammar, spelled

SHORTEST, LONGEST = 2, 8
"""Letters of an acronym."""
MOST_WORDS = 8
"""Words of what an acronym stands for."""
LETTERS_EACH = 2
"""Letters that each letter of an acronym stands for, at least."""
LETTERS_EACH_IN_ONE = 4
"""The same where it stands for a single word, such as a German compound."""
LOOKED_BACK = 160
"""Characters before a bracket that are looked at."""

_LINK = re.compile(r"\]\([^()\s]{0,2000}\)|<[^<>\n]{0,500}>")
_MARKUP = re.compile(r"[*_`\[\]\"“”„‘’'«»]")
_NEW_BLOCK = re.compile(r"\n\s*(?:\n|[-*+#>|]|\d+[.)])")
_BRACKET = re.compile(r"\(([^()]{2,100})\)")
_ENDS_WITH_SHORT = re.compile(r"(?<![\w.-])([^\W\d_][\w.-]{1,11})\s*$")
_PHRASE_ENDS = re.compile(r"[.;:!?,|()/=]|\s[-–—]\s|[–—]")


class LeftOutReason(StrEnum):
    """Why an acronym is not treated as one with what it stands for."""

    MEANINGS = "it stands for two things"
    EVERYDAY = "it is an everyday word"


@dataclass(frozen=True, slots=True, order=True)
class Definition:
    """One place where an entry says what an acronym stands for."""

    short: str
    """Folded, in the singular."""
    long: tuple[str, ...]
    """The folded words it stands for."""
    language: str
    written: str
    """The acronym as the entry writes it."""
    entry: str
    file: str
    line: int
    """Of the entry."""


@dataclass(frozen=True, slots=True)
class Acronym:
    """What a base says about one acronym."""

    short: str
    definitions: tuple[Definition, ...]
    """One for each meaning, the first of its kind; nothing depends on the order of files."""
    left_out: LeftOutReason | None
    """Why it isn't treated as one with what it stands for; None when it is."""

    @property
    def written(self) -> str:
        """Return the acronym as the base writes it."""
        return self.definitions[0].written


def mine(entries: Sequence[Entry]) -> tuple[Acronym, ...]:
    """Return every acronym that the entries explain, in alphabetical order; deterministic, whatever their order."""
    found = (definition for entry in entries for definition in definitions(entry))
    return gather(found, {entry.language for entry in entries})


def gather(found: Iterable[Definition], languages: Iterable[str]) -> tuple[Acronym, ...]:
    """Return the acronyms that these definitions are of; everyday words of the languages are left out."""
    by_short: dict[str, list[Definition]] = defaultdict(list)
    for each in found:
        by_short[each.short].append(each)
    left_out = grammar().union(*map(spelled, languages)) if by_short else frozenset()
    return tuple(_acronym(short, by_short[short], left_out) for short in sorted(by_short))


def _acronym(short: str, found: Sequence[Definition], everyday: AbstractSet[str]) -> Acronym:
    meanings = _meanings(found)
    if short in everyday:
        return Acronym(short, meanings, LeftOutReason.EVERYDAY)
    return Acronym(short, meanings, LeftOutReason.MEANINGS if len(meanings) > 1 else None)


def _meanings(found: Iterable[Definition]) -> tuple[Definition, ...]:
    """Return one definition a meaning, the shortest: plurals and other endings of one are one."""
    forms: dict[tuple[str, ...], Definition] = {}
    for each in sorted(found, key=lambda one: (len(" ".join(one.long)), one.long, one.entry)):
        forms.setdefault(each.long, each)
    kept: list[Definition] = []
    for each in forms.values():
        if not any(stems(each.long, each.language) == stems(other.long, each.language) for other in kept):
            kept.append(each)
    return tuple(kept)


@once
def definitions(entry: Entry) -> tuple[Definition, ...]:
    """Return the places where the entry says what an acronym stands for."""
    return tuple(_definitions(entry))


def _definitions(entry: Entry) -> Iterator[Definition]:
    for text in (*entry.phrasings, entry.answer):
        if "(" in text:
            for written, long in _explained(text):
                short = singular(written)
                yield Definition(short.casefold(), long, entry.language, short, entry.name, entry.file, entry.line)


@cache
def _announced() -> re.Pattern[str]:
    """Return what an acronym in brackets looks like, with or without a word before it that announces it."""
    words = "|".join(sorted(re.escape(line) for language in every() for line in language.lines("abbreviated")))
    return re.compile(rf"(?:(?:{words})\.?[:,]?\s+)?([^\W\d_][\w.-]{{1,11}})")


def _explained(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield acronyms as written with the words that they stand for."""
    plain = " ".join(_MARKUP.sub("", _NEW_BLOCK.sub(" . ", _LINK.sub("]", text))).split())
    for bracket in _BRACKET.finditer(plain):
        before = plain[max(0, bracket.start() - LOOKED_BACK) : bracket.start()]
        inside = bracket[1].strip()
        if (short := _announced().fullmatch(inside)) and is_acronym(short[1]):
            if long := long_form(short[1], _PHRASE_ENDS.split(before)[-1]):
                yield short[1], long
        elif (short := _ENDS_WITH_SHORT.search(before)) and is_acronym(short[1]):
            words = tokens(_PHRASE_ENDS.split(inside)[0])
            if spells(letters(short[1]), words):
                yield short[1], words


def long_form(written: str, before: str) -> tuple[str, ...]:
    """Return the words at the end of the text that the acronym stands for; none when it stands for none.

    Words of which it is just the first letters are taken before fewer words that have its letters inside.
    """
    words, short = tokens(before), letters(written)
    ends = [words[-count:] for count in range(1, min(len(words), MOST_WORDS) + 1)]
    spelling = [end for end in ends if spells(short, end)]
    exact = [end for end in spelling if len(end) == len(short)]
    return (exact or spelling)[0] if spelling else ()


def is_acronym(written: str) -> bool:
    """Return whether it is written as acronyms are: short, one word, at least two capitals."""
    short = singular(written)
    return (
        SHORTEST <= len(short) <= LONGEST
        and short.isalpha()
        and sum(map(str.isupper, short)) >= SHORTEST
        and len(tokens(short)) == 1
    )


def singular(written: str) -> str:
    """Return an acronym without full stops and without the s of its plural: SLAs, CSP's and C.S.P. are
    SLA, CSP, CSP.
    """
    plain = written.replace(".", "")
    return plain[:-1] if plain.endswith("s") and plain[:-1].isupper() else plain


def letters(written: str) -> str:
    """Return the folded letters that must be found in what the acronym stands for."""
    return "".join(tokens(singular(written)))


def spells(short: str, words: Sequence[str]) -> bool:
    """Return whether the words spell the acronym: each gives its first letter, words of grammar may give none.

    A word may give more of its letters, in order: H in Secure Shell (SSH), the parts of a German compound.
    """
    length = sum(map(len, words))
    each = LETTERS_EACH if len(words) > 1 else LETTERS_EACH_IN_ONE
    if not 1 <= len(words) <= MOST_WORDS or length < each * len(short):
        return False
    return _gives(short, words[0], tuple(words[1:]))


def _matches(short: str, words: tuple[str, ...]) -> bool:
    if not words or not short:
        return not words and not short
    word, rest = words[0], words[1:]
    skipped = word in grammar() and len(rest) > 0
    return (skipped and _matches(short, rest)) or _gives(short, word, rest)


def _gives(short: str, word: str, rest: tuple[str, ...]) -> bool:
    """Return whether the word gives the next letters and the rest of the words the others."""
    return any(_matches(short[count:], rest) for count in range(1, _inside(short, word) + 1))


def _inside(short: str, word: str) -> int:
    """Return how many letters of the acronym the word can give: its first (the x of ex-), then any in order."""
    begins = 2 if short[0] == "x" and word.startswith("ex") else 1
    if word[begins - 1] != short[0]:
        return 0
    count, at = 1, begins
    while count < len(short) and (found := word.find(short[count], at)) >= 0:
        count, at = count + 1, found + 1
    return count
