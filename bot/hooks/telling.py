"""Tells organisations' webhooks of what changed in their cases: the package to whoever gets one, events to the others.

What is told is written into the outbox in the change's own transaction, and shows each receiver what it may see.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from bot.channel import handoff
from bot.desk.case import Case
from bot.desk.events import CaseEvent, Change, Happened
from bot.desk.leg import Leg
from bot.desk.package import Line, line, package, word
from bot.desk.package_markdown import markdown
from bot.desk.rules import Rules
from bot.desk.visibility import may_see
from bot.hooks import receivers
from bot.hooks.material import material
from bot.store import deliveries
from bot.store.store import Reader, Transaction
from knowledge.organisation import Format

EVENT = "spot-event/1"


class Facts(Protocol):
    """What is true when a change is written down."""

    @property
    def at(self) -> datetime:
        """Give when."""

    @property
    def rules(self) -> Rules:
        """Give the directory and the policy."""


def tell(tx: Transaction, change: Change, facts: Facts) -> None:
    """Put what the change means to each receiver into its lane; most changes concern nobody who has a webhook."""
    for receiver, leg in concerned(change, facts.rules).items():
        webhook = receivers.webhook_of(facts.rules.directory, receiver)
        is_handoff = webhook is not None and webhook.format is Format.HANDOFF
        for kind, body in told(tx, change, leg, facts):
            shaped = as_handoff(body) if is_handoff else body
            if shaped is not None:
                deliveries.deliver(tx, receiver, kind, shaped, facts.at)


def concerned(change: Change, rules: Rules) -> Mapping[str, Leg]:
    """Give whose webhooks hear of a change, each with its furthest leg that is active, or was until then."""
    was_active = {leg.ordinal for leg in change.before.legs if leg.is_active} if change.before else set()
    found: dict[str, Leg] = {}
    for leg in change.case.legs:
        receiver = receivers.receiver_of(rules.directory, leg.organisation)
        if receiver and (leg.is_active or leg.ordinal in was_active):
            found[receiver] = leg
    return found


def told(reader: Reader, change: Change, leg: Leg, facts: Facts) -> list[tuple[str, dict[str, Any]]]:
    """Give what the holder of a leg is told of a change, by kind: the package where they get the case, else events."""
    viewer = receivers.viewer_of(facts.rules.directory, leg, facts.at.date())
    if gets_it(change, leg):
        body = package_of(reader, change.case, leg, facts.rules, facts.at)
        return [(body["event"], body | {"word": word_of(change)})]
    return [
        (f"case.{event.kind.value}", event_of(change.case, event))
        for event in change.events
        if may_see(viewer, event.visibility, event.organisation)
    ]


def gets_it(change: Change, leg: Leg) -> bool:
    """Say whether it is this leg that the change opened: a new case's first, or the one escalated to."""
    return change.before is None or leg.ordinal > len(change.before.legs)


def word_of(change: Change) -> str:
    """Give what whoever escalated it added."""
    return next((event.text for event in change.events if event.kind is Happened.NOTED), "")


def package_of(reader: Reader, case: Case, leg: Leg, rules: Rules, at: datetime) -> dict[str, Any]:
    """Give the package of a case as the holder of this leg may see it."""
    viewer = receivers.viewer_of(rules.directory, leg, at.date())
    return package(case, leg, material(reader, case, viewer, at), rules, at)


def event_of(case: Case, event: CaseEvent) -> dict[str, Any]:
    """Give what happened, with how the case stands after it."""
    by = "customer" if event.actor.key == case.requester.key else event.organisation or "spot"
    return {
        "package": EVENT,
        "event": f"case.{event.kind.value}",
        "case": {
            "number": case.name,
            "title": case.title,
            "state": case.state.value,
            "severity": case.severity.value,
            "wait": word(case.wait),
        },
        "leg": event.leg,
        "happened": line(Line(event.at, by, event.actor.name, event.kind.value, event.text)),
    }


def as_handoff(body: Mapping[str, Any]) -> dict[str, Any] | None:
    """Give a body as an agent hub reads it: a case that is handed over, or what somebody said about one; else None."""
    if body["package"] != EVENT:
        return handoff.initiation(body, markdown(body))
    return handoff.message(body["case"]["number"], body["happened"]) if body["happened"]["text"] else None
