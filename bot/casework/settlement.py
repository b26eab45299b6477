"""What every change of a case leaves behind, in its one transaction: rows, notices, timers, deliveries, the audit.

Whatever follows from a change is a function of this list, and nothing else writes a change down.
"""

from collections.abc import Callable

from bot.casework import customer_notices, drafting, team_notices
from bot.casework.facts import Facts
from bot.desk.events import Change, Happened
from bot.hooks import dispatch, retraction
from bot.store import audit
from bot.store.audit import Deed
from bot.store.desk import case_events, cases
from bot.store.engine.store import Transaction

Follows = Callable[[Transaction, Change, Facts], None]


def tell_customer(tx: Transaction, change: Change, facts: Facts) -> None:
    """Tell the customer what changed for them, unless the turn that they did it in says so."""
    if not facts.in_chat:
        customer_notices.tell_customer(tx, change)


def drop_retracted(tx: Transaction, change: Change, facts: Facts) -> None:
    """Take the text out of comments that were taken back."""
    for event in change.events:
        if event.kind is Happened.RETRACTED:
            case_events.drop_text(tx, event.number, event.detail["of"])


FOLLOWS: tuple[Follows, ...] = (
    drop_retracted,
    tell_customer,
    team_notices.keep_time,
    team_notices.tell_team,
    retraction.take_back,
    dispatch.tell,
    drafting.follow,
)


def settle(tx: Transaction, change: Change, key: str, facts: Facts) -> None:
    """Write a change down, under its key, with everything that follows from it."""
    if change.before is None:
        cases.add(tx, change)
    else:
        cases.change(tx, change, key)
    for follows in FOLLOWS:
        follows(tx, change, facts)
    for event in change.events:
        audit.note(tx, Deed(event.actor.key, f"case.{event.kind}", change.case.name), event.at)
