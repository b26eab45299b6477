"""The question log in the database: given to the tools, and written as JSON lines for where there is no database."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bot.commands.questions.question_place import Place
from bot.store.engine.store import Reader, StoreError
from bot.store.knowledge import question_log
from bot.store.sqlite import reading
from knowledge.commands.columns import plain
from knowledge.files import saving
from knowledge.improve.logs.log_lines import write_log
from knowledge.improve.logs.logged import Logged, of_partner
from knowledge.load import FolderMissing, load
from knowledge.people.audience import Role
from knowledge.people.directory import Directory

DONE, COULD_NOT_RUN = 0, 2
"""Exit codes."""


def export(place: Place, file: str, since: datetime, partner: str | None) -> int:
    """Write the log of questions since then as JSON lines, `-` for the terminal; only a partner's, redacted."""
    written = 0

    def lines(reader: Reader) -> Iterator[str]:
        nonlocal written
        for line in write_log(of_partner(logged(reader, place.knowledge, since), partner)):
            written += 1
            yield line

    try:
        with reading(place.database) as reader:
            if file == "-":
                sys.stdout.writelines(lines(reader))
                return DONE
            saving.fill(Path(file), (line.encode() for line in lines(reader)), 0o600)
    except StoreError as fault:
        print(fault, file=sys.stderr)
        return COULD_NOT_RUN
    except OSError as fault:
        print(f"{file}: it cannot be written ({fault.strerror}): name a file in a folder that exists", file=sys.stderr)
        return COULD_NOT_RUN
    print(plain(f"{file}: {written:,} question{'s' * (written != 1)} written."))
    return DONE


def rows(place: Place, since: datetime, partner: str | None) -> list[Logged]:
    """Return the questions since then, only a partner's if one is named; StoreError where they cannot be read."""
    with reading(place.database) as reader:
        return list(of_partner(logged(reader, place.knowledge, since), partner))


def logged(reader: Reader, knowledge: Path, since: datetime) -> Iterator[Logged]:
    """Yield the questions with the accounts of those who asked."""
    try:
        directory = load(knowledge).directory
    except FolderMissing:
        directory = Directory()
    for logged, tenant in question_log.log(reader, datetime.now(UTC), since):
        yield replace(logged, account=_account(directory, tenant))


def _account(directory: Directory, tenant: str) -> str | None:
    organisation = directory.by_tenant.get(tenant.casefold()) if tenant else None
    return organisation.id if organisation and organisation.role is Role.CUSTOMER else None
