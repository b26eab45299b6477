"""Turns HTML into Markdown of ours: what a reader sees, as text that means no more than it did on the page.

Nothing that runs comes through: no scripts, handlers, frames, and no links but to addresses of pages, mail and phones.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote, urljoin

from bs4.element import NavigableString, PageElement, Tag
from markdownify import MarkdownConverter

from knowledge.formats.html.html_tree import page

ADDRESS = re.compile(r"(https?|mailto|tel):[^\s]", re.IGNORECASE)
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
BLANKS = re.compile(r"[\x00-\x20\xa0\u200b-\u200f\u2028\u2029\ufeff]+")
SPECIAL = re.compile(r"[\\`*\[\]]|<(?=[A-Za-z/!?]|\Z)|(?<![^\W_])_|_(?![^\W_])|&(?=#|\w+;)|~(?=~)")
"""What means something in Markdown wherever it stands."""
AT_START = re.compile(r"(\s*)(?:([#>=|~])|([-+])(?=[\s+=-]|$)|(\d{1,9})([.)])(?=\s|$))")
"""What means something at the start of a line."""
BLOCKS = ("p", "li", "td", "th", "dd", "dt", "div", "h1", "h2", "h3", "h4", "h5", "h6", "body")
LINES = re.compile(r"^(.+)$", re.MULTILINE)
BLANK_LINES = re.compile(r"\n{3,}")
FENCES = re.compile(r"`{3,}")
RUNS = (
    "script",
    "style",
    "iframe",
    "object",
    "embed",
    "applet",
    "frame",
    "noscript",
    "template",
    "svg",
    "math",
    "canvas",
)
FIELDS = ("input", "select", "textarea", "datalist")

HANDLERS = (
    "have scripts, frames or handlers, which are left out",
    "look whether the answer says enough without",
)
PICTURES = ("have pictures, which are left out", "describe in words what the picture shows")
LINKS = ("have links that a chat cannot follow; their text is kept", "link to the address of a page")
RELATIVE = (
    "have links within their site, whose address the page does not say",
    'write <base href="https://…"> into its head',
)


LeftOut = dict[tuple[str, str], int]
"""What had to be left out, and what to do about it → the line of its first tag."""


def markdown(nodes: Iterable[PageElement], base: str = "") -> tuple[str, LeftOut]:
    """Return the Markdown of pieces of a page, and what had to be left out."""
    converter = Converter(base)
    process: Callable[..., str] = converter.process_element  # type: ignore[attr-defined]
    text = "".join(process(each, parent_tags=set()) for each in nodes)
    return BLANK_LINES.sub("\n\n", text).strip(), converter.left_out


def markdown_of(html: str, base: str = "") -> tuple[str, LeftOut]:
    """Return the Markdown of HTML, or of plain text, whose lines are kept; raise Refused as `page` does."""
    if "<" not in html:
        html = html.strip().replace("\n", "<br>")
    return markdown(list(page(html).tree.contents), base)


class Converter(MarkdownConverter):
    """Convert by our rules, noting what is left out, each kind once."""

    def __init__(self, base: str) -> None:
        super().__init__(heading_style="atx", wrap=True, wrap_width=None)
        self.base = base
        self.left_out: LeftOut = {}
        self.numbers: dict[int, int] = {}

    def leave_out(self, what: tuple[str, str], tag: Tag) -> None:
        """Note what is left out, at its first tag."""
        self.left_out.setdefault(what, tag.sourceline or 1)

    def process_tag(self, node: Tag, parent_tags: Any = None) -> str:
        """Return the Markdown of a tag; of one that runs or asks for input, nothing."""
        if node.name in RUNS or any(name.startswith("on") for name in node.attrs):
            self.leave_out(HANDLERS, node)
        if node.name in (*RUNS, *FIELDS):
            return ""
        text: str = super().process_tag(node, parent_tags=parent_tags)  # type: ignore[misc]
        return text

    def process_text(self, el: NavigableString, parent_tags: Any = None) -> str:
        """Return a text with everything escaped that would mean something."""
        text: str = super().process_text(el, parent_tags=parent_tags)  # type: ignore[misc]
        if "_noformat" in (parent_tags or ()):
            return text
        if text.endswith("!") and before_tag(el):
            text = f"{text[:-1]}\\!"
        if not begins_line(el):
            return text
        return AT_START.sub(at_start, text, count=1) if AT_START.match(text) else text

    def escape(self, text: str, parent_tags: Any) -> str:
        """Return the text with a backslash before what means something in Markdown wherever it stands."""
        return SPECIAL.sub(r"\\\g<0>", text.replace("\xa0", " "))

    def convert_a(self, el: Tag, text: str, parent_tags: Any) -> str:
        """Return a link to an address, and of other links their text."""
        to = BLANKS.sub("", str(el.get("href") or ""))
        if not to or "_noformat" in parent_tags or not text.strip():
            return text
        if self.base and not SCHEME.match(to):
            to = urljoin(self.base, to)
        if not ADDRESS.match(to):
            if not to.startswith("#"):
                self.leave_out(LINKS if SCHEME.match(to) else RELATIVE, el)
            return text
        before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        return f"{before}[{' '.join(text.split())}]({quote(to, safe=':/?#@!$&*+,;=%~-._[]')}){after}"

    def convert_img(self, el: Tag, text: str, parent_tags: Any) -> str:
        """Return what stands for the picture in words."""
        self.leave_out(PICTURES, el)
        return self.escape(" ".join(str(el.get("alt") or "").split()), parent_tags)

    convert_video = convert_audio = convert_img

    def convert_li(self, el: Tag, text: str, parent_tags: Any) -> str:
        """Return an item of a list, numbered where its list is."""
        mark, apart = "- ", "\n\n"
        if el.parent is not None and el.parent.name in ("ol", "ul"):
            apart = ""
        if el.parent is not None and el.parent.name == "ol":
            number = self.numbers[id(el.parent)] = self.numbers.get(id(el.parent), 0) + 1
            mark = f"{number}. "
        inside = LINES.sub(" " * len(mark) + r"\1", text.strip())
        return f"{apart}{mark}{inside[len(mark) :]}\n" if inside else "\n"

    def convert_b(self, el: Tag, text: str, parent_tags: Any) -> str:
        """Return bold text."""
        return marked(el, text, "**", parent_tags)

    def convert_em(self, el: Tag, text: str, parent_tags: Any) -> str:
        """Return slanted text."""
        return marked(el, text, "*", parent_tags)

    def convert_del(self, el: Tag, text: str, parent_tags: Any) -> str:
        """Return text that is struck out."""
        return marked(el, text, "~~", parent_tags)

    def convert_sub(self, el: Tag, text: str, parent_tags: Any) -> str:
        """Return text that stood lower or higher as it is."""
        return text

    convert_sup = convert_sub
    convert_strong, convert_i, convert_s = convert_b, convert_em, convert_del

    def convert_code(self, el: Tag, text: str, parent_tags: Any) -> str:
        """Return code on one line, apart from a tag before it, which may be code too."""
        if "_noformat" in parent_tags:
            return text
        code: str = super().convert_code(el, " ".join(text.split()), parent_tags)  # type: ignore[misc]
        before, after = text[:1].isspace() or isinstance(el.previous_sibling, Tag), text[-1:].isspace()
        return f"{' ' * before}{code}{' ' * after}" if code else " " * bool(text)

    convert_kbd = convert_samp = convert_code

    def convert_pre(self, el: Tag, text: str, parent_tags: Any) -> str:
        """Return text between fences that are longer than any in it."""
        fence = "`" * max([3, *(len(each) + 1 for each in FENCES.findall(text))])
        inside = text.strip("\n")
        return f"\n\n{fence}\n{inside}\n{fence}\n\n" if inside.strip() else ""

    def convert_td(self, el: Tag, text: str, parent_tags: Any) -> str:
        """Return a cell, in which a bar is text."""
        return f" {' '.join(text.split())} ".replace("|", "\\|") + "|"

    convert_th = convert_td

    def convert_dt(self, el: Tag, text: str, parent_tags: Any) -> str:
        """Return a term in bold on a line of its own."""
        return f"\n\n**{' '.join(text.split())}**\n\n" if text.strip() else ""

    convert_summary = convert_dt

    def convert_dd(self, el: Tag, text: str, parent_tags: Any) -> str:
        """Return a description as a paragraph."""
        return f"\n\n{text.strip()}\n\n"

    def block(self, el: Tag, text: str, parent_tags: Any) -> str:
        """Return a part of a page as paragraphs."""
        return f" {text.strip()} " if "_inline" in parent_tags else f"\n\n{text.strip()}\n\n"

    convert_main = convert_header = convert_aside = convert_body = convert_details = block
    convert_figure = convert_address = convert_fieldset = convert_form = block


def marked(tag: Tag, text: str, mark: str, parent_tags: Any) -> str:
    """Return a text between two marks; as it is where it holds blocks, which marks cannot stand around."""
    inside = text.strip()
    if not inside or "_noformat" in parent_tags or tag.find([*BLOCKS, "pre", "ul", "ol", "table", "blockquote", "br"]):
        return text
    return f"{' ' * text[:1].isspace()}{mark}{inside}{mark}{' ' * text[-1:].isspace()}"


def begins_line(text: NavigableString) -> bool:
    """Return whether a line of Markdown may begin with this text."""
    before = text.previous_sibling
    return not isinstance(before, NavigableString) and (before is None or isinstance(before, Tag))


def before_tag(text: NavigableString) -> bool:
    """Return whether a tag may come right after this text, which might make a picture of a link."""
    return isinstance(text.next_sibling, Tag) or (text.parent is not None and text.parent.name not in BLOCKS)


def at_start(found: re.Match[str]) -> str:
    """Return the start of a line with a backslash before what would mean something."""
    blank, sign, bullet, number, dot = found.groups(default="")
    return f"{blank}{number}\\{sign or bullet or dot}"
