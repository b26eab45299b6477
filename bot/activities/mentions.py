"""Mentions: what Teams writes into a text when somebody is addressed by name."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

_TAG = re.compile(r"<at[^>]*>(.*?)</at>", re.IGNORECASE | re.DOTALL)
_SPACES = " \t\r\n\u00a0"


def without_mentions(text: str, entities: Iterable[Mapping[str, Any]], bot: Mapping[str, Any]) -> str:
    """Return the text without the bot's own mention, and others' mentions as their bare names.

    Only the spans that the entities name are touched, and a tag at the very start with the bot's own name: the
    bot's name elsewhere is part of what was said.
    """
    for entity in entities:
        span, mentioned = entity.get("text"), entity.get("mentioned")
        if entity.get("type") == "mention" and isinstance(span, str) and span and isinstance(mentioned, Mapping):
            text = _without(text, span) if mentioned.get("id") == bot.get("id") else _bare(text, span)
    return _without_leading_tag(text, bot.get("name")).strip(_SPACES)


def _without(text: str, span: str) -> str:
    """Take one span out, with the space behind it."""
    before, found, after = text.partition(span)
    return before + after.removeprefix("&nbsp;").lstrip(_SPACES) if found else text


def _bare(text: str, span: str) -> str:
    tag = _TAG.fullmatch(span)
    return text.replace(span, tag[1], 1) if tag else text


def _without_leading_tag(text: str, name: Any) -> str:
    tag = _TAG.match(text.lstrip(_SPACES))
    if tag and isinstance(name, str) and tag[1].strip() == name.strip():
        return _without(text, tag[0])
    return text
