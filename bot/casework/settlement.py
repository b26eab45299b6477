"""What every change of a case leaves behind, in its one transaction: rows, notices, timers, deliveries, the audit.

Whatever follows from a change is a follower of this list, and nothing else writes a change down.
"""

from collections.abc import Callable, Mapping

from bot.casework import customer_notices, drafting, team_notices
from bot.casework.facts import ChangeFacts
from bot.desk.events import Change, Happened
from bot.hooks import dispatch, retraction
from bot.store import audit
from bot.store.audit import Deed
from bot.store.desk import case_events, cases
from bot.store.engine.store import Transaction

Follower = Callable[[Transaction, Change, ChangeFacts], None]


def drop_retracted_text(tx: Transaction, change: Change, facts: ChangeFacts) -> None:
    """Take the text out of comments that were taken back."""
    for event in change.events:
        if event.kind is Happened.RETRACTED:
            case_events.drop_text(tx, event.number, event.detail["of"])


def audit_change(tx: Transaction, change: Change, facts: ChangeFacts) -> None:
    """Note who did what."""
    for event in change.events:
        audit.note(tx, Deed(event.actor.key, f"case.{event.kind}", change.case.name), event.at)


FOLLOWERS: Mapping[str, Follower] = {
    "drop the text of what was taken back": drop_retracted_text,
    "tell the customer": customer_notices.tell_customer,
    "derive the timers": team_notices.derive_timers,
    "tell the team": team_notices.tell_team,
    "recall webhook deliveries": retraction.recall_deliveries,
    "tell the webhooks": dispatch.tell_webhooks,
    "expect a draft of the answer": drafting.expect_draft,
    "audit": audit_change,
}
"""What follows from a change, in this order."""


def settle_change(tx: Transaction, change: Change, key: str, facts: ChangeFacts) -> None:
    """Write a change down, under its key, with everything that follows from it."""
    if change.before is None:
        cases.add(tx, change)
    else:
        cases.change(tx, change, key)
    for follow in FOLLOWERS.values():
        follow(tx, change, facts)
