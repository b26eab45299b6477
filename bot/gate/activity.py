"""The shape of an activity: what must be there, of which type, and which ids can be carried safely."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.gate.refusal import Forbidden, MalformedBody

LONGEST_ID = 1000
LONGEST_NAME = 200
"""Of a type, a locale and other short words."""
MOST_ITEMS = 100
"""Of entities, attachments and members in one activity."""

WITH_ID = frozenset({"message", "invoke"})
"""The types that start a turn by somebody, so need an id (the inbox key) and a sender."""

_ID = re.compile(r"[^\x00-\x20\x7f-\xa0\u2028\u2029\ud800-\udfff]+")
_ONLY_DOTS = re.compile(r"\.+")
_CONVERSATION = {"tenantId": str, "conversationType": str, "name": str, "isGroup": bool}
_ACCOUNT = {"name": str, "aadObjectId": str, "role": str}
_TEXTS = ("text", "summary", "speak")
_WORDS = ("locale", "name", "textFormat", "deliveryMode", "inputHint", "label", "valueType", "action", "importance")
_TIMES = ("timestamp", "localTimestamp", "expiration")
_LISTS = ("entities", "attachments", "membersAdded", "membersRemoved", "reactionsAdded", "reactionsRemoved")


def check(body: Any) -> dict[str, Any]:
    """Return the body as an activity; Malformed when it is not one, Forbidden when it says nowhere to answer to."""
    activity = _object(body, "the body")
    _word(activity, "type", needed=True)
    _id(activity, "channelId", needed=True)
    _id(activity, "id", needed=activity["type"] in WITH_ID)
    _id(activity, "replyToId")
    _conversation(activity.get("conversation"))
    for name in ("from", "recipient"):
        _account(activity, name, needed=name == "from" and activity["type"] in WITH_ID)
    _contents(activity)
    if not _of(activity, "serviceUrl", str):
        raise Forbidden("there is no service URL")
    return activity


def _contents(activity: Mapping[str, Any]) -> None:
    for name in _TEXTS:
        _of(activity, name, str)
    for name in _WORDS:
        _word(activity, name)
    for name in _TIMES:
        _time(activity, name)
    for name in _LISTS:
        _objects(activity, name)
    for name in ("membersAdded", "membersRemoved"):
        for member in activity.get(name) or ():
            _id(member, "id", needed=True)
    for entity in activity.get("entities") or ():
        _word(entity, "type")
    for attachment in activity.get("attachments") or ():
        _of(attachment, "name", str)
        _of(attachment, "contentType", str)
    tenant = (_of(activity, "channelData", dict) or {}).get("tenant")
    if tenant is not None:
        _id(_object(tenant, "channelData.tenant"), "id")


def _conversation(value: Any) -> None:
    conversation = _object(value, "conversation")
    _id(conversation, "id", needed=True)
    for name, kind in _CONVERSATION.items():
        _of(conversation, name, kind)


def _account(activity: Mapping[str, Any], name: str, *, needed: bool) -> None:
    if activity.get(name) is None and not needed:
        return
    account = _object(activity.get(name), name)
    _id(account, "id", needed=needed)
    for inner, kind in _ACCOUNT.items():
        _of(account, inner, kind)


def _object(value: Any, name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise MalformedBody(f"{name} is not an object")
    return value


def _of(holder: Mapping[str, Any], name: str, kind: type) -> Any:
    value = holder.get(name)
    if value is not None and not isinstance(value, kind):
        raise MalformedBody(f"{name} is not of the type it should be")
    return value


def _word(holder: Mapping[str, Any], name: str, *, needed: bool = False) -> None:
    value = _of(holder, name, str)
    if needed and not value:
        raise MalformedBody(f"there is no {name}")
    if value and len(value) > LONGEST_NAME:
        raise MalformedBody(f"{name} is too long")


def _id(holder: Mapping[str, Any], name: str, *, needed: bool = False) -> None:
    """Refuse an id that could not be carried in a path: white space, control characters, nothing but dots."""
    value = _of(holder, name, str)
    if not value:
        if needed:
            raise MalformedBody(f"there is no {name}")
        return
    if len(value) > LONGEST_ID or not _ID.fullmatch(value) or _ONLY_DOTS.fullmatch(value):
        raise MalformedBody(f"{name} is not an id")


def _objects(holder: Mapping[str, Any], name: str) -> None:
    value = _of(holder, name, list) or []
    if len(value) > MOST_ITEMS:
        raise MalformedBody(f"{name} has more than {MOST_ITEMS} items")
    for item in value:
        _object(item, f"an item of {name}")


def _time(holder: Mapping[str, Any], name: str) -> None:
    value = _of(holder, name, str)
    if not value:
        return
    try:
        datetime.fromisoformat(value)
    except ValueError:
        raise MalformedBody(f"{name} is not an ISO 8601 time") from None
