"""A setting: one thing that a policy file says; and the policy that the settings of all files make."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from knowledge.agreed.policy import DEFAULT, Entitlement, Policy, Severity


class PolicyPart(StrEnum):
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
        """Return what it sets, as people read it."""
        return " ".join(self.key).replace("_", " ")


def policy_of(settings: Iterable[Setting]) -> Policy:
    """Return the policy that these settings make of the default one."""
    said = {each.key: each.value for each in settings}
    whole = {key[0]: value for key, value in said.items() if len(key) == 1}
    targets = {
        (plan, letter, party): said[key]
        for key in said
        if key[0] == PolicyPart.TARGET
        for _, plan, letter, party in [key]
    }
    severities = severities_of(said)
    default = whole.pop("default_severity", DEFAULT.default_severity)
    return replace(
        DEFAULT,
        severities=severities,
        default_severity=default if default in severities else list(severities)[-1],
        targets={**DEFAULT.targets, **targets},
        entitlements={
            plan: entitlement(plan, severities, below(said, PolicyPart.ENTITLEMENT, plan))
            for plan in (*DEFAULT.entitlements, *(key[1] for key in said if key[0] == PolicyPart.ENTITLEMENT))
        },
        calendars={**DEFAULT.calendars, **below(said, PolicyPart.CALENDAR)},
        limits=replace(DEFAULT.limits, **below(said, PolicyPart.LIMIT)),
        known_issue=replace(DEFAULT.known_issue, **below(said, PolicyPart.KNOWN_ISSUE)),
        **whole,
    )


def severities_of(said: Mapping[tuple[str, ...], Any]) -> dict[str, Severity]:
    """Return the severities: those written, in their order, where one of them is new; else the default ones."""
    written = tuple(dict.fromkeys(key[1] for key in said if key[0] == PolicyPart.SEVERITY))
    names = tuple(DEFAULT.severities) if DEFAULT.severities.keys() >= set(written) else written
    return {
        name: replace(DEFAULT.severities.get(name, Severity("", "")), **below(said, PolicyPart.SEVERITY, name))
        for name in names
    }


def entitlement(plan: str, severities: Collection[str], said: Mapping[str, Any]) -> Entitlement:
    """Return what a plan pays for; where it names none of the severities that there are, it covers them all."""
    made = replace(DEFAULT.entitlements.get(plan, Entitlement()), **said)
    return made if any(map(made.covers, severities)) else replace(made, severities=None)


def below(said: Mapping[tuple[str, ...], Any], *above: str) -> dict[str, Any]:
    """Return what is said right below these names, by name."""
    return {key[-1]: value for key, value in said.items() if key[:-1] == above}
