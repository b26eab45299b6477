"""Time `make test` and `make test-all`, as whoever changes Spot waits for them.

`.venv/bin/python tests/bench/suite.py [--write docs/figures.md]`, or `make suite`, on a machine that does nothing else.
With --write, the section of the page is kept where every test passed.
"""

import argparse
import os
import re
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench.page import machine, table  # noqa: E402 - the path comes first
from tests.bench.section import add_write, replace_section  # noqa: E402

COMMANDS = ("test", "test-all")
SUMMARY = re.compile(r"^\D*(?P<counts>(?:\d+ \w+(?:, )?)+) in [\d.]+s", re.M)


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a command: how many tests passed and were skipped, and seconds by the clock and of CPU."""

    command: str
    counts: dict[str, int]
    clock: float
    cpu: float
    is_green: bool


def counts_of(said: str) -> dict[str, int]:
    """Return pytest's last line as numbers by their words; nothing where there is no such line."""
    found = SUMMARY.findall(said)
    return {word: int(number) for number, word in re.findall(r"(\d+) (\w+)", found[-1])} if found else {}


def run(command: str) -> Run:
    """Run a make target to its end, and show what it says."""
    began, before = time.perf_counter(), _cpu()
    done = subprocess.run(["make", command], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    print(done.stdout, flush=True)
    return Run(
        command, counts_of(done.stdout), time.perf_counter() - began, _cpu() - before, is_green=done.returncode == 0
    )


def _cpu() -> float:
    """Return the seconds of CPU that processes have had which ended and were waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def section(runs: list[Run], waiting: float) -> str:
    """Return the section of the page: a line for each command."""
    rows = [
        (
            f"`make {each.command}`",
            str(each.counts.get("passed", 0)),
            str(each.counts.get("skipped", 0)),
            spoken(each.clock),
            spoken(each.cpu),
        )
        for each in runs
    ]
    return "\n\n".join(
        (
            "## How long the tests take",
            "Written by `make suite`, which runs `tests/bench/suite.py`. `make test` is what a change commonly breaks, "
            "`make test-all` every test.",
            table(("command", "passed", "skipped", "by the clock", "CPU"), rows),
            f"Machine: {machine()}; {waiting:.1f} processes wanted it when this began.",
        )
    )


def spoken(seconds: float) -> str:
    """Return minutes and seconds."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02} s"


def main() -> int:
    """Run both, print the section, and keep it with --write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_write(parser)
    wanted = parser.parse_args()
    waiting = os.getloadavg()[0]
    runs = [run(command) for command in COMMANDS]
    print(section(runs, waiting))
    if not all(each.is_green for each in runs):
        print("nothing is written: a test failed", file=sys.stderr)
        return 1
    if wanted.write:
        replace_section(wanted.write, "suite", section(runs, waiting))
    return 0


if __name__ == "__main__":
    sys.exit(main())
