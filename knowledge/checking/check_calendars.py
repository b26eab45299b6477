"""The rule of good calendars: one that lists its holidays lists those to come. It does not print."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from knowledge.agreed.calendar import Calendar
from knowledge.agreed.setting import PolicyPart, Setting
from knowledge.problems.problem import Problem
from knowledge.problems.report import problem

AHEAD = timedelta(days=365)
"""How far ahead there must be a holiday."""


def check_calendars(settings: Iterable[Setting], today: date) -> Iterator[Problem]:
    """Yield calendars whose listed holidays have passed, or leave out the year to come."""
    for each in settings:
        if each.key[0] == PolicyPart.CALENDAR and is_out_of_date(each.value, today):
            last = max(each.value.holidays)
            what = f"the calendar {each.key[1]} lists no holiday in the year from {today}; the last is {last}"
            remedy = "list the dates to come, or write holidays: {country: DE}"
            yield problem(each.file, each.line, "KB639", what, remedy)


def is_out_of_date(calendar: Calendar, today: date) -> bool:
    """Return whether it lists holidays, and none of the year to come; those of a country never end."""
    listed = calendar.holidays if calendar.public is None else ()
    return bool(listed) and not any(today <= each <= today + AHEAD for each in listed)
