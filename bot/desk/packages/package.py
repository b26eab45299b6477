"""The escalation package: everything that whoever gets a case needs to work on it, as versioned JSON data.

Its shape is spot-escalation-1.schema.json beside this file. What goes in is handed in, and was chosen for the side that
gets it: nothing here knows where it comes from.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from bot.desk.actor import Actor, CasePerson
from bot.desk.case import Case
from bot.desk.case_data import booked_seconds, case_data, leg_data, legs_seen, word
from bot.desk.events import Happened
from bot.desk.leg import Leg
from bot.desk.rules import Rules
from bot.desk.time.clocks import Clock, clocks
from bot.desk.verbs.between_legs import seen_below
from bot.desk.visibility import may_see
from knowledge.people.organisation import Agreement, Organisation

VERSION = "spot-escalation/1"
MOST_LINES = 200
"""Lines of a transcript, and of what happened since; the newest stay."""
MOST_TEXT = 100_000
"""Characters of all of them together."""
LONGEST_LINE = 4_000


@dataclass(frozen=True, slots=True)
class PackageLine:
    """Something that was said or done."""

    at: datetime
    by: str
    """`customer`, `spot`, or the organisation's id."""
    name: str
    """What to call whoever said it."""
    kind: str
    """`said`, or what happened: `opened`, `asked` …"""
    text: str
    seq: int | None = None
    """The event's, by which a later one names it; None for what was said in the chat."""


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """An entry that the customer was shown, and what came of it."""

    entry: str
    confidence: float
    shown: str
    """`answered` or `offered`."""
    rated: str
    """`helped`, `no help`, `chosen` or `not rated`."""


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question of the customer's before there was a case."""

    text: str
    at: datetime
    language: str
    verdict: str
    outcome: str
    knowledge: str
    """The version of the knowledge that it was answered from."""
    led_here: bool
    """Whether the case came of it."""
    entries: tuple[ShownEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Material:
    """What is known of a case beside the case itself, as far as whoever gets the package may see it."""

    viewer: Actor
    questions: tuple[AskedQuestion, ...] = ()
    transcript: tuple[PackageLine, ...] = ()
    """What was said before there was a case."""
    events: tuple[PackageLine, ...] = ()
    """What happened since."""
    told: Mapping[int, datetime] = field(default_factory=dict)
    """When the party of each leg, by its ordinal, last told the one below it something."""
    word: str = ""
    """What whoever escalated it added for whoever gets it."""


def package(case: Case, leg: Leg, material: Material, rules: Rules, at: datetime) -> dict[str, Any]:
    """Return the package of a case for whoever has this leg."""
    severity = rules.policy.severity(case.severity)
    transcript, earlier = _fitting(material.transcript)
    events, earlier_events = _fitting(material.events)
    return {
        "package": VERSION,
        "event": f"case.{(Happened.OPENED if leg.ordinal == 1 else Happened.ESCALATED).value}",
        "at": _time(at),
        "to": {"party": word(leg.party), "organisation": leg.organisation, "leg": leg.ordinal},
        "case": {
            **case_data(case, ("number", "kind", "state", "severity")),
            "severity_means": severity.definition,
            "severity_asks": severity.duty,
            **case_data(case, ("title", "product", "language", "opened"), _time),
        },
        "word": material.word,
        "details": asdict(case.details),
        "requester": {"name": case.requester.name, "organisation": case.organisation},
        "participants": [{"name": each.name} for each in case.participants],
        "account": _organisation(rules.directory.by_id.get(case.organisation), case.organisation),
        "partner": _partner(rules.directory.by_id.get(case.partner or ""), case.partner, at.date()),
        "questions": [_question(each) for each in material.questions],
        "transcript": transcript,
        "transcript_left_out": earlier,
        "events": events,
        "events_left_out": earlier_events,
        **case_data(case, ("attachments",)),
        "legs": [_leg(each, owner, material.viewer) for each, owner in legs_seen(case, material.viewer)],
        "clocks": [_clock(each) for each in clocks(case, rules.policy, at, material.told)],
        **case_data(case, ("wait",)),
        "booked": booked_seconds(case, at),
    }


def line(each: PackageLine) -> dict[str, Any]:
    """Return a line as JSON data."""
    return {
        "seq": each.seq,
        "at": _time(each.at),
        "by": each.by,
        "name": each.name,
        "kind": each.kind,
        "text": _cut(each.text),
    }


def _fitting(lines: Sequence[PackageLine]) -> tuple[list[dict[str, Any]], int]:
    """Return the newest lines that find room, in order, and how many did not."""
    kept: list[dict[str, Any]] = []
    room = MOST_TEXT
    for each in reversed(lines[-MOST_LINES:]):
        told = line(each)
        room -= len(told["text"])
        if room < 0:
            break
        kept.append(told)
    return kept[::-1], len(lines) - len(kept)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_LINE else text[: LONGEST_LINE - 1] + "…"


def _question(asked: AskedQuestion) -> dict[str, Any]:
    return {**asdict(asked), "text": _cut(asked.text), "at": _time(asked.at), "entries": _entries(asked.entries)}


def _entries(shown: Iterable[ShownEntry]) -> list[dict[str, Any]]:
    return [{**asdict(each), "confidence": round(each.confidence, 4)} for each in shown]


def _organisation(known: Organisation | None, id: str) -> dict[str, Any]:
    return {"id": id, "name": known.name if known else id, "plan": known.plan if known else ""}


def _partner(known: Organisation | None, id: str | None, today: date) -> dict[str, Any] | None:
    if id is None:
        return None
    agreement = known.agreement if known else None
    return {**_organisation(known, id), "agreement": _agreement(agreement, today) if agreement else None}


def _agreement(agreement: Agreement, today: date) -> dict[str, Any]:
    return {
        "signed": agreement.signed.isoformat(),
        "expires": agreement.expires.isoformat(),
        "is_current": agreement.is_current(today),
    }


def _leg(leg: Leg, owner: CasePerson | None, viewer: Actor) -> dict[str, Any]:
    return {
        **leg_data(leg, ("leg", "party", "organisation", "state")),
        "owner": owner.name if owner else None,
        **leg_data(leg, ("opened", "acknowledged", "closed"), _time),
        "reason": leg.reason if may_see(viewer, seen_below(leg), "") else "",
        "promise": asdict(leg.promise),
    }


def _clock(clock: Clock) -> dict[str, Any]:
    return {
        "leg": clock.leg,
        "kind": clock.kind.value,
        "target_minutes": _minutes(clock.target),
        "used_minutes": _minutes(clock.used),
        "state": clock.state.value,
        "due": _time(clock.due) if clock.due else None,
        "is_late": clock.is_late,
    }


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)


def _time(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
