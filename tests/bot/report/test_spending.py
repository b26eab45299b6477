from datetime import timedelta

from bot.desk.actor import Party
from bot.desk.case import Case, Origin, Requester
from bot.desk.leg import Leg, Promise, WaitPeriod
from bot.desk.wait_times import booked
from bot.report.effort import Effort
from bot.report.experience import ReportedMatter, experience
from bot.report.spending import Spent, spent, waited
from knowledge.agreed.policy import DEFAULT
from tests.bot.support.stored import NOW, later

HOUR = timedelta(hours=1)


def case(*held, legs=2):
    both = (
        Leg(1, Party.PARTNER, "harbour", NOW, promise=Promise(calendar="office")),
        Leg(2, Party.VENDOR, "denck", later(hours=2), promise=Promise(calendar="always")),
    )
    return Case(
        1, "k", "cold", Requester("t", "o", "Olu"), "bakery", "harbour", Origin(), NOW, NOW, legs=both[:legs], held=held
    )


CHAIN = case(
    WaitPeriod(Party.PARTNER, 1, NOW, later(hours=2)),  # Wednesday, 9 to 11
    WaitPeriod(Party.VENDOR, 2, later(hours=2), later(hours=26)),  # to Thursday, 11
    WaitPeriod(Party.CUSTOMER, 0, later(hours=26), later(hours=27)),
    WaitPeriod(Party.PARTNER, 1, later(hours=27)),  # from 12
)


def test_every_hour_is_booked_to_whoever_held_the_ball_by_wall_and_by_calendar():
    assert spent(CHAIN, DEFAULT, later(hours=36)) == (  # Thursday, 21
        Spent(Party.PARTNER, "harbour", 11 * HOUR, 7 * HOUR),  # 2 and 9, of which 2 and 5 in the office
        Spent(Party.VENDOR, "denck", 24 * HOUR, 24 * HOUR),  # around the clock
        Spent(Party.CUSTOMER, "bakery", HOUR, HOUR),
    )


def test_what_is_spent_sums_up_to_what_is_booked():
    at = later(hours=36)
    parts = spent(CHAIN, DEFAULT, at)
    for party, whole in booked(CHAIN, at).items():
        assert sum((each.wall for each in parts if each.party is party), timedelta()) == whole


def test_a_customer_does_not_wait_for_themselves():
    assert waited(spent(CHAIN, DEFAULT, later(hours=36))) == 31 * HOUR


def test_a_case_that_has_ended_uses_no_time():
    ended = case(WaitPeriod(Party.PARTNER, 1, NOW, later(hours=1)), legs=1)
    assert waited(spent(ended, DEFAULT, later(days=30))) == HOUR


def test_time_is_told_by_party_then_by_organisation_where_there_are_several():
    def of(*parts):
        return ReportedMatter("bakery", "harbour", "", Effort(), spent=(parts,))

    told = experience(
        [
            of(Spent(Party.PARTNER, "harbour", 3 * HOUR, HOUR), Spent(Party.VENDOR, "denck", 4 * HOUR, 2 * HOUR)),
            of(Spent(Party.PARTNER, "quay", HOUR, HOUR)),
        ]
    )
    assert [(each.name, each.share, each.cases, each.wall.values, each.working.values) for each in told.time] == [
        ("partner", 0.5, 2, (3.0, 1.0), (1.0, 1.0)),
        ("partner harbour", 0.375, 1, (3.0,), (1.0,)),
        ("partner quay", 0.125, 1, (1.0,), (1.0,)),
        ("vendor", 0.5, 1, (4.0,), (2.0,)),
    ]
