"""Replies as Bot Framework activities."""

from collections.abc import Mapping
from typing import Any

from bot.activities.address import Address
from dialogs.replies import BotReply, Citation

CARD = "application/vnd.microsoft.card.adaptive"
LONGEST_CITED_NAME = 80
MOST_CITATIONS = 20


def activity(reply: BotReply, to: Address | None = None) -> dict[str, Any]:
    """Return the reply as an activity; with an address complete, else for a TurnContext to address."""
    body: dict[str, Any] = {"type": "message"}
    if reply.card is not None:
        body["attachments"] = [{"contentType": CARD, "content": with_fallbacks(reply.card)}]
    else:
        body |= {"text": reply.text, "textFormat": "plain" if reply.plain else "markdown"}
        if entity := _citations(reply):
            body["entities"] = [entity]
    return body | _addressed(to) if to else body


def typing(to: Address) -> dict[str, Any]:
    """Return the hint that an answer is being looked for."""
    return {"type": "typing"} | _addressed(to)


def with_fallbacks(card: Any) -> Any:
    """Return the card with an Action.Submit behind every Action.Execute, for clients that know only the former."""
    if isinstance(card, list | tuple):
        return [with_fallbacks(inner) for inner in card]
    if not isinstance(card, Mapping):
        return card
    copied = {key: with_fallbacks(inner) for key, inner in card.items()}
    return copied | _fallback(copied) if copied.get("type") == "Action.Execute" else copied


def _fallback(action: Mapping[str, Any]) -> dict[str, Any]:
    data = action.get("data")
    carried = {**(data if isinstance(data, Mapping) else {}), "verb": action.get("verb", "")}
    submit = {"type": "Action.Submit", "title": action.get("title", ""), "data": carried}
    return {"data": carried, "fallback": action.get("fallback", submit)}


def _addressed(to: Address) -> dict[str, Any]:
    conversation: dict[str, Any] = {"id": to.conversation, "isGroup": to.group}
    if to.tenant:
        conversation["tenantId"] = to.tenant
    addressed = {
        "channelId": to.channel,
        "serviceUrl": to.service_url,
        "conversation": conversation,
        "from": {"id": to.bot, "role": "bot"},
        "recipient": {"id": to.user},
    }
    return addressed | ({"locale": to.locale} if to.locale else {})


def _citations(reply: BotReply) -> dict[str, Any] | None:
    """Return the one schema.org entity that Teams shows sources from: only those that the text refers to as [n]."""
    cited = [
        _claim(place, citation)
        for place, citation in enumerate(reply.citations[:MOST_CITATIONS], start=1)
        if f"[{place}]" in reply.text
    ]
    if not cited:
        return None
    return {
        "type": "https://schema.org/Message",
        "@type": "Message",
        "@context": "https://schema.org",
        "citation": cited,
    }


def _claim(place: int, citation: Citation) -> dict[str, Any]:
    document: dict[str, Any] = {"@type": "DigitalDocument", "name": citation.title[:LONGEST_CITED_NAME]}
    if citation.source and citation.source.startswith("https://"):
        document["url"] = citation.source
    return {"@type": "Claim", "position": place, "appearance": document}
