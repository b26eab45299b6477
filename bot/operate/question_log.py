"""The question log: written from the database, and read for the tools, from there, from a file or from an address."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path

from bot.operate.terminal import printable
from bot.store import asked
from bot.store.sqlite import reading
from bot.store.store import Reader, StoreError
from knowledge.audience import Role
from knowledge.directory import Directory
from knowledge.files import saving
from knowledge.formats.log_lines import Fault, read_log, write_log
from knowledge.improve.logged import Logged, for_partner
from knowledge.load import FolderMissing, load

DONE, COULD_NOT_RUN = 0, 2
"""Exit codes."""
LARGEST = 64 * 1024 * 1024
"""Bytes of a file: 64 MiB."""
TOLD = 5
"""Bad lines that are named one by one."""
FIRST = asked.FIRST


class NoLog(Exception):
    """There is no question log to read; the message says where one comes from."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where questions are written down, and by which directory their accounts are known."""

    database: Path
    knowledge: Path


def run(place: Place, file: str, since: date | None, partner: str | None) -> int:
    """Write the log of questions since that day as JSON lines, `-` for the terminal; only a partner's, redacted."""
    try:
        with reading(place.database) as reader:
            lines = write_log(_of_partner(_from_database(reader, place.knowledge, beginning(since)), partner))
            if file == "-":
                sys.stdout.writelines(lines)
                return DONE
            data = [line.encode() for line in lines]
            saving.replace(Path(file), b"".join(data), 0o600)
    except StoreError as fault:
        print(fault, file=sys.stderr)
        return COULD_NOT_RUN
    except OSError as fault:
        print(f"{file}: it cannot be written ({fault.strerror}): name a file in a folder that exists", file=sys.stderr)
        return COULD_NOT_RUN
    print(printable(f"{file}: {len(data)} question{'s' * (len(data) != 1)} written."))
    return DONE


def read(place: Place, log: str | None, since: date | None = None, partner: str | None = None) -> list[Logged]:
    """Give the questions since that day, from `log`, else from the database; NoLog where neither is there.

    Lines that are no questions are told, and passed over.
    """
    if log is None:
        return _stored(place, beginning(since), partner)
    text = decoded(log, _fetched(log) if "://" in log else _contents(log))
    found, faults = read_log(text)
    for line in told(log if "://" not in log else "log", faults, len(found)):
        print(printable(line), file=sys.stderr)
    return list(_of_partner((each for each in found if each.at >= beginning(since)), partner))


def beginning(since: date | None) -> datetime:
    """Give the first moment of a day in UTC; for no day, of all days."""
    return datetime.combine(since, time(), UTC) if since else FIRST


def told(name: str, faults: list[Fault], good: int) -> Iterator[str]:
    """Go over what is said of bad lines: the first few at their line, then how many there are."""
    for each in faults[:TOLD]:
        yield f"{name}:{each.line}: {each.what}: {each.remedy}"
    if faults:
        yield f"{name}: {len(faults):,} of {good + len(faults):,} lines are no questions and are passed over."


def decoded(name: str, data: bytes) -> str:
    """Give the text; NoLog where it is not UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NoLog(f"{name}: it is not UTF-8: write it by questions --export") from None


def _contents(file: str) -> bytes:
    try:
        with Path(file).open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except (OSError, ValueError) as fault:
        why = getattr(fault, "strerror", None) or "no such name"
        raise NoLog(f"{file}: it cannot be read ({why}): name a file that questions --export wrote") from None
    if len(data) > LARGEST:
        raise NoLog(f"{file}: it is larger than 64 MiB: export less of it, with --since")
    return data


def _fetched(url: str) -> bytes:
    from bot.operate.fetching import CannotFetch, fetch

    try:
        return fetch(url)
    except CannotFetch as fault:
        raise NoLog(str(fault)) from None


def _stored(place: Place, since: datetime, partner: str | None) -> list[Logged]:
    if not place.database.exists():
        raise NoLog(
            f"there is no question log: give --log FILE or URL, or run where Spot's database is ({place.database})"
        )
    with _told_as_no_log(), reading(place.database) as reader:
        return list(_of_partner(_from_database(reader, place.knowledge, since), partner))


@contextmanager
def _told_as_no_log() -> Iterator[None]:
    try:
        yield
    except StoreError as fault:
        raise NoLog(str(fault)) from fault


def _of_partner(logged: Iterable[Logged], partner: str | None) -> Iterator[Logged]:
    if partner is None:
        yield from logged
        return
    yield from filter(None, (for_partner(each, partner) for each in logged))


def _from_database(reader: Reader, knowledge: Path, since: datetime) -> Iterator[Logged]:
    try:
        directory = load(knowledge).directory
    except FolderMissing:
        directory = Directory()
    for logged, tenant in asked.log(reader, datetime.now(UTC), since):
        yield replace(logged, account=_account(directory, tenant))


def _account(directory: Directory, tenant: str) -> str | None:
    organisation = directory.by_tenant.get(tenant.casefold()) if tenant else None
    return organisation.id if organisation and organisation.role is Role.CUSTOMER else None
