"""What was agreed, and what holds where nobody wrote anything."""

from dataclasses import replace
from datetime import date, time, timedelta
from itertools import pairwise, product

import pytest

from knowledge.agreed.calendar import ALWAYS, OFFICE, Calendar, Span
from knowledge.agreed.policy import DEFAULT, LEADS, PARTIES, STANDARD, Policy, Route, Rule, Severity


@pytest.mark.parametrize(("plan", "severity", "party"), list(product(DEFAULT.plans, DEFAULT.severities, PARTIES)))
def test_every_target_is_there_and_comes_before_the_next(plan, severity, party):
    target = DEFAULT.target(plan, severity, party)
    assert timedelta() < target.first <= target.update <= target.solve


@pytest.mark.parametrize(("plan", "party"), list(product(DEFAULT.plans, PARTIES)))
def test_what_hurts_more_is_promised_sooner(plan, party):
    promised = [DEFAULT.target(plan, severity, party) for severity in DEFAULT.severities]
    for worse, better in pairwise(promised):
        assert (worse.first, worse.update, worse.solve) < (better.first, better.update, better.solve)


def test_an_unknown_plan_has_the_standard_targets_and_entitlement():
    assert DEFAULT.target("", "B", "vendor") == DEFAULT.target(STANDARD, "B", "vendor")
    assert DEFAULT.entitlement("gold") == DEFAULT.entitlement(STANDARD)


def test_a_severity_of_which_nothing_is_promised_has_the_target_of_the_next_graver_one():
    policy = replace(DEFAULT, severities={**DEFAULT.severities, "D": Severity("A wish.", "")})
    assert policy.target("premium", "D", "partner") == DEFAULT.target("premium", "C", "partner")
    with pytest.raises(KeyError):
        policy.target(STANDARD, "D", "nobody")


def test_the_next_lower_severity_is_the_one_below_in_the_list():
    policy = replace(DEFAULT, severities={**DEFAULT.severities, "D": Severity("A wish.", "")})
    lower = [policy.next_lower_severity(each) for each in ("A", "B", "C", "D", "gone")]
    assert lower == ["B", "C", "D", None, None]


def test_the_basic_plan_ends_before_the_product_group():
    assert [party for party in PARTIES if DEFAULT.entitlement("basic").reaches(party)] == ["partner", "vendor"]


def test_the_ladder_climbs_and_ends_with_the_leads():
    assert all(lower.after < higher.after for lower, higher in pairwise(DEFAULT.ladder))
    assert DEFAULT.ladder[-1].tell == LEADS


def test_who_says_nothing_of_their_hours_has_office_hours():
    assert DEFAULT.calendar("") is DEFAULT.calendar("of nobody") is OFFICE
    assert DEFAULT.calendar("always") is ALWAYS


def test_a_route_takes_each_part_from_the_first_rule_that_says_it():
    policy = Policy(
        routing=(
            Rule(products=("Backup",), route=Route(group="storage")),
            Rule(accounts=("bakery",), route=Route(owner="harbor/mara")),
            Rule(languages=("de",), route=Route(team="summit", group="german")),
            Rule(route=Route(owner="harbor/ned")),
        )
    )
    assert policy.route("backup", "bakery", "de-AT") == Route("summit", "harbor/mara", "storage")
    assert policy.route(None, "clinic", None) == Route(owner="harbor/ned")


def test_a_holiday_has_no_hours():
    monday = date(2026, 11, 23)
    closed = Calendar("desk", "UTC", OFFICE.week, frozenset({monday}))
    assert (OFFICE.spans(monday), closed.spans(monday)) == ((Span(time(9), time(17)),), ())


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [("08-12", "12-16", False), ("08-12", "11-16", True), ("08-00", "23-00", True), ("00-00", "01-02", True)],
)
def test_spans_meet_where_they_share_a_minute(one, other, meet):
    first, second = (Span(*(time(int(hour)) for hour in each.split("-"))) for each in (one, other))
    assert (first.meets(second), second.meets(first)) == (meet, meet)
