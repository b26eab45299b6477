"""The day by which somebody looks at an entry again."""

from datetime import date


def in_a_year(today: date) -> date:
    """Return the same day of the next year; of a leap day, the last of February."""
    last = today.replace(day=28) if (today.month, today.day) == (2, 29) else today
    return last.replace(year=today.year + 1)
