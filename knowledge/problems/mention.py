"""A mention: something that a file names and that must stand in another place, looked up once all files are read."""

from dataclasses import dataclass
from enum import StrEnum


class NameKind(StrEnum):
    """What a name is of."""

    PERSON = "person"
    PARTNER = "partner"
    ACCOUNT = "account"
    TEAM = "team"
    GROUP = "product group"
    PRODUCT = "product"
    CALENDAR = "calendar"
    PLAN = "plan"
    SEVERITY = "severity"


@dataclass(frozen=True, slots=True)
class Mention:
    """A name, what it is of, where it stands, and who names it: `the touch point of bakery`."""

    named: NameKind
    name: str
    file: str
    line: int
    by: str
    within: tuple[str, ...] = ()
    """Of a person: the organisations one of which must be theirs; empty for any."""
