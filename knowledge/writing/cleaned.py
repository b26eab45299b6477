"""Answers of other systems as Markdown: what HTML means is kept, what runs is not, and a picture becomes a link."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from html.parser import HTMLParser

from knowledge.checking.answers import is_script

CODE = re.compile(
    r"^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?^(?P=fence)[^\n]*$|(?<!`)(?P<ticks>`{1,8})(?!`).{1,500}?(?<!`)(?P=ticks)(?!`)",
    re.M | re.S,
)
"""What Markdown shows as it stands."""
MARK = "\ue000{}\ue001"
MARKED = re.compile("\ue000(\\d+)\ue001")
TAG = re.compile(
    r"<(?:/?[a-z][a-z0-9-]*(?:\s+[a-z_:][\w.:-]*(?:\s*=\s*(?:[^\s\"'=<>`]+|'[^']*'|\"[^\"]*\"))?)*\s*/?|!--.{0,2000}?--|[!?][^>]{0,300})>",
    re.IGNORECASE | re.DOTALL,
)
"""What Markdown takes for HTML; anything else between angles is text."""
ADDRESS = re.compile(r"<(?:https?://|mailto:)[^<>\s]*>", re.IGNORECASE)
"""An address between angles, which is Markdown."""
TO = r"\[(?P<text>[^\]\n]{0,300})\]\(\s*<?(?P<to>(?:[^()\s<>]|\([^()\s<>]*\))+)>?[^()\n]*\)"
PICTURE, LINK = re.compile(rf"!{TO}"), re.compile(rf"(?<!!){TO}")
MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`", "tt": "`", "kbd": "`"}
HEADINGS = {f"h{level}": "#" * min(6, level + 2) for level in range(1, 7)}
"""A heading in an answer stands below its question."""
PARAGRAPHS = frozenset({"p", "div", "table", "blockquote", "pre", "section", "article", *HEADINGS})
UNSEEN = frozenset({"script", "style", "iframe", "object", "embed", "template", "head", "noscript"})
WITH = ("http://", "https://", "mailto:", "tel:")
"""How an address begins that is kept."""
HTML, RUNS, PICTURES = "HTML became Markdown", "what a browser would run was left out", "pictures became links"


def cleaned(answer: str) -> tuple[str, Iterable[str]]:
    """Return the answer as Markdown, and what was done to it; code is left as it stands."""
    kept: list[str] = []

    def hide(found: re.Match[str]) -> str:
        kept.append(found[0])
        return MARK.format(len(kept) - 1)

    done: Counter[str] = Counter()
    text = ADDRESS.sub(hide, CODE.sub(hide, answer))
    text = PICTURE.sub(lambda found: picture(found["text"], found["to"], done), text)
    text = LINK.sub(lambda found: unless_it_runs(found, done), text)
    if TAG.search(text):
        text = tidy(ToMarkdown(done).told(text))
    return MARKED.sub(lambda found: kept[int(found[1])], text).strip(), done


def picture(text: str, to: str, done: Counter[str]) -> str:
    """Return a link in a picture's place."""
    done[PICTURES] += 1
    return f"[{text or 'picture'}]({to})" if to.casefold().startswith(WITH) else text


def unless_it_runs(link: re.Match[str], done: Counter[str]) -> str:
    """Return the link, or its text alone where a browser would run it."""
    if not is_script(link["to"]):
        return link[0]
    done[RUNS] += 1
    return link["text"]


def tidy(text: str) -> str:
    """Return the text with at most one blank line in a row, and none of blanks."""
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", text)).strip()


class ToMarkdown(HTMLParser):
    """Turns the tags in a text into Markdown and leaves the text between them as it is."""

    def __init__(self, done: Counter[str]) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []
        self._done = done
        self._unseen = 0
        self._links: list[str] = []
        self._numbers: list[int | None] = []

    def told(self, text: str) -> str:
        """Return the text with its tags as Markdown."""
        after = 0
        for found in TAG.finditer(text):
            self._take(text[after : found.start()])
            self.feed(found[0])
            self.clear_cdata_mode()
            after = found.end()
        self._take(text[after:])
        return "".join(self.parts)

    def _take(self, text: str) -> None:
        if not self._unseen:
            self.parts.append(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an opening tag."""
        self._done[HTML] += 1
        given = {name: value or "" for name, value in attrs}
        if tag in UNSEEN:
            self._done[RUNS] += 1
            self._unseen += 1
        if any(name.startswith("on") for name in given):
            self._done[RUNS] += 1
        if not self._unseen:
            self.parts.append(self._opened(tag, given))

    def _opened(self, tag: str, given: Mapping[str, str]) -> str:
        if tag == "a":
            self._links.append(self._address(given.get("href", "")))
            return "[" if self._links[-1] else ""
        if tag in ("ul", "ol"):
            self._numbers.append(1 if tag == "ol" else None)
            return "" if len(self._numbers) > 1 else "\n\n"
        if tag == "li":
            return f"\n{'   ' * max(0, len(self._numbers) - 1)}{self._bullet()} "
        if tag == "img":
            return picture(given.get("alt", ""), given.get("src", ""), self._done)
        if tag == "hr":
            return "\n\n---\n\n"
        if tag in HEADINGS:
            return f"\n\n{HEADINGS[tag]} "
        return "\n" if tag in ("br", "tr") else "\n\n" if tag in PARAGRAPHS else MARKS.get(tag, "")

    def _bullet(self) -> str:
        if not self._numbers or self._numbers[-1] is None:
            return "-"
        self._numbers[-1] += 1
        return f"{self._numbers[-1] - 1}."

    def _address(self, to: str) -> str:
        if is_script(to):
            self._done[RUNS] += 1
        return to if to.casefold().startswith(WITH) else ""

    def handle_endtag(self, tag: str) -> None:
        """Take a closing tag."""
        if tag in UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif not self._unseen:
            self.parts.append(self._closed(tag))

    def _closed(self, tag: str) -> str:
        if tag == "a" and self._links:
            to = self._links.pop()
            return f"]({to})" if to else ""
        if tag in ("ul", "ol") and self._numbers:
            self._numbers.pop()
            return "" if self._numbers else "\n\n"
        if tag in ("td", "th"):
            return " "
        return "\n\n" if tag in PARAGRAPHS else MARKS.get(tag, "")
