"""The sections of a Markdown page: headings, and below each the comments, the phrasings and the lines of text.

Knows Markdown and line numbers; does not know what an entry is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from knowledge.formats.nodes import TextNode
from knowledge.report import Report

QUESTION_ENDS = ("?", "？", "؟")
ALSO = re.compile(r"\W*(also asked as|auch gefragt als)\W*", re.IGNORECASE)
COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)


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
        """Say whether the heading reads as a question or has other phrasings."""
        return self.level > 0 and (self.title.rstrip(" *_\"'”»").endswith(QUESTION_ENDS) or bool(self.also))


def sections(page: str, report: Report) -> list[Section]:
    """Give the page's sections in order, the text before the first heading included."""
    return Sections(page, report).read()


class Sections:
    """One walk over the top-level blocks of a page."""

    def __init__(self, page: str, report: Report) -> None:
        self.source = page.split("\n")
        self.tokens = MarkdownIt("commonmark").parse(page)
        self.report = report
        self.found = [Section(0, "", 1)]

    def read(self) -> list[Section]:
        """Give the sections."""
        blocks = list(top_level(self.tokens))
        position = 0
        while position < len(blocks):
            position += self.block(blocks[position], blocks[position + 1 : position + 2])
        self.fill()
        return self.found

    def block(self, block: Sequence[Token], following: Sequence[Sequence[Token]]) -> int:
        """Take a block, and the list after it where the block announces phrasings; give how many were taken."""
        if announces(block):
            return self.phrasings(block, following[0] if following else ())
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
        if COMMENT.sub("", token.content).strip():
            return
        start = first_line([token])
        for found in COMMENT.finditer(token.content):
            line = start + token.content.count("\n", 0, found.start(1))
            self.found[-1].comments.append(TextNode(found.group(1), line))
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
        """Give every section the numbers of its lines, without what was skipped."""
        ends = [section.line - 1 for section in self.found[1:]] + [len(self.source)]
        for section, end in zip(self.found, ends, strict=True):
            numbers = range(section.line, end + 1)
            section.lines = [number for number in numbers if self.source[number - 1] is not BLANKED]


BLANKED = "\0"
"""Stands for a line that is no text; a page never holds it, NUL being refused."""


def top_level(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Go over the top-level blocks, each with all its tokens."""
    block: list[Token] = []
    depth = 0
    for token in tokens:
        block.append(token)
        depth += token.nesting
        if depth == 0:
            yield block
            block = []


def is_heading(block: Sequence[Token]) -> bool:
    """Say whether the block is a heading; text underlined with --- is one only when it asks."""
    if block[0].type != "heading_open":
        return False
    return block[0].markup != "-" or plain(block[1])[0].endswith(QUESTION_ENDS)


def announces(block: Sequence[Token]) -> bool:
    """Say whether the block is the line `Also asked as:`, as a paragraph or a heading."""
    return len(block) > 1 and block[1].type == "inline" and bool(ALSO.fullmatch(block[1].content))


def span(block: Sequence[Token]) -> tuple[int, int]:
    """Give the block's lines, from 0, the end exclusive."""
    where = block[0].map
    assert where is not None
    return where[0], where[1]


def first_line(block: Sequence[Token]) -> int:
    """Give the number of the block's first line."""
    return span(block)[0] + 1


def plain(inline: Token) -> tuple[str, list[str]]:
    """Give the text without its markup, and the comments in it."""
    children = inline.children or []
    comments = [found.group(1) for child in children if (found := COMMENT.fullmatch(child.content.strip()))]
    words = (child.content if child.type in ("text", "code_inline") else " " for child in children if shows(child))
    return " ".join("".join(words).split()), comments


def shows(child: Token) -> bool:
    """Say whether the inline token adds characters to the plain text."""
    return child.type in ("text", "code_inline", "softbreak", "hardbreak")
