"""Reads the FAQPage that a page carries for search engines, as JSON-LD: each Question with its accepted answer."""

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.formats.exports.json_reader import read_json
from knowledge.formats.html.html_tree import HtmlPage, page
from knowledge.formats.nodes import ListNode, MapNode, Node, TextNode
from knowledge.problems.report import Refused, Report

TYPE = "application/ld+json"


@dataclass(frozen=True, slots=True)
class LinkedAnswer:
    """A question with its answer, which may be HTML."""

    title: str
    line: int
    answer: TextNode


def linked_answers(whole: HtmlPage, report: Report) -> list[LinkedAnswer]:
    """Return the questions of all FAQPages in the page; one that cannot be read is reported, and passed over."""
    found: list[LinkedAnswer] = []
    for script in whole.tree.find_all("script"):
        text = script.get_text()
        if str(script.get("type") or "").strip().casefold() != TYPE or "FAQPage" not in text:
            continue
        try:
            found += [one for each in faq_pages(read_json(text, whole.content_line(script))) for one in questions(each)]
        except Refused as fault:
            what = f"the FAQPage for search engines cannot be read: {fault.what}"
            report.add("KB342", fault.line, what, "mend it where the page is made; its headings are read instead")
    return found


def faq_pages(node: Node) -> Iterator[MapNode]:
    """Yield the FAQPages in a piece of linked data."""
    if isinstance(node, ListNode):
        for each in node.items:
            yield from faq_pages(each)
    elif isinstance(node, MapNode) and "FAQPage" in texts(node.values.get("@type")):
        yield node
    elif isinstance(node, MapNode) and "@graph" in node.values:
        yield from faq_pages(node.values["@graph"])


def questions(faq: MapNode) -> Iterator[LinkedAnswer]:
    """Yield the questions of a FAQPage that are answered."""
    for each in maps(faq.values.get("mainEntity")):
        name = each.values.get("name") or each.values.get("text")
        answers = [one.values.get("text") for one in maps(each.values.get("acceptedAnswer"))]
        if isinstance(name, TextNode) and answers and isinstance(answers[0], TextNode):
            yield LinkedAnswer(" ".join(page(name.value).tree.get_text().split()), name.line, answers[0])


def maps(node: Node | None) -> list[MapNode]:
    """Return the maps of a list, or one alone."""
    items = node.items if isinstance(node, ListNode) else (node,)
    return [each for each in items if isinstance(each, MapNode)]


def texts(node: Node | None) -> list[str]:
    """Return the texts of a list, or one alone."""
    items = node.items if isinstance(node, ListNode) else (node,)
    return [each.value for each in items if isinstance(each, TextNode)]
