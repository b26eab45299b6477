"""Working time on calendars: several spans, holidays, and the nights on which clocks are set."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.desk.time.working_time import NeverOpens, after, is_open, next_opening, worked
from knowledge.agreed.calendar import ALWAYS, MIDNIGHT, OFFICE, Calendar, Span
from knowledge.agreed.public_holidays import PublicHolidays
from tests.properties import examples

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
NONE = timedelta()
ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",  # half an hour
    "America/Sao_Paulo",  # midnight is skipped, or repeated
    "America/St_Johns",  # until 2011 a minute past midnight, back into the day before
    "Asia/Kathmandu",
    "Africa/Casablanca",  # no summer time in Ramadan
    "Pacific/Apia",  # had no 30 December 2011
)
YEARS = st.datetimes(datetime(2009, 1, 1), datetime(2012, 6, 1))
"""Years in which each of these zones has something strange."""


def span(start, end):
    return Span(time.fromisoformat(start), time.fromisoformat(end))


def weekly(zone, *spans, days=7, holidays=()):
    return Calendar("team", zone, (spans,) * days + ((),) * (7 - days), frozenset(holidays))


SPLIT = weekly("Europe/Berlin", span("08:00", "12:00"), span("13:00", "17:00"), days=5)


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def berlin(text):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Berlin")).astimezone(UTC)


@st.composite
def days(draw):
    """Return the spans of a day: sorted, never overlapping, sometimes to midnight."""
    bounds = sorted(draw(st.sets(st.integers(0, 24 * 12), max_size=6)))
    clock = [time(*divmod(bound * 5 % 1440, 60)) for bound in bounds]
    return tuple(Span(start, end) for start, end in zip(clock[::2], clock[1::2], strict=False))


@st.composite
def calendars(draw):
    week = tuple(draw(st.lists(days(), min_size=7, max_size=7)))
    off = draw(st.frozensets(st.dates(date(2009, 1, 1), date(2012, 6, 1)), max_size=5))
    return Calendar("drawn", draw(st.sampled_from(ZONES)), week, off)


OPENING = calendars().filter(lambda each: each.opens)
MOMENTS = YEARS.map(lambda naive: naive.replace(tzinfo=UTC))


def minute_by_minute(calendar, start, end):
    """Reckon working time with a clock on the wall that is never set back: it waits until time has caught up."""
    zone = ZoneInfo(calendar.zone)
    shown, total = datetime.min, NONE
    at = start - 26 * HOUR
    while at < end:
        shown = max(shown, at.astimezone(zone).replace(tzinfo=None))
        if at >= start and any(
            each.start <= shown.time() and (each.end == MIDNIGHT or shown.time() < each.end)
            for each in calendar.spans(shown.date())
        ):
            total += MINUTE
        at += MINUTE
    return total


def test_lunch_is_no_working_time():
    assert worked(SPLIT, berlin("2026-03-04 11:30"), berlin("2026-03-04 13:30")) == HOUR
    assert after(SPLIT, berlin("2026-03-04 11:30"), HOUR) == berlin("2026-03-04 13:30")


def test_a_night_and_a_weekend_are_no_working_time():
    assert after(SPLIT, berlin("2026-03-06 16:00"), 2 * HOUR) == berlin("2026-03-09 09:00")


def test_a_public_holiday_is_no_working_time_and_one_that_is_worked_is():
    daily = weekly("UTC", span("08:00", "12:00"))
    public = replace(daily, public=PublicHolidays("DE", "BB"), working=frozenset({date(2027, 10, 31)}))
    start, end = datetime(2026, 10, 1, tzinfo=UTC), datetime(2027, 11, 1, tzinfo=UTC)
    days = {date(2026, 10, 1) + timedelta(days=each) for each in range((end - start).days)}
    assert worked(daily, start, end) - worked(public, start, end) == 4 * HOUR * sum(map(public.is_holiday, days))
    assert after(public, datetime(2026, 12, 24, 12, tzinfo=UTC), HOUR) == datetime(2026, 12, 27, 9, tzinfo=UTC)


def test_a_holiday_is_no_working_time():
    closed = weekly("Europe/Berlin", span("08:00", "12:00"), holidays=[date(2026, 3, 5)])
    assert worked(closed, berlin("2026-03-04 00:00"), berlin("2026-03-07 00:00")) == 8 * HOUR


def test_what_is_promised_until_closing_is_due_at_closing_and_not_the_next_morning():
    assert after(SPLIT, berlin("2026-03-04 16:00"), HOUR) == berlin("2026-03-04 17:00")


def test_what_starts_outside_working_hours_counts_from_the_opening():
    assert after(SPLIT, berlin("2026-03-07 12:00"), HOUR) == berlin("2026-03-09 09:00")
    assert after(SPLIT, berlin("2026-03-07 12:00"), NONE) == berlin("2026-03-07 12:00")


@pytest.mark.parametrize(
    ("at", "opened"),
    [
        ("2026-03-04 07:59", "2026-03-04 08:00"),
        ("2026-03-04 08:00", "2026-03-04 08:00"),
        ("2026-03-04 10:00", "2026-03-04 10:00"),
        ("2026-03-04 12:00", "2026-03-04 13:00"),
        ("2026-03-06 17:00", "2026-03-09 08:00"),
    ],
)
def test_the_next_opening_is_now_when_it_is_open(at, opened):
    assert next_opening(SPLIT, berlin(at)) == berlin(opened)
    assert is_open(SPLIT, berlin(at)) == (at == opened)


@pytest.mark.parametrize(
    ("spans", "on", "hours"),
    [
        ([span("00:00", "00:00")], "2026-03-29", 23),
        ([span("00:00", "00:00")], "2026-10-25", 25),
        ([span("01:00", "05:00")], "2026-03-29", 3),
        ([span("01:00", "05:00")], "2026-10-25", 5),
        ([span("02:00", "03:00")], "2026-03-29", 0),
        ([span("02:00", "03:00")], "2026-10-25", 2),
        ([span("02:30", "04:00")], "2026-03-29", 1),
        ([span("01:00", "02:30")], "2026-03-29", 1),
        ([span("02:15", "02:45")], "2026-10-25", 0.5),
        ([span("01:00", "02:30"), span("02:30", "05:00")], "2026-10-25", 5),
        ([span("22:00", "00:00")], "2026-03-29", 2),
    ],
    ids=str,
)
def test_a_night_on_which_clocks_are_set_counts_the_time_that_really_passed(spans, on, hours):
    assert worked(weekly("Europe/Berlin", *spans), berlin(f"{on} 00:00"), berlin(f"{on} 23:59:59") + MINUTE / 60) == (
        hours * HOUR
    )


def test_the_spans_meet_when_the_hour_is_repeated_that_they_meet_in():
    apart = weekly("Europe/Berlin", span("01:00", "02:30"), span("02:30", "05:00"))
    assert after(apart, berlin("2026-10-25 00:00"), 4 * HOUR) == berlin("2026-10-25 04:00")


def test_a_day_that_was_skipped_has_no_working_time():
    samoa = weekly("Pacific/Apia", span("00:00", "00:00"))
    assert worked(samoa, utc("2011-12-29 10:00"), utc("2011-12-31 10:00")) == 48 * HOUR


def test_a_calendar_that_never_opens_is_named():
    with pytest.raises(NeverOpens, match="calendar team: 1 working hours do not come in 50 years; give its week spans"):
        after(weekly("UTC"), utc("2026-03-04 09:00"), HOUR)
    with pytest.raises(NeverOpens):
        next_opening(weekly("UTC"), utc("2026-03-04 09:00"))


def test_a_wait_of_fifty_years_is_refused_and_does_not_hang():
    with pytest.raises(NeverOpens):
        after(OFFICE, utc("2026-03-04 09:00"), timedelta.max / 2)


def test_nothing_is_worked_backwards():
    assert worked(ALWAYS, utc("2026-03-04 10:00"), utc("2026-03-04 09:00")) == NONE


@examples(60)
@given(OPENING, MOMENTS, st.integers(0, 4 * 1440))
@example(weekly("America/St_Johns", span("00:00", "00:00")), utc("2010-11-07 02:00"), 300)
@example(weekly("America/Sao_Paulo", span("23:00", "00:00")), utc("2011-02-19 12:00"), 2000)
@example(weekly("America/Sao_Paulo", span("00:00", "01:00")), utc("2010-10-16 12:00"), 2000)
@example(weekly("Pacific/Apia", span("00:00", "12:00")), utc("2011-12-29 00:00"), 4000)
@example(weekly("Australia/Lord_Howe", span("01:30", "02:15")), utc("2011-04-02 00:00"), 2000)
def test_working_time_agrees_with_a_count_of_its_minutes(calendar, start, minutes):
    start = start.replace(second=0, microsecond=0)
    end = start + minutes * MINUTE
    assert worked(calendar, start, end) == minute_by_minute(calendar, start, end)
    assert is_open(calendar, end) == (minute_by_minute(calendar, end, end + MINUTE) == MINUTE)


@examples(200)
@given(calendars(), st.lists(MOMENTS, min_size=3, max_size=3).map(sorted))
def test_working_time_adds_up_over_a_cut_and_is_never_more_than_the_time(calendar, moments):
    start, cut, end = moments
    whole = worked(calendar, start, end)
    assert whole == worked(calendar, start, cut) + worked(calendar, cut, end)
    assert NONE <= whole <= end - start


@examples(200)
@given(OPENING, MOMENTS, st.timedeltas(NONE, timedelta(hours=400)))
def test_after_so_much_working_time_exactly_so_much_was_worked(calendar, start, wanted):
    end = after(calendar, start, wanted)
    assert worked(calendar, start, end) == wanted
    if wanted:
        assert worked(calendar, start, end - timedelta.resolution) < wanted


@examples(200)
@given(OPENING, MOMENTS, st.timedeltas(NONE, 3 * 24 * HOUR), *[st.timedeltas(NONE, 100 * HOUR)] * 2)
def test_who_starts_later_or_wants_more_waits_no_less(calendar, start, later, wanted, more):
    due = after(calendar, start, wanted)
    assert due >= start
    assert after(calendar, start + later, wanted) >= due
    assert after(calendar, start, wanted + more) >= due


@examples(100)
@given(OPENING, MOMENTS)
def test_it_is_open_at_the_next_opening_and_not_before_it(calendar, at):
    opens = next_opening(calendar, at)
    assert is_open(calendar, opens)
    assert worked(calendar, at, opens) == NONE
    assert (opens == at) == is_open(calendar, at)


def test_ten_years_cost_no_more_than_a_few_days():
    calendar = weekly("Europe/Berlin", span("08:00", "12:00"), span("13:00", "17:00"), days=5)
    asked = []

    class Watched(Calendar):
        def spans(self, day):
            asked.append(day)
            return super().spans(day)

    watched = Watched(calendar.name, calendar.zone, calendar.week, calendar.holidays)
    assert worked(watched, utc("2026-01-01 00:00"), utc("2036-01-01 00:00")).days > 700
    assert len(asked) < 30
