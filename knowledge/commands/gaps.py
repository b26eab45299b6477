"""`gaps`: what people asked and nobody answered, with the entry that comes nearest and the lines to paste."""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from knowledge.commands.columns import WIDTH, cut
from knowledge.commands.inputs.deployment import Deployment, content_folder
from knowledge.commands.inputs.opening import MatchingOptions, opening
from knowledge.commands.inputs.options import AnyFolder, AsFormat, Log, Partner, ResultFormat, Since
from knowledge.commands.inputs.real import real
from knowledge.commands.reporting import COULD_NOT_RUN, FINE, TEXT, cannot, counted, progress, show, tell, written

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase
    from knowledge.improve.gaps import Gap, GapReport
    from knowledge.improve.logs.logged import Logged

COLOURS = {r"(?m)^\d+\..*$": "bold", r"(?m)^      - .*$": "green"}
MOST = 20
"""Gaps that are shown where nobody says how many."""
SHOWN = 3
"""Other wordings of a gap that are shown, and lines to paste."""


@dataclass(frozen=True, slots=True)
class GapOptions:
    """Which gaps are shown."""

    most: int = MOST
    """So many at most, the most asked first."""
    least: int = 1
    """Only what was asked so often."""
    write: str | None = None
    """The partner in whose folder drafts are written."""


def command(
    context: typer.Context,
    folder: AnyFolder = None,
    log: Log = None,
    since: Since = None,
    partner: Partner = None,
    most: Annotated[int, typer.Option(min=1, help="How many to show, the most asked first.")] = MOST,
    least: Annotated[int, typer.Option(min=1, help="Show only what was asked at least this often.")] = 1,
    write: Annotated[
        str | None, typer.Option(metavar="PARTNER", help="Draft entries in that partner's folder.")
    ] = None,
    format: AsFormat = ResultFormat.TEXT,
) -> None:
    """Hold the questions of a log against what Spot answers where it runs."""
    known: Deployment = context.obj
    asked = known.questions(log, since, partner)
    options = GapOptions(most, least, write)
    raise typer.Exit(run(content_folder(known, folder), asked, options, format.value, opening(known), known.today))


def run(
    folder: Path, logged: "Sequence[Logged]", wanted: GapOptions, format: str, by: MatchingOptions, today: date
) -> int:
    """Print the gaps of a folder, and write drafts where that is wanted; give 2 when it could not be done."""
    from knowledge.improve.drafting.drafts import NoDraft
    from knowledge.improve.gaps import gaps
    from knowledge.load import FolderMissing

    try:
        base = by.open(folder)
        found = gaps(base, real(logged, base.partners), progress)
        kept = [gap for gap in found.gaps if gap.times >= wanted.least and wanted.write in (None, gap.partner)]
        found = replace(found, gaps=tuple(kept[: wanted.most]))
        path = write_drafts(base, folder, found.gaps, wanted.write, today) if wanted.write else None
    except FolderMissing as fault:
        return cannot(fault)
    except NoDraft as fault:
        print(fault, file=sys.stderr)
        return COULD_NOT_RUN
    told = FORMATS[format](folder, found, len(kept))
    tell(told, COLOURS) if format == TEXT else show(told)
    if path:
        print(f"{path.as_posix()}: the drafts are written; nobody is answered from them yet.", file=sys.stderr)
    return FINE


def write_drafts(base: "KnowledgeBase", folder: Path, gaps: "Sequence[Gap]", partner: str, today: date) -> Path:
    """Write the drafts into the partner's folder and give the file."""
    from knowledge.checking.check import fold
    from knowledge.improve.drafting.drafts import NoDraft, draft, folder_of, write

    place = folder_of(folder, partner)
    mine = [each for each in base.entries if each.partner == partner]
    there = {fold(phrasing) for each in mine for phrasing in each.phrasings}
    new = [gap for gap in gaps if not any(fold(each.text) in there for each in gap.questions)]
    text, usable = draft(new, base.partners[partner], {each.id for each in mine}, today)
    if not usable:
        why = "each gap of theirs is drafted already, or in words that may not stand in a file"
        raise NoDraft(f"nothing to draft for {partner}: {why}")
    return write(place, text, today)


def as_text(folder: Path, found: "GapReport", all: int) -> str:
    """Return each gap with its other wordings and the nearest entry, the most asked first."""
    if not found.gaps:
        return f"No gaps: nothing was asked that nobody answered{closed(found)}.\n"
    lines = [summary(found, all), ""]
    partners = {gap.partner for gap in found.gaps}
    for number, gap in enumerate(found.gaps, 1):
        lines += [*gap_lines(folder, number, gap, named=len(partners) > 1), ""]
    return "\n".join(lines[:-1]) + "\n"


def summary(found: "GapReport", all: int) -> str:
    """Return one line: how many gaps there are, of how many questions."""
    first = f", the first {len(found.gaps)}" if all > len(found.gaps) else ""
    return f"{counted(all, 'gap')}{first}{closed(found)}."


def closed(found: "GapReport") -> str:
    """Say how many questions are answered since."""
    now = f"; {counted(found.closed, 'other question')} would be answered now" if found.closed else ""
    return f"{now}; {found.left_out:,} older ones are left out, see --since" if found.left_out else now


def gap_lines(folder: Path, number: int, gap: "Gap", *, named: bool) -> Iterator[str]:
    from knowledge.improve.drafting.drafts import times

    room = WIDTH - 4
    mark = f"{number}."
    yield f"{mark:<3} {cut(gap.example.text, room)}"
    yield f"    asked {times(gap)}" + (f"; {gap.partner}" if named else "")
    others = [each.text for each in gap.questions[1:]]
    for each in others[:SHOWN]:
        yield f'    also "{cut(each, room - 7)}"'
    if more := len(others[SHOWN:]):
        yield f"    and {more:,} more"
    yield from nearest_lines(folder, gap)


def nearest_lines(folder: Path, gap: "Gap") -> Iterator[str]:
    """Yield the lines that say which entry is nearest, and what to add where it is the same."""
    entry = gap.likely
    if entry is None:
        yield "    no entry comes near: write one, or gaps --write drafts it"
        return
    yield f"    nearest: {entry.name} {gap.confidence:.2f}, {written(folder, entry.file)}:{entry.line}"
    if entry.partner != gap.partner:
        yield f"    the same? then it is for {entry.partner} to add the wording"
    elif pasted(gap):
        yield f"    same as {entry.id}? Add to its other phrasings:"
        yield from (f"      {each}" for each in pasted(gap)[:SHOWN])


def pasted(gap: "Gap") -> list[str]:
    """Return the lines to paste into the nearest entry's list of phrasings; none where its file takes no lines."""
    from knowledge.formats.editing.adding import can_add, line
    from knowledge.improve.drafting.drafts import wordings

    if gap.nearest is None or not can_add(gap.nearest.file):
        return []
    return [line(each, gap.nearest.file) for each in wordings(gap)]


def as_json(folder: Path, found: "GapReport", all: int) -> str:
    """Return every gap with all its questions."""
    told = {
        "gaps": [as_data(folder, gap) for gap in found.gaps],
        "all": all,
        "closed": found.closed,
        "left_out": found.left_out,
    }
    return json.dumps(told, indent=2) + "\n"


def as_data(folder: Path, gap: "Gap") -> dict[str, Any]:
    """Return a gap as plain JSON data."""
    entry = gap.nearest
    nearest = entry and {
        "entry": entry.name,
        "confidence": gap.confidence,
        "file": written(folder, entry.file),
        "line": entry.line,
        "paste": pasted(gap) if entry.partner == gap.partner else [],
    }
    return {
        "partner": gap.partner,
        "example": gap.example.text,
        "language": gap.example.language,
        "times": gap.times,
        "first": gap.first.isoformat(),
        "last": gap.last.isoformat(),
        "questions": [{"text": each.text, "times": each.times} for each in gap.questions],
        "nearest": nearest,
    }


FORMATS = {"text": as_text, "json": as_json}
