"""The sections of a Markdown page: headings, and below each the comments, the phrasings and the lines of text.

Knows Markdown and line numbers; does not know what an entry is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from knowledge.formats.nodes import TextNode
from knowledge.languages.language import every
from knowledge.problems.report import Report

QUESTION_ENDS = ("?", "？", "؟")
OPENS, CLOSES = "<!--", "-->"
LONGEST_INLINE = 5_000
"""Characters up to which a heading's markup is looked at; anything longer is refused as a question anyway."""


@dataclass(slots=True)
class Section:
    """A heading and what stands directly below it; level 0 is the page before its first heading."""

    level: int
    title: str
    line: int
    comments: list[TextNode] = field(default_factory=list)
    also: list[TextNode] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    """Numbers of the lines of its text, the first of the page being 1."""

    @property
    def asks(self) -> bool:
        """Return whether the heading reads as a question or has other phrasings."""
        return self.level > 0 and (self.title.rstrip(" *_\"'”»").endswith(QUESTION_ENDS) or bool(self.also))


def sections(page: str, report: Report) -> list[Section]:
    """Return the page's sections in order, the text before the first heading included."""
    return SectionReader(page, report).read()


class SectionReader:
    """One walk over the top-level blocks of a page."""

    def __init__(self, page: str, report: Report) -> None:
        self.source = page.split("\n")
        self.tokens = blocks_of(page)
        self.report = report
        self.found = [Section(0, "", 1)]

    def read(self) -> list[Section]:
        blocks = list(top_level(self.tokens))
        position = 0
        while position < len(blocks):
            position += self.block(blocks[position], blocks[position + 1 : position + 2])
        self.fill()
        return self.found

    def block(self, block: Sequence[Token], following: Sequence[Sequence[Token]]) -> int:
        """Take a block, and the list after it where the block announces phrasings; return how many were taken."""
        if announces(block):
            return self.phrasings(block, following[0] if following else ())
        self.refuse_unlisted(block)
        if is_heading(block):
            self.heading(block)
        elif block[0].type == "html_block":
            self.comments(block[0])
        return 1

    def heading(self, block: Sequence[Token]) -> None:
        """Begin a section."""
        line = first_line(block)
        title, inside = plain(block[1])
        self.found.append(Section(int(block[0].tag[1]), title, line))
        self.found[-1].comments += [TextNode(each, line) for each in inside]
        self.skip(block)

    def comments(self, token: Token) -> None:
        """Take the comments of an HTML block that holds nothing else; other HTML stays text."""
        found = comments_of(token.content, first_line([token]))
        if found is not None:
            self.found[-1].comments += found
            self.skip([token])

    def phrasings(self, block: Sequence[Token], listed: Sequence[Token]) -> int:
        """Take the list of other phrasings."""
        self.skip(block)
        if not listed or listed[0].type not in ("bullet_list_open", "ordered_list_open"):
            self.report.add(
                "KB322", first_line(block), "no list follows here", "write one phrasing a line, each after -"
            )
            return 1
        for inline in (token for token in listed if token.type == "inline"):
            self.phrasing(inline)
        self.skip(listed)
        return 2

    def refuse_unlisted(self, block: Sequence[Token]) -> None:
        """Point out `Also asked as:` in the midst of a paragraph, where it would be shown as part of the answer."""
        if block[0].type != "paragraph_open":
            return
        for number, line in enumerate(block[1].content.split("\n"), first_line(block)):
            if also().match(line):
                what = "the line of phrasings is part of a paragraph"
                self.report.add(
                    "KB322", number, what, "let it stand alone, and below it one phrasing a line, each after -"
                )

    def phrasing(self, inline: Token) -> None:
        """Take one phrasing; text that ran into the list without a blank line is pointed out."""
        line = first_line([inline])
        for number in range(line + 1, line + inline.content.count("\n") + 1):
            if not self.source[number - 1].startswith((" ", "\t")):
                what = "this line runs into the list of phrasings above"
                self.report.add("KB322", number, what, "put a blank line before it")
                return
        self.found[-1].also.append(TextNode(plain(inline)[0], line))

    def skip(self, block: Sequence[Token]) -> None:
        """Keep the block's lines out of the text."""
        start, end = span(block)
        self.source[start:end] = [BLANKED] * (end - start)

    def fill(self) -> None:
        """Set in every section the numbers of its lines, without what was skipped."""
        ends = [section.line - 1 for section in self.found[1:]] + [len(self.source)]
        for section, end in zip(self.found, ends, strict=True):
            numbers = range(section.line, end + 1)
            section.lines = [number for number in numbers if self.source[number - 1] is not BLANKED]


BLANKED = "\0"
"""Stands for a line that is no text; a page never holds it, NUL being refused."""


def top_level(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Yield the top-level blocks, each with all its tokens."""
    block: list[Token] = []
    depth = 0
    for token in tokens:
        block.append(token)
        depth += token.nesting
        if depth == 0:
            yield block
            block = []


def is_heading(block: Sequence[Token]) -> bool:
    """Return whether the block is a heading; text underlined with --- is one only when it asks."""
    if block[0].type != "heading_open":
        return False
    return block[0].markup != "-" or plain(block[1])[0].endswith(QUESTION_ENDS)


def announces(block: Sequence[Token]) -> bool:
    """Return whether the block is the line `Also asked as:`, as a paragraph or a heading."""
    return len(block) > 1 and block[1].type == "inline" and bool(also(alone=True).fullmatch(block[1].content))


@cache
def also(*, alone: bool = False) -> re.Pattern[str]:
    """Return what the line `Also asked as:` looks like in any language: alone, or at the beginning of a line."""
    headings = "|".join(
        sorted(re.escape(each.rstrip("\u202f :")) for language in every() for each in language.headings("also"))
    )
    after = r"\W*" if alone else r"\s*[:：]"
    return re.compile(rf"\W*({headings}){after}", re.IGNORECASE)


def span(block: Sequence[Token]) -> tuple[int, int]:
    """Return the block's lines, from 0, the end exclusive."""
    where = block[0].map
    assert where is not None
    return where[0], where[1]


def first_line(block: Sequence[Token]) -> int:
    """Return the number of the block's first line."""
    return span(block)[0] + 1


def blocks_of(page: str) -> list[Token]:
    """Return the page's blocks; their inline text stays as written, since only headings and phrasings need more."""
    return block_parser().parse(page)


@cache
def block_parser() -> MarkdownIt:
    """Return a CommonMark parser that finds blocks only."""
    return MarkdownIt("commonmark").disable("inline")


@cache
def inline_parser() -> MarkdownIt:
    """Return a CommonMark parser for the text of a heading, raw HTML included so that comments are seen."""
    return MarkdownIt("commonmark")


def comments_of(html: str, line: int) -> list[TextNode] | None:
    """Return the comments of a piece of HTML that holds nothing else, each with its line; None for other HTML."""
    found: list[TextNode] = []
    rest = html.strip()
    line += html[: len(html) - len(html.lstrip())].count("\n")
    while rest:
        inside, end, after = rest.removeprefix(OPENS).partition(CLOSES)
        if not rest.startswith(OPENS) or not end:
            return None
        found.append(TextNode(inside, line))
        following = after.lstrip()
        line += rest.count("\n", 0, len(rest) - len(following))
        rest = following
    return found


def plain(inline: Token) -> tuple[str, list[str]]:
    """Return a heading's or phrasing's text without its markup, and the comments in it."""
    if len(inline.content) > LONGEST_INLINE:
        return " ".join(inline.content.split()), []
    children = inline_parser().parseInline(inline.content)[0].children or []
    html = (child.content for child in children if child.type == "html_inline")
    comments = [node.value for each in html for node in comments_of(each, 0) or ()]
    words = (child.content if child.type in ("text", "code_inline") else " " for child in children if shows(child))
    return " ".join("".join(words).split()), comments


def shows(child: Token) -> bool:
    """Return whether the inline token adds characters to the plain text."""
    return child.type in ("text", "code_inline", "softbreak", "hardbreak")
