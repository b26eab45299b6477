"""What all verbs are made of: may this person do it, is the move legal, and what does it leave."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.desk.actor import Actor, Side
from bot.desk.case import LONGEST_TEXT, Case
from bot.desk.events import Change, Happened, happened
from bot.desk.leg import Leg
from bot.desk.moves import LEG_MOVES, MOVES, OF_LATER, Verb
from bot.desk.refusals import IllegalMove, NothingSaid, NotYours, TooLong


def can(case: Case, verb: Verb) -> bool:
    """Return whether the verb is legal now, whoever's it is to do."""
    return verb in MOVES[case.state]


def moved(case: Case, verb: Verb, at: datetime) -> Case:
    """Return the case in the state that the verb leads to; IllegalMove where it leads nowhere."""
    if not can(case, verb):
        raise IllegalMove(case, verb)
    return replace(case, state=MOVES[case.state][verb], updated=max(at, case.updated), version=case.version + 1)


def with_leg(case: Case, leg: Leg) -> Case:
    """Return the case with this leg as it is now."""
    return replace(case, legs=(*case.legs[: leg.ordinal - 1], leg, *case.legs[leg.ordinal :]))


def worked_on(case: Case, leg: Leg, verb: Verb, actor: Actor) -> Leg:
    """Return the leg as its party's verb leaves it: taken on by whoever did it first; IllegalMove where it can't be."""
    if verb not in LEG_MOVES[leg.state]:
        raise IllegalMove(case, verb, f"{case.name} is {leg.state} with the {leg.party}: {verb} is not possible")
    state = LEG_MOVES[leg.state][verb]
    return replace(
        leg,
        state=state,
        owner=leg.owner or actor.person,
        acknowledged=leg.acknowledged or case.updated,
        closed=None if replace(leg, state=state).is_active else case.updated,
    )


def own_leg(case: Case, verb: Verb, actor: Actor) -> Leg:
    """Return the active leg that this person acts for: the one that is waited on, else the furthest.

    IllegalMove where their part has ended, NotYours where they never had one.
    """
    theirs = [leg for leg in case.legs if leg.is_for(actor) and (verb not in OF_LATER or leg.ordinal > 1)]
    own = [leg for leg in theirs if leg.is_active]
    if theirs and not own:
        ended = f"{case.name} is {theirs[-1].state} with the {theirs[-1].party}"
        raise IllegalMove(case, verb, f"{ended}: {verb} is not possible until it is escalated again")
    if not own:
        raise NotYours(f"{case.name}: {verb} is for {_whose(case, verb)} to do")
    return next((leg for leg in own if leg.ordinal == case.holder), own[-1])


def _whose(case: Case, verb: Verb) -> str:
    if verb not in OF_LATER:
        return "those whose leg it is"
    return f"the {case.active.party}" if case.active.ordinal > 1 else "those whom it is escalated to"


def first_only(case: Case, verb: Verb, actor: Actor) -> None:
    """Refuse everybody but the party of the first leg."""
    if not case.first.is_for(actor):
        raise NotYours(f"{case.name}: {verb} is for the {case.first.party}, who answers the customer, to do")


def requester_only(case: Case, verb: Verb, actor: Actor) -> None:
    """Refuse everybody but the requester; a lead may act for them."""
    if not case.is_of(actor.key):
        raise NotYours(f"{case.name}: only {case.requester.name} can {verb} it")


def staff_only(case: Case, verb: Verb, actor: Actor) -> None:
    """Refuse customers."""
    if actor.side is Side.CUSTOMER:
        raise NotYours(f"{case.name}: {verb} is for those who work on it")


def done(before: Case, after: Case, kind: Happened, actor: Actor, **facts: Any) -> Change:
    """Return the change from one case to the other, with its one event at the time that the case was updated."""
    return Change(after, (happened(before, kind, actor, after.updated, **facts),), before)


def said(text: str) -> str:
    """Return a text that must say something; NothingSaid or TooLong."""
    if not text.strip():
        raise NothingSaid("there is nothing to say; write something first")
    return short_enough(text)


def short_enough(text: str) -> str:
    """Return a text that may be empty; TooLong for one that no chat carries."""
    if len(text) > LONGEST_TEXT:
        raise TooLong(f"{len(text)} characters are more than the {LONGEST_TEXT} that a chat carries; shorten it")
    return text.strip()
