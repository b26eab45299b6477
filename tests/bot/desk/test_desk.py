from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import strategies
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.desk.actor import SPOT, Actor, CasePerson, Party, Side, lead
from bot.desk.case import LONGEST_TEXT, LONGEST_TITLE, Attachment, CaseState, Details, number_in, titled, written
from bot.desk.events import Happened, Seen
from bot.desk.leg import LegState
from bot.desk.moves import ENDED, LEG_MOVES, MOVES, Verb
from bot.desk.refusals import DeskError, IllegalMove, Impossible, NothingSaid, NotYours, TooLong
from bot.desk.verbs import administration, between_legs, first_leg, retraction
from bot.desk.verbs.between_legs import Next
from bot.desk.verbs.steps import can
from bot.desk.wait_times import age, booked
from tests.bot.support.stored import NOW, OLU, asker, later, request
from tests.properties import examples

LEAD = lead(CasePerson("lead/ada", "Ada"))
CUSTOMER = Actor(CasePerson(OLU.key, OLU.name), Side.CUSTOMER, "bakery")
OTHER_CUSTOMER = Actor(CasePerson("bakery-t/ann", "Ann"), Side.CUSTOMER, "bakery")
MARA = Actor(CasePerson("harbour-t/mara", "Mara"), Side.PARTNER, "harbour", nda=True)
MAX = Actor(CasePerson("harbour-t/max", "Max"), Side.PARTNER, "harbour", nda=True)
JON = Actor(CasePerson("summit-t/jon", "Jon"), Side.PARTNER, "summit")
INES = Actor(CasePerson("northsky-t/ines", "Ines"), Side.VENDOR, "northsky", nda=True)
PIA = Actor(
    CasePerson("northsky-t/pia", "Pia"), Side.VENDOR, "northsky", frozenset({"mail"}), is_support=False, nda=True
)
VENDOR = Next(Party.VENDOR, "northsky")
MAIL = Next(Party.PRODUCT_GROUP, "mail")
KNOWN = Details("the shop is closed", "this morning", "a restart", "oven 3")


def opened(**changes):
    return replace(first_leg.open(request(), 1001, NOW).case, **changes)


def walked(*steps, case=None):
    """Return the case after each step, a function of a case, one minute after another."""
    case = case or opened()
    for minute, step in enumerate(steps, start=1):
        case = step(case, later(minutes=minute)).case
    return case


def to_vendor(case, at):
    return between_legs.escalate(case, MARA, VENDOR, KNOWN, at)


def to_group(case, at):
    return between_legs.escalate(case, INES, MAIL, KNOWN, at)


def test_opening_a_case_says_so_and_hands_the_ball_to_the_partner():
    change = first_leg.open(request(title="The oven\n is  cold"), 1001, NOW)
    assert (change.event.kind, change.event.actor, change.event.text) == (
        Happened.OPENED,
        CUSTOMER.person,
        "The oven is cold",
    )
    assert (change.case.name, change.case.state, change.case.wait) == ("C-1001", CaseState.OPEN, Party.PARTNER)
    [leg] = change.case.legs
    assert (leg.party, leg.organisation, leg.state, leg.owner) == (Party.PARTNER, "harbour", LegState.OPEN, None)


def test_a_customer_without_a_partner_waits_for_the_vendor():
    change = first_leg.open(request(person=asker(partner=None)), 1001, NOW)
    assert change.case.wait is Party.VENDOR
    assert first_leg.comment(change.case, CUSTOMER, "hello?", NOW).case.wait is Party.VENDOR


def test_a_reply_hands_the_ball_to_the_customer_and_a_comment_back_to_the_partner():
    replied = first_leg.reply(opened(), LEAD, " Turn it on. ", NOW)
    assert (replied.event.kind, replied.event.text, replied.case.wait) == ("replied", "Turn it on.", Party.CUSTOMER)
    assert first_leg.comment(replied.case, CUSTOMER, "I did", NOW).case.wait is Party.PARTNER


def test_a_word_on_how_it_stands_leaves_the_ball_where_it_is():
    updated = first_leg.update(opened(), MARA, "Still on it.", NOW)
    assert (updated.case.wait, updated.event.kind) == (Party.PARTNER, Happened.UPDATED)
    assert updated.case.first.owner == MARA.person


def test_the_second_to_accept_hears_who_was_first():
    taken = between_legs.accept(opened(), MARA, NOW).case
    with pytest.raises(IllegalMove, match="accepted already, by Mara"):
        between_legs.accept(taken, MAX, NOW)


def test_an_escalation_hands_the_ball_to_the_vendor_and_its_answer_back():
    case = walked(to_vendor)
    assert (case.wait, case.holder, case.first.state) == (Party.VENDOR, 2, LegState.ACCEPTED)
    assert case.details == KNOWN
    answered = between_legs.answer(case, INES, "Replace the fuse.", later(hours=1))
    assert (answered.case.wait, answered.event.visibility) == (Party.PARTNER, Seen.PARTNER)
    assert first_leg.reply(answered.case, MARA, "Replace the fuse.", later(hours=2)).case.wait is Party.CUSTOMER


def test_a_question_of_the_product_group_goes_down_and_its_answer_up_again():
    case = walked(to_vendor, to_group, lambda c, at: between_legs.ask(c, PIA, "Which oven?", at))
    assert (case.wait, case.active.state) == (Party.VENDOR, LegState.INFORMATION)
    case = between_legs.ask(case, INES, "Which oven is it?", later(hours=1)).case
    assert (case.wait, case.leg(2).state) == (Party.PARTNER, LegState.INFORMATION)
    case = between_legs.ask(case, MARA, "Which oven, please?", later(hours=2)).case
    assert (case.wait, case.first.state) == (Party.CUSTOMER, LegState.INFORMATION)
    case = first_leg.comment(case, CUSTOMER, "The left one.", later(hours=3)).case
    assert (case.wait, case.first.state) == (Party.PARTNER, LegState.ACCEPTED)
    case = between_legs.answer_or_inform(case, MARA, "The left one.", later(hours=4)).case
    assert (case.wait, case.leg(2).state) == (Party.VENDOR, LegState.ACCEPTED)
    case = between_legs.answer_or_inform(case, INES, "The left one.", later(hours=5)).case
    assert (case.wait, case.active.state) == (Party.PRODUCT_GROUP, LegState.ACCEPTED)


def test_who_does_not_hold_the_ball_passes_none():
    case = walked(to_vendor, to_group)
    assert first_leg.comment(case, CUSTOMER, "any news?", NOW).case.wait is Party.PRODUCT_GROUP
    assert first_leg.reply(case, MARA, "Soon.", NOW).case.wait is Party.PRODUCT_GROUP
    assert between_legs.inform(case, MARA, "Also oven 4.", NOW).case.wait is Party.PRODUCT_GROUP
    assert between_legs.answer(case, INES, "They are on it.", NOW).case.wait is Party.PRODUCT_GROUP


def test_a_rejected_leg_gives_the_ball_back_with_the_reason_and_another_can_be_opened():
    case = walked(to_vendor, lambda c, at: between_legs.reject(c, INES, "Not our oven.", at))
    assert (case.wait, case.leg(2).state, case.leg(2).reason) == (Party.PARTNER, LegState.REJECTED, "Not our oven.")
    again = to_vendor(case, later(hours=1)).case
    assert [leg.state for leg in again.legs] == [LegState.ACCEPTED, LegState.REJECTED, LegState.OPEN]
    assert again.holder == 3


def test_what_is_with_the_vendor_is_not_escalated_twice():
    with pytest.raises(IllegalMove, match="with the vendor already"):
        to_vendor(walked(to_vendor), NOW)
    with pytest.raises(IllegalMove, match="nobody above"):
        between_legs.may_escalate(walked(to_vendor, to_group), PIA)


def test_resolving_above_the_first_leg_closes_that_leg_with_its_answer():
    case = walked(to_vendor)
    settled = between_legs.solve(case, INES, "Fixed in the service.", later(hours=1))
    assert (settled.event.kind, settled.case.state, settled.case.wait) == (
        Happened.ANSWERED,
        CaseState.OPEN,
        Party.PARTNER,
    )
    assert settled.case.leg(2).state is LegState.CLOSED
    resolved = between_legs.solve(settled.case, MARA, "It is fixed.", later(hours=2)).case
    assert (resolved.state, resolved.wait) == (CaseState.RESOLVED, Party.CUSTOMER)


def test_resolving_closes_every_leg():
    case = walked(to_vendor, to_group, lambda c, at: first_leg.resolve(c, MARA, "It was the fuse.", at))
    assert {leg.state for leg in case.legs} == {LegState.CLOSED}


def test_the_answer_under_nda_stays_with_those_under_one():
    change = between_legs.answer(walked(to_vendor), INES, "The new oven comes in May.", NOW, nda=True)
    assert change.event.visibility is Seen.NDA
    assert not between_legs.goes_straight_through(change)


def test_an_answer_let_through_reaches_the_customer_at_once():
    answered = between_legs.answer(walked(to_vendor), INES, "Turn it on.", later(hours=1))
    assert between_legs.goes_straight_through(answered)
    through = between_legs.straight_through(answered)
    assert [event.kind for event in through.events] == [Happened.ANSWERED, Happened.REPLIED]
    assert (through.case.wait, through.case.version) == (Party.CUSTOMER, answered.case.version + 1)


ONLY = [
    ("the customer accepts", lambda case: between_legs.accept(case, CUSTOMER, NOW)),
    ("the customer replies", lambda case: first_leg.reply(case, CUSTOMER, "x", NOW)),
    ("the customer notes", lambda case: administration.note(case, CUSTOMER, "x", NOW)),
    ("the customer escalates", lambda case: between_legs.escalate(case, CUSTOMER, VENDOR, KNOWN, NOW)),
    ("another partner replies", lambda case: first_leg.reply(case, JON, "x", NOW)),
    ("another partner escalates", lambda case: between_legs.escalate(case, JON, VENDOR, KNOWN, NOW)),
    ("the vendor replies to the partner's customer", lambda case: first_leg.reply(case, INES, "x", NOW)),
    ("the vendor resolves what was not escalated", lambda case: first_leg.resolve(case, INES, "x", NOW)),
    ("the partner confirms", lambda case: first_leg.confirm(replace(case, state=CaseState.RESOLVED), MARA, NOW)),
    ("the partner withdraws", lambda case: first_leg.withdraw(case, MARA, NOW)),
    ("a colleague withdraws", lambda case: first_leg.withdraw(case, OTHER_CUSTOMER, NOW)),
    ("the partner rates", lambda case: first_leg.rate(replace(case, state=CaseState.CLOSED), MARA, 5, NOW)),
    ("the partner comments", lambda case: first_leg.comment(case, MARA, "x", NOW)),
    (
        "a stranger reopens",
        lambda case: first_leg.reopen(replace(case, state=CaseState.CLOSED), OTHER_CUSTOMER, "", NOW),
    ),
    ("the partner rejects its own leg", lambda case: between_legs.reject(case, MARA, "x", NOW)),
]


@pytest.mark.parametrize(("what", "verb"), ONLY, ids=[what for what, _ in ONLY])
def test_a_verb_is_refused_to_whom_it_is_not_for(what, verb):
    with pytest.raises(NotYours, match="C-1001"):
        verb(opened())


def test_who_writes_again_after_it_was_resolved_has_it_open_again():
    resolved = first_leg.resolve(opened(), LEAD, "", NOW).case
    again = first_leg.comment(resolved, CUSTOMER, "cold again", NOW).case
    assert (again.state, again.first.state, again.wait) == (CaseState.OPEN, LegState.ACCEPTED, Party.PARTNER)


def test_a_withdrawn_case_can_be_opened_again_and_nobody_held_the_ball_meanwhile():
    withdrawn = first_leg.withdraw(opened(), CUSTOMER, later(minutes=10)).case
    again = first_leg.reopen(withdrawn, CUSTOMER, "", later(minutes=70)).case
    assert (again.state, again.ended) == (CaseState.OPEN, None)
    assert age(again, later(minutes=75)) == timedelta(minutes=15)


def test_it_is_rated_once():
    case = first_leg.rate(replace(opened(), state=CaseState.CLOSED), CUSTOMER, 4, NOW).case
    assert case.rating == 4
    with pytest.raises(IllegalMove, match="rated already"):
        first_leg.rate(case, CUSTOMER, 5, NOW)
    with pytest.raises(Impossible, match="from 1 to 5"):
        first_leg.rate(replace(case, rating=None), CUSTOMER, 6, NOW)


def test_a_duplicate_goes_on_as_the_other_case_with_its_requester():
    other = replace(first_leg.open(request(key="k2", person=asker("ann")), 1002, NOW).case)
    merged, absorbed = administration.merge(other, opened(), MARA, NOW)
    assert (merged.case.state, merged.case.merged_into) == (CaseState.MERGED, 1001)
    assert absorbed.case.participants == (CasePerson("bakery-t/ann", "Ann"),)
    elsewhere = replace(other, organisation="clinic")
    with pytest.raises(Impossible, match="another account"):
        administration.merge(elsewhere, opened(), MARA, NOW)


@pytest.mark.parametrize("seen", [Seen.CUSTOMER, Seen.VENDOR, Seen.NDA])
def test_a_partners_note_is_for_those_it_can_speak_to(seen):
    with pytest.raises(Impossible, match="internal, partner"):
        administration.note(opened(), MARA, "x", NOW, seen)


def test_files_are_counted():
    case = opened(attachments=tuple(Attachment(f"{n}", "https://files.example/") for n in range(20)))
    with pytest.raises(Impossible, match="at most 20"):
        administration.attach(case, MARA, Attachment("x", "https://files.example/"), NOW)


@pytest.mark.parametrize("text", ["", "  \n\t "])
def test_saying_nothing_is_refused(text):
    for verb, who in (
        (first_leg.reply, LEAD),
        (first_leg.comment, CUSTOMER),
        (between_legs.ask, MARA),
        (administration.note, MARA),
    ):
        with pytest.raises(NothingSaid):
            verb(opened(), who, text, NOW)


def test_what_no_chat_carries_is_refused():
    with pytest.raises(TooLong):
        first_leg.reply(opened(), LEAD, "x" * (LONGEST_TEXT + 1), NOW)
    assert first_leg.reply(opened(), LEAD, "x" * LONGEST_TEXT, NOW)


def test_a_clock_that_is_set_back_does_not_make_a_case_older():
    case = first_leg.reply(opened(updated=NOW), LEAD, "hello", NOW - timedelta(days=1)).case
    assert case.updated == NOW


@pytest.mark.parametrize(
    ("text", "title"),
    [("short", "short"), ("a\n\tb", "a b"), ("x" * 300, "x" * (LONGEST_TITLE - 1) + "…"), ("", "")],
)
def test_a_title_is_one_line_of_at_most_two_hundred_characters(text, title):
    assert titled(text) == title


@pytest.mark.parametrize(
    ("text", "number"),
    [("C-1042", 1042), (" c-1042 ", 1042), ("C1042", 1042), ("1042", None), ("C-0", None), ("C-" + "9" * 40, None)],
)
def test_a_case_number_is_read_as_people_write_it(text, number):
    assert number_in(text) == number
    assert number is None or number_in(written(number)) == number


def escalated(case, who, at):
    own = between_legs.may_escalate(case, who)
    return between_legs.escalate(case, who, VENDOR if own.party is Party.PARTNER else MAIL, KNOWN, at)


ACTORS = (CUSTOMER, OTHER_CUSTOMER, MARA, MAX, JON, INES, PIA, LEAD, SPOT)
TRIES = {
    Verb.COMMENT: lambda case, who, at: first_leg.comment(case, who, "still cold", at),
    Verb.RETRACT: lambda case, who, at: retraction.retract(case, who, 7, {"held": 0, "version": case.version}, at),
    Verb.REPLY: lambda case, who, at: first_leg.reply(case, who, "turn it on", at),
    Verb.UPDATE: lambda case, who, at: first_leg.update(case, who, "on it", at),
    Verb.ACCEPT: between_legs.accept,
    Verb.ASK: lambda case, who, at: between_legs.ask(case, who, "which?", at),
    Verb.INFORM: lambda case, who, at: between_legs.inform(case, who, "the left one", at),
    Verb.ANSWER: lambda case, who, at: between_legs.answer(case, who, "the fuse", at),
    Verb.REJECT: lambda case, who, at: between_legs.reject(case, who, "not ours", at),
    Verb.ESCALATE: lambda case, who, at: escalated(case, who, at),
    Verb.SETTLE: lambda case, who, at: between_legs.settle_leg(case, who, "fixed", at),
    Verb.NOTE: lambda case, who, at: administration.note(case, who, "odd", at),
    Verb.GRADE: lambda case, who, at: administration.grade(case, who, "B", at),
    Verb.ASSIGN: lambda case, who, at: administration.assign(case, who, who.person, at),
    Verb.ATTACH: lambda case, who, at: administration.attach(case, who, Attachment("a", "https://files.example/a"), at),
    Verb.JOIN: lambda case, who, at: administration.join(case, who, who.person, at),
    Verb.RESOLVE: lambda case, who, at: first_leg.resolve(case, who, "", at),
    Verb.CONFIRM: first_leg.confirm,
    Verb.RATE: lambda case, who, at: first_leg.rate(case, who, 3, at),
    Verb.REOPEN: lambda case, who, at: first_leg.reopen(case, who, "", at),
    Verb.WITHDRAW: first_leg.withdraw,
    Verb.CLOSE: first_leg.close,
    Verb.MERGE: lambda case, who, at: administration.merge(case, opened(number=1), who, at)[0],
    Verb.RELATE: lambda case, who, at: administration.relate(case, opened(number=1), who, at),
}


def test_every_verb_is_tried_and_stands_in_the_tables():
    absorb = {Verb.ABSORB}  # the other side of a merge
    assert TRIES.keys() | absorb == set(Verb)
    assert {verb for moves in MOVES.values() for verb in moves} == set(Verb)
    assert LEG_MOVES.keys() == set(LegState)


class Life(RuleBasedStateMachine):
    """A case to which anybody tries anything at any time, with a clock that jumps."""

    def __init__(self):
        super().__init__()
        self.at = NOW
        self.case = first_leg.open(request(), 1001, NOW).case
        self.events = 1

    @rule(
        verb=strategies.sampled_from(sorted(TRIES)),
        who=strategies.sampled_from(ACTORS),
        minutes=strategies.one_of(strategies.integers(0, 60), strategies.sampled_from([-1440, -5, 1440])),
    )
    def try_it(self, verb, who, minutes):
        before = self.case
        self.at += timedelta(minutes=minutes)
        try:
            change = TRIES[verb](before, who, self.at)
        except DeskError:
            return
        assert verb in MOVES[before.state]
        assert change.case.state is MOVES[before.state][verb]
        assert change.before is before
        assert before.updated <= change.case.updated
        assert all(event.at == change.case.updated for event in change.events)
        for old, new in zip(before.legs, change.case.legs, strict=False):
            legal = {*LEG_MOVES[old.state].values(), old.state, LegState.CLOSED, LegState.ACCEPTED, LegState.OPEN}
            assert new.state in legal
            assert (new.ordinal, new.party, new.organisation, new.opened) == (
                old.ordinal,
                old.party,
                old.organisation,
                old.opened,
            )
        self.case, self.events = change.case, self.events + len(change.events)

    @precondition(lambda self: self.case.state is CaseState.MERGED)
    @rule()
    def what_was_merged_stays_so(self):
        assert {verb for verb in Verb if can(self.case, verb)} == {Verb.NOTE, Verb.RELATE}

    @invariant()
    def exactly_one_party_holds_the_ball_of_a_case_that_has_not_ended(self):
        held = [each for each in self.case.held if each.until is None]
        if self.case.state in ENDED:
            assert held == []
            assert self.case.ended is not None
            return
        [one] = held
        assert one is self.case.held[-1]
        assert one.party is self.case.wait
        assert one.leg == 0 or (self.case.leg(one.leg).party is one.party and self.case.leg(one.leg).is_active)
        assert self.case.ended is None

    @invariant()
    def the_time_that_is_booked_is_the_age(self):
        case, now = self.case, max(self.case.updated, self.at)
        sums = booked(case, now)
        assert sum(sums.values(), timedelta()) == age(case, now)
        gaps = [
            after.since - before.until
            for before, after in zip(case.held, case.held[1:], strict=False)
            if after.since != before.until
        ]
        assert all(gap > timedelta() for gap in gaps)
        lived = (case.ended or now) - case.opened
        assert age(case, now) == lived - sum(gaps, timedelta())

    @invariant()
    def one_leg_a_party_works_and_every_event_is_counted(self):
        active = [leg.party for leg in self.case.legs if leg.is_active]
        assert len(active) == len(set(active))
        assert self.case.version == self.events
        assert self.case.opened == NOW


Life.TestCase.settings = examples(60, stateful_step_count=40)
TestLife = Life.TestCase
