"""Finds what a page asks and answers: headings, summaries, terms and bold lines that end with ?, and what follows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bs4.element import PageElement, Tag

from knowledge.formats.sections import QUESTION_ENDS

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
APART, BOLD = 0, 7
"""The levels of a summary or term, whose answer ends with its block, and of a bold line, which any heading ends."""
NO_CONTENT = ("nav", "footer", "style", "template")
CONTENT = ("main", "article", "section")
SIGNS = "#¶§🔗 "
"""What sites write into the link beside a heading that leads to itself."""


@dataclass(frozen=True, slots=True)
class QuestionMarker:
    """A place where a question begins, or where the one before it ends."""

    tag: Tag
    level: int
    title: str
    asks: bool
    scope: Tag | None = None
    """What the answer cannot leave; None for what holds the questions of the page."""


@dataclass(frozen=True, slots=True)
class PageQuestion:
    """A question of a page."""

    title: str
    line: int
    nodes: list[PageElement]
    """What answers it, in order."""
    heads_others: bool
    """Whether other questions stand below it."""


def questions(tree: Tag) -> list[PageQuestion]:
    """Return the questions of a page in order, each with what stands between it and the next heading of its level."""
    clear(tree)
    marks = list(marks_in(tree))
    scope = holding([each.tag for each in marks if each.asks and each.scope is None], tree)
    return [question_at(marks, number, each.scope or scope) for number, each in enumerate(marks) if each.asks]


def question_at(marks: Sequence[QuestionMarker], number: int, scope: Tag) -> PageQuestion:
    """Return the question that begins at a mark."""
    own = marks[number]
    stop = next((each for each in marks[number + 1 :] if each.asks or each.level <= own.level), None)
    nodes = list(between(own.tag, stop.tag if stop else None, scope))
    heads_others = stop is not None and stop.asks and (stop.level > own.level or stop.scope is not None)
    return PageQuestion(own.title, own.tag.sourceline or 1, nodes, heads_others)


def clear(tree: Tag) -> None:
    """Take out of the page what is around its content."""
    for each in tree.find_all([*NO_CONTENT, "header"]):
        if not each.decomposed and (each.name != "header" or not each.find_parent(CONTENT)):
            each.decompose()


def marks_in(tree: Tag) -> Iterator[QuestionMarker]:
    """Yield the marks of a page; of a row of blocks that open, or a list of terms, all ask where one does."""
    lists = {id(list_of(each)) for each in tree.find_all(["summary", "dt"]) if asks(title_of(each))}
    for tag in tree.find_all([*HEADINGS, "summary", "dt", "p"]):
        title = title_of(tag)
        is_question = asks(title)
        if tag.name in HEADINGS:
            yield QuestionMarker(tag, int(tag.name[1]), title, is_question)
        elif tag.name in ("summary", "dt") and id(list_of(tag)) in lists:
            yield QuestionMarker(tag, APART, title, bool(title), tag.parent)
        elif tag.name == "p" and is_question and is_bold(tag):
            yield QuestionMarker(tag, BOLD, title, True)


def list_of(tag: Tag) -> Tag | None:
    """Return what a summary or term stands in with its like."""
    return tag.parent.parent if tag.name == "summary" and tag.parent else tag.parent


def asks(title: str) -> bool:
    """Return whether a title reads as a question."""
    return title.endswith(QUESTION_ENDS)


def title_of(tag: Tag) -> str:
    """Return the text of a heading on one line, without the link beside it that leads to itself."""
    return " ".join(tag.get_text().split()).rstrip(SIGNS)


def is_bold(paragraph: Tag) -> bool:
    """Return whether nothing but bold text stands in the paragraph."""
    inside = [each for each in paragraph.contents if isinstance(each, Tag) or str(each).strip()]
    return all(isinstance(each, Tag) and each.name in ("b", "strong", "br") for each in inside)


def holding(tags: Sequence[Tag], tree: Tag) -> Tag:
    """Return the smallest part of the page that holds all these headings; of one alone, the part that it heads."""
    if not tags:
        return tree
    if len(tags) == 1:
        return tags[0].find_parent([*CONTENT, "body"]) or tree
    common = list(tags[0].parents)[::-1]
    for tag in tags[1:]:
        others = list(tag.parents)[::-1]
        common = [one for one, other in zip(common, others, strict=False) if one is other]
    return common[-1]


def between(start: Tag, stop: Tag | None, scope: Tag) -> Iterator[PageElement]:
    """Yield the largest pieces of the page after the start that hold nothing of what is from the stop on."""
    around = {id(each) for each in stop.parents} if stop is not None else set()
    node = following(start, scope)
    while node is not None and node is not stop:
        if id(node) in around and isinstance(node, Tag):
            node = node.contents[0]
        else:
            yield node
            node = following(node, scope)


def following(node: PageElement, scope: Tag) -> PageElement | None:
    """Return what comes after a piece of the page within the scope, None at its end."""
    current: PageElement | None = node
    while current is not None and current is not scope:
        if current.next_sibling is not None:
            return current.next_sibling
        current = current.parent
    return None
