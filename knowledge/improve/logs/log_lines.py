"""The question log as JSON lines: a question a line, read line by line and written; docs/data.md lists the keys."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from knowledge.entry import VENDOR_FOLDER, Visibility
from knowledge.formats.values import LANGUAGE
from knowledge.improve.logs.judged_files import LineFault, audience_written
from knowledge.improve.logs.logged import JUDGED, OUTCOMES, Logged
from knowledge.match import Verdict
from knowledge.people.audience import Audience
from knowledge.problems.nearest import did_you_mean, shown

LONGEST_QUESTION = 10_000
"""Characters of a question."""
MOST_NAMED = 20
"""Entries that one line names in one place."""
LONGEST_NAME = 200
LONGEST_PLACE = 2_000
"""Characters of `file:line`."""
EXAMPLE = '{"at": "2026-11-02T09:12:00Z", "question": "my bill?", "verdict": "handoff", "outcome": "unknown"}'
AS_EXPORTED = "leave it as questions --export wrote it"


class _Unreadable(Exception):
    """A line is no question."""

    def __init__(self, what: str, remedy: str = AS_EXPORTED) -> None:
        super().__init__(what)
        self.what, self.remedy = what, remedy


def read_log(text: str) -> tuple[list[Logged], list[LineFault]]:
    """Return the questions of a log, and what is wrong with each line that is none; such a line is passed over."""
    found: list[Logged] = []
    faults: list[LineFault] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            found.append(_logged(_object(line), number))
        except _Unreadable as fault:
            faults.append(LineFault(number, fault.what, fault.remedy))
    return found, faults


def write_log(logged: Iterable[Logged]) -> Iterator[str]:
    """Yield the questions as lines, which `read_log` reads again; nothing in them that a terminal would obey."""
    for each in logged:
        line = json.dumps(as_dict(each), ensure_ascii=False)
        yield "".join(letter if letter.isprintable() else json.dumps(letter)[1:-1] for letter in line) + "\n"


def as_dict(logged: Logged) -> dict[str, Any]:
    """Return a question as a line writes it; what is empty is left out."""
    judged = {"says": logged.judged, "entries": list(logged.judged_entries)} if logged.judged else None
    told = {
        "id": logged.id,
        "at": logged.at.isoformat(timespec="seconds"),
        "question": logged.question,
        "language": logged.language,
        "partner": logged.partner,
        "account": logged.account,
        "audience": audience_written(logged.audience),
        "verdict": logged.verdict.value,
        "confidence": logged.confidence,
        "entry": logged.entry,
        "candidates": [{"entry": name, "confidence": confidence} for name, confidence in logged.candidates],
        "outcome": logged.outcome,
        "chosen": logged.chosen,
        "refused": list(logged.refused),
        "judged": judged,
        "after": logged.after,
        "source": logged.source,
        "knowledge": logged.knowledge,
        "revision": logged.revision,
    }
    return {key: value for key, value in told.items() if value not in (None, "", [])}


def _object(line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as fault:
        raise _Unreadable("it is not JSON", f"write one JSON object a line, such as {EXAMPLE}") from fault
    if not isinstance(row, dict):
        raise _Unreadable("it is no JSON object", f"write one object a line, such as {EXAMPLE}")
    return row


def _logged(row: dict[str, Any], line: int) -> Logged:
    partner = _text(row, "partner") or None
    judged, judged_entries = _judged(row)
    return Logged(
        question=_question(row),
        at=_moment(row),
        audience=_audience(row, partner),
        verdict=Verdict(_one_of(row, "verdict", tuple(Verdict))),
        outcome=_one_of(row, "outcome", OUTCOMES),
        id=_text(row, "id"),
        language=_language(row),
        partner=partner,
        account=_text(row, "account") or None,
        confidence=_confidence(row),
        entry=_text(row, "entry") or None,
        candidates=tuple((_text(each, "entry"), _confidence(each)) for each in _many(row, "candidates", dict)),
        chosen=_text(row, "chosen") or None,
        refused=tuple(_named(each, "refused") for each in _many(row, "refused", str)),
        judged=judged,
        judged_entries=judged_entries,
        after=_text(row, "after") or None,
        knowledge=_text(row, "knowledge"),
        source=_named(row.get("source") or "", "source", LONGEST_PLACE),
        revision=_text(row, "revision"),
        line=line,
    )


def _question(row: dict[str, Any]) -> str:
    question = row.get("question")
    if not isinstance(question, str) or not question.strip():
        raise _Unreadable("no question", f"write what was asked, such as {EXAMPLE}")
    if len(question) > LONGEST_QUESTION:
        what = f"a question of {len(question):,} characters"
        raise _Unreadable(what, f"at most {LONGEST_QUESTION:,} are read: shorten it, or leave it")
    return question


def _text(row: dict[str, Any], key: str) -> str:
    return _named(row.get(key) or "", key)


def _language(row: dict[str, Any]) -> str:
    language = _text(row, "language")
    if language and not LANGUAGE.fullmatch(language):
        raise _Unreadable(f"{shown(language)} is no language code", "write it like en or de")
    return language


def _named(value: Any, key: str, longest: int = LONGEST_NAME) -> str:
    if not isinstance(value, str):
        raise _Unreadable(f"{key} is no text")
    if len(value) > longest:
        raise _Unreadable(f"{key} has {len(value):,} characters")
    return value


def _one_of(row: dict[str, Any], key: str, known: tuple[str, ...]) -> str:
    value = row.get(key)
    if not isinstance(value, str) or value not in known:
        listed = f"it is one of {', '.join(known)}"
        what = f"no {key}" if value is None else f"the {key} {shown(str(value))} is unknown"
        raise _Unreadable(what, did_you_mean(str(value), known, listed) if value else listed)
    return value


def _confidence(row: dict[str, Any]) -> float:
    value = row.get("confidence", 0.0)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise _Unreadable("a confidence that is no number from 0 to 1")
    return float(value)


def _many(row: dict[str, Any], key: str, kind: Callable[..., Any]) -> list[Any]:
    value = row.get(key) or []
    if not isinstance(value, list) or not all(type(each) is kind for each in value):
        raise _Unreadable(f"{key} is no list as it should be")
    return value[:MOST_NAMED]


def _judged(row: dict[str, Any]) -> tuple[str | None, tuple[str, ...]]:
    value = row.get("judged")
    if value is None:
        return None, ()
    if not isinstance(value, dict):
        raise _Unreadable("judged cannot be read")
    return _one_of(value, "says", JUDGED), tuple(_named(each, "judged") for each in _many(value, "entries", str))


def _moment(row: dict[str, Any]) -> datetime:
    try:
        at = datetime.fromisoformat(row.get("at", ""))
    except (ValueError, TypeError) as fault:
        raise _Unreadable("no time, or one that cannot be read", "write at: 2026-01-31T09:00:00+00:00") from fault
    if at.tzinfo is None:
        raise _Unreadable("a time without its zone", "write it as 2026-01-31T09:00:00+00:00")
    try:
        return at.astimezone(UTC)
    except OverflowError as fault:
        raise _Unreadable("a time that is in no calendar", "write it as 2026-01-31T09:00:00+00:00") from fault


def _audience(row: dict[str, Any], partner: str | None) -> Audience:
    """Return what the asker might see; where nothing says it, what the partner's customers do."""
    match row.get("audience"):
        case None:
            return Audience((partner, VENDOR_FOLDER) if partner else (VENDOR_FOLDER,), Visibility.CUSTOMER)
        case {"partners": [*partners], "visibility": str(visibility), "nda": bool(nda)} if (
            visibility in set(Visibility) and len(partners) <= MOST_NAMED
        ):
            return Audience(tuple(_named(each, "audience") for each in partners), Visibility(visibility), nda)
    raise _Unreadable("an audience that cannot be read")
