"""`check`: reads a folder of knowledge files and names every mistake, for people, programs, pull requests, CI."""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from knowledge.entry import Status
from knowledge.files.codes import CODES
from knowledge.load import FolderMissing, Loaded, load
from knowledge.problem import Level, Problem, on_disk

FINE, FOUND, COULD_NOT_RUN = 0, 1, 2
"""Exit codes."""


def run(folder: Path, format: str, strict: bool) -> int:
    """Check the folder and print what was found; give 0 for no error, 1 for an error, 2 when there is no folder."""
    try:
        loaded = load(folder, today=datetime.now(UTC).date())
    except FolderMissing as fault:
        print(fault, file=sys.stderr)
        return COULD_NOT_RUN
    problems = [replace(each, file=written(folder, each.file)) for each in loaded.problems]
    if strict:
        problems = [replace(each, level=Level.ERROR) for each in problems]
    show(FORMATS[format](problems, loaded))
    return FOUND if any(each.level is Level.ERROR for each in problems) else FINE


def show(text: str) -> None:
    """Print the text, also where the terminal cannot show every letter."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding))


def written(folder: Path, file: str) -> str:
    """Give the file's path as it follows from how the folder was written, so that an editor can jump to it."""
    return (folder / file).as_posix()


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


def counted(number: int, noun: str) -> str:
    """Give a number with its noun: 1 file, 2 files, 3 entries."""
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"


def as_json(problems: Sequence[Problem], loaded: Loaded) -> str:
    """Give a list of problems: code, level, file, line, what, remedy, and in a sheet the cell."""
    keys = ("code", "level", "file", "line", "what", "remedy")
    listed = [{key: each.as_dict()[key] for key in (*keys, *(["cell"] if each.cell else []))} for each in problems]
    return json.dumps(listed, indent=2, ensure_ascii=False) + "\n"


def as_github(problems: Sequence[Problem], loaded: Loaded) -> str:
    """Give annotations that a pull request shows beside the line; paths are relative to where the command ran."""
    here = Path.cwd()
    lines = []
    for each in problems:
        path = Path(on_disk(each.file))
        file = path.relative_to(here).as_posix() if path.is_relative_to(here) else path.as_posix()
        title = f"{each.code} {CODES[each.code][1]}"
        where = f"file={in_property(file)},line={each.line},title={in_property(title)}"
        lines.append(f"::{each.level} {where}::{in_message(f'{each.what}: {each.remedy}')}\n")
    return "".join([*lines, f"{summary(problems, loaded)}\n"])


def in_message(text: str) -> str:
    """Give the text as a workflow command's message holds it."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def in_property(text: str) -> str:
    """Give the text as a workflow command's property holds it."""
    return in_message(text).replace(":", "%3A").replace(",", "%2C")


def as_junit(problems: Sequence[Problem], loaded: Loaded) -> str:
    """Give a JUnit report: a test a file with problems, failed by its errors; one passed test when all is well."""
    from xml.etree.ElementTree import Element, SubElement, indent, tostring

    files = {each.file: [one for one in problems if one.file == each.file] for each in problems}
    failed = sum(any(each.level is Level.ERROR for each in found) for found in files.values())
    suite = Element("testsuite", name="spot check", tests=str(len(files) or 1), failures=str(failed))
    if not files:
        SubElement(suite, "testcase", classname="knowledge", name=summary(problems, loaded))
    for file, found in files.items():
        case = SubElement(suite, "testcase", classname="knowledge", name=file, file=on_disk(file))
        errors = [each for each in found if each.level is Level.ERROR]
        if errors:
            failure = SubElement(case, "failure", message=f"{errors[0].what}: {errors[0].remedy}")
            failure.text = "\n".join(f"{each.code} {each}" for each in errors)
        if warnings := [each for each in found if each.level is Level.WARNING]:
            SubElement(case, "system-out").text = "\n".join(f"{each.code} {each}" for each in warnings)
    indent(suite)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(suite, encoding="unicode") + "\n"


FORMATS: dict[str, Callable[[Sequence[Problem], Loaded], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "junit": as_junit,
}
