"""Print what it takes to read YAML by libyaml, and by ruamel.yaml where that is not there, in seconds of CPU.

`.venv/bin/python tests/bench/yaml_reading.py [--write docs/operating.md]`. Each figure is the least of some
runs, each in a process of its own, which are taken in turns, so that what slows the machine slows both.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench.crowd import EACH, crowd  # noqa: E402 - the path comes first
from tests.bench.section import add_write, printed  # noqa: E402

OF_A_FILE = 500
PARSERS = ("libyaml", "ruamel.yaml")
EVENTS = """
texts = [path.read_text() for path in sorted(folder.rglob("*.yaml"))]
began = time.process_time()
for text in texts:
    for _ in quick(text) or slow(text):
        pass
"""
CHECK = """
began = 0
with contextlib.redirect_stdout(io.StringIO()):
    assert check.run(folder, "text", strict=False) == 0
"""
AROUND = """
import contextlib, io, sys, time
from pathlib import Path
import yaml
from knowledge.commands import check
from knowledge.formats.yaml.yaml_events import quick, slow
folder = Path(sys.argv[1])
yaml.__with_libyaml__ = sys.argv[2] == "libyaml"
{}
print(time.process_time() - began)
"""


def write(folder: Path, entries: int) -> None:
    """Write a content folder of so many entries, as a curator lays them out."""
    (folder / "vendor").mkdir(parents=True)
    (folder / "vendor" / "partner.yaml").write_text("name: The desk\nvisibility: public\n", encoding="utf-8")
    made = crowd(entries * EACH)
    for number in range(-(-entries // OF_A_FILE)):
        lines = ["entries:"]
        for entry in islice(made, OF_A_FILE):
            lines += [f"  - id: {entry.id}", f'    question: "{entry.question}"', "    also:"]
            lines += [f'      - "{text}"' for text in entry.also]
            lines += ["    answer: |", f"      {entry.answer}"]
        (folder / "vendor" / f"part{number}.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def took(code: str, folder: Path, parser: str) -> float:
    """Return the seconds of CPU that a process says it took."""
    command = [sys.executable, "-c", AROUND.format(code), str(folder), parser]
    return float(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)


def rows(sizes: list[int], runs: int) -> Iterator[str]:
    """Return the table's rows, one a size and thing that is done."""
    for entries in sizes:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place) / "content"
            write(folder, entries)
            for name, code in (("the events alone", EVENTS), ("`check`, from start to end", CHECK)):
                found = [[took(code, folder, parser) for parser in PARSERS] for _ in range(runs)]
                quick, slow = (min(each) for each in zip(*found, strict=True))
                yield f"| {entries:,} | {name} | {quick:.2f} | {slow:.2f} | {slow / quick:.1f} |"


def main() -> int:
    """Measure, print the table, and keep it with --write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--runs", type=int, default=2)
    add_write(parser)
    wanted = parser.parse_args()
    with printed("yaml", wanted.write):
        print("| entries | seconds of CPU | libyaml | ruamel.yaml | times as fast |\n|---|---|---|---|---|")
        for row in rows(wanted.entries, wanted.runs):
            print(row)
    return 0


if __name__ == "__main__":
    sys.exit(main())
