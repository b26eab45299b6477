"""Times as a lead reads them: local, with the exact UTC time beside it."""

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from bot.console.speech import say


@dataclass(frozen=True, slots=True)
class Moment:
    """A time in three forms."""

    iso: str
    """For machines: UTC, to the second."""
    exact: str
    """For who wants to know exactly: `2026-03-04 05:06:07 UTC`."""
    local: str
    """For reading: today only the time, this year without the year."""


def moment(at: datetime, now: datetime, zone: tzinfo | None = None) -> Moment:
    """Return a time to show at `now`; no zone is this machine's."""
    utc, here, today = at.astimezone(UTC), at.astimezone(zone), now.astimezone(zone)
    return Moment(f"{utc:%Y-%m-%dT%H:%M:%SZ}", f"{utc:%Y-%m-%d %H:%M:%S} UTC", plain(here, today))


def plain(here: datetime, today: datetime) -> str:
    """Return a local time as it is read today, in the language that is spoken."""
    time = f"{here:%H:%M}"
    if here.date() == today.date():
        return time
    day = {"day": here.day, "month": say(f"month_{here.month}"), "year": here.year, "time": time}
    return say("day_of_year" if here.year == today.year else "day_long_ago", **day)


def day_start(now: datetime, zone: tzinfo | None = None) -> datetime:
    """Return the moment today began, in UTC."""
    return now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)


def elapsed(since: datetime, now: datetime) -> str:
    """Return how long ago in the largest fitting unit: `< 1 min`, `5 min`, `3 h`, `2 d`."""
    minutes = max(int((now - since).total_seconds() // 60), 0)
    if minutes < 1:
        return "< 1 min"
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // (24 * 60)} d"
