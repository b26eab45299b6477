"""What a page may hold of what somebody wrote: characters a browser can take, Markdown that loads nothing."""

import re

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

from knowledge.printable import printable

RUN = re.compile(r"(\S{81,})")
"""Longer than any word: what somebody pasted, or means to annoy with."""
STEP = 10

MARKDOWN_LIMIT = 20_000
"""Characters; a longer text is shown as it is, so that no text makes a page slow."""

TAGS = {"p", "br", "strong", "em", "s", "code", "pre", "ul", "ol", "li", "blockquote", "a", "hr"} | {
    f"h{level}" for level in range(1, 7)
}
READER = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("strikethrough").disable("image")


def printed(value: object) -> object:
    """Return what a template prints: text fit to be read, anything else as it is."""
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def markdown(text: str) -> Markup:
    """Render Markdown to safe HTML: no raw HTML, no images, links that tell nobody where they were followed."""
    if len(text) > MARKDOWN_LIMIT:
        return Markup("<p>{}</p>").format(flowing(text))
    html = READER.render(printable(text))
    return Markup(nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"}))  # noqa: S704


def flowing(text: str) -> Markup:
    """Return the text with places to break where it has none: a browser takes seconds to wrap 28,000
    unbroken letters.
    """
    pieces = RUN.split(printable(text))
    return Markup().join(breakable(piece) if place % 2 else piece for place, piece in enumerate(pieces))


def breakable(run: str) -> Markup:
    """Return an unbroken run of characters with a place to break every so often."""
    return Markup("<wbr>").join(run[start : start + STEP] for start in range(0, len(run), STEP))


def shortened(text: str, limit: int = 140) -> str:
    """Return one line of at most so many characters, with an ellipsis where it was cut."""
    line = " ".join(text[: limit * 4].split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
