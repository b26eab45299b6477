"""How many cases one person may ask for. The dialogs ask politely before it comes to that; this is the backstop."""

from datetime import timedelta

MOST_OPEN = 5
"""Cases that one person may have open at a time."""
MOST_A_DAY = 20
"""Cases that one person may open within a day."""
DAY = timedelta(hours=24)


def allows(open_now: int, opened_today: int) -> bool:
    """Say whether somebody with so many cases may open another."""
    return open_now < MOST_OPEN and opened_today < MOST_A_DAY
