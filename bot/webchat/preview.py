"""A page of its own that shows what Spot would say, as the chat shows it: no server, and nothing from elsewhere."""

import base64
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from bot.activities.render import activity
from bot.webchat.activities import BOT, shown
from dialogs.languages import DEFAULT, part, spoken
from dialogs.replies import BotReply

FOLDER = Path(__file__).parent
SCRIPTS = ("vendor/webchat.js", "look.js", "preview.js")
STYLES = ("chat.css", "preview.css")
CONVERSATION = "preview"


@dataclass(frozen=True, slots=True)
class ShownPreview:
    """What the page shows."""

    title: str
    question: str
    """What the customer asks."""
    replies: Sequence[BotReply]
    facts: Mapping[str, str]
    """What the page says above the conversation, by name."""
    warning: str
    """What the reader must know first; empty for nothing."""
    language: str
    at: datetime


def page(what: ShownPreview) -> str:
    """Return the page as HTML that needs nothing else; scripts that are not of it are not run."""
    from jinja2 import Environment, FileSystemLoader

    static = FOLDER / "static"
    language = spoken(what.language) or DEFAULT
    scripts = [closed(static.joinpath(name).read_text(encoding="utf-8")) for name in SCRIPTS]
    avatar = "data:image/svg+xml;base64," + encoded((static / "spot.svg").read_bytes())
    settings = {"locale": part(language, "webchat").LOCALE, "avatar": avatar, "activities": activities(what)}
    template = Environment(loader=FileSystemLoader(FOLDER / "templates"), autoescape=True, trim_blocks=True)
    return template.get_template("preview.html").render(
        what=what,
        language=language,
        scripts=scripts,
        styles=[static.joinpath(name).read_text(encoding="utf-8") for name in STYLES],
        settings=json.dumps(settings).replace("<", "\\u003c"),
        avatar=avatar,
        policy=policy(scripts),
    )


def activities(what: ShownPreview) -> list[dict[str, Any]]:
    """Return the conversation: the question, and what Spot says to it."""
    asked = {
        "type": "message",
        "id": "question",
        "timestamp": what.at.isoformat(),
        "from": {"id": "reader", "role": "user"},
        "text": what.question,
        "textFormat": "plain",
    }
    said = (shown(activity(each), CONVERSATION, f"reply-{n}", what.at) for n, each in enumerate(what.replies))
    return [asked, *({**each, "from": BOT} for each in said)]


def policy(scripts: Sequence[str]) -> str:
    """Return the content security policy: these scripts by their hashes, and nothing from anywhere."""
    hashes = " ".join(f"'sha256-{encoded(sha256(each.encode()).digest())}'" for each in scripts)
    rules = (
        "default-src 'none'",
        f"script-src {hashes}",
        "style-src 'unsafe-inline'",
        "img-src data: blob:",
        "base-uri 'none'",
        "form-action 'none'",
    )
    return "; ".join(rules)


def closed(script: str) -> str:
    """Return a script that cannot end the element it stands in, nor hide its end in a comment."""
    return re.sub(r"<(?=/?script|!--)", r"\\x3c", script, flags=re.IGNORECASE)


def encoded(data: bytes) -> str:
    """Return bytes in base64."""
    return base64.b64encode(data).decode()
