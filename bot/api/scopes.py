"""What a token may be used for, and what a person may ask of it at all."""

from collections.abc import Iterable
from enum import StrEnum

from knowledge.people.audience import Role


class Scope(StrEnum):
    """One right of a token."""

    CASES_READ = "cases:read"
    CASES_WRITE = "cases:write"
    ACCOUNTS_READ = "accounts:read"
    PROBLEMS_READ = "problems:read"
    PROBLEMS_WRITE = "problems:write"


_CUSTOMERS = frozenset({Scope.CASES_READ, Scope.CASES_WRITE, Scope.PROBLEMS_READ})

OF_ROLE: dict[Role, frozenset[Scope]] = {
    Role.STRANGER: frozenset(),
    Role.CUSTOMER: _CUSTOMERS,
    Role.PARTNER: frozenset(Scope),
    Role.VENDOR: frozenset(Scope),
}
"""The most that a token of such a person may be used for; the desk's own rights come on top."""


def allowed(role: Role, scopes: Iterable[str]) -> frozenset[Scope]:
    """Return the scopes of a token that a person of this role may use today."""
    return OF_ROLE[role] & frozenset(Scope(each) for each in scopes if each in set(Scope))
