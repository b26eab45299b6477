"""How times of a policy are read: how long something takes, and from when to when somebody is there."""

import re
from datetime import time, timedelta

from knowledge.agreed.calendar import MIDNIGHT, Span
from knowledge.formats import values
from knowledge.formats.nodes import Node
from knowledge.problems.nearest import shown
from knowledge.problems.report import Refused

UNITS = {"min": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
PART = r"(\d{1,5}(?:\.\d{1,2})?)\s*(min|h|d)(?:utes?|ours?|rs?|ays?|s)?"
"""A number and its unit, long or short: 30 min, 4 h, 2 hours, 7 d."""
LONGEST = timedelta(days=3_660)
HOURS = re.compile(r"(\d{1,2}):(\d{2})\s*[-\N{EN DASH}]\s*(\d{1,2}):(\d{2})")


def duration(node: Node) -> timedelta:
    """Return how long something takes: `30 min`, `4 h`, `1 h 30 min`, `7 d`; 0 needs no unit."""
    value = values.line(node).casefold()
    if value.startswith(("-", "\N{MINUS SIGN}")):
        raise Refused("KB636", node.line, f"{shown(value)} is less than nothing", "write how long, such as 4 h")
    if not re.fullmatch(rf"0|{PART}(\s*{PART})*", value):
        raise Refused("KB304", node.line, f"{shown(value)} is no length of time", "write it like 30 min, 4 h or 7 d")
    total = sum((float(number) * UNITS[unit] for number, unit in re.findall(PART, value)), timedelta())
    if total > LONGEST:
        raise Refused("KB636", node.line, f"{shown(value)} is longer than ten years", "write something shorter")
    return total


def some_time(node: Node) -> timedelta:
    """Return a duration that is more than nothing."""
    found = duration(node)
    if not found:
        raise Refused("KB636", node.line, "no time at all", "write how long, such as 30 min")
    return found


def working_time(node: Node) -> timedelta:
    """Return a length of working time; a day is none, because each calendar's is another."""
    if re.search(r"\bd(ays?)?\b|\dd\b", values.line(node).casefold()):
        what = "a day of working time is as long as the calendar makes it"
        raise Refused("KB636", node.line, what, "write hours, such as 8 h")
    return some_time(node)


def span(node: Node) -> Span:
    """Return some hours of a day: `08:00-12:30`; 24:00 is midnight at its end."""
    value = values.line(node)
    found = HOURS.fullmatch(value)
    if not found:
        raise Refused("KB304", node.line, f"{shown(value)} is no span of hours", "write it like 08:00-17:00")
    numbers = [int(each) for each in found.groups()]
    made = Span(clock(numbers[0], numbers[1], node), clock(numbers[2], numbers[3], node))
    if not made.is_forward or (made.start == made.end == MIDNIGHT and numbers[2] != 24):
        what = f"{value} ends before it begins"
        remedy = (
            f"end at 24:00 and write 00:00-{found[3]}:{found[4]} into the next day" if numbers[2] < 24 else "turn it"
        )
        raise Refused("KB634", node.line, what, remedy)
    return made


def clock(hour: int, minute: int, node: Node) -> time:
    """Return a time of day; 24:00 is midnight."""
    if (hour, minute) == (24, 0):
        return MIDNIGHT
    if hour > 23 or minute > 59:
        raise Refused("KB304", node.line, f"{hour}:{minute:02} is no time of day", "write it like 08:00")
    return time(hour, minute)
