"""Print how well word tables alone find the right entry: the nearest phrasing by cosine, at one and at ten phrasings.

`.venv/bin/python tests/bench/trials/words.py` measures the table that Spot ships and, where the shared data have it,
the reference table; `.venv/bin/python tests/bench/trials/words.py FILE ...` others. Asked are phrasings that the base
was not given, never the development questions, so that a table can be chosen by it; and, as another kind of text, the
questions of published FAQ files, to be matched with answers instead of phrasings.
"""

import argparse
import random
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402 - the project is not installed; the path comes first
from ruamel.yaml import YAML  # noqa: E402

from knowledge.matching.query.text import fold  # noqa: E402
from tests.bench.section import add_write, printed  # noqa: E402
from tests.bench.sets import SETS, folder, load  # noqa: E402
from tests.bench.word_table.table_file import load as table  # noqa: E402

SHIPPED = ROOT / "knowledge" / "matching" / "meaning" / "english.npz"
PHRASINGS = (1, 10)
DRAWS = 3
"""Choices of phrasings that are averaged."""
ASKED = 20
"""Held-out phrasings of an entry that are asked."""
COMMON = 0.5
"""How much of the mean of all phrasings is taken off on both sides."""
ANSWER = 400
"""Characters of an answer that are read."""

Labelled = list[tuple[str, str]]
"""Texts, each with the entry it belongs to."""


class Sums:
    """Gives the sum of a text's word vectors."""

    def __init__(self, file: Path) -> None:
        words, self._vectors = table(file)
        self._places = {word: place for place, word in enumerate(words)}

    def __call__(self, text: str) -> np.ndarray:
        places = [self._places[word] for word in fold(text).split() if word in self._places]
        return self._vectors[places].sum(axis=0)


def top1(sums: Sums, base: Labelled, asked: Labelled) -> float:
    """Return the share of questions whose nearest text belongs to the right entry, in percent."""
    have, want = (_units(np.stack([sums(text) for text, _ in texts])) for texts in (base, asked))
    common = COMMON * have.mean(axis=0)
    nearest = (_units(want - common) @ _units(have - common).T).argmax(axis=1)
    return 100 * float(np.mean([base[place][1] == gold for place, (_, gold) in zip(nearest, asked, strict=True)]))


def _units(rows: np.ndarray) -> np.ndarray:
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def held_out(name: str, count: int, draw: int) -> tuple[Labelled, Labelled]:
    """Return so many phrasings of each entry of a set, at most half of what it has, and some of the others."""
    base: Labelled = []
    asked: Labelled = []
    for entry in load(name).entries:
        phrasings = list(entry.phrasings)
        random.Random(f"{draw} {entry.id}").shuffle(phrasings)
        kept = max(1, min(count, len(phrasings) // 2))
        base += [(text, entry.id) for text in phrasings[:kept]]
        asked += [(text, entry.id) for text in phrasings[kept : kept + ASKED]]
    return base, asked


def answers() -> tuple[Labelled, Labelled]:
    """Return the answers of the published FAQ files, and their questions."""
    pairs = list(_published(folder().parent / "faq_yml"))
    return (
        [(str(item["answer"])[:ANSWER], f"{number}") for number, item in enumerate(pairs)],
        [(str(item["question"]), f"{number}") for number, item in enumerate(pairs)],
    )


def _published(home: Path) -> Iterator[dict[str, str]]:
    for file in sorted(home.glob("*.yml")):
        for section in YAML(typ="safe").load(file.read_text(encoding="utf-8"))["sections"]:
            yield from section["questions"]


def figures(file: Path) -> Iterator[float]:
    """Yield top-1 for each set at each number of phrasings, and for answers."""
    sums = Sums(file)
    for count in PHRASINGS:
        for name, _ in SETS:
            yield float(np.mean([top1(sums, *held_out(name, count, draw)) for draw in range(DRAWS)]))
    yield top1(sums, *answers())


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tables", nargs="*", type=Path, help="other tables than those")
    add_write(parser)
    wanted = parser.parse_args()
    with printed("words", wanted.write):
        show(wanted.tables)


def show(tables: list[Path]) -> None:
    """Print a line a table."""
    reference = folder().parent / "meaning" / "meaning-en-64.npz"
    files = tables or [file for file in (SHIPPED, reference) if file.exists()]
    heads = [f"{name} {count}" for count in PHRASINGS for name, _ in SETS]
    print(f"| table | bytes | mean 1 | mean 10 | {' | '.join(heads)} | FAQ answers |")
    print(f"|---|---|---|---|{'---|' * len(heads)}---|")
    for file in files:
        found = list(figures(file))
        one, ten = (float(np.mean(found[at : at + len(SETS)])) for at in (0, len(SETS)))
        cells = " | ".join(f"{each:.1f}" for each in (one, ten, *found))
        print(f"| {'reference' if file == reference else file.name} | {file.stat().st_size:,} | {cells} |")


if __name__ == "__main__":
    main()
