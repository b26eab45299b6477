"""Print how good the matcher is beside rapidfuzz alone, on the evaluation sets, in one run.

`.venv/bin/python tests/bench/matching.py [--write docs/figures.md]`. The sets are read from SPOT_EVAL_DATA, by default
../shared/data; docs/matching.md says where they come from. 10 phrasings an entry; all of them for the live bot's set.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402 - the project is not installed; the path comes first
from rapidfuzz import fuzz, process, utils  # noqa: E402

from knowledge.audience import Audience  # noqa: E402
from knowledge.entry import Entry, Visibility  # noqa: E402
from knowledge.matching.jsonl import FOLDER, Question, read_entries, read_questions  # noqa: E402
from knowledge.matching.measure import area_under_curve, coverage_at_precision  # noqa: E402
from knowledge.matching.view import View  # noqa: E402

SETS = (("banking77", 10), ("clinc150", 10), ("hint3_curekart", None))
"""Each set with the phrasings an entry that are used; None for all."""
PEERS = {"rapidfuzz WRatio, extractOne": fuzz.WRatio, "rapidfuzz token_set_ratio": fuzz.token_set_ratio}


@dataclass(frozen=True, slots=True)
class Ranked:
    """One question's best entries, and how sure the matcher is of the first."""

    entries: tuple[str, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Row:
    """One matcher's figures on one set."""

    set: str
    matcher: str
    top1: float
    top3: float
    covered: float
    area: float | None
    built: float
    """Seconds to build."""
    each: float
    """Milliseconds a question."""


def folder() -> Path:
    """Give the folder of the evaluation sets."""
    return Path(os.environ.get("SPOT_EVAL_DATA", ROOT.parent / "shared" / "data")) / "matching"


def measure(
    name: str, matcher: str, asked: Sequence[Question], ranked: Sequence[Ranked], built: float, took: float
) -> Row:
    """Give a matcher's figures."""
    pairs = list(zip(asked, ranked, strict=True))
    inside = [(one.gold, found) for one, found in pairs if one.gold is not None]
    answers = [(found.confidence, found.entries[:1] == (one.gold,)) for one, found in pairs]
    return Row(
        name,
        matcher,
        100 * sum(found.entries[:1] == (gold,) for gold, found in inside) / len(inside),
        100 * sum(gold in found.entries[:3] for gold, found in inside) / len(inside),
        100 * coverage_at_precision(answers),
        area_under_curve(
            (found.confidence for _, found in inside), (found.confidence for one, found in pairs if one.gold is None)
        ),
        built,
        1000 * took / len(asked),
    )


def product(name: str, entries: Sequence[Entry], asked: Sequence[Question]) -> Row:
    """Ask Spot."""
    begun = perf_counter()
    view = View(entries, Audience((FOLDER,), Visibility.PUBLIC))
    built = perf_counter()
    findings = [view.ask(one.text) for one in asked]
    took = perf_counter() - built
    ranked = [Ranked(tuple(match.entry.id for match in each.matches), each.confidence) for each in findings]
    return measure(name, "Spot", asked, ranked, built - begun, took)


def peer(name: str, matcher: str, entries: Sequence[Entry], asked: Sequence[Question]) -> Row:
    """Score every phrasing with a rapidfuzz scorer, on text processed as rapidfuzz does; the first best wins."""
    begun = perf_counter()
    owners = np.array([place for place, entry in enumerate(entries) for _ in entry.phrasings])
    phrasings = [utils.default_process(text) for entry in entries for text in entry.phrasings]
    built = perf_counter()
    ranked = []
    for one in asked:
        scores = process.cdist([utils.default_process(one.text)], phrasings, scorer=PEERS[matcher], dtype=np.float32)[0]
        order = np.argsort(-scores, kind="stable")
        names = dict.fromkeys(entries[place].id for place in owners[order[:200]].tolist())
        ranked.append(Ranked(tuple(names), float(scores[order[0]])))
    return measure(name, matcher, asked, ranked, built - begun, perf_counter() - built)


def run(sets: Sequence[tuple[str, int | None]] = SETS) -> list[Row]:
    """Measure Spot and its peers on every set."""
    rows = []
    for name, phrasings in sets:
        entries = read_entries(folder() / name / "kb.jsonl", phrasings)
        asked = read_questions(folder() / name / "dev.jsonl")
        rows.append(product(name, entries, asked))
        rows += [peer(name, matcher, entries, asked) for matcher in PEERS]
    return rows


def table(rows: Sequence[Row]) -> str:
    """Give the figures as a Markdown table."""
    lines = [
        "| set | matcher | top-1 % | top-3 % | cov95 % | AUROC | built in s | ms a question |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        area = "–" if row.area is None else f"{row.area:.3f}"
        figures = f"{row.top1:.1f} | {row.top3:.1f} | {row.covered:.1f} | {area} | {row.built:.1f} | {row.each:.1f}"
        lines.append(f"| {row.set} | {row.matcher} | {figures} |")
    return "\n".join(lines) + "\n"


PAGE = """# Figures

Written by `make bench`, which runs `tests/bench/matching.py`: Spot and its peers in the same run, on the development
questions of three public sets. 10 phrasings an entry; all of them for hint3_curekart, a live customer bot whose
questions are for the most part out of scope. What the columns mean, and how the sets are made, is in
[matching.md](matching.md). Times are of the machine that wrote this page.

"""


def main() -> int:
    """Print the table; with --write, keep it as a page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", type=Path, help="the page to write, such as docs/figures.md")
    chosen = parser.parse_args()
    if not folder().is_dir():
        print(f"{folder()}: there is no such folder: name it by SPOT_EVAL_DATA", file=sys.stderr)
        return 2
    text = table(run())
    print(text, end="")
    if chosen.write:
        chosen.write.write_text(PAGE + text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
