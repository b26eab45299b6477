"""The evaluation sets, and how entries are drawn from them; docs/matching-measured.md says where the sets come from."""

import os
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from knowledge.entry import Entry
from knowledge.evaluation.evaluation_sets import EvaluationQuestion, read_entries, read_questions

ROOT = Path(__file__).resolve().parents[2]
SETS: tuple[tuple[str, int | None], ...] = (("banking77", 10), ("clinc150", 10), ("hint3_curekart", None))
"""Each set with the phrasings an entry that are usual for it; None for all."""
COUNTS: tuple[int | None, ...] = (1, 5, 10, None)
"""Phrasings an entry that are tried; None for all."""


@dataclass(frozen=True, slots=True)
class EvaluationSet:
    """A set as it lies in its folder."""

    name: str
    entries: tuple[Entry, ...]
    """With all their phrasings."""
    asked: tuple[EvaluationQuestion, ...]


def folder() -> Path:
    """Return the folder of the evaluation sets."""
    return Path(os.environ.get("SPOT_EVAL_DATA") or ROOT.parent / "shared" / "data") / "matching"


def load(name: str) -> EvaluationSet:
    """Read a set."""
    home = folder() / name
    return EvaluationSet(name, read_entries(home / "kb.jsonl"), read_questions(home / "dev.jsonl"))


def drawn(entries: Sequence[Entry], count: int | None, draw: int) -> tuple[Entry, ...]:
    """Return the entries with so many phrasings each: the first ones in draw 0, chosen by lot in every other."""
    return tuple(_with(entry, _some(entry, count, draw)) for entry in entries)


def _some(entry: Entry, count: int | None, draw: int) -> tuple[str, ...]:
    phrasings = entry.phrasings
    if not draw or count is None or count >= len(phrasings):
        return phrasings[:count]
    return tuple(random.Random(f"{draw} {entry.id}").sample(phrasings, count))


def _with(entry: Entry, phrasings: tuple[str, ...]) -> Entry:
    return replace(entry, question=phrasings[0], also=phrasings[1:])
