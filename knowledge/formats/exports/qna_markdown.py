"""Reads `.qna` files: `# ? question`, other phrasings as a list, the answer in a fenced block, filters, prompts."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from knowledge.formats import fields
from knowledge.formats.exports import qna_pairs
from knowledge.formats.exports.not_taken import UnsupportedFeatures
from knowledge.formats.nodes import ListNode, MapNode, Node, TextNode
from knowledge.formats.reading import FilePlace, WrittenEntry
from knowledge.formats.tables import qna_metadata
from knowledge.problems.nearest import shown
from knowledge.problems.report import Refused, Report
from knowledge.slug import slug

HEAD = re.compile(r"#+\s*\?\s*(?P<question>.*)")
FENCE = re.compile(r"(?P<marks>`{3,})\s*\w*\s*")
ANCHOR = re.compile(r"<a\s+id\s*=\s*[\"']?(?P<id>[^\"'>\s]+)[\"']?\s*>(\s*</a>)?", re.IGNORECASE)
SOURCE = re.compile(r">\s*!#\s*@qna\.pair\.source\s*=\s*(?P<source>.*)", re.IGNORECASE)
LIST_ITEM = re.compile(r"[-*+]\s+(?P<text>.*)")
PROMPT = re.compile(r"\[(?P<text>[^\]]*)\]\(#(?P<to>[^)]*)\)\s*(?P<context>`context-only`)?.*", re.IGNORECASE)
IMPORT = re.compile(r"\[[^\]]*\]\((?P<to>[^)#][^)]*)\)")
PARTS = {"**filters:**": "filters", "**prompts:**": "prompts"}
COMMENT = ">"


@dataclass(slots=True)
class QnaPair:
    """A pair on the way to an entry."""

    question: TextNode
    id: TextNode | None
    source: TextNode | None
    also: list[TextNode] = field(default_factory=list)
    filters: list[tuple[str, str]] = field(default_factory=list)
    prompts: list[tuple[str, int]] = field(default_factory=list)
    """Where each leads: `?question-with-hyphens`, or an id."""
    answer: TextNode | None = None


def read(text: str, place: FilePlace, report: Report) -> list[WrittenEntry]:
    """Return the entries of a .qna file; raise Refused when it cannot be read at all."""
    drafts = QnaMarkdownReader(report).read(text.split("\n"))
    ids = {slug(each.question.value): each.id.value for each in drafts if each.id}
    written = (fields.write(node(each, ids), {}, place, report) for each in drafts)
    return [each for each in written if each]


def node(draft: QnaPair, ids: dict[str, str]) -> MapNode:
    """Return the keys of the entry as the other formats write them."""
    line = draft.question.line
    values: dict[str, Node] = {"question": draft.question, "answer": draft.answer or TextNode("", line)}
    values |= {key: each for key, each in (("id", draft.id), ("source", draft.source)) if each}
    if draft.also:
        values["also"] = ListNode(tuple(draft.also), draft.also[0].line)
    if draft.prompts:
        targets = tuple(TextNode(target(to, ids), number) for to, number in draft.prompts)
        values["follow_ups"] = ListNode(targets, targets[0].line)
    values |= qna_metadata.keys_of(draft.filters, line)
    return MapNode(values, line, {key: each.line for key, each in values.items()})


def target(to: str, ids: dict[str, str]) -> str:
    """Return the id of the entry that a prompt leads to."""
    asked = slug(to.removeprefix("?"))
    return ids.get(asked, asked) if to.startswith("?") else to


class QnaMarkdownReader:
    """One walk over the lines of a file."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.found: list[QnaPair] = []
        self.part = ""
        """What the list items below belong to; empty for phrasings."""
        self.next_id: TextNode | None = None
        self.next_source: TextNode | None = None
        self.not_taken = UnsupportedFeatures("pairs")

    def read(self, lines: Sequence[str]) -> list[QnaPair]:
        number = 1
        while number <= len(lines):
            number += self.fenced(lines, number) or self.line(lines[number - 1].strip(), number)
        self.not_taken.tell(self.report)
        return self.found

    def fenced(self, lines: Sequence[str], number: int) -> int:
        """Take an answer, giving how many lines it has with its fences; 0 when none begins here."""
        opens = FENCE.fullmatch(lines[number - 1].strip())
        if not opens:
            return 0
        marks = opens["marks"]
        rest = enumerate(lines[number:], number + 1)
        end = next((at for at, line in rest if line.strip().startswith(marks) and not line.strip().strip("`")), None)
        if end is None:
            raise Refused("KB336", number, "an answer begins here and never ends", f"add a line of {marks} below it")
        inside = range(number + 1, end)
        answer = TextNode("\n".join(lines[number : end - 1]), number, tuple(inside) or (number,)).stripped()
        if not self.found or self.found[-1].answer:
            what = "an answer without a question" if not self.found else "a second answer to one question"
            self.report.add("KB336", number, what, "write # ? and the question above it")
        else:
            self.found[-1].answer = answer
        return end - number + 1

    def line(self, line: str, number: int) -> int:
        """Take one line outside of answers; give 1, for it."""
        for pattern, take in self.takes:
            if found := pattern.fullmatch(line):
                take(found, number)
                return 1
        if line.casefold() in PARTS:
            self.part = PARTS[line.casefold()]
        elif line and not line.startswith(COMMENT):
            self.report.add("KB323", number, f"{shown(line)} belongs to no question", "write > before it, or delete it")
        return 1

    @property
    def takes(self) -> list[tuple[re.Pattern[str], Callable[[re.Match[str], int], None]]]:
        """Return what is done with each sort of line."""
        return [
            (HEAD, self.head),
            (SOURCE, self.source),
            (ANCHOR, self.anchor),
            (LIST_ITEM, self.item),
            (IMPORT, self.imported),
        ]

    def head(self, found: re.Match[str], number: int) -> None:
        """Begin a pair."""
        self.found.append(QnaPair(TextNode(found["question"].strip(), number), self.next_id, self.next_source))
        self.next_id, self.next_source, self.part = None, None, ""

    def source(self, found: re.Match[str], number: int) -> None:
        """Take the source of the pair below."""
        self.next_source = TextNode(qna_pairs.source_of(found["source"].strip()), number)

    def anchor(self, found: re.Match[str], number: int) -> None:
        """Take the id of the pair below."""
        self.next_id = TextNode(found["id"], number)

    def imported(self, found: re.Match[str], number: int) -> None:
        """Point out a reference to another file or page, which is never followed."""
        what = f"{shown(found['to'])} is not read from here"
        self.report.add("KB337", number, what, "put the file itself into the folder, and delete this line")

    def item(self, found: re.Match[str], number: int) -> None:
        """Take an item of a list: another phrasing, a filter or a prompt."""
        text = found["text"].strip()
        if link := IMPORT.fullmatch(text):
            self.imported(link, number)
        elif not self.found:
            self.report.add(
                "KB323", number, f"{shown(text)} belongs to no question", "write # ? and the question above"
            )
        elif self.part == "filters":
            name, _, value = text.partition("=")
            self.found[-1].filters.append((name.strip(), value.strip()))
        elif self.part == "prompts":
            self.prompt(text, number)
        else:
            self.found[-1].also.append(TextNode(text, number))

    def prompt(self, text: str, number: int) -> None:
        """Take a prompt."""
        found = PROMPT.fullmatch(text)
        if not found:
            remedy = "write - [text](#?question-with-hyphens) or - [text](#id)"
            self.report.add("KB336", number, f"{shown(text)} is no prompt", remedy)
            return
        self.found[-1].prompts.append((found["to"], number))
        if found["context"]:
            self.not_taken.count(qna_pairs.ONLY_AFTER, number)
