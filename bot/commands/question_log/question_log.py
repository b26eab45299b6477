"""The question log for the tools: read from a file, from an address, or else from the database."""

import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path

from bot.commands.question_log.question_place import QuestionPlace
from knowledge.commands.columns import plain
from knowledge.entry import VENDOR_FOLDER
from knowledge.improve.logs.judged_files import LineFault
from knowledge.improve.logs.log_lines import read_log
from knowledge.improve.logs.logged import Logged, of_partner
from knowledge.problems.nearest import nearest

LARGEST = 64 * 1024 * 1024
"""Bytes of a file: 64 MiB."""
TOLD = 5
"""Bad lines that are named one by one."""
FIRST = datetime(1, 1, 1, tzinfo=UTC)


class NoLog(Exception):
    """There is no question log to read; the message says where one comes from."""


def read(place: QuestionPlace, log: str | None, since: date | None = None, partner: str | None = None) -> list[Logged]:
    """Return the questions since that day, from `log`, else from the database; NoLog where neither is there.

    Lines that are no questions are told, and passed over.
    """
    if log is None:
        return _stored(place, beginning(since), partner)
    text = decoded(log, _fetched(log) if "://" in log else _contents(log))
    found, faults = read_log(text)
    name = log if "://" not in log else "log"
    for line in told(name, faults, len(found)):
        print(plain(line), file=sys.stderr)
    if faults and not found:
        raise NoLog(f"{name}: no line of it is a question: write it by questions --export")
    whose = {each.partner or VENDOR_FOLDER for each in found}
    if partner and partner not in whose and (meant := nearest(partner, whose)):
        raise NoLog(f"{name}: no question in it is of {partner}: did you mean {meant[0]}?")
    return list(of_partner((each for each in found if each.at >= beginning(since)), partner))


def beginning(since: date | None) -> datetime:
    """Return the first moment of a day in UTC; for no day, of all days."""
    return datetime.combine(since, time(), UTC) if since else FIRST


def told(name: str, faults: list[LineFault], good: int) -> Iterator[str]:
    """Yield what is said of bad lines: the first few at their line, then how many there are."""
    for each in faults[:TOLD]:
        yield f"{name}:{each.line}: {each.what}: {each.remedy}"
    if faults:
        yield f"{name}: {len(faults):,} of {good + len(faults):,} lines are no questions and are passed over."


def decoded(name: str, data: bytes) -> str:
    """Return the text; NoLog where it is not UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NoLog(f"{name}: it is not UTF-8: write it by questions --export") from None


def _contents(file: str) -> bytes:
    try:
        with sys.stdin.buffer if file == "-" else Path(file).open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except (OSError, ValueError) as fault:
        why = getattr(fault, "strerror", None) or "no such name"
        raise NoLog(f"{file}: it cannot be read ({why}): name a file that questions --export wrote") from None
    if len(data) > LARGEST:
        raise NoLog(f"{file}: it is larger than 64 MiB: export less of it, with --since")
    return data


def _fetched(url: str) -> bytes:
    from bot.commands.question_log.download import CannotFetch, fetch

    try:
        return fetch(url)
    except CannotFetch as fault:
        raise NoLog(str(fault)) from None


def _stored(place: QuestionPlace, since: datetime, partner: str | None) -> list[Logged]:
    if not place.database.exists():
        remedy = f"give --log FILE or URL, or run where Spot's database is ({place.database})"
        raise NoLog(f"there is no question log: {remedy}")
    from bot.commands.question_log.question_rows import rows
    from bot.store.engine.store import StoreError

    try:
        return rows(place, since, partner)
    except StoreError as fault:
        raise NoLog(str(fault)) from fault
