"""`check`: reads a folder of knowledge files and names every mistake, for people, programs, pull requests, CI."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from knowledge.commands.reporting import FINE, FOUND, Annotation, Case, cannot, counted, github, junit, show, written
from knowledge.entry import Status
from knowledge.files.codes import CODES
from knowledge.load import FolderMissing, Loaded, load
from knowledge.problem import Level, Problem, on_disk


def run(folder: Path, format: str, strict: bool) -> int:
    """Check the folder and print what was found; give 0 for no error, 1 for an error, 2 when there is no folder."""
    try:
        loaded = load(folder, today=datetime.now(UTC).date())
    except FolderMissing as fault:
        return cannot(fault)
    problems = [replace(each, file=written(folder, each.file)) for each in loaded.problems]
    if strict:
        problems = [replace(each, level=Level.ERROR) for each in problems]
    show(FORMATS[format](problems, loaded))
    return FOUND if any(each.level is Level.ERROR for each in problems) else FINE


def as_text(problems: Sequence[Problem], loaded: Loaded) -> str:
    """Give a line a problem, then a summary."""
    lines = [f"{each.where}: {each.level} {each.code} {each.what}: {each.remedy}" for each in problems]
    return "\n".join([*lines, *([""] if lines else []), f"{summary(problems, loaded)}\n"])


def summary(problems: Iterable[Problem], loaded: Loaded) -> str:
    """Give one line: what was read, and how many mistakes there are."""
    read = f"{counted(len(loaded.entries), 'entry')} in {counted(loaded.files, 'file')} of {owners(loaded)}"
    if waiting := sum(each.status is not Status.PUBLISHED for each in loaded.entries):
        read += f" ({waiting} not published)"
    levels = Counter(each.level for each in problems)
    found = [counted(levels[level], level.value) for level in (Level.ERROR, Level.WARNING) if levels[level]]
    if not found:
        return f"{read}. All is well."
    mend = "; each line above says how to mend it" if levels[Level.ERROR] else "; nothing that must be mended"
    return f"{read}. {' and '.join(found)}{mend}."


def owners(loaded: Loaded) -> str:
    """Give whose files were read."""
    partners = [each for each in loaded.partners if each != "vendor"]
    vendor = ["the vendor"] if "vendor" in loaded.partners else []
    return " and ".join([counted(len(partners), "partner"), *vendor] if partners or not vendor else vendor)


def as_json(problems: Sequence[Problem], loaded: Loaded) -> str:
    """Give a list of problems: code, level, file, line, what, remedy, and in a sheet the cell."""
    keys = ("code", "level", "file", "line", "what", "remedy")
    listed = [{key: each.as_dict()[key] for key in (*keys, *(["cell"] if each.cell else []))} for each in problems]
    return json.dumps(listed, indent=2, ensure_ascii=False) + "\n"


def as_github(problems: Sequence[Problem], loaded: Loaded) -> str:
    """Give annotations that a pull request shows beside the line."""
    annotations = (
        Annotation(
            each.level,
            on_disk(each.file),
            each.line,
            f"{each.code} {CODES[each.code][1]}",
            f"{each.what}: {each.remedy}",
        )
        for each in problems
    )
    return github(annotations, summary(problems, loaded))


def as_junit(problems: Sequence[Problem], loaded: Loaded) -> str:
    """Give a JUnit report: a test a file with problems, failed by its errors; one passed test when all is well."""
    files = {each.file: [one for one in problems if one.file == each.file] for each in problems}
    cases = [
        Case(
            name=file,
            file=on_disk(file),
            failure=tuple(f"{each.code} {each}" for each in found if each.level is Level.ERROR),
            output=tuple(f"{each.code} {each}" for each in found if each.level is not Level.ERROR),
        )
        for file, found in files.items()
    ]
    return junit("spot check", cases or [Case(summary(problems, loaded))])


FORMATS: dict[str, Callable[[Sequence[Problem], Loaded], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "junit": as_junit,
}
