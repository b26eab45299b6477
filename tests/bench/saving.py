"""Print how long it takes from a save until a customer is answered by it, over the real server, at 10,000 entries.

`.venv/bin/python tests/bench/saving.py [--entries 10000] [--write docs/operating.md]`. A file of the base gets one
entry more, as an editor saves it; its question is asked over HTTP as soon as the receipt is there. Beside the clock
stands the CPU time of Spot and its child meanwhile, which is about what the clock shows where nothing else runs.
"""

import argparse
import itertools
import json
import os
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench.crowd import EACH  # noqa: E402 - the path comes first
from tests.bench.gaps import written  # noqa: E402
from tests.bench.section import add_write, printed  # noqa: E402
from tests.support.running import Running  # noqa: E402

LONGEST = 120.0
ids = itertools.count(1)


def asked(spot: Running, text: str) -> str:
    """Return what somebody new is answered."""
    number = next(ids)
    body = {
        "type": "message",
        "id": str(number),
        "channelId": "emulator",
        "serviceUrl": spot.url,
        "from": {"id": f"29:{number}", "aadObjectId": f"somebody-{number}"},
        "recipient": {"id": "28:spot"},
        "conversation": {"id": f"talk-{number}", "conversationType": "personal"},
        "channelData": {"tenant": {"id": ""}},
        "deliveryMode": "expectReplies",
        "text": text,
    }
    request = urllib.request.Request(
        f"{spot.url}/api/messages", data=json.dumps(body).encode(), headers={"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=LONGEST) as answer:
        return " ".join(str(each.get("text") or "") for each in json.load(answer)["activities"])


@dataclass(frozen=True, slots=True)
class Save:
    """One save: seconds until it answered, by the clock and of CPU."""

    clock: float
    cpu: float


def saved(spot: Running, file: Path, number: int) -> Save:
    """Add an entry to a file, and wait until it answers."""
    more = f"  - {{id: umbrella-{number}, question: Where did umbrella {number} go?, answer: Behind door {number}.}}\n"
    half = file.with_name(f".{file.name}.half")
    half.write_text(file.read_text(encoding="utf-8") + more, encoding="utf-8")
    began, used = time.perf_counter(), cpu(spot)
    half.replace(file)
    while f"vendor/umbrella-{number}" not in spot.get("/chat/knowledge")[1]:
        if time.perf_counter() - began > LONGEST:
            raise SystemExit(f"the entry was not live within {LONGEST:.0f} s")
        time.sleep(0.02)
    assert f"Behind door {number}." in asked(spot, f"Where did umbrella {number} go?")
    return Save(time.perf_counter() - began, cpu(spot) - used)


def cpu(spot: Running) -> float:
    """Return the seconds of CPU that Spot and its children have had."""
    server = spot.process.pid
    listed = Path(f"/proc/{server}/task").glob("*/children")
    children = [each for one in listed for each in one.read_text().split()]
    stats = (Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split() for each in (server, *children))
    return sum(int(each[11]) + int(each[12]) for each in stats) / os.sysconf("SC_CLK_TCK")


def measured(entries: int, saves: int, pause: float, watch: str) -> list[Save]:
    """Return what some saves took, each so long after the one before."""
    with tempfile.TemporaryDirectory() as folder:
        content = Path(folder) / "content"
        file = written(content, entries * EACH)
        (file.parent / "partner.yaml").write_text("name: The desk\nvisibility: public\n", encoding="utf-8")
        with Running(Path(folder) / "data", SPOT_KNOWLEDGE=str(content), SPOT_WATCH=watch) as spot:
            found = []
            for number in range(saves):
                time.sleep(pause)
                found.append(saved(spot, file, number))
            return found


def main() -> int:
    """Measure, print the table, and keep it with --write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=10_000)
    parser.add_argument("--saves", type=int, default=5)
    parser.add_argument("--pause", type=float, default=30.0, help="seconds after which what was saved is learned")
    add_write(parser)
    wanted = parser.parse_args()
    with printed("saving", wanted.write):
        show(wanted)
    return 0


def show(wanted: argparse.Namespace) -> None:
    """Print a line a way of watching, and how busy the machine was."""
    print(
        f"| saved to answered at {wanted.entries:,} entries, in seconds | median | longest | CPU, median |\n"
        "|---|---|---|---|"
    )
    for name, watch in (("as the system tells (`auto`)", "auto"), ("looked for (`poll`)", "poll")):
        found = measured(wanted.entries, wanted.saves, wanted.pause, watch)
        clock = [each.clock for each in found]
        used = median(each.cpu for each in found)
        print(f"| {name} | {median(clock):.1f} | {max(clock):.1f} | {used:.1f} |")
    wanting, there = os.getloadavg()[1], os.cpu_count()
    print(f"\nMeasured while {wanting:.1f} processes wanted the machine's {there} processors.")


if __name__ == "__main__":
    sys.exit(main())
