"""Whose eyes a command on cases looks through: a lead's, or somebody's of the directory."""

import sys
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.api.resources.case_view import CaseView
from bot.casework.people import actor_of
from bot.commands.terminal import printable
from bot.desk.actor import CasePerson, Side, lead
from bot.desk.case import Case
from bot.desk.rules import Rules
from bot.store.engine.store import Reader
from knowledge.load import FolderMissing, Loaded, load
from knowledge.people.directory import UnknownPerson

LEAD = lead(CasePerson("lead", "lead"))


@dataclass(frozen=True, slots=True)
class Eyes:
    """Who looks, and what they are shown of a case: the same that the REST API gives them."""

    view: CaseView

    def as_data(self, reader: Reader, case: Case) -> dict[str, Any]:
        """Return a case that they may see as plain JSON data, with the events that they may see."""
        return self.view.whole(reader, case).model_dump()

    def origin(self, case: Case) -> dict[str, Any]:
        """Return where a case came from, of which only a lead is told: conversation, question, how far it had come."""
        told = asdict(case.origin)
        return told if self.view.viewer.side is Side.LEAD else dict.fromkeys(told)


def lead_eyes(knowledge: Path | None = None) -> Eyes:
    """Return a lead's eyes, also where there is no content folder to know anybody by."""
    try:
        loaded = load(knowledge) if knowledge else Loaded()
    except FolderMissing:
        loaded = Loaded()
    return Eyes(CaseView(LEAD, datetime.now(UTC), Rules(loaded.directory, loaded.policy)))


def eyes_of(knowledge: Path, person: str | None, now: datetime | None = None) -> Eyes | None:
    """Return the eyes of a person, a lead's where nobody is named.

    None, after a line that says why, where nobody is called that or there is no directory to know them by.
    """
    at = now or datetime.now(UTC)
    try:
        loaded = load(knowledge)
        asker = loaded.directory.person(person, today=at.date()) if person else None
    except (FolderMissing, UnknownPerson) as fault:
        print(printable(str(fault)), file=sys.stderr)
        return None
    viewer = actor_of(asker, loaded.directory, at.date()) if asker else LEAD
    return Eyes(CaseView(viewer, at, Rules(loaded.directory, loaded.policy)))
