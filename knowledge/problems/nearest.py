"""What somebody probably meant to write: the nearest known words, and a value shown safely."""

from collections.abc import Iterable

from knowledge.printable import exact

SIMILAR = 60
"""The rapidfuzz ratio, 0 to 100, from which a known word is worth suggesting."""
SHOWN = 40
"""How many characters of a value a problem shows."""


def nearest(word: str, known: Iterable[str], limit: int = 1, similar: int = SIMILAR) -> list[str]:
    """Return the known words nearest to the word, best first; empty when nothing is near."""
    from rapidfuzz import fuzz, process

    folded = {each: each.casefold() for each in known}
    found = process.extract(word.casefold()[:200], folded, scorer=fuzz.ratio, score_cutoff=similar, limit=limit)
    return [key for _, _, key in found]


def one_slip_from(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that is this one but for one letter more, less, changed or swapped; None for none."""
    from rapidfuzz.distance import OSA

    return next((each for each in known if OSA.distance(word[:200], each, score_cutoff=1) == 1), None)


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> str:
    """Return a remedy: the nearest known word as a question, or the other sentence."""
    found = nearest(word, known)
    return f"did you mean {found[0]}?" if found else otherwise


def shown(value: str) -> str:
    """Return a value as a problem prints it: quoted, on one line, cut, nothing unprintable."""
    line = " ".join(value.split())
    cut = line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"
    return f'"{exact(cut)}"'
