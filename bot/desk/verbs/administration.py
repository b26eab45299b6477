"""The verbs that leave the wait where it is: notes, severity, owners, attachments, participants, relations."""

from dataclasses import replace
from datetime import datetime

from bot.desk.actor import Actor, CasePerson, Side
from bot.desk.case import MOST_ATTACHMENTS, Attachment, Case, written
from bot.desk.events import Change, Happened, Seen
from bot.desk.leg import Leg
from bot.desk.moves import Verb
from bot.desk.refusals import IllegalMove, Impossible
from bot.desk.verbs.steps import done, first_only, moved, own_leg, said, staff_only, with_leg
from bot.desk.wait_times import stopped

_WRITES: dict[Side, frozenset[Seen]] = {
    Side.CUSTOMER: frozenset(),
    Side.PARTNER: frozenset({Seen.PARTNER, Seen.INTERNAL}),
    Side.VENDOR: frozenset({Seen.PARTNER, Seen.NDA, Seen.VENDOR, Seen.INTERNAL}),
    Side.LEAD: frozenset({Seen.PARTNER, Seen.NDA, Seen.VENDOR, Seen.INTERNAL}),
    Side.SPOT: frozenset({Seen.PARTNER, Seen.VENDOR}),
}
"""For whom a note can be, by who writes it; a customer never sees one."""


def note(case: Case, actor: Actor, text: str, at: datetime, visibility: Seen = Seen.INTERNAL) -> Change:
    """Write down something that the customer does not see; by default for one's own organisation alone."""
    words = said(text)
    staff_only(case, Verb.NOTE, actor)
    if visibility not in _WRITES[actor.side]:
        allowed = ", ".join(sorted(_WRITES[actor.side]))
        raise Impossible("visibility", f"a note of yours can be {allowed}, not {visibility}")
    return done(case, moved(case, Verb.NOTE, at), Happened.NOTED, actor, text=words, visibility=visibility)


def grade(case: Case, actor: Actor, severity: str, at: datetime, legs: tuple[Leg, ...] | None = None) -> Change:
    """Change the severity; `legs` are the case's with the promises that follow from it."""
    after = moved(case, Verb.GRADE, at)
    if actor.side is not Side.SPOT:
        own_leg(case, Verb.GRADE, actor)
    detail = {"from": case.severity, "to": severity}
    after = replace(after, severity=severity, legs=legs or case.legs)
    return done(case, after, Happened.GRADED, actor, detail=detail)


def assign(case: Case, actor: Actor, owner: CasePerson, at: datetime) -> Change:
    """Return the leg of one's own party to somebody."""
    after, leg = moved(case, Verb.ASSIGN, at), own_leg(case, Verb.ASSIGN, actor)
    after = with_leg(after, replace(leg, owner=owner))
    detail = {"owner": owner.key, "name": owner.name}
    return done(case, after, Happened.ASSIGNED, actor, visibility=Seen.PARTNER, leg=leg.ordinal, detail=detail)


def attach(case: Case, actor: Actor, attachment: Attachment, at: datetime) -> Change:
    """Add a file, by name and link."""
    if len(case.attachments) >= MOST_ATTACHMENTS:
        raise Impossible("attachments", f"a case has at most {MOST_ATTACHMENTS}")
    after = replace(moved(case, Verb.ATTACH, at), attachments=(*case.attachments, attachment))
    return done(case, after, Happened.ATTACHED, actor, text=attachment.name)


def join(case: Case, actor: Actor, person: CasePerson, at: datetime) -> Change:
    """Let somebody else take part, through every hop that follows."""
    staff_only(case, Verb.JOIN, actor)
    after = moved(case, Verb.JOIN, at)
    if person not in after.participants:
        after = replace(after, participants=(*after.participants, person))
    return done(case, after, Happened.JOINED, actor, detail={"key": person.key, "name": person.name})


def merge(case: Case, into: Case, actor: Actor, at: datetime) -> tuple[Change, Change]:
    """End a duplicate in favour of another case of the same account; its requester takes part in that one."""
    after = moved(case, Verb.MERGE, at)
    first_only(case, Verb.MERGE, actor)
    first_only(into, Verb.MERGE, actor)
    if case.number == into.number:
        raise Impossible("into", "a case cannot be merged into itself")
    if (case.organisation, case.partner) != (into.organisation, into.partner):
        raise Impossible("into", f"{into.name} is of another account, whose people would see what is not theirs")
    if not into.state.is_open:
        raise IllegalMove(into, Verb.ABSORB, f"{into.name} is {into.state}; reopen it first")
    closed = tuple(leg.shut(after.updated) for leg in after.legs)
    ended = stopped(replace(after, merged_into=into.number, legs=closed), after.updated)
    absorbed = moved(into, Verb.ABSORB, at)
    newcomers = [each for each in (case.requester.person, *case.participants) if not into.takes_part(each.key)]
    absorbed = replace(absorbed, participants=(*into.participants, *newcomers))
    return (
        done(case, ended, Happened.MERGED, actor, detail={"into": into.number}),
        done(into, absorbed, Happened.ABSORBED, actor, detail={"case": case.number}),
    )


def relate(case: Case, other: Case, actor: Actor, at: datetime) -> Change:
    """Note that another case has to do with this one."""
    staff_only(case, Verb.RELATE, actor)
    if case.number == other.number:
        raise Impossible("to", "a case is not related to itself")
    after = moved(case, Verb.RELATE, at)
    related = tuple(sorted({*case.related, other.number}))
    detail = {"to": written(other.number)}
    return done(case, replace(after, related=related), Happened.RELATED, actor, visibility=Seen.PARTNER, detail=detail)
