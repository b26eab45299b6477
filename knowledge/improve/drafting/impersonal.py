"""What somebody wrote without who they are: no greeting, no signature, no name of theirs, no address, no number."""

import re

from knowledge.improve.wordings import ADDRESS, NUMBER
from knowledge.matching.query.courtesies import Clause, bare, clauses
from knowledge.matching.query.signature import unaddressed, unsigned
from knowledge.matching.query.text import LIMIT
from knowledge.matching.query.words import everyday

LEFT_OUT = "…"
"""Stands where something was left out."""
SHORTEST = 3
"""Letters of a part of a name that is looked for alone."""
WORD_WITH_ADDRESS = re.compile(rf"\S*(?:{ADDRESS.pattern})\S*", re.IGNORECASE)


def without_courtesies(text: str) -> str:
    """Return the text without the greeting it begins with and the thanks and signature it ends with.

    What stands between is as it was written; a text that is nothing but courtesies is given whole.
    """
    places = located(text)
    if not places:
        return text.strip()
    said = [clause for clause, _ in places]
    kept = within(unsigned(unaddressed(said)))
    if not kept:
        return text.strip()
    first = next(number for number, clause in enumerate(said) if clause is kept[0])
    behind = next(number for number, clause in enumerate(said) if clause is kept[-1]) + 1
    start = places[first][1] if first else 0
    end = places[behind][1] if behind < len(places) and len(text) <= LIMIT else len(text)
    return text[start:end].strip()


def located(text: str) -> list[tuple[Clause, int]]:
    """Return the clauses with where each begins; none where one of them is not found as it was written."""
    found, at = [], 0
    for clause in clauses(text):
        at = text.find(clause.written, at)
        if at < 0:
            return []
        found.append((clause, at))
        at += len(clause.written)
    return found


def within(said: list[Clause]) -> list[Clause]:
    """Return the clauses from the first to the last that says something."""
    telling = [number for number, clause in enumerate(said) if bare(clause)]
    return said[telling[0] : telling[-1] + 1] if telling else []


def without_name(text: str, name: str) -> str:
    """Return the text without a person's name, and without each part of it that is no everyday word."""
    parts = [each for each in re.split(r"\s+", name.strip()) if len(each) >= SHORTEST]
    if not parts:
        return text
    telling = [r"\s+".join(map(re.escape, name.split()))]
    telling += [re.escape(part) for part in parts if part.casefold() not in everyday()]
    return re.sub(rf"(?<!\w)(?:{'|'.join(telling)})(?!\w)", LEFT_OUT, text, flags=re.IGNORECASE)


def without_contacts(text: str) -> str:
    """Return the text without addresses and numbers of five digits and more."""
    return NUMBER.sub(LEFT_OUT, WORD_WITH_ADDRESS.sub(LEFT_OUT, text))
