"""The keys of an entry, a row each: how it is read and written, and all that any format or message says of it.

Readers, schemas, writers and messages are made of this table. A key is an attribute of `Entry` of the same name.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from knowledge.entry import Entry, Status
from knowledge.formats import values
from knowledge.formats.values import Read

Text = str | tuple[str, ...]
LAST = 99
"""The place of a key that says none: behind those that do."""
AT_LINES = re.compile(r"[\n|]")
AT_COMMAS = re.compile(r"[\n|,;]")


@dataclass(frozen=True, slots=True)
class Column:
    """The column of a key in a workbook; its names in other tables are those of the languages."""

    place: int = LAST
    """Its place from the left."""
    width: int = 20
    """In characters."""
    apart: re.Pattern[str] | None = None
    """What stands between several values in one cell when it is read; None for a key with one value."""
    between: str = "\n"
    """What is written between several values."""

    def split(self, text: str) -> list[str]:
        """Return the values of a cell."""
        return self.apart.split(text) if self.apart else [text]

    def join(self, text: Text) -> str:
        """Return the text of a cell."""
        return text if isinstance(text, str) else self.between.join(text)


@dataclass(frozen=True, slots=True)
class EntryKey:
    """A key of an entry."""

    name: str
    """With underscores; hyphens, spaces and capitals are forgiven where it is read."""
    read: Read
    """From a node to the value that the attribute takes."""
    write: Callable[[Entry], Text]
    """From an entry to the text that is read as the same value again; empty for what need not be said."""
    description: str
    """What it is for, in a sentence that an editor shows beside it."""
    of_one: bool = False
    """Whether it belongs to one entry; any other a file may set for all its entries."""
    protects: bool = False
    """Whether it keeps an entry from somebody: a column that may be meant for it is never passed over."""
    place: int = LAST
    """Its place among the keys of a file that is written; 0 where each format has a place of its own for it."""
    column: Column = Column()
    noun: str = ""
    """What people call it, where that is not `the` and its name."""

    @property
    def hyphenated(self) -> str:
        """Return the name as people read it."""
        return self.name.replace("_", "-")

    @property
    def is_literal(self) -> bool:
        """Return whether YAML takes the written value for what it is, without quotes."""
        return self.read in (values.boolean, values.day, values.probability)


def number(value: float) -> str:
    """Return a number without an exponent, as short as it can be."""
    return f"{value:.9f}".rstrip("0").rstrip(".")


KEYS = (
    EntryKey(
        "id",
        values.identifier,
        lambda entry: entry.id,
        "Letters, digits, hyphens. An entry's is made of the question where it is not given; a folder's is its name.",
        of_one=True,
        place=1,
        column=Column(4, 22),
        noun="the id",
    ),
    EntryKey(
        "question",
        values.text,
        lambda entry: entry.question,
        "One question, as a customer would write it.",
        of_one=True,
        place=0,
        column=Column(1, 44),
    ),
    EntryKey(
        "also",
        values.many(values.phrasing),
        lambda entry: entry.also,
        "Other ways of asking the same.",
        of_one=True,
        place=14,
        column=Column(2, 36, AT_LINES),
        noun="other ways of asking",
    ),
    EntryKey(
        "answer",
        values.text,
        lambda entry: entry.answer,
        "Markdown. Teams shows 4,000 characters without cutting.",
        of_one=True,
        place=0,
        column=Column(3, 70),
    ),
    EntryKey(
        "follow_ups",
        values.many(values.reference),
        lambda entry: tuple(each.removeprefix(f"{entry.partner}/") for each in entry.follow_ups),
        "Ids of entries that people ask for next: buttons below the answer.",
        of_one=True,
        place=13,
        column=Column(15, 24, AT_COMMAS),
        noun="follow-ups",
    ),
    EntryKey(
        "tags",
        values.tags,
        lambda entry: entry.tags,
        "Words to sort entries by.",
        place=10,
        column=Column(5, 18, AT_COMMAS, ", "),
    ),
    EntryKey(
        "product",
        values.optional_line,
        lambda entry: entry.product or "",
        "The product it is about.",
        place=8,
        column=Column(6, 16),
    ),
    EntryKey(
        "language",
        values.language,
        lambda entry: entry.language,  # always said, so that no folder decides it
        "Two letters, such as en or de, with a region if you like: de-AT.",
        place=2,
        column=Column(7, 10),
    ),
    EntryKey(
        "visibility",
        values.visibility,
        lambda entry: entry.visibility.value,  # always said, so that no folder decides it
        "Who sees it: public < customer < partner < vendor; what the folder says if it is not there.",
        protects=True,
        place=3,
        column=Column(8, 11),
    ),
    EntryKey(
        "nda",
        values.boolean,
        lambda entry: "true" if entry.nda else "",
        "Only for staff of a partner whose agreement is current, and only one to one.",
        protects=True,
        place=4,
        column=Column(9, 7),
    ),
    EntryKey(
        "owner",
        values.optional_line,
        lambda entry: entry.owner or "",
        "Who looks after it: an address, or @name or @team where the folder lies in git.",
        place=6,
        column=Column(11, 26),
    ),
    EntryKey(
        "review",
        values.day,
        lambda entry: entry.review.isoformat() if entry.review else "",
        "The day on which somebody should read it again, such as 2027-01-31.",
        place=7,
        column=Column(12, 12),
    ),
    EntryKey(
        "status",
        values.status,
        lambda entry: "" if entry.status is Status.PUBLISHED else entry.status.value,
        "published is answered; draft and retired are not.",
        protects=True,
        place=5,
        column=Column(10, 11),
    ),
    EntryKey(
        "kind",
        values.optional_line,
        lambda entry: entry.kind or "",
        "A word of your own for what sort of entry it is; `sales` shows the touch point beside the answer.",
        place=9,
        column=Column(13, 10),
    ),
    EntryKey(
        "threshold",
        values.probability,
        lambda entry: "" if entry.threshold is None else number(entry.threshold),
        "The confidence, 0 to 1, that Spot needs to give this answer alone.",
        place=11,
        column=Column(14, 10),
    ),
    EntryKey(
        "source",
        values.optional_line,
        lambda entry: entry.source or "",
        "Where the answer comes from, as people read it.",
        place=12,
        column=Column(16, 30),
    ),
)
"""In the order in which messages and schemas name them."""
BY_NAME = {each.name: each for each in KEYS}
WRITTEN = sorted((each for each in KEYS if each.place), key=lambda each: each.place)
"""Every key but question and answer, in the order in which files have them."""
COLUMNS = sorted(KEYS, key=lambda each: each.column.place)
"""In the order of a workbook's columns."""
LITERAL = frozenset(each.name for each in KEYS if each.is_literal)
"""Keys whose values are what YAML takes them for."""
SEVERAL = frozenset(each.name for each in KEYS if each.column.apart)
"""Keys that more than one column may hold."""
PROTECTING = frozenset(each.name for each in KEYS if each.protects)
"""Keys that keep an entry from somebody."""
