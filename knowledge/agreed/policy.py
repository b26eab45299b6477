"""The policy: what was promised to whom, by which hours, who is asked first and who is told when it slips.

Pure data with sensible defaults; files below `policy/` replace single settings. Parties and severities are plain words
here, the same that a case has.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from types import MappingProxyType

from knowledge.agreed.calendar import ALWAYS, OFFICE, Calendar

PARTNER, VENDOR, PRODUCT_GROUP = PARTIES = ("partner", "vendor", "product group")
"""Those who can have a leg of a case, in the order in which it reaches them."""
STANDARD = "standard"
"""The plan of who has none, and of what another plan says nothing about."""
OWNER, TEAM, DEPUTY, LEADS = TELLS = ("owner", "team", "deputy", "leads")
"""Whom a rung of the ladder may name beside a person."""


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


@dataclass(frozen=True, slots=True)
class Severity:
    """How badly it hurts, and what that asks of the requester."""

    definition: str
    duty: str
    reachable: timedelta | None = None
    """Who asked must answer a question within this time, day or night, or the case drops by one severity."""


@dataclass(frozen=True, slots=True)
class Target:
    """What is promised of one leg, in working time of its calendar."""

    first: timedelta
    """Until a person takes it."""
    update: timedelta
    """From one word to the next."""
    solve: timedelta


@dataclass(frozen=True, slots=True)
class Entitlement:
    """What a plan pays for."""

    legs: tuple[str, ...] = PARTIES
    """The parties that a case may reach, in order."""
    severities: tuple[str, ...] | None = None
    """Those that it covers; None for all of the policy's."""

    def reaches(self, party: str) -> bool:
        """Return whether a case may be escalated to this party."""
        return party in self.legs

    def covers(self, severity: str) -> bool:
        """Return whether it pays for a case of this severity."""
        return self.severities is None or severity in self.severities


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the ladder that a case climbs when its target has passed."""

    after: timedelta
    """Since the target passed, in working time of the leg."""
    tell: str
    """owner, team, deputy, leads, or a person as `organisation/id`."""


@dataclass(frozen=True, slots=True)
class Route:
    """Where a case goes; None where nothing is said of it."""

    team: str | None = None
    """The organisation that has the first leg, where an account has several partners."""
    owner: str | None = None
    """The person who gets it, as `organisation/id`."""
    group: str | None = None
    """The product group that has the third leg."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of routing: which cases it is for, and where these go. What is empty is for all."""

    products: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    route: Route = field(default_factory=Route)

    def covers(self, product: str | None, account: str | None, language: str | None) -> bool:
        """Return whether it is for a case like that."""
        return (
            _is_among(product, self.products)
            and _is_among(account, self.accounts)
            and (_is_among(language, self.languages) or _is_among((language or "").partition("-")[0], self.languages))
        )


def _is_among(value: str | None, wanted: tuple[str, ...]) -> bool:
    return not wanted or (value or "").casefold() in (each.casefold() for each in wanted)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one person may do."""

    open_cases: int = 5
    cases_a_day: int = 20
    messages_a_minute: int = 30


@dataclass(frozen=True, slots=True)
class KnownIssue:
    """When similar questions make a problem."""

    similar: int = 3
    window: timedelta = timedelta(days=1)


def _targets(
    *rows: tuple[str, str, tuple[float, ...], tuple[float, ...], tuple[float, ...]],
) -> Mapping[tuple[str, str, str], Target]:
    return MappingProxyType(
        {
            (plan, severity, party): Target(*map(hours, figures))
            for plan, severity, *parties in rows
            for party, figures in zip(PARTIES, parties, strict=True)
        }
    )


TARGETS = _targets(
    (STANDARD, "A", (1, 2, 8), (1, 2, 8), (2, 4, 16)),
    (STANDARD, "B", (4, 8, 24), (4, 8, 24), (8, 16, 40)),
    (STANDARD, "C", (8, 24, 40), (8, 24, 40), (16, 40, 80)),
    ("premium", "A", (0.25, 1, 4), (0.25, 1, 4), (1, 2, 8)),
    ("premium", "B", (2, 4, 16), (2, 4, 16), (4, 8, 24)),
    ("premium", "C", (4, 16, 40), (4, 16, 40), (8, 24, 60)),
    ("basic", "A", (2, 4, 16), (2, 4, 16), (4, 8, 24)),
    ("basic", "B", (8, 16, 40), (8, 16, 40), (16, 24, 60)),
    ("basic", "C", (16, 40, 80), (16, 40, 80), (24, 60, 120)),
)
"""Working hours of first response, next update and solution, for partner, vendor and product group.

The order of size is that of the published plans of large cloud vendors: an hour and less for A, half a working day for
B, one for C, and a quarter of an hour for the dearest.
"""
SEVERITIES: Mapping[str, Severity] = MappingProxyType(
    {
        "A": Severity(
            "Business stands still: a service that many depend on is down, or data is at risk, with no way round.",
            "Be reachable until it is solved; who can't be reached for two hours has a case of severity B.",
            hours(2),
        ),
        "B": Severity(
            "Business is hampered: something important works badly or for some only; work goes on, with effort.",
            "Be reachable in your working hours, and try what is asked of you within a day.",
        ),
        "C": Severity(
            "Little or no effect: a question, a wish, a fault that has a way round.",
            "Answer when you can.",
        ),
    }
)
ENTITLEMENTS: Mapping[str, Entitlement] = MappingProxyType(
    {
        STANDARD: Entitlement(),
        "premium": Entitlement(),
        "basic": Entitlement((PARTNER, VENDOR), ("B", "C")),
    }
)
LADDER = (
    Rung(timedelta(), OWNER),
    Rung(minutes(30), TEAM),
    Rung(hours(1), DEPUTY),
    Rung(hours(2), LEADS),
)
CALENDARS: Mapping[str, Calendar] = MappingProxyType({each.name: each for each in (OFFICE, ALWAYS)})


@dataclass(frozen=True)
class Policy:
    """Everything that was agreed. A name that nothing says anything of is answered as the default is."""

    severities: Mapping[str, Severity] = field(default_factory=lambda: SEVERITIES)
    """By name, gravest first: the one list of severities that there is."""
    default_severity: str = "C"
    """What a case has of which nobody said how bad it is."""
    targets: Mapping[tuple[str, str, str], Target] = field(default_factory=lambda: TARGETS)
    """By plan, severity and party."""
    calendars: Mapping[str, Calendar] = field(default_factory=lambda: CALENDARS)
    """By name, `office` and `always` among them."""
    routing: tuple[Rule, ...] = ()
    ladder: tuple[Rung, ...] = LADDER
    """Ever later; the last rung is the leads or a person."""
    warn_before: timedelta = timedelta(minutes=30)
    """How long before a target passes its owner is warned, in working time of the leg."""
    silence: timedelta = timedelta(days=7)
    """After so long without a word a resolved case is closed."""
    limits: Limits = field(default_factory=Limits)
    straight_through: frozenset[str] = frozenset()
    """Ids of the partners whose customers hear the vendor's answer without the partner releasing it."""
    entitlements: Mapping[str, Entitlement] = field(default_factory=lambda: ENTITLEMENTS)
    """By plan."""
    agreement_warning: timedelta = timedelta(days=30)
    """How long before an agreement lapses who renews it is reminded."""
    known_issue: KnownIssue = field(default_factory=KnownIssue)

    @property
    def plans(self) -> tuple[str, ...]:
        """Return the names of the plans."""
        return tuple(dict.fromkeys((*(plan for plan, _, _ in self.targets), *self.entitlements)))

    def target(self, plan: str, severity: str, party: str) -> Target:
        """Return what is promised of a leg, by the plan or else by the standard plan.

        A severity of which neither says anything is promised what the next graver one is, of which one does; raise
        KeyError for a party that there is none of.
        """
        names = list(self.severities)
        graver = names[: names.index(severity) + 1] if severity in names else [self.default_severity]
        for name in (*reversed(graver), *names, *SEVERITIES):
            if found := self.targets.get((plan, name, party)) or self.targets.get((STANDARD, name, party)):
                return found
        raise KeyError(party)

    def severity(self, name: str) -> Severity:
        """Return a severity by its name; one that is no longer in the list has no definition."""
        return self.severities.get(name) or Severity("", "")

    def next_lower_severity(self, name: str) -> str | None:
        """Return the next less grave severity; None for the least grave, and for one that is no longer in the list."""
        names = list(self.severities)
        return names[names.index(name) + 1] if name in names[:-1] else None

    def entitlement(self, plan: str) -> Entitlement:
        """Return what a plan pays for; that of the standard plan where it says nothing."""
        return self.entitlements.get(plan) or self.entitlements[STANDARD]

    def calendar(self, name: str) -> Calendar:
        """Return a calendar by its name, the office hours for an empty or unknown one."""
        return self.calendars.get(name) or self.calendars[OFFICE.name]

    def route(self, product: str | None, account: str | None, language: str | None) -> Route:
        """Return where a case goes: of team, owner and group each what the first rule for it says."""
        fitting = [each.route for each in self.routing if each.covers(product, account, language)]
        return Route(
            team=_first(each.team for each in fitting),
            owner=_first(each.owner for each in fitting),
            group=_first(each.group for each in fitting),
        )


def _first(values: Iterable[str | None]) -> str | None:
    return next(filter(None, values), None)


DEFAULT = Policy()
"""What holds where no file says anything."""
