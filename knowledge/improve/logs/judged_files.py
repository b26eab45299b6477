"""Judged questions as a file: JSON lines, or a table of question, expect and as; read line by line, and written."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from knowledge.entry import Visibility
from knowledge.people.audience import Audience

NOBODY, GAP = "nobody", "gap"
"""What is expected of a question that no entry answers: none should, or none does yet."""
KEYS = ("question", "expect", "wrong", "refused", "as", "audience", "judge", "at", "picked")
IDS = ("expect", "wrong", "refused")
COLUMNS = ("question", "expect", "as")
EXAMPLE = '{"question": "where is my bill", "expect": "harbor/invoice-copy"}'


class LineFault(NamedTuple):
    """What is wrong with a line."""

    line: int
    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class JudgedLine:
    """A judged question as a line of a file says it."""

    line: int
    question: str
    expect: tuple[str, ...] = ()
    """Ids as written, any of which is right; or `nobody` or `gap` alone."""
    wrong: tuple[str, ...] = ()
    """Ids that do not answer it, where nobody said what does."""
    refused: tuple[str, ...] = ()
    """Ids that were looked at, where no entry answers it."""
    as_: str | None = None
    """Who asks, as `organisation/id`."""
    audience: Audience | None = None
    """What its asker might see, where that is written out."""
    judge: str | None = None
    at: datetime | None = None
    picked: bool = False
    """Whether somebody picked the question; else it came as it was asked."""


def read_judged(text: str, table: bool) -> tuple[list[JudgedLine], list[LineFault]]:
    """Return the judged questions of a file, and what is wrong with each line that is none."""
    lines: list[JudgedLine] = []
    faults: list[LineFault] = []
    for number, read in (_rows if table else _objects)(text):
        try:
            lines.append(_line(number, read()))
        except _Unreadable as fault:
            faults.append(LineFault(number, fault.what, fault.remedy))
    return lines, faults


def write_judged(rows: Iterable[Mapping[str, Any]]) -> str:
    """Return judged questions as JSON lines, which `read_judged` reads again."""
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)


def audience_written(audience: Audience) -> dict[str, Any]:
    """Return an audience as a line writes it out."""
    return {"partners": list(audience.partners), "visibility": audience.visibility.value, "nda": audience.nda}


class _Unreadable(Exception):
    """A line says nothing."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what, self.remedy = what, remedy


Row = Mapping[str, Any]
Found = tuple[int, Callable[[], Row]]
"""A line's number, and what reads it."""


def _objects(text: str) -> Iterator[Found]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, partial(_object, line)


def _object(line: str) -> Row:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as fault:
        raise _Unreadable("it is not JSON", f"write one JSON object a line, such as {EXAMPLE}") from fault
    if not isinstance(row, dict):
        raise _Unreadable("it is no JSON object", f"write one object a line, such as {EXAMPLE}")
    return {key: value for key, value in row.items() if value is not None}


def _rows(text: str) -> Iterator[Found]:
    columns: tuple[str, ...] = COLUMNS
    for number, line in enumerate(text.split("\n"), 1):
        cells = [cell.strip() for cell in line.split("\t")]
        if not line.strip() or line.startswith("#"):
            continue
        if number == 1 and cells[0].casefold() in {"question", "ask"}:
            columns = tuple("question" if cell.casefold() == "ask" else cell.casefold() for cell in cells)
        else:
            yield number, partial(_row, columns, cells)


def _row(columns: Sequence[str], cells: Sequence[str]) -> Row:
    if len(cells) > len(columns):
        what = f"{len(cells)} columns where {len(columns)} belong"
        raise _Unreadable(what, f"separate {', '.join(columns)} by one tab each")
    row: dict[str, Any] = {key: cell for key, cell in zip(columns, cells, strict=False) if cell}
    ids = {key: [each.strip() for each in row[key].split(",") if each.strip()] for key in IDS if key in row}
    return row | ids


def _line(number: int, row: Row) -> JudgedLine:
    if unknown := [key for key in row if key not in KEYS]:
        raise _Unreadable(f"{unknown[0]!r} is no key", "write question, expect, and as where it matters")
    question = row.get("question")
    if not isinstance(question, str) or not question.strip():
        raise _Unreadable("no question", f"write what was asked, such as {EXAMPLE}")
    expect, wrong, refused = (_names(key, row.get(key)) for key in IDS)
    if bool(expect) == bool(wrong):
        what = "both expect and wrong" if expect else "nothing expected"
        raise _Unreadable(what, "write expect: an id, a list of ids, nobody or gap; or wrong: an id")
    if len(expect) > 1 and {NOBODY, GAP} & {*expect}:
        raise _Unreadable("nobody beside an id", "keep one of the two")
    by = {key: _text(key, row.get(key)) for key in ("as", "judge")}
    return JudgedLine(
        number, question, expect, wrong, refused, by["as"], _audience(row), by["judge"], _moment(row), _picked(row)
    )


def _names(key: str, value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    several = [value] if isinstance(value, str) else value
    if not isinstance(several, list) or not all(isinstance(each, str) and each.strip() for each in several):
        raise _Unreadable(f"{key} is neither an id nor a list of ids", "write an id, a list of ids, or nobody")
    return tuple(each.strip() for each in several)


def _text(key: str, value: Any) -> str | None:
    if not isinstance(value, str | None):
        raise _Unreadable(f"{key} is no text", "write a text, or leave it out")
    return value


def _audience(row: Row) -> Audience | None:
    match row.get("audience"):
        case None:
            return None
        case {"partners": [*partners], "visibility": str(visibility), "nda": bool(nda)} if all(
            isinstance(each, str) for each in partners
        ) and visibility in set(Visibility):
            return Audience(tuple(partners), Visibility(visibility), nda)
    raise _Unreadable("an audience that cannot be read", "leave it as judge --export wrote it, or write as")


def _picked(row: Row) -> bool:
    picked = row.get("picked", False)
    if not isinstance(picked, bool):
        raise _Unreadable("picked is neither true nor false", "write true, or leave it out")
    return picked


def _moment(row: Row) -> datetime | None:
    if "at" not in row:
        return None
    try:
        at = datetime.fromisoformat(row["at"])
    except (ValueError, TypeError) as fault:
        raise _Unreadable("a time that cannot be read", "write it as 2026-01-31T09:00:00+00:00") from fault
    if at.tzinfo is None:
        raise _Unreadable("a time without its zone", "write it as 2026-01-31T09:00:00+00:00")
    return at
