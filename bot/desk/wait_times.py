"""Books the time of a case: passes the wait, and sums up how long the case waited on each party."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.desk.actor import Party
from bot.desk.case import Case
from bot.desk.leg import WaitPeriod


def passed(case: Case, leg: int, at: datetime) -> Case:
    """Return the case waiting on this leg's party from then on; 0 is the customer."""
    party = case.leg(leg).party if leg else Party.CUSTOMER
    last = case.held[-1] if case.held else None
    if last and last.until is None and (last.party, last.leg) == (party, leg):
        return replace(case, wait=party)
    return replace(case, wait=party, held=(*_ended(case.held, at), WaitPeriod(party, leg, at)))


def stopped(case: Case, at: datetime) -> Case:
    """Return the case waiting on nobody: it has ended."""
    return replace(case, wait=Party.CUSTOMER, held=_ended(case.held, at), ended=case.ended or at)


def booked(case: Case, at: datetime) -> Mapping[Party, timedelta]:
    """Return how long each party was waited on until then, with every party present; the sum is the case's age."""
    sums = dict.fromkeys(Party, timedelta())
    for each in case.held:
        sums[each.party] += max((each.until or at) - each.since, timedelta())
    return sums


def whole_seconds(case: Case, at: datetime) -> Mapping[Party, int]:
    """Return how long each party was waited on in whole seconds, whose sum is the whole seconds of the
    case's age.
    """
    seconds: dict[Party, int] = {}
    before, sum_so_far = 0, timedelta()
    for party, held in booked(case, at).items():
        sum_so_far += held
        seconds[party] = sum_so_far // timedelta(seconds=1) - before
        before += seconds[party]
    return seconds


def age(case: Case, at: datetime) -> timedelta:
    """Return how long the case has lived until then, the time in which it had ended left out."""
    return sum(booked(case, at).values(), timedelta())


def _ended(held: tuple[WaitPeriod, ...], at: datetime) -> tuple[WaitPeriod, ...]:
    if not held or held[-1].until is not None:
        return held
    return (*held[:-1], replace(held[-1], until=at))
