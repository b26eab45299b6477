"""Tells organisations' webhooks of what changed in their cases: the package to whoever gets one, events to the others.

What is told is written into the outbox in the change's own transaction, and shows each receiver what it may see.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from bot.desk.case import Case
from bot.desk.events import Change, Happened
from bot.desk.leg import Leg
from bot.desk.packages.package import package
from bot.desk.rules import Rules
from bot.desk.visibility import may_see
from bot.hooks import formats, receivers
from bot.hooks.package_material import material
from bot.store.desk import case_events
from bot.store.edges import deliveries
from bot.store.engine.store import Reader, Transaction
from knowledge.people.organisation import WebhookFormat


class DispatchFacts(Protocol):
    """What is true when a change is written down."""

    @property
    def at(self) -> datetime:
        """Return when."""

    @property
    def rules(self) -> Rules:
        """Return the directory and the policy."""


def tell_webhooks(tx: Transaction, change: Change, facts: DispatchFacts) -> None:
    """Put what the change means to each receiver into its lane; most changes concern nobody who has a webhook."""
    for receiver, leg in concerned(change, facts.rules).items():
        for kind, body in told(tx, change, leg, facts):
            if (sent := shaped(body, receiver, facts.rules)) is not None:
                deliveries.deliver(tx, receiver, kind, sent, facts.at)


def concerned(change: Change, rules: Rules) -> Mapping[str, Leg]:
    """Return whose webhooks hear of a change, each with its furthest leg that is active, or was until then."""
    was_active = {leg.ordinal for leg in change.before.legs if leg.is_active} if change.before else set()
    found: dict[str, Leg] = {}
    for leg in change.case.legs:
        receiver = receivers.receiver_of(rules.directory, leg.organisation)
        if receiver and (leg.is_active or leg.ordinal in was_active):
            found[receiver] = leg
    return found


def told(reader: Reader, change: Change, leg: Leg, facts: DispatchFacts) -> list[tuple[str, dict[str, Any]]]:
    """Return what the holder of a leg is told of a change, by kind: the package where they get the case,
    else events.
    """
    viewer = receivers.viewer_of(facts.rules.directory, leg, facts.at.date())
    if gets_it(change, leg):
        body = package_of(reader, change.case, leg, facts.rules, facts.at)
        return [(body["event"], body | {"word": word_of(change)})]
    return [
        (f"case.{event.kind.value}", formats.event_of(change.case, event, seq))
        for event, seq in zip(change.events, case_events.last_seqs(reader, change.events), strict=True)
        if may_see(viewer, event.visibility, event.organisation)
    ]


def gets_it(change: Change, leg: Leg) -> bool:
    """Return whether it is this leg that the change opened: a new case's first, or the one escalated to."""
    return change.before is None or leg.ordinal > len(change.before.legs)


def word_of(change: Change) -> str:
    """Return what whoever escalated it added."""
    return next((event.text for event in change.events if event.kind is Happened.NOTED), "")


def package_of(reader: Reader, case: Case, leg: Leg, rules: Rules, at: datetime) -> dict[str, Any]:
    """Return the package of a case as the holder of this leg may see it."""
    viewer = receivers.viewer_of(rules.directory, leg, at.date())
    return package(case, leg, material(reader, case, viewer, at), rules, at)


def shaped(body: dict[str, Any], receiver: str, rules: Rules) -> dict[str, Any] | None:
    """Return a body in the format of the receiver's webhook; None for what that format has no word for."""
    webhook = receivers.webhook_of(rules.directory, receiver)
    return formats.as_handoff(body) if webhook and webhook.format is WebhookFormat.HANDOFF else body
