"""How a command that finds mistakes reports: exit codes, plurals, annotations of a pull request, JUnit, progress."""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TypeVar

from knowledge.printable import printable
from knowledge.problems.problem import on_disk

FINE, FOUND, COULD_NOT_RUN = 0, 1, 2
"""Exit codes."""
AFTER, EVERY = 0.5, 0.1
"""Seconds of work before progress is shown, and between two looks of it."""
CELLS = 30
CLEAR = "\r\x1b[K"
COLOURS = {
    r"(?m)^[^\s:]+:\w+(?=: )": "bold",
    r"(?<=: )(error KB\d+|wrong(?=:))": "bold red",
    r"(?<=: )(warning KB\d+|missed(?=:))": "yellow",
    r"(?<=: )note KB\d+": "cyan",
    r"(?m)^  → .*$": "green",
}
"""What stands out at a terminal: where a line leads, and how bad it is."""
TEXT = "text"
"""The format for people."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Annotation:
    """A line of a file with something to say about it, as a pull request shows it."""

    level: str
    """error, warning or notice."""
    file: str
    line: int
    title: str
    message: str


@dataclass(frozen=True, slots=True)
class JUnitCase:
    """A test of a JUnit report: failed where `failure` holds lines, the first of which is its message."""

    name: str
    file: str = ""
    failure: tuple[str, ...] = ()
    output: tuple[str, ...] = ()


def show(text: str) -> None:
    """Print the text, also where the terminal cannot show every letter."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding))


def tell(text: str, colours: Mapping[str, str] = COLOURS) -> None:
    """Print a report for a person: at a terminal broken between words, with a little colour, else as `show` does."""
    if not sys.stdout.isatty():
        return show(text)
    from rich.console import Console
    from rich.text import Text

    painted = Text(text)
    for pattern, style in colours.items():
        painted.highlight_regex(pattern, style)
    Console(highlight=False).print(painted, end="")


def cannot(fault: Exception) -> int:
    """Say on one line why a command could not run, and return the exit code for it."""
    print(fault.args[0] if fault.args else fault, file=sys.stderr)
    return COULD_NOT_RUN


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: 1 file, 2 files, 3 entries."""
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"


def written(folder: Path, file: str) -> str:
    """Return the file's path as it follows from how the folder was written, so that an editor can jump to it."""
    return (folder / file).as_posix()


def github(annotations: Iterable[Annotation], summary: str) -> str:
    """Return annotations that a pull request shows beside the line; paths are relative to where the command ran."""
    here = Path.cwd()
    lines = []
    for each in annotations:
        path = Path(on_disk(each.file))
        file = path.relative_to(here).as_posix() if path.is_relative_to(here) else path.as_posix()
        where = f"file={in_property(file)},line={each.line},title={in_property(each.title)}"
        lines.append(f"::{each.level} {where}::{in_message(each.message)}\n")
    return "".join([*lines, f"{summary}\n"])


def in_message(text: str) -> str:
    """Return the text as a workflow command's message holds it."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def in_property(text: str) -> str:
    """Return the text as a workflow command's property holds it."""
    return in_message(text).replace(":", "%3A").replace(",", "%2C")


def junit(suite_name: str, cases: Sequence[JUnitCase]) -> str:
    """Return a JUnit report as XML."""
    from xml.etree.ElementTree import Element, SubElement, indent, tostring

    failed = sum(bool(each.failure) for each in cases)
    suite = Element("testsuite", name=suite_name, tests=str(len(cases)), failures=str(failed))
    for each in cases:
        place = {"file": on_disk(each.file)} if each.file else {}
        case = SubElement(suite, "testcase", {"classname": "knowledge", "name": in_xml(each.name), **place})
        if each.failure:
            failure = SubElement(case, "failure", message=in_xml(each.failure[0]))
            failure.text = in_xml("\n".join(each.failure))
        if each.output:
            SubElement(case, "system-out").text = in_xml("\n".join(each.output))
    indent(suite)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(suite, encoding="unicode") + "\n"


def in_xml(text: str) -> str:
    """Return the text without the characters that XML cannot hold."""
    return printable(text)


def progress(work: Iterable[T], doing: str, total: int | None = None) -> Iterator[T]:
    """Yield the work; where it takes long, a bar on the terminal shows how far it is, and is gone at the end."""
    whole = total if total is not None else len(work) if isinstance(work, Sized) else 0
    if not whole or not sys.stderr.isatty():
        yield from work
        return
    due = monotonic() + AFTER
    drawn = False
    try:
        for done, each in enumerate(work):
            if monotonic() >= due:
                drawn, due = True, monotonic() + EVERY
                print(f"{CLEAR}{bar(done, whole)} {doing} {done:,} of {whole:,}", end="", file=sys.stderr, flush=True)
            yield each
    finally:
        if drawn:
            print(CLEAR, end="", file=sys.stderr, flush=True)


def bar(done: int, whole: int) -> str:
    """Draw how much of the whole is done."""
    full = CELLS * min(done, whole) // whole
    return "█" * full + "░" * (CELLS - full)
