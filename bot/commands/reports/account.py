"""The commands `account list`, `account show` and `account export`."""

import json
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from bot.commands.terminal import not_found, on, printable, show_json, show_table
from bot.report.account import AccountPage, serving
from bot.report.account_brief import agreement_of, as_data, as_markdown
from bot.report.account_page import LOOKED_BACK, Look, page, visible
from bot.store.engine.store import Reader
from knowledge.base import KnowledgeBase
from knowledge.files import saving
from knowledge.people.directory import UnknownPerson
from knowledge.problems.nearest import did_you_mean

COULD_NOT_RUN = 2
HERE = "-"
HEADS = ("account", "name", "partners and their agreements")

Written = Callable[[AccountPage, datetime, date], str]


def look_of(base: KnowledgeBase, person: str | None, now: datetime | None = None) -> Look | None:
    """Return who looks, a lead where nobody is named; None, after a line that says so, where nobody is called that."""
    at = now or datetime.now(UTC)
    try:
        return Look(base, base.directory.person(person, today=at.date()) if person else None, at)
    except UnknownPerson as fault:
        print(printable(str(fault)), file=sys.stderr)
        return None


def run_list(look: Look, format: str) -> int:
    """Print the accounts that somebody may know of."""
    today, warning = look.now.date(), look.base.policy.agreement_warning
    found = [(each, serving(each, look.directory, today, warning)) for each in visible(look)]
    if format == "json":
        show_json(
            [{"id": each.id, "name": each.name, "partners": [one.id for one in partners]} for each, partners in found]
        )
    elif found:
        rows = [
            (each.id, each.name, "; ".join(f"{one.name}, {agreement_of(one)}" for one in partners) or "–")
            for each, partners in found
        ]
        show_table(HEADS, rows, wide=2)
    else:
        print("There is no account.")
    return 0


def run_show(store_path: Path, look: Look, id: str, format: str) -> int:
    """Print an account's page; 1 where there is none for whoever looks."""
    return run_export(store_path, look, id, format, HERE)


def run_export(store_path: Path, look: Look, id: str, format: str, to: str) -> int:
    """Write an account's page into a file that only its owner can read, `-` for here; 1 where there is none."""
    return on(store_path, lambda reader: _export(reader, look, id, format, to))


def _export(reader: Reader, look: Look, id: str, format: str, to: str) -> int:
    found = page(reader, look, id)
    if found is None:
        known = [each.id for each in visible(look)]
        hint = did_you_mean(id, known, "`account list` shows those there are")
        return not_found(f"There is no account {id[:80]}: {hint}.")
    told = FORMATS[format](found, look.now - LOOKED_BACK, look.now.date())
    if to == HERE:
        sys.stdout.write(printable(told))
        return 0
    try:
        saving.fill(Path(to), [told.encode("utf-8", "replace")], 0o600)
    except OSError as fault:
        remedy = "name a file in a folder that exists"
        print(f"{to}: it cannot be written ({fault.strerror}): {remedy}", file=sys.stderr)
        return COULD_NOT_RUN
    print(printable(f"{to}: {found.name} is written."))
    return 0


def as_json(page: AccountPage, since: datetime, today: date) -> str:
    return json.dumps(as_data(page, since, today), indent=2) + "\n"


FORMATS: Mapping[str, Written] = {"text": as_markdown, "markdown": as_markdown, "json": as_json}
