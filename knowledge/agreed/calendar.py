"""A calendar: when somebody works, as pure data. What time counts on it is reckoned elsewhere."""

from dataclasses import dataclass
from datetime import date, time

from knowledge.agreed.public_holidays import PublicHolidays

MIDNIGHT = time(0)
"""As the end of a span: the end of its day."""
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAYS_A_WEEK = len(WEEKDAYS)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Some hours of a day, from its start up to its end."""

    start: time
    end: time
    """Midnight is the end of the day, so that 00:00 to 00:00 is all of it."""

    @property
    def is_forward(self) -> bool:
        """Return whether it ends after it begins."""
        return self.end == MIDNIGHT or self.start < self.end

    def meets(self, other: "Span") -> bool:
        """Return whether the two share a minute."""
        first, second = sorted((self, other))
        return first.end == MIDNIGHT or second.start < first.end


@dataclass(frozen=True, slots=True)
class Calendar:
    """The hours of a team, in local time of its zone."""

    name: str
    zone: str
    """As IANA names it, such as Europe/Berlin."""
    week: tuple[tuple[Span, ...], ...]
    """Seven days, Monday first; the spans of a day are sorted and never overlap."""
    holidays: frozenset[date] = frozenset()
    """Days without hours, as written by hand."""
    public: PublicHolidays | None = None
    """Whose public holidays are days without hours too."""
    working: frozenset[date] = frozenset()
    """Public holidays that have the hours of their weekday all the same."""

    def spans(self, day: date) -> tuple[Span, ...]:
        """Return the hours of a day of the calendar's zone."""
        return () if self.is_holiday(day) else self.week[day.weekday()]

    def is_holiday(self, day: date) -> bool:
        """Return whether it is a day without hours; what is written by hand wins over what is computed."""
        return day in self.holidays or (
            self.public is not None and day not in self.working and day in self.public.of_year(day.year)
        )

    def holidays_between(self, first: date, until: date) -> frozenset[date]:
        """Return the holidays from the first day up to, not including, the other; only their years are computed."""
        found = set(self.holidays)
        if self.public is not None and first < until:
            for year in range(first.year, until.year + 1):
                found |= self.public.of_year(year) - self.working
        return frozenset(day for day in found if first <= day < until)

    @property
    def opens(self) -> bool:
        """Return whether there are hours at all."""
        return any(self.week)


ALWAYS = Calendar("always", "UTC", ((Span(MIDNIGHT, MIDNIGHT),),) * DAYS_A_WEEK)
"""Around the clock, every day."""
OFFICE = Calendar("office", "UTC", (*((Span(time(9), time(17)),),) * 5, (), ()))
"""Who says nothing of their hours has these."""
