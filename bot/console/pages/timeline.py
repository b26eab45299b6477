"""A transcript as a lead reads it: who said what, card buttons by name, each question beside why it was answered so."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from markupsafe import Markup

from bot.console.markup import markdown, shortened
from bot.console.pages import card_text as adaptive
from bot.console.pages.explanation import Explanation, explain
from bot.console.speech import say
from bot.store.engine.rows import Op, TranscriptRow
from bot.store.knowledge.questions import Question

CARD = "application/vnd.microsoft.card.adaptive"
LONG, LONG_LINES = 1200, 20
"""Characters and lines from which a text gets a scroll bar of its own."""
MOST_NAMES = 10

Named = Callable[[str | None], str]
"""Gives the name of a person by their key; None is somebody unknown."""


class Speaker(StrEnum):
    """Whose words they are."""

    CUSTOMER = "customer"
    SPOT = "spot"


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """One thing in a conversation."""

    side: Speaker
    name: str
    at: datetime
    text: str = ""
    html: Markup | None = None
    """The text where it is Markdown of ours, rendered."""
    cards: tuple[adaptive.Card, ...] = ()
    buttons: tuple[str, ...] = ()
    note: str = ""
    """What happened, where it is not words."""
    state: str | None = None
    error: str | None = None

    @property
    def long(self) -> bool:
        """Return whether it needs a scroll bar of its own."""
        return len(self.text) > LONG or self.text.count("\n") > LONG_LINES


@dataclass(slots=True)
class TimelineTurn:
    """What somebody said, what Spot said to it, and why."""

    first: int
    """The seq of its first row."""
    said: list[TimelineItem] = field(default_factory=list)
    why: list[Explanation] = field(default_factory=list)


def turns(rows: Sequence[TranscriptRow], questions: Iterable[Question], name: Named) -> list[TimelineTurn]:
    """Return a stretch of a transcript turn by turn; a turn begins when something comes in."""
    asked: dict[int, list[Explanation]] = {}
    for question in questions:
        asked.setdefault(question.incoming_seq, []).append(explain(question))
    titles = Titles()
    made: list[TimelineTurn] = []
    for row in rows:
        if row.op is Op.IN or not made:
            made.append(TimelineTurn(row.seq))
        made[-1].said.append(read(row, name, titles))
        made[-1].why.extend(asked.get(row.seq, ()))
    return made


class Titles:
    """The buttons shown so far, to tell by name which one was pressed."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def learn(self, content: Any) -> None:
        """Remember the buttons of a card."""
        for title, verb, data in adaptive.pressable(content):
            self._known[fingerprint(verb, data)] = title
            self._known[verb] = title

    def of(self, verb: str, data: Mapping[str, Any]) -> str:
        """Return the title of what was pressed: the very button's, or one with that verb, or the verb."""
        return self._known.get(fingerprint(verb, data)) or self._known.get(verb) or verb.replace("_", " ")


def fingerprint(verb: str, data: Mapping[str, Any]) -> str:
    """Return what tells two buttons with one verb apart: the data that the button itself brought."""
    return verb + json.dumps({key: data[key] for key in sorted(data) if isinstance(data[key], str | int)})


def read(row: TranscriptRow, name: Named, titles: Titles) -> TimelineItem:
    """Read one row of a transcript."""
    return incoming(row, name, titles) if row.op is Op.IN else outgoing(row, titles)


def incoming(row: TranscriptRow, name: Named, titles: Titles) -> TimelineItem:
    """Read what somebody said or did."""
    verb, data = pressed(row.body)
    files = [str(each.get("name")) for each in listed(row.body, "attachments") if each.get("name")]
    note = ""
    if verb:
        note = f"{say('pressed')} “{shortened(titles.of(verb, data), 80)}”"
    elif files:
        note = say("attached", names=shortened(", ".join(files[:MOST_NAMES]), 160))
    elif row.kind == "conversationUpdate":
        note = say("joined")
    elif not row.text:
        note = say("did", kind=shortened(row.kind, 40))
    return TimelineItem(
        Speaker.CUSTOMER, name(row.person), row.at, "" if verb else row.text, note=note, error=row.error
    )


def pressed(body: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    """Return the verb and the data of a pressed button, empty for anything else; Execute and Submit differ in shape."""
    value = adaptive.mapped(body.get("value"))
    held = adaptive.mapped(value.get("action")) or value
    data = adaptive.mapped(held.get("data")) or held
    return str(held.get("verb") or data.get("verb") or ""), data


def outgoing(row: TranscriptRow, titles: Titles) -> TimelineItem:
    """Read what Spot said."""
    contents = [each.get("content") for each in listed(row.body, "attachments") if each.get("contentType") == CARD]
    for content in contents:
        titles.learn(content)
    offered = listed(adaptive.mapped(row.body.get("suggestedActions")), "actions")
    plain = row.body.get("textFormat") == "plain"
    return TimelineItem(
        Speaker.SPOT,
        say("said_by_spot"),
        row.at,
        row.text,
        html=None if plain or not row.text else markdown(row.text),
        cards=tuple(adaptive.read(content) for content in contents),
        buttons=tuple(shortened(str(each.get("title", "")), 80) for each in offered),
        note={Op.UPDATE: say("updated_message"), Op.DELETE: say("deleted_message")}.get(row.op, ""),
        state=row.state,
        error=row.error,
    )


def listed(body: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """Return a list of objects that may be absent or something else."""
    value = body.get(key)
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []
