"""Leave greetings and thanks out of a text, on both sides alike, so that they move nothing."""

import re
from dataclasses import dataclass
from functools import cache

from knowledge.matching.query.text import LIMIT, tokens
from knowledge.matching.query.words import courtesies, everyday, grammar, phrases

NAME = "spot"
"""What people call the bot, folded."""
LONGEST = 7
"""Words of the longest phrase in the lists."""

_BREAK = re.compile(r"[.,;:!?…。！？，、；：]+(?=\s|$)|\s[-–—|/]+(?=\s|$)")
_SIGNS = frozenset(".,;:!?…。！？，、；：-–—|/")
"""Those without which nothing breaks."""
_ENDINGS = " .,;:!?…。！？，、；："
_CALLED = re.compile(rf"@{NAME}\b|<at>{NAME}</at>", re.IGNORECASE)
_COMPOUND = re.compile(r"\w+(?:-\w+)+")
_RULE = re.compile(r"\s*(?:-{2,}|_{2,}|—+)\s*")

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of text up to the next comma, stop or line break."""

    written: str
    words: Words
    """Folded."""
    opens_line: bool


def clauses(text: str) -> list[Clause]:
    """Cut a text at line breaks and punctuation; the words of all clauses are the words of the text."""
    found: list[Clause] = []
    for line in _CALLED.sub(f"{NAME}, ", text[:LIMIT]).splitlines():
        if _RULE.fullmatch(line):
            found.append(Clause(line, (), True))
            continue
        pieces = [(written.strip(), tokens(written)) for written in _BREAK.split(line)]
        spoken = [piece for piece in pieces if piece[1]]
        found.extend(Clause(written, words, at == 0) for at, (written, words) in enumerate(spoken))
    return found


def is_one_clause(text: str) -> bool:
    """Return whether a text is surely a single clause: no line break, and no punctuation but at its end."""
    if len(text) > LIMIT or len(text.splitlines()) > 1:
        return False
    body = text.rstrip(_ENDINGS)
    return _SIGNS.isdisjoint(body) or not _BREAK.search(body)


def bare(clause: Clause, leading: bool = True) -> Words:
    """Return a clause's words without thanks at either end, and without greetings where nothing was said before it."""
    words = tuple(word for word in clause.words if word not in courtesies())
    if words == (NAME,) or words in phrases("greetings"):
        return ()
    compounds = [tokens(compound) for compound in _COMPOUND.findall(clause.written)] if "-" in clause.written else []
    start = past_greeting(words, openers() if leading else phrases("closings"), compounds)
    end = len(words)
    if end - 1 > start and words[-1] == NAME and clause.written.endswith(NAME.title()):
        end -= 1
    return words[start : _back(words, start, end, compounds)]


@cache
def openers() -> frozenset[Words]:
    """Return the phrases that a text may begin with before it says anything."""
    return phrases("greetings") | phrases("closings")


def past_greeting(words: Words, openers: frozenset[Words], compounds: list[Words]) -> int:
    """Return how many words at the beginning greet or thank, with whom they name; the bot's name may stand alone."""
    at = 0
    while length := longest(words, at, openers):
        if any(words[at : at + len(compound)] == compound for compound in compounds if len(compound) > 1):
            return at
        at += length
        at += words[at : at + 1] == (NAME,)
        if words[at:] in phrases("addressees"):
            return len(words)
    speaks_to_it = at == 0 and words[:1] == (NAME,) and not grammar().isdisjoint(words[1:2])
    return 1 if speaks_to_it else at


def _back(words: Words, start: int, end: int, compounds: list[Words]) -> int:
    """Return the place from which the words do nothing but thank, maybe somebody by an unknown name: `thanks olu`."""
    named = end - start > 1 and words[end - 1] not in everyday() and words[end - 2] != "you"
    if named and _closes(words, start, end - 1, compounds):
        end -= 1
    while length := _closes(words, start, end, compounds):
        end -= length
    return end


def _closes(words: Words, start: int, end: int, compounds: list[Words]) -> int:
    """Return the length of the closing phrase that ends there, 0 for none."""
    if any(words[end - len(compound) : end] == compound for compound in compounds if len(compound) > 1):
        return 0
    sizes = range(min(LONGEST, end - start), 0, -1)
    return next((size for size in sizes if words[end - size : end] in phrases("closings")), 0)


def longest(words: Words, at: int, listed: frozenset[Words]) -> int:
    """Return the length of the longest listed phrase that begins there, 0 for none."""
    sizes = range(min(LONGEST, len(words) - at), 0, -1)
    return next((size for size in sizes if words[at : at + size] in listed), 0)
