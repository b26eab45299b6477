"""Print how good the matcher is beside its peers, on the evaluation sets, in one run.

`.venv/bin/python tests/bench/matching.py [--draws 5] [--write docs/figures.md]`. The sets are read from SPOT_EVAL_DATA,
by default ../shared/data; docs/matching-measured.md says where they come from.
Peers whose packages are missing are left out.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(threads, "1")

from tests.bench.german import crossed  # noqa: E402 - path and threads come first
from tests.bench.goals import across, goals  # noqa: E402
from tests.bench.honesty import labelled, said  # noqa: E402
from tests.bench.page import page  # noqa: E402
from tests.bench.peers.roster import ROSTER, left_out  # noqa: E402
from tests.bench.running import measure  # noqa: E402
from tests.bench.section import add_write, replace_section  # noqa: E402
from tests.bench.sets import SETS, folder  # noqa: E402


def report(sets: Sequence[tuple[str, int | None]], chosen: tuple[str, ...], draws: int, processes: int) -> str:
    """Measure, and return the page."""
    results = measure(sets, chosen, draws, processes)
    spoken = [said(name, usual) for name, usual in sets]
    known = labelled(datetime.now(UTC).date())
    german = list(crossed(chosen))
    judged = [*goals(results, sets, spoken), *across(german)]
    return page(results, judged, spoken, known, draws, left_out(chosen), german)


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--draws", type=int, default=1, help="draws of phrasings and typing errors, 5 for the spread")
    parser.add_argument("--processes", type=int, default=1, help="draws measured side by side; times suffer")
    parser.add_argument("--sets", nargs="+", choices=[name for name, _ in SETS], help="only these sets")
    parser.add_argument("--peers", nargs="+", choices=list(ROSTER), default=(), help="only these matchers")
    add_write(parser)
    return parser.parse_args()


def main() -> int:
    """Print the figures; with --write, keep them, unless only a part was measured."""
    wanted = arguments()
    if not folder().is_dir():
        print(f"{folder()}: there is no such folder: name it by SPOT_EVAL_DATA", file=sys.stderr)
        return 2
    chosen = tuple(wanted.peers)
    if left_out(chosen):
        print(left_out(chosen), file=sys.stderr)
    sets = [(name, usual) for name, usual in SETS if not wanted.sets or name in wanted.sets]
    text = report(sets, chosen, max(1, wanted.draws), max(1, wanted.processes))
    print(text, end="")
    if wanted.write and (wanted.sets or chosen):
        print(f"{wanted.write} is left as it was: only a part was measured", file=sys.stderr)
    elif wanted.write:
        replace_section(wanted.write, "figures", text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
