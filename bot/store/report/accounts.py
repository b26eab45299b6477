"""What is open for an account, as far as somebody may see it."""

from bot.desk.actor import Actor
from bot.desk.case import Case
from bot.store import access_conditions
from bot.store.desk import case_rows
from bot.store.engine.store import Reader

MOST_LISTED = 200
"""The most open cases that one call gives, the longest open."""


def open_cases(reader: Reader, account: str, viewer: Actor) -> list[Case]:
    """Return the open cases of an account that the viewer may see, the longest open first."""
    seen, values = access_conditions.of_cases(viewer)
    rows = reader.query(
        f"""select {case_rows.COLUMNS} from cases
            where organisation = :account and state = 'open' and {seen} order by number limit :most""",  # noqa: S608
        {**values, "account": account, "most": MOST_LISTED},
    )
    return case_rows.loaded(reader, rows)
