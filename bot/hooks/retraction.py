"""What a customer took back before it went out does not go out: the words leave the lanes that they wait in."""

import json
from collections.abc import Iterator
from typing import Any

from bot.desk.events import Change, Happened
from bot.hooks import formats
from bot.hooks.dispatch import DispatchFacts, concerned, package_of, shaped
from bot.store.edges import deliveries
from bot.store.edges.deliveries import WebhookDelivery
from bot.store.engine.store import Transaction


def recall_deliveries(tx: Transaction, change: Change, facts: DispatchFacts) -> None:
    """Drop the waiting deliveries that tell of a comment taken back, and renew the packages, which may hold it."""
    taken = {event.detail.get("of") for event in change.events if event.kind is Happened.RETRACTED}
    for receiver in concerned(change, facts.rules) if taken else ():
        for waiting, body in _of_case(tx, receiver, change.case.name):
            package = formats.package_in(body)
            if package:
                leg = change.case.leg(package["to"]["leg"])
                fresh = package_of(tx, change.case, leg, facts.rules, facts.at) | {"word": package["word"]}
                deliveries.renew(tx, waiting, shaped(fresh, receiver, facts.rules) or fresh)
            elif formats.comment_in(body) in taken:
                deliveries.drop(tx, waiting)


def _of_case(tx: Transaction, receiver: str, number: str) -> Iterator[tuple[WebhookDelivery, dict[str, Any]]]:
    yield from ((each, json.loads(each.body)) for each in deliveries.waiting(tx, receiver) if each.case == number)
