"""Reads entries from Markdown: a heading that asks is the question, the text below it the answer.

`<!-- key: value -->` below the heading sets the entry's other keys, a list after "Also asked as:" its phrasings.
"""

import re
from collections.abc import Iterator, Sequence

from knowledge.formats import fields, front_matter
from knowledge.formats.nodes import ListNode, MapNode, Node, TextNode
from knowledge.formats.reading import FilePlace, WrittenEntry
from knowledge.formats.sections import Section, sections
from knowledge.formats.yaml.yaml_reader import read_yaml
from knowledge.problems.nearest import nearest, shown
from knowledge.problems.report import Refused, Report

FIRST_KEY = re.compile(r"\s*([A-Za-z][A-Za-z_ -]{0,20}?)\s*:(?:\s|$)")
WRITTEN_OUT = ("question", "answer")
"""Keys that a page writes as heading and text."""


def read(text: str, place: FilePlace, report: Report) -> list[WrittenEntry]:
    """Return the entries of a Markdown page; raise Refused when it cannot be read at all."""
    front, page = front_matter.split(text)
    file_defaults = front_matter.read(front, report)
    source = page.split("\n")
    drafts = grouped(sections(page, report), report)
    report_unread(drafts, source, report)
    nodes = (draft.node(source) for draft in drafts if draft.is_entry(source))
    written = (fields.write(node, file_defaults, place, report) for node in nodes)
    return [each for each in written if each]


class MarkdownEntry:
    """A section on the way to an entry: it gathers the text and keys of the sections inside it that do not ask."""

    def __init__(self, section: Section, report: Report) -> None:
        self.section = section
        self.report = report
        self.keys = comment_keys(section, report)
        self.asks = section.asks or "id" in self.keys.values
        self.lines = list(section.lines)
        self.has_inner = False

    def take(self, inner: "MarkdownEntry") -> None:
        """Add a section that does not ask to the answer, its heading included."""
        self.lines += [inner.section.line, *inner.section.lines]
        for key, line in inner.keys.key_lines.items():
            if key in self.keys.key_lines:
                what = f"{shown(key)} stands here and on line {self.keys.key_lines[key]}"
                self.report.add("KB205", line, what, "keep one of the two")
        self.keys = MapNode(
            {**self.keys.values, **inner.keys.values}, self.keys.line, {**self.keys.key_lines, **inner.keys.key_lines}
        )

    def text(self, source: Sequence[str]) -> TextNode:
        """Return the text with the line of each of its lines."""
        value = "\n".join(source[number - 1] for number in self.lines)
        return TextNode(value, self.section.line, tuple(self.lines)).stripped()

    def is_entry(self, source: Sequence[str]) -> bool:
        """Return whether this is an entry, and not a heading over other questions."""
        return self.asks and bool(
            not self.has_inner or self.keys.values or self.section.also or self.text(source).value
        )

    def node(self, source: Sequence[str]) -> Node:
        """Return the keys of the entry as the other formats write them."""
        values: dict[str, Node] = dict(self.keys.values)
        line = self.section.line
        values["question"], values["answer"] = TextNode(self.section.title, line), self.text(source)
        if self.section.also:
            values["also"] = ListNode(tuple(self.section.also), self.section.also[0].line)
        return MapNode(values, line, {**self.keys.key_lines, "question": line, "answer": line})


def grouped(found: Sequence[Section], report: Report) -> list[MarkdownEntry]:
    """Return the sections as drafts; one that does not ask, inside one that does, becomes part of its answer."""
    outer: list[MarkdownEntry] = []
    drafts: list[MarkdownEntry] = []
    for section in found:
        draft = MarkdownEntry(section, report)
        while outer and outer[-1].section.level >= section.level:
            outer.pop()
        if outer and not draft.asks:
            outer[-1].take(draft)
            continue
        if draft.asks:
            for each in outer:
                each.has_inner = True
            outer.append(draft)
        drafts.append(draft)
    return drafts


def comment_keys(section: Section, report: Report) -> MapNode:
    """Return the keys that the section's comments set; a comment that sets none is just a comment."""
    values: dict[str, Node] = {}
    lines: dict[str, int] = {}
    for comment in section.comments:
        for key, value, line in keys_of(comment, report):
            name = fields.normal(key)
            if name in WRITTEN_OUT:
                report.add(
                    "KB301", line, f"the key {shown(key)} in a comment", "write the heading and the text below it"
                )
            elif name in lines:
                report.add("KB205", line, f"{shown(key)} stands here and on line {lines[name]}", "keep one of the two")
            else:
                values[name], lines[name] = value, line
    return MapNode(values, section.line, lines)


def keys_of(comment: TextNode, report: Report) -> Iterator[tuple[str, Node, int]]:
    """Yield the keys of one comment, with their values and lines."""
    first = FIRST_KEY.match(comment.value)
    if not first or not nearest(fields.normal(first.group(1)), fields.ENTRY):
        return
    try:
        node = read_yaml(comment.value.strip(), first_line=comment.line + leading(comment.value))
    except Refused as fault:
        report.refused(fault)
        return
    if isinstance(node, MapNode):
        for key, value in node.values.items():
            yield key, value, node.line_of(key)


def leading(text: str) -> int:
    """Count the line feeds before the first word."""
    return text[: len(text) - len(text.lstrip())].count("\n")


def report_unread(drafts: Sequence[MarkdownEntry], source: Sequence[str], report: Report) -> None:
    """Point out what is in no entry: keys, and headings with text; the page's title and introduction are meant so."""
    for draft, following in zip(drafts, [*drafts[1:], None], strict=True):
        if draft.asks:
            continue
        section = draft.section
        for key, line in draft.keys.key_lines.items():
            what = f"the key {shown(key)} stands below no question"
            report.add("KB301", line, what, "move it below its question, or into front matter for the whole file")
        is_leaf = following is None or following.section.level <= section.level
        if section.level > 1 and is_leaf and draft.text(source).value:
            what = f"the text below {shown(section.title)} belongs to no question"
            report.add("KB323", section.line, what, "end the heading with ? or put <!-- id: … --> below it")
