"""Times as a lead reads them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.console.speech import speaking
from bot.console.times import day_start, elapsed, moment

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
EAST = timezone(timedelta(hours=14))


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        (datetime(2026, 3, 4, 9, 5, tzinfo=UTC), "09:05"),
        (datetime(2026, 3, 3, 9, 5, tzinfo=UTC), "3 Mar 09:05"),
        (datetime(2025, 12, 31, 9, 5, tzinfo=UTC), "31 Dec 2025"),
    ],
)
def test_a_time_says_as_much_as_is_needed_to_place_it(at, shown):
    assert moment(at, NOW, UTC).local == shown


def test_the_exact_time_is_always_utc():
    shown = moment(datetime(2026, 3, 5, 1, 2, 3, tzinfo=EAST), NOW, EAST)
    assert (shown.iso, shown.exact) == ("2026-03-04T11:02:03Z", "2026-03-04 11:02:03 UTC")
    assert shown.local == "01:02"


def test_a_day_begins_at_local_midnight():
    assert day_start(NOW, EAST) == datetime(2026, 3, 4, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("span", "shown"),
    [
        (timedelta(seconds=-5), "< 1 min"),
        (timedelta(seconds=59), "< 1 min"),
        (timedelta(minutes=59), "59 min"),
        (timedelta(hours=47), "47 h"),
        (timedelta(hours=48), "2 d"),
    ],
)
def test_a_span_is_told_in_its_largest_fitting_unit(span, shown):
    assert elapsed(NOW - span, NOW) == shown


@pytest.mark.parametrize(
    ("language", "shown"), [("en", "1 Feb 05:06"), ("de", "1. Feb. 05:06"), ("fr", "1 févr. 05:06")]
)
def test_a_day_is_written_as_in_the_language_of_the_page(language, shown):
    with speaking(language):
        assert moment(datetime(2026, 2, 1, 5, 6, tzinfo=UTC), datetime(2026, 3, 4, tzinfo=UTC), UTC).local == shown
