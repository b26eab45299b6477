"""Print how fast Spot is at 10,000, 100,000 and 1,000,000 phrasings, beside rapidfuzz and tantivy, in one run.

`.venv/bin/python tests/bench/speed.py [--sizes 10000 100000] [--write docs/speed.md]`. Everything runs on one thread,
and times are that thread's own (CPU) time: a busy machine makes them longer, but by less than a clock would. Phrasings
are made up (tests/bench/crowd.py); a question is one of them without one of its words, every other one misspelt.
"""

import argparse
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(threads, "1")

from tests.bench.gaps import Reload, reloaded  # noqa: E402 - path and threads come first
from tests.bench.pace import Pace, measured  # noqa: E402
from tests.bench.section import add_write, printed  # noqa: E402

SIZES = (10_000, 100_000, 1_000_000)


def main() -> int:
    """Measure, print the page, and keep it with --write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES, help="phrasings")
    parser.add_argument("--reload", type=int, default=100_000, help="phrasings of the base that is saved; 0 for none")
    add_write(parser)
    wanted = parser.parse_args()
    paces = [measured(size) for size in wanted.sizes]
    with printed("speed", wanted.write):
        print(figures(paces, reloaded(wanted.reload) if wanted.reload else None))
    return 0


def figures(paces: list[Pace], reload: Reload | None) -> str:
    """Return the figures as two tables."""
    lines = [
        "| phrasings | entries | | p50 | p99 | built, s | opened again, s | MB |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for pace in paces:
        for part in pace.parts:
            lines.append(f"| {pace.phrasings:,} | {pace.entries:,} | {part.row} |")
    lines += ["", "| goal | measured | |", "|---|---|---|"]
    for goal, value, good in goals(paces, reload):
        lines.append(f"| {goal} | {value} | {'reached' if good else 'not reached'} |")
    return "\n".join(lines)


def goals(paces: list[Pace], reload: Reload | None) -> list[tuple[str, str, bool]]:
    """Return each goal with what was measured and whether it is reached."""
    at = {pace.phrasings: pace for pace in paces}
    small, middle, large = (at.get(size) for size in SIZES)
    rows: list[tuple[str, str, bool]] = []
    if middle:
        times, spread = middle.wratio.p50 / middle.ask.p50, middle.ask.p99 / middle.ask.p50
        rows += [
            ("the whole ask at 100,000 ≥ 80 times as fast as WRatio (aim 150)", f"{times:.0f} times", times >= 80),
            ("its p99 ≤ 3 times its p50", f"{spread:.1f} times", spread <= 3),
            ("index of 100,000 built in ≤ 1 s", f"{middle.ask.built:.2f} s", middle.ask.built <= 1),
        ]
    if large:
        part, size = large.rerank.p99 / large.tantivy.p99, large.ask.megabytes
        rows += [
            ("index + rerank at 1,000,000: p99 ≤ a third of tantivy's", f"{part:.2f} of it", part <= 1 / 3),
            ("its index ≤ 250 MB", f"{size:.0f} MB", size <= 250),
            ("index of 1,000,000 built in ≤ 10 s", f"{large.ask.built:.1f} s", large.ask.built <= 10),
            ("a saved index of 1,000,000 opens in < 1 s", f"{large.ask.opened:.2f} s", large.ask.opened < 1),
        ]
    if small and large:
        grown = large.rerank.p50 / small.rerank.p50
        rows.append(("index + rerank grows < 3 times from 10,000 to 1,000,000", f"{grown:.1f} times", grown < 3))
    if reload:
        count = f"{reload.phrasings:,}"
        rows += [
            (f"one file of {count} phrasings changed: live in < 2 s", f"{reload.live:.1f} s", reload.live < 2),
            ("longest gap of the event loop meanwhile, under load, ≤ 50 ms", f"{reload.gap:.0f} ms", reload.gap <= 50),
        ]
    return rows


if __name__ == "__main__":
    sys.exit(main())
