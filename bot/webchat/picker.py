"""Asking as: the people of the directory in groups, for the chat page on this machine."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from knowledge.people.audience import Role

if TYPE_CHECKING:
    from knowledge.people.directory import Directory


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody to ask as."""

    written: str
    """As people write them: `bakery/olu`."""
    name: str


@dataclass(frozen=True, slots=True)
class AskerGroup:
    """The people of one organisation."""

    name: str
    role: Role
    people: tuple[Choice, ...]


def groups(directory: "Directory", today: date) -> tuple[AskerGroup, ...]:
    """Return everybody who may be chosen, by organisation: customers, partners, the vendor; a stranger is no choice.

    Where the directory lists nobody, that is the guest, who belongs to no organisation.
    """
    listed = [asker for asker in directory.everybody(today) if asker.role is not Role.STRANGER]
    found: dict[str, list[Choice]] = {}
    for asker in listed:
        found.setdefault(asker.organisation, []).append(Choice(asker.written, asker.name))
    roles = {asker.organisation: asker.role for asker in listed}
    names = {organisation: each.name for organisation, each in directory.by_id.items()}
    return tuple(
        AskerGroup(names.get(organisation, people[0].name), roles[organisation], tuple(people))
        for organisation, people in found.items()
    )


def first(choices: Sequence[AskerGroup]) -> str:
    """Return who is chosen until somebody else is: the first customer, or a stranger, who is written as nothing."""
    return choices[0].people[0].written if choices else ""
