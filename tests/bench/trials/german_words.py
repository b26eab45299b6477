"""Print what a German word table could be worth at most: top-1 % on the German entries of the sample content.

`.venv/bin/python tests/bench/trials/german_words.py [LIST ...]`, with the semantic extra installed; docs/matching-
measured.md keeps what it printed. The table holds every word that phrasings and questions have: no table that ships
could know more of them.
Lists of German words, gzipped, one a line, add what is left when the words of the lists alone are known.
"""

import argparse
import os
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402 - the project is not installed; the path comes first

from knowledge.matching.encoder import use  # noqa: E402
from knowledge.matching.encoder.semantic_extra import SemanticExtra  # noqa: E402
from tests.bench.section import add_write, printed  # noqa: E402
from tests.bench.trials.german_asked import COLUMNS, Hit, Row, entries, hits, labelled  # noqa: E402
from tests.bench.trials.german_table import GermanWords, listed  # noqa: E402


def cell(found: Sequence[Hit], today: Sequence[Hit]) -> str:
    """Return the share that came first; beside it what that is more than today, with its standard error
    over entries.
    """
    more: dict[str, float] = defaultdict(float)
    for (_, entry, hit), (_, _, before) in zip(found, today, strict=True):
        more[entry] += 100 * (float(hit) - float(before)) / len(found)
    gained = f" ({sum(more.values()):+.1f} ± {np.linalg.norm(list(more.values())):.1f})" if any(more.values()) else ""
    return f"{100 * np.mean([hit for _, _, hit in found]):.1f}{gained}"


def rows(lists: Sequence[str]) -> Iterator[Row]:
    """Yield what is compared, today's first."""
    encoder = use.load()
    phrasings = [text for entry in entries() for text in entry.phrasings]
    words = GermanWords([*phrasings, *(one.ask for one in labelled())], phrasings, encoder)
    yield Row("as it is")
    yield Row("sums, all words alike", words.table(rare=False), aligned=False)
    yield Row("sums, rare words longer", words.table(), aligned=False)
    yield Row("the same, in directions by chance", words.table(chance=True), aligned=False)
    yield Row("rare words longer, aligned too", words.table())
    yield Row("the same, compounds in two", words.split(words.table(), words.places))
    if lists:
        known = listed(lists)
        alone = words.listed(words.table(), known, compounds=False)
        yield Row(f"aligned too, the lists' words alone ({len(alone.places)} of {len(words.places)})", alone)
        yield Row("the same, unlisted compounds in two", words.listed(words.table(), known, compounds=True))
    yield Row("the semantic extra, whole texts", extra=SemanticExtra(encoder, None, print))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lists", nargs="*", help="lists of German words, gzipped, one a line")
    add_write(parser)
    wanted = parser.parse_args()
    with printed("german-words", wanted.write):
        show(wanted.lists)


def show(lists: Sequence[str]) -> None:
    """Print a line a row."""
    print(f"| meaning | {' | '.join(COLUMNS)} |\n|---|{'---|' * len(COLUMNS)}")
    today: list[Hit] = []
    for row in rows(lists):
        found = list(hits(row))
        today = today or found
        cells = [cell(_column(found, at), _column(today, at)) for at in range(len(COLUMNS))]
        print(f"| {row.name} | {' | '.join(cells)} |", flush=True)


def _column(of: Sequence[Hit], column: int) -> list[Hit]:
    return [hit for hit in of if hit[0] == column]


if __name__ == "__main__":
    main()
