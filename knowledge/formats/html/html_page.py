"""Reads entries from a page of a web site: its FAQPage for search engines, or else what it asks and answers itself."""

from collections.abc import Iterator

from knowledge.formats import fields, values
from knowledge.formats.exports.not_taken import UnsupportedFeatures
from knowledge.formats.html import html_linked_data, html_markdown, html_questions
from knowledge.formats.html.html_tree import HtmlPage, page
from knowledge.formats.nodes import MapNode, TextNode
from knowledge.formats.reading import FilePlace, WrittenEntry
from knowledge.problems.nearest import shown
from knowledge.problems.report import Refused, Report

LEFT_OUT, DEAD_LINK = "KB342", "KB408"


def read(text: str, place: FilePlace, report: Report) -> list[WrittenEntry]:
    """Return the entries of a page; raise Refused when it cannot be read at all."""
    return PageEntries(page(text), report).entries(place)


class PageEntries:
    """One page on the way to its entries."""

    def __init__(self, whole: HtmlPage, report: Report) -> None:
        self.page = whole
        self.report = report
        self.left_out = UnsupportedFeatures("answers", LEFT_OUT)
        self.relative = UnsupportedFeatures("answers", DEAD_LINK)

    def entries(self, place: FilePlace) -> list[WrittenEntry]:
        defaults = self.defaults()
        found = html_linked_data.linked_answers(self.page, self.report)
        nodes = self.of_linked_data(found) if found else self.of_headings()
        written = [fields.write(each, defaults, place, self.report) for each in nodes]
        self.left_out.tell(self.report)
        self.relative.tell(self.report)
        return [each for each in written if each]

    def defaults(self) -> dict[str, str]:
        """Return what the page says of all its entries: its title, and its language."""
        found = {"source": self.page.title[: values.LONGEST_LINE]} if self.page.title else {}
        try:
            return found | {"language": values.language(TextNode(self.page.language, 1))}
        except Refused:
            return found

    def of_linked_data(self, found: list[html_linked_data.LinkedAnswer]) -> Iterator[MapNode]:
        """Yield the questions that the page tells search engines."""
        for each in found:
            text, left_out = html_markdown.markdown_of(each.answer.value, self.page.base)
            yield from self.node(
                each.title, each.line, TextNode(text, each.answer.line), dict.fromkeys(left_out, each.answer.line)
            )

    def of_headings(self) -> Iterator[MapNode]:
        """Yield the questions that the page shows."""
        for each in html_questions.questions(self.page.tree):
            text, left_out = html_markdown.markdown(each.nodes, self.page.base)
            yield from self.node(each.title, each.line, TextNode(text, each.line), left_out, is_title=each.heads_others)

    def node(
        self, title: str, line: int, answer: TextNode, left_out: html_markdown.LeftOut, *, is_title: bool = False
    ) -> Iterator[MapNode]:
        """Yield the keys of an entry as the other formats write them.

        A question without an answer is pointed out, unless it is the title of other questions.
        """
        for each, where in left_out.items():
            (self.relative if each is html_markdown.RELATIVE else self.left_out).count(each, where)
        if not answer.value and is_title:
            return
        if not answer.value:
            what = f"nothing answers {shown(title)}"
            self.report.add("KB323", line, what, "write the answer below it, or let it not end with ?")
            return
        lines = {"question": line, "answer": answer.line}
        yield MapNode({"question": TextNode(title, line), "answer": answer}, line, lines)
