"""The Bot Framework's handoff events: `handoff.initiate` out, `handoff.status` back.

The shapes are those of the SDK's EventFactory, which its Python edition lacks: the context is the event's value, the
conversation is an attachment called Transcript, and the conversation's id, here the case's number, ties both together.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.activities.clean_text import clean

INITIATE = "handoff.initiate"
STATUS = "handoff.status"
RETRACTED = "spot.retracted"
CHANNEL = "spot"
SPOT = {"id": "spot", "name": "Spot", "role": "bot"}
LONGEST_ID = 200
LONGEST_MESSAGE = 28_000


class UnreadableHandoff(ValueError):
    """An activity is no handoff.status; the message says what is wrong with it."""


class HandoffState(StrEnum):
    """What has become of a handoff."""

    ACCEPTED = "accepted"
    FAILED = "failed"
    COMPLETED = "completed"


@dataclass(frozen=True, slots=True)
class HandoffStatus:
    """What whoever got a case says of it."""

    id: str
    """The activity's id: the same again is the same word."""
    case: str
    state: HandoffState
    message: str = ""


def initiation(package: Mapping[str, Any], markdown: str) -> dict[str, Any]:
    """Return the event that hands a case over: the package as its value, the transcript in an attachment."""
    number = package["case"]["number"]
    said = [*package["transcript"], *package["events"]]
    return {
        "type": "event",
        "name": INITIATE,
        "timestamp": package["at"],
        "channelId": CHANNEL,
        "from": SPOT,
        "conversation": {"id": number, "name": package["case"]["title"]},
        "value": {key: value for key, value in package.items() if key != "transcript"},
        "attachments": [
            {
                "contentType": "application/json",
                "name": "Transcript",
                "content": {"activities": [message(number, each) for each in said if each["text"]]},
            },
            {"contentType": "text/markdown", "name": "Package", "content": markdown},
        ],
        "entities": [],
    }


def message(number: str, line: Mapping[str, Any]) -> dict[str, Any]:
    """Return something that was said about a case as a message of its conversation."""
    role = "user" if line["by"] == "customer" else "bot"
    return {
        "type": "message",
        "timestamp": line["at"],
        "channelId": CHANNEL,
        "conversation": {"id": number},
        "from": {"id": line["by"], "name": line["name"], "role": role},
        "text": line["text"],
        "channelData": {"seq": line["seq"]},
    }


def retraction(number: str, line: Mapping[str, Any]) -> dict[str, Any]:
    """Return the event that says that what was said in a message is taken back."""
    return {
        "type": "event",
        "name": RETRACTED,
        "timestamp": line["at"],
        "channelId": CHANNEL,
        "from": SPOT,
        "conversation": {"id": number},
        "value": {"seq": line["of"]},
    }


def read_status(data: Any) -> HandoffStatus:
    """Read what came back; Unreadable says what is wrong."""
    match data:
        case {
            "type": "event",
            "name": str(name),
            "id": str(id),
            "conversation": {"id": str(case)},
            "value": dict(value),
        }:
            pass
        case _:
            raise UnreadableHandoff("this is no event with name, id, conversation.id and value")
    if name != STATUS:
        raise UnreadableHandoff(f"the event's name is not {STATUS}")
    if not 0 < len(id) <= LONGEST_ID:
        raise UnreadableHandoff(f"the id is empty or longer than {LONGEST_ID} characters")
    state, message = value.get("state"), value.get("message") or ""
    if not isinstance(state, str) or state not in set(HandoffState):
        raise UnreadableHandoff(f"value.state is none of {', '.join(HandoffState)}")
    if not isinstance(message, str) or len(message) > LONGEST_MESSAGE:
        raise UnreadableHandoff(f"value.message is no text of at most {LONGEST_MESSAGE} characters")
    return HandoffStatus(clean(id), clean(case), HandoffState(state), clean(message).strip())
