"""The one walk that every command takes, in the transaction of whoever asks: key, handler, and all that follows."""

from bot.casework.facts import ChangeFacts
from bot.casework.settlement import settle_change
from bot.desk.actor import Actor
from bot.desk.case import Case, number_in
from bot.desk.commands import Command, CommandWithOther
from bot.desk.events import Change
from bot.desk.handlers import handle, handle_pair
from bot.desk.refusals import Impossible, NoSuchCase
from bot.store.desk import cases
from bot.store.engine.store import Transaction


def find(tx: Transaction, number: int | str, actor: Actor) -> Case:
    """Return the case as this actor may see it; NoSuchCase for one that is not there to be seen."""
    wanted = number_in(number) if isinstance(number, str) else number
    case = cases.seen(tx, wanted, actor) if wanted else None
    if case is None:
        raise NoSuchCase(number)
    return case


def perform(tx: Transaction, case: Case, actor: Actor, command: Command, key: str, facts: ChangeFacts) -> Case:
    """Do the command on a case that was found, and settle all that follows; a key that was used changes nothing."""
    if cases.event_of(tx, key):
        return case
    changes = _changes(tx, case, actor, command, facts)
    for place, change in enumerate(changes):
        settle_change(tx, change, f"{key}|also{place}" if place else key, facts)
    return changes[0].case


def _changes(tx: Transaction, case: Case, actor: Actor, command: Command, facts: ChangeFacts) -> tuple[Change, ...]:
    if isinstance(command, CommandWithOther):
        return handle_pair(case, _other(tx, command, actor), actor, command, facts.at)
    return (handle(case, actor, command, facts.rules, facts.at),)


def _other(tx: Transaction, command: CommandWithOther, actor: Actor) -> Case:
    try:
        return find(tx, command.other, actor)
    except NoSuchCase as fault:
        raise Impossible(command.field, f"{fault}") from fault
