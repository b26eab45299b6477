"""The desk's verbs between legs: what goes up to the vendor and the product groups, and what comes back down."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.desk.actor import Actor, CasePerson, Party, Side
from bot.desk.case import Case, CaseKind, Details
from bot.desk.events import Change, Happened, Seen
from bot.desk.leg import NO_PROMISE, Leg, LegState, Promise
from bot.desk.moves import Verb
from bot.desk.refusals import IllegalMove
from bot.desk.verbs.first_leg import reply, resolve
from bot.desk.verbs.steps import can, done, moved, own_leg, said, with_leg, worked_on
from bot.desk.wait_times import passed

_BETWEEN: dict[Party, Seen] = {
    Party.PARTNER: Seen.CUSTOMER,
    Party.VENDOR: Seen.PARTNER,
    Party.PRODUCT_GROUP: Seen.VENDOR,
}
"""Who sees what a leg's party says to the one below, and hears from it."""


@dataclass(frozen=True, slots=True)
class Next:
    """The leg that an escalation opens."""

    party: Party
    organisation: str
    owner: CasePerson | None = None
    """Whom the policy routes it to."""
    promise: Promise = NO_PROMISE


def accept(case: Case, actor: Actor, at: datetime) -> Change:
    """Take the leg on; IllegalMove, naming who has it, where somebody took it already."""
    after, leg = moved(case, Verb.ACCEPT, at), own_leg(case, Verb.ACCEPT, actor)
    if leg.state is not LegState.OPEN and leg.owner:
        raise IllegalMove(case, Verb.ACCEPT, f"{case.name} was accepted already, by {leg.owner.name}")
    taken = replace(worked_on(after, leg, Verb.ACCEPT, actor), owner=actor.person)
    return done(case, with_leg(after, taken), Happened.ACCEPTED, actor, visibility=seen_below(leg), leg=leg.ordinal)


def ask(case: Case, actor: Actor, text: str, at: datetime) -> Change:
    """Ask the party below for what is missing; the case waits on it until it has answered."""
    words = said(text)
    after, leg = moved(case, Verb.ASK, at), own_leg(case, Verb.ASK, actor)
    after = with_leg(after, worked_on(after, leg, Verb.ASK, actor))
    after = _down(after, case, leg)
    return done(case, after, Happened.ASKED, actor, text=words, visibility=seen_below(leg), leg=leg.ordinal)


def inform(case: Case, actor: Actor, text: str, at: datetime) -> Change:
    """Tell the leg above what it asked for, or what is new; the case waits on it from then on, or still on another."""
    words = said(text)
    after, own = moved(case, Verb.INFORM, at), own_leg(case, Verb.INFORM, actor)
    above = case.above(own)
    if above is None:
        raise IllegalMove(case, Verb.INFORM, f"{case.name} is with nobody above the {own.party}; escalate it first")
    after = with_leg(after, replace(worked_on(after, above, Verb.INFORM, actor), owner=above.owner))
    after = with_leg(after, replace(after.leg(above.ordinal), acknowledged=above.acknowledged))
    if case.holder in (0, own.ordinal):
        after = passed(after, above.ordinal, after.updated)
    return done(case, after, Happened.INFORMED, actor, text=words, visibility=seen_below(above), leg=above.ordinal)


def answer(case: Case, actor: Actor, text: str, at: datetime, *, nda: bool = False) -> Change:
    """Answer the party below, which is waited on from then on; what is under nda, the partner sees under one."""
    return _answered(case, actor, said(text), at, Verb.ANSWER, nda=nda)


def settle_leg(case: Case, actor: Actor, text: str, at: datetime, *, nda: bool = False) -> Change:
    """Be done with a leg above the first: its last answer goes to the party below, and the leg is closed."""
    return _answered(case, actor, said(text), at, Verb.SETTLE, nda=nda)


def _answered(case: Case, actor: Actor, words: str, at: datetime, verb: Verb, *, nda: bool) -> Change:
    after, leg = moved(case, verb, at), own_leg(case, verb, actor)
    if verb is Verb.SETTLE:
        _must_be_last(case, leg, verb)
    after = with_leg(after, worked_on(after, leg, verb, actor))
    after = _down(_shut_above(after, leg) if verb is Verb.SETTLE else after, case, leg)
    seen = Seen.NDA if nda and seen_below(leg) is Seen.PARTNER else seen_below(leg)
    detail = {"done": verb is Verb.SETTLE}
    return done(case, after, Happened.ANSWERED, actor, text=words, visibility=seen, leg=leg.ordinal, detail=detail)


def answer_or_inform(case: Case, actor: Actor, text: str, at: datetime, *, nda: bool = False) -> Change:
    """Say something across the border of one's own leg: up to the leg that asked, else down to whoever waits for it.

    The first leg tells the one above where there is one, else the customer.
    """
    own = own_leg(case, Verb.INFORM, actor) if can(case, Verb.INFORM) else case.first
    above = case.above(own)
    if above and (own.ordinal == 1 or above.state is LegState.INFORMATION):
        return inform(case, actor, text, at)
    return reply(case, actor, text, at) if own.ordinal == 1 else answer(case, actor, text, at, nda=nda)


def solve(case: Case, actor: Actor, text: str, at: datetime, *, nda: bool = False) -> Change:
    """Be done with it: the first leg, or a lead, resolves the case; one above it is closed with its last answer."""
    if actor.side is Side.LEAD:
        return resolve(case, actor, text, at)
    own = own_leg(case, Verb.RESOLVE, actor) if can(case, Verb.SETTLE) else case.first
    return resolve(case, actor, text, at) if own.ordinal == 1 else settle_leg(case, actor, text, at, nda=nda)


def straight_through(change: Change) -> Change:
    """Return what follows where the partner lets the vendor's answer through: the customer hears it and
    is waited on.
    """
    case, said_before = change.case, change.event
    first = replace(case.first, state=LegState.ACCEPTED, acknowledged=case.first.acknowledged or case.updated)
    after = replace(with_leg(case, first), version=case.version + 1)
    after = passed(after, 0, after.updated) if case.holder == 1 else after
    heard = replace(said_before, kind=Happened.REPLIED, visibility=Seen.CUSTOMER, leg=1, detail={"by": "policy"})
    return change.and_then(Change(after, (heard,), case))


def goes_straight_through(change: Change) -> bool:
    """Return whether it is an answer to the first leg that is under no nda, which a policy may let through."""
    event = change.event
    of_second = event.leg > 1 and change.case.below(change.case.leg(event.leg)) == change.case.first
    return event.kind is Happened.ANSWERED and event.visibility is Seen.PARTNER and of_second


def reject(case: Case, actor: Actor, reason: str, at: datetime) -> Change:
    """Return the case back to the party below, with the reason; another escalation opens another leg."""
    words = said(reason)
    after, leg = moved(case, Verb.REJECT, at), own_leg(case, Verb.REJECT, actor)
    _must_be_last(case, leg, Verb.REJECT)
    after = with_leg(after, replace(worked_on(after, leg, Verb.REJECT, actor), reason=words))
    after = _down(_shut_above(after, leg), case, leg)
    return done(case, after, Happened.REJECTED, actor, text=words, visibility=seen_below(leg), leg=leg.ordinal)


def may_escalate(case: Case, actor: Actor) -> Leg:
    """Return the leg that the next one would be opened from; IllegalMove or NotYours where none can be."""
    if not can(case, Verb.ESCALATE):
        raise IllegalMove(case, Verb.ESCALATE)
    own = own_leg(case, Verb.ESCALATE, actor)
    if own.party is Party.PRODUCT_GROUP:
        raise IllegalMove(case, Verb.ESCALATE, f"{case.name} is with the product group; there is nobody above it")
    if above := case.above(own):
        what = f"{case.name} is with the {above.party} already; use answer to tell it more"
        raise IllegalMove(case, Verb.ESCALATE, what)
    return own


def escalate(
    case: Case, actor: Actor, to: Next, details: Details, at: datetime, *, severity: str | None = None
) -> Change:
    """Open the next leg, whose party is waited on from then on; whether it may be opened was asked before."""
    own = may_escalate(case, actor)
    after = moved(case, Verb.ESCALATE, at)
    after = with_leg(after, worked_on(after, own, Verb.ESCALATE, actor))
    new = Leg(
        ordinal=len(case.legs) + 1,
        party=to.party,
        organisation=to.organisation,
        opened=after.updated,
        owner=to.owner,
        promise=to.promise,
        is_sales=case.kind is CaseKind.SALES,
    )
    after = replace(after, legs=(*after.legs, new), details=details, severity=severity or case.severity)
    after = passed(after, new.ordinal, after.updated)
    seen = seen_below(own)
    return done(
        case, after, Happened.ESCALATED, actor, visibility=seen, leg=new.ordinal, detail={"to": to.organisation}
    )


def seen_below(leg: Leg) -> Seen:
    """Return who sees what is said between this leg and the one below; of the first leg that is the customer."""
    return Seen.CUSTOMER if leg.ordinal == 1 else _BETWEEN[leg.party]


def _must_be_last(case: Case, leg: Leg, verb: Verb) -> None:
    """Refuse to give up a leg that waits for the one above."""
    above = case.above(leg)
    if above and case.holder != leg.ordinal:
        raise IllegalMove(case, verb, f"{case.name} is with the {above.party}; wait for it, or note what is new")


def _shut_above(case: Case, leg: Leg) -> Case:
    shut = (each.shut(case.updated) if each.ordinal > leg.ordinal else each for each in case.legs)
    return replace(case, legs=tuple(shut))


def _down(after: Case, before: Case, leg: Leg) -> Case:
    """Pass the wait from a leg to the party below; whoever the case does not wait on passes nothing."""
    if before.holder != leg.ordinal:
        return after
    below = before.below(leg)
    return passed(after, below.ordinal if below else 0, after.updated)
