"""What a conversation remembers beyond a flow: language, who spoke, what was answered lately, what became a case."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

REMEMBERED = 20
"""Answers and cases kept; older ones are forgotten."""
TOPIC = 3
"""Entries of one topic that are remembered."""
ON_TOPIC = timedelta(minutes=30)
"""How long after an answer a message may still go on from it."""


@dataclass(frozen=True, slots=True)
class AnswerRecord:
    """An answer given: to which question, from which entry, when, and how it ended so far."""

    question: str
    entry: str
    at: str
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Memory:
    """What outlives a flow; reads itself from any JSON, forgetting what it cannot read."""

    language: str = ""
    who: str = ""
    """A digest of the asker whose flow and answers these are."""
    answers: tuple[AnswerRecord, ...] = field(default=())
    handed: tuple[str, ...] = field(default=())
    """The keys under which cases were opened here."""
    topic: tuple[str, ...] = field(default=())
    """The entries answered last, each a follow-up of one before it, newest last; empty once something else came up."""
    heard: tuple[int, ...] = field(default=())
    """The words of the team, by seq, that this conversation went on from; a message goes to a case once a word."""
    retracted: tuple[str, ...] = field(default=())
    """The keys of comments that were taken back here."""
    rated: tuple[str, ...] = field(default=())
    """The numbers of cases whose rating was asked for here; it is asked for once."""
    since: str = ""
    """When the dialog that waits began to; ISO 8601."""
    limited: str = ""
    """When the polite word about too many messages was last said; ISO 8601."""

    def as_dict(self) -> dict[str, Any]:
        """Return the memory as plain JSON data."""
        return asdict(self) | {
            "answers": [asdict(each) for each in self.answers],
            "handed": list(self.handed),
            "topic": list(self.topic),
            "heard": list(self.heard),
            "retracted": list(self.retracted),
            "rated": list(self.rated),
        }

    def answer_to(self, question: str) -> AnswerRecord | None:
        """Return what was answered to the question, if it is remembered."""
        return next((each for each in self.answers if each.question == question), None)

    def with_answer(self, answered: AnswerRecord) -> "Memory":
        """Remember an answer, or what became of it."""
        others = tuple(each for each in self.answers if each.question != answered.question)
        return replace(self, answers=(*others, answered)[-REMEMBERED:])

    def on_topic(self, at: datetime) -> tuple[str, ...]:
        """Return the topic, or nothing when its answer is long past."""
        last = moment(self.answers[-1].at) if self.answers else None
        return self.topic if last and at - last <= ON_TOPIC else ()

    def with_topic(self, entry: str, *, goes_on: bool) -> "Memory":
        """Remember which entry answered; one that does not go on from the topic begins another."""
        before = tuple(each for each in self.topic if each != entry) if goes_on else ()
        return replace(self, topic=(*before, entry)[-TOPIC:])

    def is_newer(self, at: datetime) -> bool:
        """Return whether the dialog that waits began to after this."""
        since = moment(self.since)
        return since is not None and since >= at

    def with_heard(self, seq: int) -> "Memory":
        """Remember that a word of the team was gone on from."""
        return replace(self, heard=(*self.heard, seq)[-REMEMBERED:])

    def with_rated(self, number: str) -> "Memory":
        """Remember that a case's rating was asked for."""
        return replace(self, rated=(*self.rated, number)[-REMEMBERED:])

    def with_retracted(self, key: str) -> "Memory":
        """Remember that a comment was taken back."""
        return replace(self, retracted=(*self.retracted, key)[-REMEMBERED:])

    def with_handed(self, key: str) -> "Memory":
        """Remember that a case was opened under the key."""
        return replace(self, handed=(*(each for each in self.handed if each != key), key)[-REMEMBERED:])


def read(data: Mapping[str, Any]) -> Memory:
    """Return the memory that JSON data holds; whatever has the wrong shape is left out."""
    return Memory(
        language=text_of(data.get("language")),
        who=text_of(data.get("who")),
        answers=tuple(answer for each in list_of(data.get("answers")) if (answer := read_answer(each))),
        handed=texts_of(data.get("handed")),
        topic=texts_of(data.get("topic"))[-TOPIC:],
        heard=tuple(each for each in list_of(data.get("heard")) if type(each) is int),
        retracted=texts_of(data.get("retracted")),
        rated=texts_of(data.get("rated")),
        since=text_of(data.get("since")),
        limited=text_of(data.get("limited")),
    )


def read_answer(data: Any) -> AnswerRecord | None:
    """Return an answer from JSON data, or None where it is not one."""
    match data:
        case {"question": str(question), "entry": str(entry), "at": str(at), "outcome": str(outcome)} if moment(at):
            return AnswerRecord(question, entry, at, outcome)
    return None


def moment(written: str) -> datetime | None:
    """Return the aware time that was written down, or None where it is none."""
    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        return None
    return at if at.tzinfo else None


def text_of(value: Any) -> str:
    """Return a string as it is, and an empty one for anything else."""
    return value if isinstance(value, str) else ""


def texts_of(value: Any) -> tuple[str, ...]:
    """Return the strings of a list, and none for anything else."""
    return tuple(each for each in list_of(value) if isinstance(each, str))


def list_of(value: Any) -> list[Any]:
    """Return a list as it is, and an empty one for anything else."""
    return value if isinstance(value, list) else []
