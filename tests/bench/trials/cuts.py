"""Print what fewer candidates cost and gain on large bases: quality on real sets, and the time of the whole ask.

`.venv/bin/python tests/bench/trials/cuts.py [--sets banking77 clinc150] [--phrasings 10] [--crowd 100000]`. Each set
is asked for each cut: lost in a crowd of made-up entries, with the weights that are shipped for a base of that size;
and alone, learned anew, where it has more phrasings than the kernel affords. Beside the shares stands how many
questions only this cut answers with the right entry first, and how many only the first cut. Times are the thread's own
(CPU), p50.
"""

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))
for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(threads, "1")

from knowledge.entry import Entry  # noqa: E402 - path and threads come first
from knowledge.matching.large import candidates, evidence  # noqa: E402
from knowledge.matching.large.index import LargeIndex  # noqa: E402
from knowledge.matching.prepared import is_large  # noqa: E402
from knowledge.matching.query.text_parsing import NOTHING  # noqa: E402
from knowledge.matching.view import View  # noqa: E402
from tests.bench.crowd import crowd  # noqa: E402
from tests.bench.measuring import Figures, figures  # noqa: E402
from tests.bench.pace import Indexed, timed  # noqa: E402
from tests.bench.peers.protocol import Answers  # noqa: E402
from tests.bench.peers.spot import EVERYBODY, view  # noqa: E402
from tests.bench.section import add_write, printed  # noqa: E402
from tests.bench.sets import SETS, EvaluationSet, drawn, load  # noqa: E402
from tests.bench.tracks import TRACKS  # noqa: E402

NAMES = ("POSTINGS", "SCANNED", "FOUND", "BESIDE")
CUTS = (
    (12_000, 2_000, 200, 300), (6_000, 200, 50, 600), (6_000, 200, 30, 600), (6_000, 200, 30, 200), (6_000, 200, 30, 0),
    (3_000, 200, 30, 600),
)  # fmt: skip
"""What stands for NAMES of knowledge/matching/large/candidates.py."""


@dataclass(frozen=True, slots=True)
class Result:
    """How one view did."""

    figures: Figures
    right: tuple[bool, ...]
    """Whether each question's entry came first."""
    p50: float


def cut(to: Sequence[int]) -> None:
    """Compare with so many candidates from now on."""
    for name, value in zip(NAMES, to, strict=True):
        setattr(candidates, name, value)
    evidence.FOUND = candidates.FOUND


def asked(learned: View, data: EvaluationSet, most: int) -> Result:
    """Ask a view a set's questions, every other one misspelt."""
    chosen = data.asked[:: max(1, len(data.asked) // most)]
    texts = [TRACKS["typo"](one.text, 0) if place % 2 else one.text for place, one in enumerate(chosen)]
    found: list[Answers] = []

    def ask(text: str) -> None:
        found.append([(match.entry.id, match.confidence) for match in learned.ask(text).matches])

    p50, _ = timed(ask, texts)
    found = found[-len(texts) :]
    right = tuple(answer[:1] != [] and answer[0][0] == one.gold for one, answer in zip(chosen, found, strict=True))
    return Result(figures(chosen, found, 0, 0), right, p50)


def alone(data: EvaluationSet, most: int) -> Iterator[Result]:
    """Yield a result for each cut of a base that learned with it."""
    for to in CUTS:
        cut(to)
        yield asked(view(data.entries), data, most)


def lost(data: EvaluationSet, most: int, size: int) -> Iterator[Result]:
    """Yield a result for each cut among so many phrasings."""
    own = sum(len(entry.phrasings) for entry in data.entries)
    entries: list[Entry] = sorted((*data.entries, *crowd(size - own)), key=lambda entry: entry.name)
    index = LargeIndex.of(entries, NOTHING)
    for to in CUTS:
        cut(to)
        yield asked(View(entries, EVERYBODY, trainer=Indexed(index)), data, most)


def rows(base: str, results: Iterator[Result]) -> Iterator[str]:
    """Yield a row for each cut, as soon as it was measured."""
    first: Result | None = None
    for to, one in zip(CUTS, results, strict=True):
        first = first or one
        pairs = list(zip(one.right, first.right, strict=True))
        won, gone = pairs.count((True, False)), pairs.count((False, True))
        told, area = one.figures, "" if one.figures.area is None else f"{one.figures.area:.3f}"
        measured = f"{told.top1:.1f} | {told.top3 or 0:.1f} | {told.covered:.1f} | {area} | {won}, {gone}"
        yield f"| {base} | {' / '.join(map(str, to))} | {measured} | {one.p50:.2f} |"


def main() -> None:
    """Print the table row by row."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", nargs="+", choices=[name for name, _ in SETS], default=["banking77", "clinc150"])
    parser.add_argument("--phrasings", type=int, help="of each entry; otherwise all")
    parser.add_argument("--asked", type=int, default=1_000, help="questions of each set, about")
    parser.add_argument("--crowd", type=int, default=100_000, help="phrasings of the large base; 0 for none")
    add_write(parser)
    wanted = parser.parse_args()
    with printed("cuts-few" if wanted.phrasings else "cuts-all", wanted.write):
        show(wanted)


def show(wanted: argparse.Namespace) -> None:
    """Print a row a base and cut."""
    print(f"| base | {' / '.join(NAMES)} | top-1 % | top-3 % | cov95 % | AUROC | only this, only the first | ask, ms |")
    print("|---|---|---|---|---|---|---|---|")
    for name in wanted.sets:
        data = load(name)
        data = replace(data, entries=drawn(data.entries, wanted.phrasings, 0))
        if wanted.crowd:
            for row in rows(f"{name} in a crowd", lost(data, wanted.asked, wanted.crowd)):
                print(row, flush=True)
        if is_large(data.entries):
            for row in rows(name, alone(data, wanted.asked)):
                print(row, flush=True)


if __name__ == "__main__":
    main()
