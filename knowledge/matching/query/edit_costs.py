"""What it takes to type one word and mean another: slips of fingers and of the ear, which are not all as likely."""

from functools import cache
from itertools import pairwise

from knowledge.languages.language import DEFAULT, load
from knowledge.matching.confidence import BEGUN, UNLIKELY
from knowledge.matching.query.words import primary

Pairs = frozenset[tuple[str, str]]


def _beside(boards: tuple[str, ...]) -> Pairs:
    """Return the pairs of letters whose keys touch; each row lies half a key to the right of the one above."""
    pairs: set[tuple[str, str]] = set()
    for board in map(str.split, boards):
        for row in board:
            pairs.update(pairwise(row))
        for upper, lower in pairwise(board):
            pairs.update(zip(upper, lower, strict=False))
            pairs.update(zip(upper[1:], lower, strict=False))
    return frozenset(pairs | {(other, one) for one, other in pairs})


SOUNDS = ("aeiouy", "ckqs", "szc", "fv", "dt", "bp")
"""Letters that people take for each other who do not know how a word is spelled."""


@cache
def neighbouring_keys(language: str) -> Pairs:
    """Return the pairs of letters of which one is easily typed for the other on the keyboards of a language."""
    boards = load(language).lines("keyboards") or load(DEFAULT).lines("keyboards")
    return _beside(boards).union((one, other) for group in SOUNDS for one in group for other in group)


def edit_cost(typed: str, meant: str, language: str = DEFAULT) -> float:
    """Return how many slips make one word of the other, the least there can be; an unlikely one counts
    more than one.
    """
    usually = neighbouring_keys(primary(language))
    before: list[float] = []
    above = [float(at) for at in range(len(meant) + 1)]
    for row, letter in enumerate(typed, 1):
        extra = _extra(typed, row - 1, usually)
        current = [above[0] + extra]
        for column, wanted in enumerate(meant, 1):
            least = min(above[column] + extra, current[-1] + 1, above[column - 1] + _instead(letter, wanted, usually))
            if row > 1 and column > 1 and letter == meant[column - 2] and typed[row - 2] == wanted:
                least = min(least, before[column - 2] + 1)
            current.append(least)
        before, above = above, current
    return above[-1] + (BEGUN if typed[:1] != meant[:1] else 0)


def _instead(typed: str, meant: str, usually: Pairs) -> float:
    if typed == meant:
        return 0.0
    return 1.0 if (typed, meant) in usually else UNLIKELY


def _extra(typed: str, at: int, usually: Pairs) -> float:
    """Return what a letter counts that was typed besides: one where it is that of a neighbour or of a key beside."""
    around = (*typed[max(at - 1, 0) : at], *typed[at + 1 : at + 2])
    return 1.0 if any(typed[at] == each or (typed[at], each) in usually for each in around) else UNLIKELY
