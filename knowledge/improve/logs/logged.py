"""A logged question: what was really asked, what came of it, and nothing about the person who asked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from knowledge.entry import VENDOR_FOLDER
from knowledge.match import Verdict
from knowledge.people.audience import Audience

CONFIRMED, ESCALATED, REOPENED = "confirmed", "escalated", "reopened"
OUTCOMES = (CONFIRMED, ESCALATED, REOPENED, "assumed", "abandoned", "unknown")
"""How a question ends; docs/glossary.md says what each means."""
RIGHT, WRONG, HANDOFF, GAP = "right", "wrong", "handoff", "gap"
JUDGED = (RIGHT, WRONG, HANDOFF, GAP)
"""What a lead says of a question."""


@dataclass(frozen=True, slots=True)
class Logged:
    """One question of the log."""

    question: str
    at: datetime
    audience: Audience
    """What its asker might see."""
    verdict: Verdict
    outcome: str
    id: str = ""
    language: str = ""
    partner: str | None = None
    """The partner that serves the asker."""
    account: str | None = None
    """The asker's organisation, where it is an account."""
    confidence: float = 0.0
    entry: str | None = None
    """The entry that was answered."""
    candidates: tuple[tuple[str, float], ...] = ()
    """Full names with their confidences, best first."""
    chosen: str | None = None
    """The entry that the asker chose of those offered."""
    refused: tuple[str, ...] = ()
    """The entries that the asker said are no help."""
    judged: str | None = None
    """What a lead said of it: `right`, `wrong`, `handoff` or `gap`."""
    judged_entries: tuple[str, ...] = ()
    """The entries that the lead named."""
    after: str | None = None
    """The entry answered before, where the question was read as going on from it."""
    knowledge: str = ""
    """The version of what the asker might see."""
    source: str = ""
    """Where the entry stood that was answered or chosen: `file:line`."""
    revision: str = ""
    """The git commit that it stood at."""
    line: int = 0
    """Its line in a file; 0 where it came from a database."""

    @property
    def given(self) -> str | None:
        """Return the entry that was answered, alone or as a choice."""
        return self.chosen or self.entry

    @property
    def right(self) -> tuple[str, ...]:
        """Return the entries known to be right: a lead says so, or the asker confirmed it."""
        if self.judged:
            return self.judged_entries if self.judged == RIGHT else ()
        return (self.given,) if self.outcome == CONFIRMED and self.given else ()

    @property
    def wrong(self) -> tuple[str, ...]:
        """Return the entries known to be no help: a lead says so, or the asker did."""
        if self.judged:
            return () if self.judged == RIGHT else self.judged_entries
        came_back = (self.given,) if self.outcome == REOPENED and self.given else ()
        return tuple(each for each in dict.fromkeys((*self.refused, *came_back)) if each not in self.right)

    @property
    def is_unanswered(self) -> bool:
        """Return whether nobody answered it and an entry could: it was handed over, or what it was told was no help."""
        if self.judged:
            return self.judged == GAP
        if self.right:
            return False
        return bool(self.verdict is Verdict.HANDOFF or self.outcome == ESCALATED or self.wrong)


def of_partner(logged: Iterable[Logged], partner: str | None) -> Iterator[Logged]:
    """Yield what a partner may read of questions; over all as they are where no partner is named."""
    for each in logged:
        if seen := for_partner(each, partner) if partner else each:
            yield seen


def for_partner(logged: Logged, partner: str) -> Logged | None:
    """Return what a partner may read of a question; None for one that is not theirs.

    Theirs are the questions of those whom they serve, the vendor's those whom no partner does. Nothing of another
    partner's folder is in it: what such an entry answered is not theirs to read.
    """
    if (logged.partner or VENDOR_FOLDER) != partner:
        return None
    seen = (partner, VENDOR_FOLDER)
    if any(name and name.partition("/")[0] not in seen for name in (logged.given, logged.entry, logged.after)):
        return None
    judged = of_folders(logged.judged_entries, seen)
    candidates = tuple(pair for pair in logged.candidates if pair[0].partition("/")[0] in seen)
    partners = tuple(each for each in logged.audience.partners if each in seen)
    return replace(
        logged,
        audience=replace(logged.audience, partners=partners),
        candidates=candidates,
        confidence=candidates[0][1] if candidates else 0.0,
        refused=of_folders(logged.refused, seen),
        judged=logged.judged if judged or logged.judged not in (RIGHT, WRONG) else None,
        judged_entries=judged,
        revision=logged.revision if logged.source else "",
    )


def of_folders(names: Iterable[str], folders: Iterable[str]) -> tuple[str, ...]:
    """Return the full names that lie in one of these folders."""
    known = frozenset(folders)
    return tuple(each for each in names if each.partition("/")[0] in known)


def at_home(logged: Iterable[Logged], folders: Iterable[str]) -> list[Logged]:
    """Return the questions of those who are answered from these folders.

    A partner's own folder may be called differently than the partner: where the base is one folder, and the log knows
    one partner only, the two are taken for one.
    """
    here, found = tuple(folders), as_here(logged, folders)
    return [each for each in found if not frozenset(each.audience.partners).isdisjoint(here)]


def as_here(logged: Iterable[Logged], folders: Iterable[str]) -> list[Logged]:
    """Return the questions with the partner called as the only folder is, where it is clear that they are one."""
    here, found = tuple(folders), list(logged)
    partners = {each for one in found for each in one.audience.partners if each != VENDOR_FOLDER}
    if len(here) != 1 or len(partners) != 1 or here == (VENDOR_FOLDER,):
        return found
    [partner] = partners
    return found if partner == here[0] else [renamed(each, partner, here[0]) for each in found]


def renamed(logged: Logged, partner: str, name: str) -> Logged:
    """Return the question as if the partner had another name."""

    def of(full: str) -> str:
        folder, _, id = full.partition("/")
        return f"{name}/{id}" if folder == partner else full

    audience = replace(logged.audience, partners=tuple(name if p == partner else p for p in logged.audience.partners))
    return replace(
        logged,
        audience=audience,
        partner=name if logged.partner == partner else logged.partner,
        entry=logged.entry and of(logged.entry),
        chosen=logged.chosen and of(logged.chosen),
        after=logged.after and of(logged.after),
        candidates=tuple((of(each), confidence) for each, confidence in logged.candidates),
        refused=tuple(map(of, logged.refused)),
        judged_entries=tuple(map(of, logged.judged_entries)),
    )
