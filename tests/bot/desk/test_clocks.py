"""The clocks of a case: they follow from who held the ball, on the calendar of the leg that was promised something."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.desk.actor import CasePerson, Party
from bot.desk.case import Case, CaseState, Origin, Requester
from bot.desk.leg import Leg, LegState, Promise
from bot.desk.time.clocks import ClockState, Promised, clocks, next_due
from bot.desk.wait_times import passed, stopped
from knowledge.agreed.calendar import ALWAYS, OFFICE, Calendar, Span
from knowledge.agreed.policy import Policy
from tests.properties import examples

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
LUNCH = Calendar("lunch", "UTC", ((Span(time(9), time(12)), Span(time(13), time(17))),) * 5 + ((), ()))
POLICY = Policy(calendars={each.name: each for each in (OFFICE, ALWAYS, LUNCH)})
HOURS = Promise(60, 120, 480, "always")
PARTIES = (Party.PARTNER, Party.VENDOR, Party.PRODUCT_GROUP)
OLU = Requester("bakery-t", "olu", "Olu")
IDA = CasePerson("harbour-t/ida", "Ida")


def at(clock, day=0):
    hour, minute = clock.split(":")
    return MONDAY + timedelta(days=day, hours=int(hour), minutes=int(minute))


def hours(number):
    return timedelta(hours=number)


def opened(when, promise=HOURS):
    leg = Leg(1, Party.PARTNER, "harbour", when, promise=promise)
    case = Case(1001, "k", "Cold oven", OLU, "bakery", "harbour", Origin(), when, when, legs=(leg,))
    return passed(case, 1, when)


def escalated(case, when, promise=HOURS):
    new = Leg(len(case.legs) + 1, PARTIES[len(case.legs)], "vendor", when, promise=promise)
    return passed(replace(case, legs=(*case.legs, new)), new.ordinal, when)


def with_first(case, **facts):
    return replace(case, legs=(replace(case.first, **facts), *case.legs[1:]))


def resolved(case, when):
    legs = tuple(leg.shut(when) for leg in case.legs)
    return passed(replace(case, state=CaseState.RESOLVED, legs=legs), 0, when)


def withdrawn(case, when):
    legs = tuple(leg.shut(when) for leg in case.legs)
    return stopped(replace(case, state=CaseState.WITHDRAWN, legs=legs), when)


def clock(case, kind, now, leg=1, told=None):
    [found] = [each for each in clocks(case, POLICY, now, told) if (each.leg, each.kind) == (leg, kind)]
    return found


def customers(case, now):
    return clock(case, Promised.WHOLE, now, leg=0)


def test_an_unacknowledged_leg_owes_a_first_response_and_a_resolution_but_no_update():
    kinds = [(each.leg, each.kind) for each in clocks(opened(at("09:00")), POLICY, at("09:30"))]
    assert kinds == [(0, Promised.WHOLE), (1, Promised.FIRST), (1, Promised.SOLVE)]


def test_a_first_response_runs_until_it_is_due_and_is_late_from_then_on():
    case = opened(at("09:00"))
    running = clock(case, Promised.FIRST, at("09:30"))
    assert (running.state, running.used, running.due, running.is_late) == (
        ClockState.RUNNING,
        hours(0.5),
        at("10:00"),
        False,
    )
    assert not clock(case, Promised.FIRST, at("10:00")).is_late
    late = clock(case, Promised.FIRST, at("10:01"))
    assert (late.state, late.due, late.is_late) == (ClockState.RUNNING, at("10:00"), True)


def test_who_acknowledges_in_time_has_met_it_for_ever_and_who_did_late_was_late_for_ever():
    case = opened(at("09:00"))
    met = clock(with_first(case, acknowledged=at("09:59")), Promised.FIRST, at("23:00"))
    assert (met.state, met.met, met.used, met.is_late) == (ClockState.MET, at("09:59"), timedelta(minutes=59), False)
    missed = clock(with_first(case, acknowledged=at("10:30")), Promised.FIRST, at("23:00"))
    assert (missed.state, missed.met, missed.due, missed.is_late) == (ClockState.MET, at("10:30"), at("10:00"), True)


def test_a_clock_pauses_while_another_party_holds_the_ball_and_goes_on_where_it_stood():
    case = passed(passed(opened(at("09:00")), 0, at("10:00")), 1, at("15:00"))
    asked = passed(opened(at("09:00")), 0, at("10:00"))
    paused = clock(asked, Promised.SOLVE, at("14:00"))
    assert (paused.state, paused.used, paused.due) == (ClockState.PAUSED, hours(1), None)
    assert clock(case, Promised.SOLVE, at("16:00")).used == hours(2)
    assert clock(case, Promised.SOLVE, at("16:00")).due == at("22:00")


def test_lunch_and_the_night_use_up_nothing():
    case = opened(at("11:30"), Promise(60, 120, 480, "lunch"))
    assert clock(case, Promised.FIRST, at("12:30")).used == hours(0.5)
    assert clock(case, Promised.FIRST, at("12:30")).due == at("13:30")
    assert clock(case, Promised.SOLVE, at("12:30")).due == at("13:30", day=1)


def test_what_is_due_at_closing_is_late_in_the_evening_and_not_only_the_next_morning():
    case = opened(at("16:00"), Promise(60, None, None, "office"))
    assert clock(case, Promised.FIRST, at("17:00")).due == at("17:00")
    assert clock(case, Promised.FIRST, at("17:01")).is_late


def test_the_next_update_counts_from_the_last_word_and_not_before_somebody_has_taken_it():
    case = with_first(opened(at("09:00")), acknowledged=at("09:30"), state=LegState.ACCEPTED)
    assert clock(case, Promised.UPDATE, at("10:00")).due == at("11:30")
    told = {1: at("10:45")}
    assert clock(case, Promised.UPDATE, at("11:00"), told=told).since == at("10:45")
    assert clock(case, Promised.UPDATE, at("11:00"), told=told).due == at("12:45")


def test_the_next_update_counts_anew_when_the_ball_comes_back():
    case = with_first(opened(at("09:00")), acknowledged=at("09:30"), state=LegState.ACCEPTED)
    case = passed(passed(case, 0, at("11:00")), 1, at("14:00"))
    assert clock(case, Promised.UPDATE, at("14:30")).due == at("16:00")


def test_the_customers_clock_goes_on_while_the_vendor_is_at_work_and_the_partners_own_is_paused():
    case = escalated(opened(at("09:00")), at("10:00"))
    assert clock(case, Promised.SOLVE, at("15:00")).state is ClockState.PAUSED
    assert clock(case, Promised.SOLVE, at("15:00"), leg=2).used == hours(5)
    assert (customers(case, at("15:00")).used, customers(case, at("15:00")).due) == (hours(6), at("17:00"))


def test_the_customers_clock_pauses_while_the_customer_is_asked():
    case = passed(opened(at("09:00")), 0, at("10:00"))
    assert (customers(case, at("15:00")).state, customers(case, at("15:00")).used) == (ClockState.PAUSED, hours(1))


def test_a_case_that_is_resolved_has_met_its_clocks_and_goes_on_from_there_when_it_is_reopened():
    case = resolved(with_first(opened(at("09:00")), acknowledged=at("09:30")), at("11:00"))
    assert clock(case, Promised.SOLVE, at("20:00")).met == at("11:00")
    assert clock(case, Promised.UPDATE, at("20:00")).state is ClockState.OVER
    assert customers(case, at("20:00")).state is ClockState.MET
    again = passed(
        with_first(replace(case, state=CaseState.OPEN), state=LegState.ACCEPTED, closed=None), 1, at("20:00")
    )
    assert clock(again, Promised.SOLVE, at("21:00")).used == hours(3)
    assert customers(again, at("21:00")).state is ClockState.RUNNING


def test_what_was_resolved_stays_met_when_it_is_closed():
    case = stopped(replace(resolved(opened(at("09:00")), at("11:00")), state=CaseState.CLOSED), at("20:00"))
    assert clock(case, Promised.SOLVE, at("23:00")).met == at("11:00")


def test_a_withdrawn_case_owes_nothing_more_and_has_met_nothing():
    case = withdrawn(opened(at("09:00")), at("09:30"))
    states = {each.state for each in clocks(case, POLICY, at("23:00"))}
    assert states == {ClockState.OVER}
    assert not any(each.is_late for each in clocks(case, POLICY, at("23:00")))


def test_a_rejected_leg_owes_no_resolution():
    case = escalated(opened(at("09:00")), at("10:00"))
    rejected = replace(case.leg(2), state=LegState.REJECTED, closed=at("10:30"), acknowledged=at("10:30"))
    case = passed(replace(case, legs=(case.first, rejected)), 1, at("10:30"))
    assert clock(case, Promised.FIRST, at("12:00"), leg=2).state is ClockState.MET
    assert clock(case, Promised.SOLVE, at("12:00"), leg=2).state is ClockState.OVER
    assert clock(case, Promised.SOLVE, at("12:00")).state is ClockState.RUNNING


@pytest.mark.parametrize("promise", [Promise(), Promise(calendar="gone")])
def test_what_was_never_promised_has_no_clock(promise):
    assert clocks(opened(at("09:00"), promise), POLICY, at("12:00")) == ()


def test_a_calendar_that_never_opens_has_clocks_that_stand_still_and_stops_no_verb():
    never = Policy(calendars={**POLICY.calendars, "never": Calendar("never", "UTC", ((),) * 7)})
    [_, first, _] = clocks(opened(at("09:00"), replace(HOURS, calendar="never")), never, at("12:00", day=300))
    assert (first.used, first.due, first.is_late) == (timedelta(), None, False)


def test_a_clock_asked_about_a_moment_before_it_began_has_used_nothing():
    before = clock(opened(at("09:00")), Promised.FIRST, at("00:00"))
    assert (before.used, before.due, before.is_late) == (timedelta(), at("10:00"), False)


def test_a_leg_is_due_when_the_first_of_its_open_promises_is():
    case = opened(at("09:00"))
    assert next_due(clocks(case, POLICY, at("09:30")), 1) == at("10:00")
    taken = with_first(case, acknowledged=at("09:30"))
    assert next_due(clocks(taken, POLICY, at("09:30")), 1) == at("11:30")
    assert next_due(clocks(passed(taken, 0, at("10:00")), POLICY, at("10:30")), 1) is None
    assert next_due(clocks(withdrawn(case, at("09:30")), POLICY, at("10:30")), 1) is None


MINUTES = st.integers(0, 4000)


@st.composite
def stories(draw):
    """Return a case through some hands, and the moment after the last of it."""
    now = MONDAY + timedelta(minutes=draw(MINUTES))
    promise = Promise(*draw(st.tuples(*[st.integers(1, 3000)] * 3)), draw(st.sampled_from(sorted(POLICY.calendars))))
    case = opened(now, promise)
    for step in draw(st.lists(st.sampled_from(["pass", "take", "escalate", "resolve", "withdraw"]), max_size=8)):
        now += timedelta(minutes=draw(MINUTES))
        case = _stepped(case, step, now, draw, promise)
        if case.state is not CaseState.OPEN:
            break
    return case, now


def _stepped(case, step, now, draw, promise):
    if step == "escalate" and len(case.legs) < len(PARTIES):
        return escalated(case, now, promise)
    if step == "take":
        return with_first(case, acknowledged=case.first.acknowledged or now)
    if step in ("resolve", "withdraw"):
        return (resolved if step == "resolve" else withdrawn)(case, now)
    return passed(case, draw(st.integers(0, len(case.legs))), now)


@examples(150)
@given(stories(), MINUTES, MINUTES)
def test_clocks_never_run_backwards_and_one_that_stands_still_does_not_move(story, first, second):
    case, now = story
    earlier, later = now + timedelta(minutes=first), now + timedelta(minutes=first + second)
    for before, after in zip(clocks(case, POLICY, earlier), clocks(case, POLICY, later), strict=True):
        assert after.used >= before.used >= timedelta()
        assert after.is_late or not before.is_late
        if before.state is not ClockState.RUNNING:
            assert after == before


@examples(150)
@given(stories(), MINUTES)
def test_a_clock_has_used_its_target_up_when_it_is_due_and_is_due_no_earlier_than_it_began(story, minutes):
    case, now = story
    now += timedelta(minutes=minutes)
    for each in clocks(case, POLICY, now):
        assert (each.due is None) == (each.state is not ClockState.RUNNING and each.used < each.target)
        if each.due is None:
            continue
        assert each.due >= each.since
        if each.state is ClockState.RUNNING:
            assert each.is_late == (now > each.due)
            assert clock(case, each.kind, each.due, leg=each.leg).used == each.target


@examples(150)
@given(stories(), MINUTES)
def test_only_the_clocks_of_whoever_holds_the_ball_run(story, minutes):
    case, now = story
    running = {each.leg for each in clocks(case, POLICY, now + timedelta(minutes=minutes)) if each.state == "running"}
    assert running <= ({0, case.holder} if case.holder else set())
