"""Print what was tried for the classifier: top-1 of kernel ridge alone, by what goes into its kernel, on each set.

`.venv/bin/python tests/bench/trials/kernels.py [--write docs/matching-measured.md]`; that page
keeps what it printed and what was chosen.
"""

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402 - the project is not installed; the path comes first

from knowledge.evaluation.evaluation_sets import read_entries, read_questions  # noqa: E402
from knowledge.matching.confidence import ALIGNED_SHARE, MEANING_SHARE, RIDGE, WORDS_SHARE  # noqa: E402
from knowledge.matching.evidence import Evidence, Nearness  # noqa: E402
from knowledge.matching.large.index import ALL  # noqa: E402
from knowledge.matching.query.text_parsing import read  # noqa: E402
from knowledge.matching.training.kernel_classifier import targets  # noqa: E402
from tests.bench.section import add_write, printed  # noqa: E402
from tests.bench.sets import SETS, folder  # noqa: E402

POWERS = (1.0, 1.5, 1.75, 2.0)
SHARES = ((0.0, 0.0), (MEANING_SHARE, 0.0), (0.0, ALIGNED_SHARE), (0.2, 0.6), (MEANING_SHARE, ALIGNED_SHARE))
"""The parts of meaning and of alignment in the kernel; the rest is lexical."""
Parts = tuple[np.ndarray, np.ndarray, np.ndarray]


def parts(near: list[Nearness]) -> Parts:
    """Return the lexical, the meaning's and the alignment's part of a kernel, a row a text."""
    lexical = [WORDS_SHARE * each.words + (1 - WORDS_SHARE) * each.characters for each in near]
    meaning = [np.maximum(each.meaning, 0) for each in near]
    return np.stack(lexical), np.stack(meaning), np.stack([each.aligned for each in near])


def blended(of: Parts, shares: tuple[float, float]) -> np.ndarray:
    """Blend the parts of a kernel."""
    meaning, aligned = shares
    return (1 - meaning - aligned) * of[0] + meaning * of[1] + aligned * of[2]


def top1(gram: np.ndarray, asked: np.ndarray, wanted: np.ndarray, gold: np.ndarray) -> float:
    """Fit kernel ridge on all phrasings and give the share of questions whose entry comes first, in percent."""
    weights = np.linalg.solve(gram + RIDGE * np.eye(len(gram)), wanted)
    return 100 * float(np.mean((asked @ weights).argmax(axis=1) == gold))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_write(parser)
    with printed("kernels", parser.parse_args().write):
        show()


def show() -> None:
    """Print a line a set and blend, a column a power."""
    print(f"| set | meaning | alignment | {' | '.join(f'power {power:g}' for power in POWERS)} |")
    print(f"|---|---|---|{'---|' * len(POWERS)}")
    for name, phrasings in SETS:
        entries = read_entries(folder() / name / "kb.jsonl", phrasings)
        places = {entry.id: place for place, entry in enumerate(entries)}
        asked = [one for one in read_questions(folder() / name / "dev.jsonl") if one.gold is not None]
        gold = np.array([places[one.gold or ""] for one in asked])
        evidence = Evidence(entries, ALL)
        own = parts([evidence.near(reading) for reading in evidence.readings])
        seen = parts([evidence.near(read(one.text, "en")) for one in asked])
        wanted = targets(evidence.owner, len(entries))
        for shares in SHARES:
            gram, row = blended(own, shares), blended(seen, shares)
            found = (top1(gram**power, row**power, wanted, gold) for power in POWERS)
            print(f"| {name} | {shares[0]:g} | {shares[1]:g} | {' | '.join(f'{each:.1f}' for each in found)} |")


if __name__ == "__main__":
    main()
