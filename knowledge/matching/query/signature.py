"""Leave out whom a text greets by name and who signed it: names are words that no knowledge base has."""

import re
from collections.abc import Sequence

from knowledge.matching.query.courtesies import LONGEST, NAME, Clause, Words, bare, longest, openers, past_greeting
from knowledge.matching.query.text import tokens
from knowledge.matching.query.words import connectors, courtesies, everyday, grammar, phrases

LOOKED_AT = 12
"""Clauses at the end of a text that may be its signature."""
NAMED, LINE = 4, 9
"""Words of a name, and of a whole line of a signature, at most."""

_PROPER = re.compile(r"[^\W\d_][\w.'’-]*")
_CONTACT = re.compile(r"@|://|www\.|\d")


def unaddressed(said: list[Clause]) -> list[Clause]:
    """Return the clauses without a first one that only greets somebody by name, when something follows."""
    if said and _greets_by_name(said[0]) and any(bare(clause) for clause in said[1:]):
        return said[1:]
    return said


def unsigned(said: list[Clause]) -> list[Clause]:
    """Return the clauses without a signature: a closing phrase, a rule or a mail program's line, and what follows.

    Something must have been said before it, and all that follows must look like a name, a role or an address.
    """
    for at in range(max(1, len(said) - LOOKED_AT), len(said)):
        if _signs(said[at]) and all(_of_signature(each, named > 0) for named, each in enumerate(said[at + 1 :])):
            return said[:at] if any(bare(clause) for clause in said[:at]) else said
    return said


def _greets_by_name(clause: Clause) -> bool:
    start = past_greeting(clause.words, openers(), [])
    if not start:
        return False
    names = _names(clause, start)
    return len(names) <= 2 and is_name(names) and not any(map(str.isupper, names))


def _names(clause: Clause, start: int = 0) -> list[str]:
    """Return the words of a clause as written, from one on, without smileys and what is polite among them."""
    pieces = [(written, tokens(written)) for written in clause.written.split()[start:]]
    return [
        written
        for written, words in pieces
        if words and words not in phrases("closings") and courtesies().isdisjoint(words)
    ]


def _signs(clause: Clause) -> bool:
    """Return whether a clause begins a signature."""
    if clause.opens_line and (not clause.words or _sent_by_a_program(clause.words)):
        return True
    words = tuple(word for word in clause.words if word not in courtesies())
    thanks, at = longest(words, 0, phrases("closings")), 0
    while length := longest(words, at, phrases("closings") | phrases("signings")):
        at += length
    rest = words[at:]
    if rest in ((), (NAME,)) or rest in phrases("addressees") or is_name(_names(clause, at)):
        return at > 0
    return thanks > 0 and len(rest) == 1 and rest[0] not in everyday()


def _sent_by_a_program(words: Words) -> bool:
    return len(words) <= LINE and any(words[:size] in phrases("mailers") for size in range(1, LONGEST + 1))


def _of_signature(clause: Clause, named: bool) -> bool:
    """Return whether a clause is part of a signature that has begun; behind a name, a role may be of everyday words."""
    if not clause.words or not bare(clause) or _signs(clause):
        return True
    if is_name(_names(clause), role=named and clause.opens_line):
        return True
    if len(clause.words) == 1 and clause.words[0] not in everyday():
        return True
    subject = grammar() - connectors()
    return len(clause.words) <= LINE and bool(_CONTACT.search(clause.written)) and subject.isdisjoint(clause.words)


def is_name(written: Sequence[str], role: bool = False) -> bool:
    """Return whether words look like a name: few, in capitals, no grammar, and unless as a role not all
    everyday words.
    """
    if not 1 <= len(written) <= NAMED or not all(map(_PROPER.fullmatch, written)):
        return False
    if not all(each[0].isupper() or each in connectors() for each in written):
        return False
    words = set(tokens(" ".join(each for each in written if not each.isupper()))) - connectors()
    return grammar().isdisjoint(words) and (role or not words or not everyday().issuperset(words))
