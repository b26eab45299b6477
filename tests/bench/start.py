"""Print how long the commands take to start: the CPU time of a fresh process, the least of several.

`.venv/bin/python tests/bench/start.py [--times 7] [--before FOLDER] [--write docs/speed.md]`. With `--before`, another
checkout is measured beside this one, in turns, so that what slows the machine slows both. The small folder has one
entry; the list of commands, an option's help, a command without files and a command with files are measured.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench.section import add_write, printed  # noqa: E402 - the path comes first

PAGE = "---\nowner: desk@harbor.example\n---\n# Where is the desk?\n\nIn the hall.\n"
FOLDER = "a small folder"
COMMANDS = (
    ("--help",),
    ("check", "--help"),
    ("case", "list", "--help"),
    ("schema", "entries"),
    ("check", FOLDER),
    ("check", "--format", "json", FOLDER),
)


def cpu_seconds(checkout: Path, arguments: list[str], folder: Path) -> float:
    """Return the seconds that one start computes, its children's among them; exit when the command fails."""
    started = subprocess.Popen(
        [sys.executable, str(checkout / "app.py"), *arguments],
        cwd=folder,
        env={**os.environ, "SPOT_DATA": str(folder / "data")},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(started.pid, 0)
    started.returncode = os.waitstatus_to_exitcode(status)
    if started.returncode:
        raise SystemExit(f"app.py {' '.join(arguments)} exits with {started.returncode} in {checkout}")
    return used.ru_utime + used.ru_stime


def show(checkouts: dict[str, Path], times: int) -> None:
    """Print a line a command, and how busy the machine was."""
    print(f"| CPU time of a start, in seconds | {' | '.join(checkouts)} |\n|---|{'---|' * len(checkouts)}")
    with tempfile.TemporaryDirectory() as made:
        own = Path(made) / "harbor"
        own.mkdir()
        (own / "desk.md").write_text(PAGE, encoding="utf-8")
        for command in COMMANDS:
            arguments = [str(own) if each == FOLDER else each for each in command]
            found: dict[str, list[float]] = {name: [] for name in checkouts}
            for _ in range(times):
                for name, checkout in checkouts.items():
                    found[name].append(cpu_seconds(checkout, arguments, Path(made)))
            cells = " | ".join(f"{min(each):.2f}" for each in found.values())
            print(f"| `app.py {' '.join(command)}` | {cells} |")
    print(f"\nMeasured while {os.getloadavg()[0]:.1f} processes wanted the machine's {os.cpu_count()} processors.")


def main() -> int:
    """Measure, print the table, and keep it with --write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=7)
    parser.add_argument("--before", type=Path, help="another checkout to measure beside this one")
    add_write(parser)
    wanted = parser.parse_args()
    before = {"before": wanted.before.resolve()} if wanted.before else {}
    with printed("start", wanted.write):
        show({**before, "now": ROOT}, wanted.times)
    return 0


if __name__ == "__main__":
    sys.exit(main())
