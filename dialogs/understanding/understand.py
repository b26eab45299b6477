"""Understanding of short phrases: a wish for a person, case commands, yes and no, small talk; others are questions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from dialogs.languages import understood
from dialogs.understanding.grammar import Grammar, grammar
from dialogs.understanding.templates import holes
from dialogs.understanding.words import Word, words

LONGEST = 300
"""Characters; a longer text is never a short phrase."""
SHORT_ALONE = 4
"""Letters; a single word this short is never mended: `shop` is not `stop`."""
CLAUSE = re.compile(r"[.!?;,:\n]+|\s[-–—]\s")


class Intent(StrEnum):
    """What a short phrase asks for; where several are said in one breath, the first of these counts."""

    PERSON = "person"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"
    STATUS = "status"
    COMMENT = "comment"
    NONE = "none"
    NO = "no"
    DECLINE = "decline"
    CANCEL = "cancel"
    YES = "yes"
    PICK = "pick"
    CONTACT = "contact"
    HELP = "help"
    THANKS = "thanks"
    GOODBYE = "goodbye"
    GREETING = "greeting"
    PERSON_NOUN = "person_noun"
    """`a person`: understood as PERSON where nothing but short phrases stands beside it."""
    STATUS_WORD = "status_word"
    """`status`: about a case for somebody who has one, else a question."""


ORDER = list(Intent)
WISHES = frozenset({Intent.PERSON, Intent.PERSON_NOUN})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A short phrase understood."""

    intent: Intent
    language: str
    number: str | None = None
    """The case it names, as `C-1042`."""
    place: int | None = None
    """The place in a list it names, from 1; -1 is the last."""
    rest: str = ""
    """The free text it brings along, as written: a comment, or what the person is wanted for."""


def understand(text: str, language: str) -> Phrase | None:
    """Return what a short phrase asks for, in any language we know, the given one first; None for anything else."""
    if len(text) > LONGEST:
        return None
    found = phrase(text, language) or together(text, language)
    return replace(found, intent=Intent.PERSON) if found and found.intent is Intent.PERSON_NOUN else found


def together(text: str, language: str) -> Phrase | None:
    """Understand several clauses: a clear wish for a person beside anything, or nothing but short phrases."""
    heard = [phrase(clause, language) for clause in CLAUSE.split(text) if words(clause)]
    found = [each for each in heard if each]
    all_short = len(found) == len(heard)
    wish = next((each for each in found if each.intent is Intent.PERSON or (all_short and each.intent in WISHES)), None)
    if wish:
        return replace(wish, intent=Intent.PERSON, rest=wish.rest or ("" if all_short else text.strip()))
    return min(found, key=lambda each: ORDER.index(each.intent), default=None) if all_short else None


def phrase(text: str, language: str) -> Phrase | None:
    """Understand one clause in any language: as it is written, else with its spelling mended."""
    said = words(text)
    written = [word.folded for word in said]
    grammars = [grammar(each) for each in sorted(understood(), key=lambda each: each != language)]
    readings = [(each, written) for each in grammars]
    for each in grammars:
        mended = [*map(each.correct, written)]
        if plausible(mended, written, each.filler):
            readings.append((each, mended))
    return next((found for each, folded in readings if (found := read(text, said, folded, each))), None)


def plausible(mended: list[str], written: list[str], filler: frozenset[str]) -> bool:
    """Return whether so few words were mended that the rest vouches for them; a `plese` among them says
    nothing of it.
    """
    pairs = [*zip(written, mended, strict=True)]
    changed = sum(before != after for before, after in pairs if after not in filler)
    alone = len(written) == 1 and len(written[0]) <= SHORT_ALONE
    return mended != written and changed <= max(1, len(written) // 2) and not alone


def read(text: str, said: tuple[Word, ...], folded: list[str], reading: Grammar) -> Phrase | None:
    """Match the words, then the words without filler, against a language's patterns in the order of intents."""
    kept = [place for place, word in enumerate(folded) if word not in reading.filler]
    for places in (range(len(folded)), kept):
        line = reading.line([folded[place] for place in places])
        for intent, found in fitting(line, reading) if line else ():
            starts = [said[place].start for place in places]
            return phrased(intent, found, reading, text, starts)
    return None


def fitting(line: str, reading: Grammar) -> Iterator[tuple[Intent, re.Match[str]]]:
    """Yield the intents whose patterns fit the whole line."""
    for intent in ORDER:
        pattern = reading.patterns.get(intent)
        if pattern and (found := pattern.fullmatch(line)):
            yield intent, found


def phrased(intent: Intent, found: re.Match[str], reading: Grammar, text: str, starts: list[int]) -> Phrase:
    """Return the phrase with what its holes hold; free text comes from what was written, not from its folded words."""
    line, filled = found.string, holes(found)
    number = place = None
    rest = ""
    if "number" in filled:
        number = line[slice(*filled["number"])].strip().upper()
    if "rest" in filled:
        rest = text[starts[line.count(" ", 0, filled["rest"][0])] :].strip()
    if intent is Intent.PICK:
        place = next((place_of(word, reading) for word in line.split() if place_of(word, reading)), None)
    return Phrase(intent, reading.language, number, place, rest)


def place_of(word: str, reading: Grammar) -> int | None:
    """Return the place in a list that a word names: a digit or an ordinal."""
    return int(word) if word.isdecimal() else reading.places.get(word)
