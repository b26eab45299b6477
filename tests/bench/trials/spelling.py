"""Print how many misspelt words are read as they were meant, and how many that nobody misspelt are read as another.

`.venv/bin/python tests/bench/trials/spelling.py` asks the questions of the evaluation sets, as they are and with the
typo track's keyboard edits, and for the bases of few phrasings other phrasings of the sets. Nothing is ranked, so it
takes two minutes. `--tried` prints beside it what other numbers come to.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))

from knowledge.matching.query import bigrams as company  # noqa: E402 - the project is not installed
from knowledge.matching.query import (  # noqa: E402 - the project is not installed
    edit_costs,
    spelling,
    word_frequencies,
)
from knowledge.matching.query.bigrams import ALONE, Bigrams  # noqa: E402
from knowledge.matching.query.spelling import Speller  # noqa: E402
from knowledge.matching.query.text import stem  # noqa: E402
from knowledge.matching.query.text_parsing import meant, read  # noqa: E402
from knowledge.matching.vocabulary import common  # noqa: E402
from tests.bench.section import add_write, printed  # noqa: E402
from tests.bench.sets import drawn, load  # noqa: E402
from tests.bench.tracks import typo  # noqa: E402

BASES: tuple[tuple[str, int | None], ...] = (
    ("banking77", 10), ("clinc150", 10), ("hint3_curekart", None),
    ("banking77", 1), ("clinc150", 1), ("hint3_curekart", 3),
)  # fmt: skip
SEEDS = (20, 21)
MOST = 700
"""Questions of a kind that are asked of a base, about."""
OTHERS = 6
"""Phrasings of an entry that are asked of a base which has fewer."""
LANGUAGE = "en"
ALL_ALIKE = {(edit_costs, "UNLIKELY"): 1.0, (edit_costs, "BEGUN"): 0.0}
TRIED: Mapping[str, Mapping[tuple[ModuleType, str], float]] = {
    "as it is": {},
    "all edits alike": ALL_ALIKE,
    "unlikely edits count 2": {(edit_costs, "UNLIKELY"): 2.0},
    "first letters like others": {(edit_costs, "BEGUN"): 0.0},
    "a slip takes 6, a strange letter 3.2": {(spelling, "SLIP"): 6.0, (spelling, "STRANGE_LETTER"): 3.2},
    "a slip takes 10, a strange letter 5.2": {(spelling, "SLIP"): 10.0, (spelling, "STRANGE_LETTER"): 5.2},
    "a strange letter takes 3.7": {(spelling, "STRANGE_LETTER"): 3.7},
    "a strange letter takes 4.7": {(spelling, "STRANGE_LETTER"): 4.7},
    "at large 0.1": {(spelling, "AT_LARGE"): 0.1},
    "at large 1": {(spelling, "AT_LARGE"): 1.0},
    "a base of no other words": {(spelling, "FEW"): 0},
    "a base of 5,000 other words": {(spelling, "FEW"): 5_000},
    "rare words by their ranks": {(word_frequencies, "RAREST"): 50_000},
    "company from 5 on": {(company, "COMPANY"): 5.0},
    "company from 200 on": {(company, "COMPANY"): 200.0},
}
ALONE_NAME = "whatever stands beside it"


@dataclass(frozen=True, slots=True)
class Base:
    """A base's words, and what it is asked, as words."""

    name: str
    frequency: Mapping[str, int]
    company: Bigrams
    inside: Sequence[tuple[str, ...]]
    outside: Sequence[tuple[str, ...]]
    misspelt: Sequence[tuple[tuple[str, ...], tuple[str, ...]]]
    """Words as meant beside those as typed."""


def base(name: str, count: int | None) -> Base:
    """Draw a base and what it is asked."""
    data = load(name)
    texts = [read(text, LANGUAGE).words for entry in drawn(data.entries, count, 0) for text in entry.phrasings]
    asked = [one.text for one in data.asked if one.gold]
    if count:
        asked += [text for entry in data.entries for text in entry.phrasings[count : count + OTHERS]]
    asked = asked[:: -(-len(asked) // MOST)]
    outside = [one.text for one in data.asked if not one.gold][:MOST]
    pairs = ((meant(text), meant(typo(text, seed))) for text in asked for seed in SEEDS)
    return Base(
        f"{name}, {count or 'all'}",
        Counter(word for words in texts for word in words),
        Bigrams(texts),
        list(map(meant, asked)),
        list(map(meant, outside)),
        [(right, typed) for right, typed in pairs if len(right) == len(typed)],
    )


def row(of: Base, heeded: Bigrams) -> tuple[float, float, float]:
    """Return in percent the misspelt words that are read as meant, and the changed words of clean questions."""
    speller = Speller(of.frequency, common((LANGUAGE,)), (LANGUAGE,), heeded)
    found: list[bool] = []
    for right, typed in of.misspelt:
        read_as = speller.correct(typed, LANGUAGE)[0]
        changed = [(one, got) for one, other, got in zip(right, typed, read_as, strict=True) if one != other]
        found += [stem(one, LANGUAGE) == stem(got, LANGUAGE) for one, got in changed]
    return 100 * sum(found) / max(1, len(found)), _moved(speller, of.inside), _moved(speller, of.outside)


def _moved(speller: Speller, texts: Sequence[tuple[str, ...]]) -> float:
    return 100 * sum(len(speller.correct(words, LANGUAGE)[1]) for words in texts) / max(1, sum(map(len, texts)))


@contextmanager
def numbers(other: Mapping[tuple[ModuleType, str], float]) -> Iterator[None]:
    """Let spelling compute with other numbers."""
    usual = {(module, name): getattr(module, name) for module, name in other}
    for (module, name), value in other.items():
        setattr(module, name, value)
    try:
        yield
    finally:
        for (module, name), value in usual.items():
            setattr(module, name, value)


def show(name: str, rows: Sequence[tuple[float, float, float]]) -> None:
    """Print a line of the table: for each base, read as meant / changed in scope / changed out of scope."""
    cells = " | ".join(" / ".join(f"{value:.1f}" for value in each) for each in rows)
    print(f"| {name} | {cells} |", flush=True)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tried", action="store_true", help="print what other numbers come to as well")
    add_write(parser)
    wanted = parser.parse_args()
    if wanted.write and not wanted.tried:
        parser.error("--write keeps the whole table: add --tried")
    with printed("spelling", wanted.write):
        show_all(wanted.tried)


def show_all(tried: bool) -> None:
    """Print what is in use and, if wanted, what was tried beside it."""
    bases = [base(name, count) for name, count in BASES]
    print(f"| spelling | {' | '.join(of.name for of in bases)} |\n|{'---|' * (len(bases) + 1)}")
    for name, other in TRIED.items():
        if tried or not other:
            with numbers(other):
                show(name, [row(of, of.company) for of in bases])
    if tried:
        show(ALONE_NAME, [row(of, ALONE) for of in bases])


if __name__ == "__main__":
    main()
