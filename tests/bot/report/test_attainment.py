from datetime import timedelta

import pytest

from bot.desk.actor import Party
from bot.desk.case import Case, Origin, Requester
from bot.desk.leg import Leg, LegState, Promise, WaitPeriod
from bot.desk.time.clocks import Promised
from bot.report.attainment import PromiseResult, promises
from bot.report.effort import Effort
from bot.report.experience import ReportedMatter, experience
from knowledge.agreed.policy import DEFAULT
from tests.bot.support.stored import NOW, later

HOUR = timedelta(hours=1)
FIRST, SOLVE = Promised.FIRST, Promised.SOLVE


def case(acknowledged=None, closed=None):
    """Return a case whose partner promised to take it within two working hours and to solve it within six."""
    promise = Promise(first=120, update=None, solve=360, calendar="office")
    state = LegState.CLOSED if closed else LegState.ACCEPTED if acknowledged else LegState.OPEN
    leg = Leg(1, Party.PARTNER, "harbour", NOW, state, acknowledged=acknowledged, closed=closed, promise=promise)
    held = [WaitPeriod(Party.PARTNER, 1, NOW, closed), *([WaitPeriod(Party.CUSTOMER, 0, closed)] if closed else [])]
    who = Requester("t", "o", "Olu")
    return Case(1, "k", "cold", who, "bakery", "harbour", Origin(), NOW, NOW, legs=(leg,), held=tuple(held))


@pytest.mark.parametrize(
    ("made", "at", "first", "solve"),
    [
        (case(), 1, (None, None), (None, None)),
        (case(), 3, (False, None), (None, None)),
        (case(later(hours=1)), 3, (True, HOUR), (None, None)),
        (case(later(hours=3)), 3, (False, 3 * HOUR), (None, None)),
        (case(later(hours=1), later(hours=5)), 30, (True, HOUR), (True, 5 * HOUR)),
        (case(later(hours=1), later(hours=25)), 30, (True, HOUR), (False, 9 * HOUR)),  # eight hours a day
    ],
)
def test_a_promise_is_kept_or_broken_by_the_clock_of_its_leg(made, at, first, solve):
    assert promises(made, DEFAULT, later(hours=at)) == (
        PromiseResult(Party.PARTNER, FIRST, *first),
        PromiseResult(Party.PARTNER, SOLVE, *solve),
    )


def test_a_promise_that_may_still_be_kept_counts_as_neither():
    made = (
        PromiseResult(Party.VENDOR, FIRST, kept=True, took=HOUR),
        PromiseResult(Party.VENDOR, FIRST, kept=False, took=3 * HOUR),
        PromiseResult(Party.VENDOR, FIRST, kept=False, took=None),
        PromiseResult(Party.VENDOR, FIRST, kept=None, took=None),
    )
    [told] = experience([ReportedMatter("bakery", "harbour", "", Effort(), promises=made)]).promises
    assert (told.kept.name, told.kept.count, told.kept.of) == ("vendor, first response kept", 1, 3)
    assert (told.took.name, told.took.values) == ("vendor, first response", (1.0, 3.0))
