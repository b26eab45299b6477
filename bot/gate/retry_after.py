"""The header `Retry-After`, as somebody who cannot take it now writes it."""

from datetime import datetime
from email.utils import parsedate_to_datetime


def seconds_of(written: str | None, now: datetime, most: float) -> float | None:
    """Return the seconds that a header of seconds or of a date asks for, at most so many; None where it
    asks nothing.
    """
    if not written:
        return None
    try:
        seconds = float(written)
    except ValueError:
        try:
            seconds = (parsedate_to_datetime(written) - now).total_seconds()
        except (ValueError, TypeError):
            return None
    return min(max(seconds, 0.0), most) if seconds == seconds else None
