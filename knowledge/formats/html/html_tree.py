"""Reads a page of HTML into a tree: what a browser would forgive is forgiven, in one walk over the text.

The standard library's parser takes minutes for a page that was made to stop it, and knows no tags that end by
themselves; so the tags are found here, and Beautiful Soup holds the tree.
"""

# ruff: noqa: SIM905 - a list of tags reads best as words

import html
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from bs4 import BeautifulSoup
from bs4.builder import HTMLTreeBuilder
from bs4.element import Tag

from knowledge.formats.yaml.yaml_reader import LineNumbers
from knowledge.problems.report import Refused

DEEPEST = 60
"""Tags inside each other; pages of real sites have up to 40."""
MOST_TAGS = 20_000
NAME = re.compile(r"[a-zA-Z][^\s/>]{0,99}")
ATTRIBUTE = re.compile(
    r"[\s/]*(?P<name>[^\s=>/][^\s=>/]*)(\s*=\s*(\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s>\"'][^\s>]*)))?"
)
END = re.compile(r"[\s/]*>")
RAW = {
    name: re.compile(rf"</{name}\b", re.IGNORECASE)
    for name in ("script", "style", "title", "textarea", "iframe", "noscript")
}
"""Tags whose content is text up to their end tag."""
MEANT_AS_TEXT = ("title", "textarea")
"""Those of them whose text a person reads."""
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
ENDS_PARAGRAPH = frozenset(
    "address article aside blockquote dd details div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr "
    "li main nav ol p pre section table ul".split()
)
SCOPE = frozenset({"table", "td", "th", "caption", "button", "object", "template"})
ENDED_BY: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "tr": (frozenset({"tr", "td", "th"}), frozenset({"table"})),
    "td": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "th": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "tbody": (frozenset({"thead", "tbody", "tr", "td", "th"}), frozenset({"table"})),
    "tfoot": (frozenset({"thead", "tbody", "tr", "td", "th"}), frozenset({"table"})),
    "option": (frozenset({"option"}), frozenset({"select"})),
}
"""Tag → which open tags it ends, and beyond which it ends none."""


@dataclass(frozen=True)
class HtmlPage:
    """A page as a tree; each tag has its line as `sourceline`, and as `sourcepos` where its content begins."""

    tree: BeautifulSoup
    lines: LineNumbers

    def content_line(self, tag: Tag) -> int:
        """Return the line on which the content of a tag begins."""
        return self.lines.at(tag.sourcepos or 0)

    @cached_property
    def title(self) -> str:
        """Return the title of the page, empty for none."""
        found = self.tree.find("title")
        return " ".join(found.get_text().split()) if found else ""

    @cached_property
    def language(self) -> str:
        """Return the language that the page says it is in, empty for none."""
        found = self.tree.find("html")
        return str(found.get("lang") or "") if isinstance(found, Tag) else ""

    @cached_property
    def base(self) -> str:
        """Return the address that links of the page are relative to, empty where it does not say."""
        addresses = [each.get("href") for each in self.tree.find_all("base")]
        addresses += [each.get("href") for each in self.tree.find_all("link") if "canonical" in (each.get("rel") or ())]
        return next((str(each) for each in addresses if str(each).startswith(("http://", "https://"))), "")


def page(text: str) -> HtmlPage:
    """Return the page as a tree; raise Refused for one that is nested too deep or has too many tags."""
    lines = LineNumbers(text)
    return HtmlPage(BeautifulSoup(text, builder=HtmlBuilder(lines)), lines)


class HtmlBuilder(HTMLTreeBuilder):
    """Feed the tags and texts of a page to the tree."""

    def __init__(self, lines: LineNumbers) -> None:
        super().__init__()
        self.lines = lines
        self.tags = 0

    def feed(self, markup: Any) -> None:
        """Go over the page once."""
        text, at = str(markup), 0
        while at < len(text):
            begins = text.find("<", at)
            if begins != at:
                ends = len(text) if begins < 0 else begins
                self.text(html.unescape(text[at:ends]))
                at = ends
            else:
                at = self.markup(text, at)

    def text(self, text: str) -> None:
        """Hang in a piece of text."""
        assert self.soup is not None
        self.soup.handle_data(text)

    def markup(self, text: str, at: int) -> int:
        """Take what begins with < here, giving where the text goes on."""
        if text.startswith("<!--", at):
            return after(text, "-->", at + 4)
        if text.startswith(("<!", "<?"), at):
            return after(text, ">", at)
        is_end = text.startswith("</", at)
        name = NAME.match(text, at + 1 + is_end)
        if not name:
            self.text("<")
            return at + 1
        if is_end:
            self.end(name.group().lower())
            return after(text, ">", name.end())
        return self.start(text, at, name.group().lower(), name.end())

    def start(self, text: str, begins: int, name: str, at: int) -> int:
        """Take a start tag, with its content where that is text, giving where the text goes on."""
        attributes: dict[str, str] = {}
        while found := ATTRIBUTE.match(text, at):
            value = found["double"] or found["single"] or found["bare"] or ""
            attributes.setdefault(found["name"].lower(), html.unescape(value))
            at = found.end()
        closing = END.match(text, at)
        if not closing and at < len(text):
            return self.start_after_stray(text, begins, name, at, attributes)
        at = closing.end() if closing else len(text)
        self.open(name, attributes, begins, at)
        return self.raw(text, name, at) if name in RAW else at

    def start_after_stray(self, text: str, begins: int, name: str, at: int, attributes: dict[str, str]) -> int:
        """Take a start tag with something in it that is no attribute, as it is up to there."""
        at = after(text, ">", at)
        self.open(name, attributes, begins, at)
        return self.raw(text, name, at) if name in RAW else at

    def raw(self, text: str, name: str, at: int) -> int:
        """Take the content of a tag that is text up to its end tag."""
        found = RAW[name].search(text, at)
        ends = found.start() if found else len(text)
        self.text(html.unescape(text[at:ends]) if name in MEANT_AS_TEXT else text[at:ends])
        self.end(name)
        return after(text, ">", ends)

    def open(self, name: str, attributes: dict[str, str], begins: int, content: int) -> None:
        """Hang in a tag, after those that it ends."""
        assert self.soup is not None
        line = self.lines.at(begins)
        self.tags += 1
        if self.tags > MOST_TAGS:
            raise Refused("KB105", line, f"more than {MOST_TAGS:,} tags", "split the page")
        if name in ENDS_PARAGRAPH:
            self.end_open(frozenset({"p"}), SCOPE)
        self.end_open(*ENDED_BY.get(name, (frozenset(), SCOPE)))
        if len(self.soup.tagStack) > DEEPEST:
            raise Refused("KB207", line, f"tags nested more than {DEEPEST} deep", "write it flat")
        self.soup.handle_starttag(name, None, None, attributes, sourceline=line, sourcepos=content)
        if name in VOID:
            self.end(name)

    def end_open(self, ended: frozenset[str], scope: frozenset[str]) -> None:
        """End open tags of these names, the outermost within the scope last."""
        assert self.soup is not None
        inside: list[str] = []
        for tag in reversed(self.soup.tagStack):
            if tag.name in scope:
                break
            if tag.name in ended:
                inside.append(tag.name)
        for name in inside:
            self.end(name)

    def end(self, name: str) -> None:
        """End the innermost open tag of this name."""
        assert self.soup is not None
        self.soup.handle_endtag(name)


def after(text: str, marks: str, at: int) -> int:
    """Return where the text goes on after the next such marks, its end where there are none."""
    found = text.find(marks, at)
    return len(text) if found < 0 else found + len(marks)
