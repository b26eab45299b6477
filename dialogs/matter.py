"""A matter: one question and everything it has come to so far, handed from dialog to dialog as their state."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

QUESTION = re.compile(r"q[0-9a-f]{16}")
TITLE = 120
"""Characters of a question that become a case's title."""
LONGEST_NAME = 200
"""Characters; longer than any entry's full name."""
MOST = 10
"""Entries or earlier questions that one matter holds."""


class UnreadableState(Exception):
    """A dialog's state cannot be read; the conversation restarts politely."""


@dataclass(frozen=True, slots=True)
class Matter:
    """One question on its way to an answer or a person."""

    question: str
    """The id of the question."""
    title: str
    """What was asked, short enough for a title."""
    recorded: bool = True
    """Whether the question is written down; a bare wish for a person is not."""
    entry: str = ""
    """The entry that answered last."""
    offered: tuple[str, ...] = ()
    """The entries a did-you-mean showed."""
    refused: tuple[str, ...] = ()
    """The entries that did not help; they are not shown again."""
    earlier: tuple[str, ...] = ()
    """The ids of this matter's questions in other words."""
    rephrased: bool = False
    """Whether it has been said in other words already."""
    sales: bool = False
    """Whether it is about price, licence, quote or renewal, and for the touch point."""

    def about_sales(self) -> "Matter":
        """Return the matter as one for the touch point."""
        return replace(self, sales=True)

    def as_dict(self) -> dict[str, Any]:
        """Return the matter as plain JSON data."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()}

    def refusing(self, *entries: str) -> "Matter":
        """Return the matter with these entries marked as no help."""
        refused = tuple(dict.fromkeys((*self.refused, *(each for each in entries if each))))
        return replace(self, refused=refused[-MOST:], entry="", offered=())

    def in_other_words(self, question: str, title: str) -> "Matter":
        """Return the same matter under the question that says it in other words."""
        earlier = (*self.earlier, self.question)[-MOST:]
        return Matter(question, title, refused=self.refused, earlier=earlier, rephrased=True, sales=self.sales)


def read(data: Mapping[str, Any]) -> Matter:
    """Return the matter that a state's data holds, or raise Unreadable."""
    match data:
        case {
            "question": str(question),
            "title": str(title),
            "recorded": bool(recorded),
            "entry": str(entry),
            "offered": list(offered),
            "refused": list(refused),
            "earlier": list(earlier),
            "rephrased": bool(rephrased),
        } if QUESTION.fullmatch(question) and all(isinstance(each, str) for each in (*offered, *refused, *earlier)):
            lists = tuple(offered), tuple(refused), tuple(earlier)
            return Matter(question, title, recorded, entry, *lists, rephrased, data.get("sales") is True)
    raise UnreadableState("the matter of a conversation")


def from_button(data: Mapping[str, Any]) -> Matter | None:
    """Return the matter a button speaks of, as far as its own data says; None where it makes no sense."""
    match data:
        case {"question": str(question), "title": str(title)} if QUESTION.fullmatch(question):
            entry = data.get("entry")
            named = entry if isinstance(entry, str) and len(entry) <= LONGEST_NAME else ""
            recorded, sales = data.get("recorded") is not False, data.get("sales") is True
            return Matter(question, shortened(title), recorded=recorded, entry=named, sales=sales)
    return None


def shortened(text: str, limit: int = TITLE) -> str:
    """Return a text on one line, cut with an ellipsis where it is longer than the limit."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
