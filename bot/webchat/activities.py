"""Shapes: what a client may send, and what it is shown; who speaks, to whom and where is the server's to say."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from bot.activities.address import OWN
from knowledge.people.audience import Asker

if TYPE_CHECKING:
    from bot.webchat.tokens import Grant

CHANNEL = "directline"
BOT = {"id": "spot", "name": "Spot", "role": "bot"}
CARD = "application/vnd.microsoft.card.adaptive"

TAKEN = {
    "text": str,
    "textFormat": str,
    "locale": str,
    "localTimestamp": str,
    "localTimezone": str,
    "name": str,
    "replyToId": str,
    "channelData": dict,
    "attachments": list,
}
"""What is taken over from a client, and of which type; all else in an activity is dropped, but for type and value."""
CHANNEL_DATA = ("clientActivityID", "clientTimestamp", "postBack", "messageBack")
TYPES = ("message", "event", "typing", "invoke")
INVOKES = ("message/submitAction",)
"""Web Chat's own thumbs; anything else that would need an answer in the response has no place in Direct Line."""
HIDDEN = ("conversationUpdate", "typing", "invoke")
"""Incoming activities that are not echoed."""
MOST_ATTACHMENTS = 10
LONGEST_NAME = 200
LONGEST_ID = 200


class MalformedActivity(ValueError):
    """What was sent is no activity; the message says what is wrong, without repeating it."""


def received(body: Any, grant: "Grant", asker: Asker | None, at: datetime) -> dict[str, Any]:
    """Return the activity as the adapter takes it, or raise Malformed."""
    if not isinstance(body, dict) or body.get("type") not in TYPES:
        raise MalformedActivity(f"an activity has a type: {', '.join(TYPES)}")
    if body["type"] == "invoke" and body.get("name") not in INVOKES:
        raise MalformedActivity("this invoke is not known here")
    taken = _taken(body)
    held = {key: value for key, value in taken.get("channelData", {}).items() if key in CHANNEL_DATA}
    envelope = _envelope(grant, asker, at)
    return {
        "type": body["type"],
        "id": identify(grant.conversation, held),
        **taken,
        **envelope,
        "attachments": _attachments(taken.get("attachments", [])),
        "channelData": {**held, **envelope["channelData"]},
    }


def joined(grant: "Grant", asker: Asker | None, at: datetime, locale: str = "") -> dict[str, Any]:
    """Return the conversationUpdate that starts the conversation; its id is fixed, so it is handled once."""
    envelope = _envelope(grant, asker, at)
    start = {"type": "conversationUpdate", "id": f"{grant.conversation}|start", "membersAdded": [envelope["from"]]}
    return {**start, **({"locale": locale} if locale else {}), **envelope}


def identify(conversation: str, channel_data: Mapping[str, Any]) -> str:
    """Return the activity's id: the same for a retry under the same clientActivityID, else a new one."""
    client = channel_data.get("clientActivityID")
    if isinstance(client, str) and 0 < len(client) <= LONGEST_ID:
        return f"{conversation}|{sha256(client.encode(errors='replace')).hexdigest()[:20]}"
    return f"{conversation}|{token_hex(10)}"


def echoed(activity: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the user's own activity as the stream shows it, or None for one that is not shown."""
    if activity.get("type") in HIDDEN:
        return None
    shown = {key: value for key, value in activity.items() if key not in ("serviceUrl", "recipient")}
    shown["from"] = {key: value for key, value in activity["from"].items() if key != "aadObjectId"}
    shown["channelData"] = {key: value for key, value in activity.get("channelData", {}).items() if key != "tenant"}
    return shown


def shown(body: Mapping[str, Any], conversation: str, id: str, at: datetime) -> dict[str, Any]:
    """Return the bot's activity as Web Chat shows it: its own sender, id and time, and buttons that Web Chat knows."""
    activity = {key: value for key, value in body.items() if key not in ("serviceUrl", "recipient")}
    attachments = [_attachment(item) for item in body.get("attachments") or ()]
    return {
        **activity,
        **({"attachments": attachments} if attachments else {}),
        "id": id,
        "timestamp": at.isoformat(),
        "channelId": CHANNEL,
        "conversation": {"id": conversation},
        "from": BOT,
    }


def submitting(card: Any) -> Any:
    """Return a copy of a card in which every Action.Execute is an Action.Submit, because Web Chat ignores Execute."""
    if isinstance(card, list | tuple):
        return [submitting(item) for item in card]
    if not isinstance(card, Mapping):
        return card
    copy = {key: submitting(value) for key, value in card.items() if key not in ("refresh", "authentication")}
    if copy.get("type") != "Action.Execute":
        return copy
    held = copy.get("data")
    data = held if isinstance(held, dict) else {}
    kept = {key: value for key, value in copy.items() if key not in ("verb", "fallback")}
    return {**kept, "type": "Action.Submit", "data": {**data, "verb": copy.get("verb", "")}}


def _taken(body: Mapping[str, Any]) -> dict[str, Any]:
    taken: dict[str, Any] = {"value": body["value"]} if body.get("value") is not None else {}
    for key, kind in TAKEN.items():
        value = body.get(key)
        if value is not None and not isinstance(value, kind):
            raise MalformedActivity(f"{key} is of the wrong type")
        if value is not None:
            taken[key] = value
    return taken


def _attachments(items: list[Any]) -> list[dict[str, str]]:
    if len(items) > MOST_ATTACHMENTS:
        raise MalformedActivity(f"there are more than {MOST_ATTACHMENTS} attachments")
    return [_named(item) for item in items]


def _named(attachment: Any) -> dict[str, str]:
    """Keep what a thing is called, and nothing of what it holds."""
    if not isinstance(attachment, dict):
        raise MalformedActivity("an attachment is an object")
    kept = {key: attachment.get(key) for key in ("name", "contentType")}
    return {key: value[:LONGEST_NAME] for key, value in kept.items() if isinstance(value, str)}


def _attachment(item: Any) -> Any:
    if isinstance(item, Mapping) and item.get("contentType") == CARD:
        return {**item, "content": submitting(item.get("content"))}
    return item


def _envelope(grant: "Grant", asker: Asker | None, at: datetime) -> dict[str, Any]:
    """Return who speaks to whom and where, which no client may say."""
    sender: dict[str, str] = {"id": grant.user, "role": "user"}
    if asker:
        sender |= {"name": asker.name, "aadObjectId": asker.object}
    return {
        "channelData": {"tenant": {"id": asker.tenant}} if asker else {},
        "from": sender,
        "recipient": {key: BOT[key] for key in ("id", "name")},
        "conversation": {"id": grant.conversation},
        "channelId": CHANNEL,
        "serviceUrl": OWN,
        "timestamp": at.isoformat(),
    }
