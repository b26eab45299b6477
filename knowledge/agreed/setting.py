"""A setting: one thing that a policy file says; and the policy that the settings of all files make."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from knowledge.agreed.policy import DEFAULT, Entitlement, Policy


class Part(StrEnum):
    """A part of the policy that has names of its own below it; anything else is set as a whole."""

    SEVERITY = "severities"
    TARGET = "targets"
    ENTITLEMENT = "entitlements"
    CALENDAR = "calendars"
    LIMIT = "limits"
    KNOWN_ISSUE = "known_issue"


@dataclass(frozen=True, slots=True)
class Setting:
    """What a file says, and where. No two may say the same thing."""

    key: tuple[str, ...]
    """The part and the names below it: `("targets", "premium", "A", "vendor")`; one name for what is set as a whole."""
    value: Any
    file: str
    line: int

    @property
    def name(self) -> str:
        """Give what it sets, as people read it."""
        return " ".join(self.key).replace("_", " ")


def policy_of(settings: Iterable[Setting]) -> Policy:
    """Give the policy that these settings make of the default one."""
    said = {each.key: each.value for each in settings}
    whole = {key[0]: value for key, value in said.items() if len(key) == 1}
    targets = {
        (plan, letter, party): said[key] for key in said if key[0] == Part.TARGET for _, plan, letter, party in [key]
    }
    return replace(
        DEFAULT,
        severities={
            letter: replace(known, **below(said, Part.SEVERITY, letter)) for letter, known in DEFAULT.severities.items()
        },
        targets={**DEFAULT.targets, **targets},
        entitlements={
            plan: replace(DEFAULT.entitlements.get(plan, Entitlement()), **below(said, Part.ENTITLEMENT, plan))
            for plan in (*DEFAULT.entitlements, *(key[1] for key in said if key[0] == Part.ENTITLEMENT))
        },
        calendars={**DEFAULT.calendars, **below(said, Part.CALENDAR)},
        limits=replace(DEFAULT.limits, **below(said, Part.LIMIT)),
        known_issue=replace(DEFAULT.known_issue, **below(said, Part.KNOWN_ISSUE)),
        **whole,
    )


def below(said: Mapping[tuple[str, ...], Any], *above: str) -> dict[str, Any]:
    """Give what is said right below these names, by name."""
    return {key[-1]: value for key, value in said.items() if key[:-1] == above}
