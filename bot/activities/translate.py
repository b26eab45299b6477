"""From an activity to what Spot's own rooms speak of: an address, an identity, something that came in."""

import hashlib
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from botbuilder.schema import Activity

from bot.activities.address import Address, is_foreign
from bot.activities.clean_text import clean, clean_data
from bot.activities.mentions import without_mentions
from bot.activities.wire import plain
from dialogs.incoming import Incoming, IncomingFile, IncomingKind

GROUPS = frozenset({"groupChat", "channel"})
NOT_DATA = frozenset({"verb", "msteams"})
MOST_ATTACHMENTS = 20
LONGEST_LINK = 2_000
_LOCALE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}")


class SenderIdentity(NamedTuple):
    """Who wrote, as the channel vouches for it."""

    tenant: str
    object: str


class Press(NamedTuple):
    """A pressed button."""

    verb: str
    data: Mapping[str, Any]


def address_of(activity: Activity) -> Address:
    """Return where the conversation lives."""
    conversation, user, bot = activity.conversation, activity.from_property, activity.recipient
    return Address(
        channel=activity.channel_id,
        service_url=activity.service_url or "",
        conversation=conversation.id,
        bot=(bot and bot.id) or "",
        user=(user and user.id) or "",
        tenant=identity_of(activity).tenant,
        group=is_group(activity),
        locale=locale_of(activity) or "",
    )


def identity_of(activity: Activity) -> SenderIdentity:
    """Return tenant and object id; no tenant when two are named, and the channel's own user id for want of an object.

    A web chat's client chooses what the connector says of its user: that is a stranger, known by the conversation only.
    """
    if is_foreign(activity.channel_id, activity.service_url):
        return SenderIdentity("", f"{activity.channel_id}/{activity.conversation.id}")
    named = {_channel_tenant(activity), activity.conversation.tenant_id} - {None, ""}
    user = activity.from_property
    return SenderIdentity(
        tenant=named.pop() if len(named) == 1 else "",
        object=(user and (user.aad_object_id or user.id)) or "",
    )


def is_group(activity: Activity) -> bool:
    """Return whether others read along; on Teams, unless the conversation says that it is personal and nothing else."""
    conversation = activity.conversation
    if activity.channel_id == "msteams" and conversation.conversation_type != "personal":
        return True
    return bool(conversation.is_group) or conversation.conversation_type in GROUPS


def locale_of(activity: Activity) -> str | None:
    """Return the language the client runs in, where it says so."""
    told = [plain(entity) for entity in activity.entities or ()]
    written = [entity.get("locale") for entity in told if entity.get("type") == "clientInfo"]
    for locale in (activity.locale, *written):
        if isinstance(locale, str) and _LOCALE.fullmatch(locale):
            return locale
    return None


def message(activity: Activity, at: datetime) -> Incoming:
    """Return a message as what was said, or as the button whose press it carries."""
    if press := pressed(None, activity.value):
        return action(activity, press, at)
    entities = [plain(entity) for entity in activity.entities or ()]
    bot = plain(activity.recipient) if activity.recipient else {}
    text = clean(without_mentions(clean(activity.text or ""), entities, bot))
    return incoming(IncomingKind.MESSAGE, activity, at, text=text, attachments=_attachments(activity))


def action(activity: Activity, press: Press, at: datetime) -> Incoming:
    """Return a pressed button as what came in."""
    return incoming(IncomingKind.ACTION, activity, at, verb=press.verb, data=press.data)


def incoming(kind: IncomingKind, activity: Activity, at: datetime, **more: Any) -> Incoming:
    """Return something that came in, with what every kind has."""
    return Incoming(
        kind,
        at,
        key_of(activity),
        locale=locale_of(activity),
        group=is_group(activity),
        conversation=address_of(activity).key,
        **more,
    )


def pressed(verb: Any, data: Any) -> Press | None:
    """Return the press that an action's verb and data describe; None when they describe none."""
    if data is None:
        data = {}
    if not isinstance(data, dict):
        return None
    verb = verb or data.get("verb")
    if not isinstance(verb, str) or not verb:
        return None
    return Press(clean(verb), clean_data({key: value for key, value in data.items() if key not in NOT_DATA}))


def key_of(activity: Activity) -> str:
    """Return the activity's own key: short, and telling nothing about the conversation."""
    whole = f"{address_of(activity).key}\n{activity.id or activity.type}"
    return hashlib.sha256(whole.encode()).hexdigest()[:32]


def _channel_tenant(activity: Activity) -> str | None:
    data = activity.channel_data
    tenant = data.get("tenant") if isinstance(data, dict) else None
    return tenant.get("id") if isinstance(tenant, dict) else None


def _attachments(activity: Activity) -> tuple[IncomingFile, ...]:
    """Return what came along by name and link; Teams' own HTML copy of the text is not one."""
    given = [item for item in activity.attachments or () if item.name or item.content_type != "text/html"]
    return tuple(
        IncomingFile(clean(item.name or item.content_type or "")[:200], _link(item.content_url))
        for item in given[:MOST_ATTACHMENTS]
    )


def _link(url: str | None) -> str:
    """Return a link that others can follow, and nothing for data in a URL, this machine's own paths and
    endless ones.
    """
    return clean(url) if url and url.startswith("https://") and len(url) <= LONGEST_LINK else ""
