"""`check`: reads a folder of knowledge files and names every mistake, for people, programs, pull requests, CI."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from knowledge.checking.widened import widened
from knowledge.commands.inputs.deployment import Deployment
from knowledge.commands.inputs.options import AnyFolder, AsReport, ReportFormat
from knowledge.commands.reporting import (
    FINE,
    FOUND,
    TEXT,
    Annotation,
    JUnitCase,
    cannot,
    counted,
    github,
    junit,
    progress,
    show,
    tell,
    written,
)
from knowledge.entry import Status
from knowledge.files.revision import NoRevision, Revision, revision
from knowledge.files.survey import PARTNER_FILES
from knowledge.problems.codes import CODES
from knowledge.problems.nearest import did_you_mean
from knowledge.problems.problem import Problem, ProblemLevel

if TYPE_CHECKING:
    from knowledge.load import Loaded
    from knowledge.matching.encoder.semantic_extra import SemanticExtra

ANNOTATED = {ProblemLevel.ERROR: "error", ProblemLevel.WARNING: "warning", ProblemLevel.NOTE: "notice"}
"""What a pull request calls each level."""
WIDER = "More people see these than before:"


@dataclass(frozen=True, slots=True)
class MatchingDepth:
    """What matching goes by where Spot runs."""

    learned: Path | None = None
    """The folder where what was learned is kept."""
    extra: "SemanticExtra | None" = None


@dataclass(frozen=True, slots=True)
class CheckScope:
    """What a check looks at beside the files as they are."""

    since: str | None = None
    """The git revision to compare with; None for the last one, where there is one."""
    partner: str | None = None
    """Whose own folder it is; what is not theirs is an error."""
    deep: MatchingDepth | None = None
    """What entries are asked each other's questions with; None asks none, and loads nothing of matching."""


def command(
    context: typer.Context,
    folder: AnyFolder = None,
    format: AsReport = ReportFormat.TEXT,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings are errors too.")] = False,
    deep: Annotated[
        bool, typer.Option("--deep", help="Also ask every entry's questions of the others, which takes longer.")
    ] = False,
    since: Annotated[
        str | None, typer.Option(metavar="REV", help="The git revision to compare with; the last one if none.")
    ] = None,
    partner: Annotated[
        str | None, typer.Option(metavar="ID", help="Whose files these are; any others are an error.")
    ] = None,
) -> None:
    """Check the folder that is named, else the content folder."""
    known: Deployment = context.obj
    depth = MatchingDepth(known.learned, known.extra()) if deep else None
    raise typer.Exit(run(folder or known.knowledge, format.value, strict, CheckScope(since, partner, depth)))


def run(folder: Path, format: str, strict: bool, scope: CheckScope = CheckScope()) -> int:
    """Check the folder and print what was found; give 0 for no error, 1 for one, 2 when it could not run."""
    from knowledge.load import FolderMissing, load

    reading = partial(progress, doing="reading")
    try:
        loaded = load(folder, today=datetime.now(UTC).date(), partner=scope.partner, going=reading)
        found = {*loaded.problems, *beside(folder, loaded, scope)}
        found.update(deep(loaded, scope.deep) if scope.deep else ())
    except (FolderMissing, NoRevision) as fault:
        return cannot(fault)
    problems = [replace(each, file=written(folder, each.file)) for each in sorted(found)]
    if strict:
        problems = [strictly(each) for each in problems]
    (tell if format == TEXT else show)(FORMATS[format](problems, loaded))
    return FOUND if any(each.level is ProblemLevel.ERROR for each in problems) else FINE


def strictly(each: Problem) -> Problem:
    """Return a warning as an error; a note is nothing to mend."""
    return replace(each, level=ProblemLevel.ERROR) if each.level is ProblemLevel.WARNING else each


def beside(folder: Path, loaded: "Loaded", scope: CheckScope) -> list[Problem]:
    """Return who sees more than in the revision before, and what is not the partner's to touch.

    Raise FolderMissing for a partner without a folder, and NoRevision where one was named that is not there.
    """
    from knowledge.files.territory import trespasses
    from knowledge.load import FolderMissing

    if scope.partner and scope.partner not in loaded.partners:
        remedy = did_you_mean(scope.partner, loaded.partners, f"there are {', '.join(loaded.partners)}")
        raise FolderMissing(f"{folder}: there is no folder of {scope.partner}: {remedy}")
    changed, wider = since(folder, loaded, scope)
    theirs = trespasses(loaded.records.values(), scope.partner, changed) if scope.partner else ()
    return [*wider, *theirs]


def since(folder: Path, loaded: "Loaded", scope: CheckScope) -> tuple[Sequence[str] | None, list[Problem]]:
    """Return the files that changed since the revision that was named, None where none was, and who sees more now.

    Where none was named, the last one counts for who sees more, as far as there is one.
    """
    if scope.since:
        before = revision(folder, scope.since)
        changed = before.changed()
        return changed, seen_by_more(before, changed, loaded)
    if not any((each / ".git").exists() for each in (folder.resolve(), *folder.resolve().parents)):
        return None, []
    try:
        before = revision(folder)
        return None, seen_by_more(before, before.changed(), loaded)
    except NoRevision:
        return None, []


def seen_by_more(before: Revision, changed: Sequence[str], loaded: "Loaded") -> list[Problem]:
    """Return the entries of changed files that more people see than before; what a folder says concerns
    all its files.
    """
    from knowledge.load import load

    told = {file for file in changed if is_partner_file(file)}

    def wanted(file: str) -> bool:
        return file in changed or is_partner_file(file) or bool(told)

    if not changed:
        return []
    with before.held(wanted) as then:
        return list(widened(load(then, partner=loaded.own).entries, loaded.entries, before.written))


def is_partner_file(file: str) -> bool:
    """Return whether the file tells of a folder."""
    return file.casefold().rpartition("/")[2] in PARTNER_FILES


def deep(loaded: "Loaded", depth: MatchingDepth) -> Iterator[Problem]:
    """Yield entries that are asked the same and answered differently."""
    from knowledge.checking.asked_alike import asked_alike
    from knowledge.matching.training.trainer import command_trainer

    published = sum(each.status is Status.PUBLISHED for each in loaded.entries)
    found = asked_alike(loaded.entries, loaded.wordbooks, command_trainer(depth.learned), depth.extra)
    for problems in progress(found, "asking", published):
        yield from problems


def as_text(problems: Sequence[Problem], loaded: "Loaded") -> str:
    """Return a line a problem, apart from them what more people see than before, then a summary."""
    told = {
        is_note: [line(each) for each in problems if (each.level is ProblemLevel.NOTE) is is_note]
        for is_note in (False, True)
    }
    blocks = [told[False], [WIDER, *told[True]] if told[True] else [], [summary(problems, loaded)]]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def line(each: Problem) -> str:
    """Return a problem on a line that an editor can jump from."""
    return f"{each.where}: {each.level} {each.code} {each.what}: {each.remedy}"


def summary(problems: Iterable[Problem], loaded: "Loaded") -> str:
    """Return one line: what was read, and how many mistakes there are."""
    read = f"{counted(len(loaded.entries), 'entry')} in {counted(loaded.files, 'file')} of {owners(loaded)}"
    if waiting := sum(each.status is not Status.PUBLISHED for each in loaded.entries):
        read += f" ({waiting} not published)"
    levels = Counter(each.level for each in problems)
    found = [
        counted(levels[level], level.value) for level in (ProblemLevel.ERROR, ProblemLevel.WARNING) if levels[level]
    ]
    if not found:
        return f"{read}. All is well."
    mend = "; each line above says how to mend it" if levels[ProblemLevel.ERROR] else "; nothing that must be mended"
    return f"{read}. {' and '.join(found)}{mend}."


def owners(loaded: "Loaded") -> str:
    """Return whose files were read."""
    partners = [each for each in loaded.partners if each != "vendor"]
    vendor = ["the vendor"] if "vendor" in loaded.partners else []
    return " and ".join([counted(len(partners), "partner"), *vendor] if partners or not vendor else vendor)


def as_json(problems: Sequence[Problem], loaded: "Loaded") -> str:
    """Return a list of problems: code, level, file, line, what, remedy, and in a sheet the cell."""
    keys = ("code", "level", "file", "line", "what", "remedy")
    listed = [{key: each.as_dict()[key] for key in (*keys, *(["cell"] if each.cell else []))} for each in problems]
    return json.dumps(listed, indent=2, ensure_ascii=False) + "\n"


def as_github(problems: Sequence[Problem], loaded: "Loaded") -> str:
    """Return annotations that a pull request shows beside the line."""
    annotations = (
        Annotation(
            ANNOTATED[each.level],
            each.file,
            each.line,
            f"{each.code} {CODES[each.code][1]}",
            f"{each.what}: {each.remedy}",
        )
        for each in problems
    )
    return github(annotations, summary(problems, loaded))


def as_junit(problems: Sequence[Problem], loaded: "Loaded") -> str:
    """Return a JUnit report: a test a file with problems, failed by its errors; one passed test when all is well."""
    files = {each.file: [one for one in problems if one.file == each.file] for each in problems}
    cases = [
        JUnitCase(
            name=file,
            file=file,
            failure=tuple(f"{each.code} {each}" for each in found if each.level is ProblemLevel.ERROR),
            output=tuple(f"{each.code} {each}" for each in found if each.level is not ProblemLevel.ERROR),
        )
        for file, found in files.items()
    ]
    return junit("spot check", cases or [JUnitCase(summary(problems, loaded))])


FORMATS: dict[str, Callable[[Sequence[Problem], "Loaded"], str]] = {
    TEXT: as_text,
    "json": as_json,
    "github": as_github,
    "junit": as_junit,
}
