"""The question log in the database, with the accounts of those who asked."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bot.commands.question_log.question_place import QuestionPlace
from bot.store.engine.store import Reader
from bot.store.knowledge import question_log
from bot.store.sqlite import reading
from knowledge.improve.logs.logged import Logged, of_partner
from knowledge.load import FolderMissing, load
from knowledge.people.audience import Role
from knowledge.people.directory import Directory


def rows(place: QuestionPlace, since: datetime, partner: str | None) -> list[Logged]:
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
