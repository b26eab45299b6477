"""Whose eyes a command on cases looks through: a lead's, or somebody's of the directory."""

import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.api.resources.case_view import View
from bot.casework.people import actor_of
from bot.commands.terminal import printable
from bot.desk.actor import Person, lead
from bot.desk.case import Case
from bot.desk.rules import Rules
from bot.store.engine.store import Reader
from knowledge.directory import UnknownPerson
from knowledge.load import FolderMissing, load

LEAD = lead(Person("lead", "lead"))


@dataclass(frozen=True, slots=True)
class Eyes:
    """Who looks, and what they are shown of a case: the same that the REST API gives them."""

    view: View

    def as_data(self, reader: Reader, case: Case) -> dict[str, Any]:
        """Give a case that they may see as plain JSON data, with the events that they may see."""
        return self.view.whole(reader, case).model_dump()


def eyes_of(knowledge: Path, person: str | None, now: datetime | None = None) -> Eyes | None:
    """Give the eyes of a person, a lead's where nobody is named.

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
    return Eyes(View(viewer, at, Rules(loaded.directory, loaded.policy)))
