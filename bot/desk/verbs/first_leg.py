"""The desk's verbs between the customer and the first leg: each gives the change, or says why it is not legal."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.desk.actor import Actor, CasePerson, Side
from bot.desk.case import (
    BEST_RATING,
    Attachment,
    Case,
    CaseKind,
    CaseState,
    Origin,
    Requester,
    first_party,
    titled,
)
from bot.desk.events import Change, Happened, Seen, happened
from bot.desk.leg import NO_PROMISE, Leg, LegState, Promise
from bot.desk.moves import ENDED, Verb
from bot.desk.refusals import IllegalMove, Impossible, NotYours
from bot.desk.verbs.retraction import attached, noted
from bot.desk.verbs.steps import done, first_only, moved, requester_only, said, short_enough, with_leg, worked_on
from bot.desk.wait_times import passed, stopped
from knowledge.agreed.policy import DEFAULT


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody wants a case for."""

    key: str
    title: str
    requester: Requester
    organisation: str
    partner: str | None
    origin: Origin = field(default_factory=Origin)
    severity: str = DEFAULT.default_severity
    kind: CaseKind = CaseKind.SUPPORT
    product: str | None = None
    language: str = ""
    attachments: tuple[Attachment, ...] = ()
    text: str = ""
    """What it is about, in the requester's words; where there are none, the title says it."""
    vendor: str = ""
    """The vendor's id, whose leg is the first where no partner serves the customer."""
    owner: CasePerson | None = None
    """Who is to take it: the touch point of an engagement, or whom the policy routes it to."""
    promise: Promise = NO_PROMISE


def open(request: Request, number: int, at: datetime, by: Actor | None = None) -> Change:
    """Open a case under this number, by its requester or on their behalf; the wait goes to the first leg."""
    party = first_party(request.partner)
    first = Leg(
        ordinal=1,
        party=party,
        organisation=request.partner or request.vendor,
        opened=at,
        owner=request.owner,
        promise=request.promise,
        is_sales=request.kind is CaseKind.SALES,
    )
    case = Case(
        number=number,
        key=request.key,
        title=titled(request.title),
        requester=request.requester,
        organisation=request.organisation,
        partner=request.partner,
        origin=request.origin,
        opened=at,
        updated=at,
        severity=request.severity,
        kind=request.kind,
        product=request.product,
        language=request.language,
        attachments=request.attachments,
        legs=(first,),
    )
    actor = by or Actor(request.requester.person, Side.CUSTOMER, request.organisation)
    words = short_enough(request.text) or case.title
    return Change(passed(case, 1, at), (happened(case, Happened.OPENED, actor, at, text=words),))


def comment(case: Case, actor: Actor, text: str, at: datetime, files: tuple[Attachment, ...] = ()) -> Change:
    """Add what the customer wrote, which ends a wait on the customer and reopens a resolved case.

    Files that came along are attached, as many as there is room for.
    """
    words = said(text)
    if actor.side is not Side.CUSTOMER and not case.is_of(actor.key):
        raise NotYours(f"{case.name}: {Verb.COMMENT} is for the customer; use reply, inform or note")
    after = moved(case, Verb.COMMENT, at)
    if case.state is CaseState.RESOLVED or case.holder == 0:
        after = _to_first(after)
    after, kept = attached(after, files)
    detail = noted(case, after, kept)
    return done(case, after, Happened.COMMENTED, actor, text=words, detail=detail)


def reply(case: Case, actor: Actor, text: str, at: datetime) -> Change:
    """Answer the customer, whom the case waits on from then on unless another leg does."""
    words = said(text)
    after = moved(case, Verb.REPLY, at)
    first_only(case, Verb.REPLY, actor)
    if case.state is CaseState.OPEN:
        after = with_leg(after, worked_on(after, case.first, Verb.REPLY, actor))
        after = passed(after, 0, after.updated) if case.holder in (0, 1) else after
    return done(case, after, Happened.REPLIED, actor, text=words, leg=1)


def update(case: Case, actor: Actor, text: str, at: datetime) -> Change:
    """Tell the customer how it stands; the wait stays where it is."""
    words = said(text)
    after = moved(case, Verb.UPDATE, at)
    first_only(case, Verb.UPDATE, actor)
    after = with_leg(after, worked_on(after, case.first, Verb.UPDATE, actor))
    return done(case, after, Happened.UPDATED, actor, text=words, leg=1)


def resolve(case: Case, actor: Actor, text: str, at: datetime) -> Change:
    """Consider it solved, with or without a last word; every leg is closed, and the customer can confirm or reopen."""
    words = short_enough(text)
    after = moved(case, Verb.RESOLVE, at)
    first_only(case, Verb.RESOLVE, actor)
    after = with_leg(after, worked_on(after, case.first, Verb.REPLY, actor))
    after = passed(_legs_closed(after), 0, after.updated)
    return done(case, after, Happened.RESOLVED, actor, text=words, leg=1)


def reopen(case: Case, actor: Actor, text: str, at: datetime) -> Change:
    """Open a resolved, withdrawn or closed case again, with or without a word why."""
    words = short_enough(text)
    after = moved(case, Verb.REOPEN, at)
    if not (case.is_of(actor.key) or case.first.is_for(actor)):
        raise NotYours(f"{case.name}: {case.requester.name} or the {case.first.party} can reopen it")
    return done(case, _to_first(after), Happened.REOPENED, actor, text=words)


def withdraw(case: Case, actor: Actor, at: datetime) -> Change:
    """Take an open case back."""
    requester_only(case, Verb.WITHDRAW, actor)
    return done(case, _over(moved(case, Verb.WITHDRAW, at)), Happened.WITHDRAWN, actor)


def confirm(case: Case, actor: Actor, at: datetime) -> Change:
    """Agree that a resolved case is solved, which ends it."""
    requester_only(case, Verb.CONFIRM, actor)
    return done(case, _over(moved(case, Verb.CONFIRM, at)), Happened.CONFIRMED, actor)


def rate(case: Case, actor: Actor, rating: int, at: datetime) -> Change:
    """Say how it went, 1 to 5, once."""
    requester_only(case, Verb.RATE, actor)
    after = moved(case, Verb.RATE, at)
    if case.rating is not None:
        raise IllegalMove(case, Verb.RATE, f"{case.name} was rated already, with {case.rating}; it is asked once")
    if not 1 <= rating <= BEST_RATING:
        raise Impossible("rating", f"{rating} is not from 1 to {BEST_RATING}")
    return done(case, replace(after, rating=rating), Happened.RATED, actor, detail={"rating": rating})


def close(case: Case, actor: Actor, at: datetime) -> Change:
    """End a resolved or withdrawn case."""
    after = moved(case, Verb.CLOSE, at)
    if actor.side is not Side.SPOT:
        first_only(case, Verb.CLOSE, actor)
    return done(case, _over(after), Happened.CLOSED, actor, visibility=Seen.CUSTOMER)


def _to_first(case: Case) -> Case:
    """Return the case waiting on its first leg, which is active again."""
    first = case.first
    state = LegState.ACCEPTED if first.acknowledged else LegState.OPEN
    case = with_leg(replace(case, ended=None), replace(first, state=state, closed=None))
    return passed(case, 1, case.updated)


def _legs_closed(case: Case) -> Case:
    return replace(case, legs=tuple(leg.shut(case.updated) for leg in case.legs))


def _over(case: Case) -> Case:
    """Return the case at its end: every leg is closed, and time stands still."""
    assert case.state in ENDED
    return stopped(_legs_closed(case), case.updated)
