"""Reads `words.yaml`: abbreviations, synonyms, and acronyms to leave alone, of one folder."""

from collections.abc import Iterator, Mapping

from knowledge.formats import fields, values
from knowledge.formats.nodes import ListNode, MapNode, Node, TextNode, kind
from knowledge.formats.reading import FilePlace
from knowledge.formats.yaml.yaml_reader import read_yaml
from knowledge.matching.query.text import tokens
from knowledge.matching.query.words import courtesies, grammar
from knowledge.problems.nearest import shown
from knowledge.problems.report import Refused, Report
from knowledge.wordbook import Alike, Wordbook

LONGEST_TERM = 80
"""Characters of a term."""
MOST_WORDS = 8
"""Words of a term."""
MOST_TERMS = 2_000
"""Terms of one file, all together."""


def abbreviated(node: Node) -> MapNode:
    """Return the short forms with what they stand for, not read yet."""
    if isinstance(node, MapNode):
        return node
    raise Refused("KB208", node.line, f"{kind(node)} where abbreviations belong", "write csp: Cloud Solution Provider")


def grouped(node: Node) -> ListNode:
    """Return the groups of synonyms, not read yet."""
    if isinstance(node, ListNode):
        return node
    raise Refused("KB208", node.line, f"{kind(node)} where groups belong", "write - [invoice, bill], one group a line")


def ignored(node: Node) -> tuple[str, int]:
    """Return an acronym to leave alone, with its line."""
    return term(node), node.line


KEYS: Mapping[str, fields.Read] = {
    "abbreviations": abbreviated,
    "synonyms": grouped,
    "ignored_acronyms": values.many(ignored),
    "visibility": values.visibility,
    "nda": values.boolean,
}


def read(text: str, place: FilePlace, report: Report) -> Wordbook | None:
    """Return what the file says, None for nothing; raise Refused when it cannot be read at all."""
    root = read_yaml(text)
    if root is None or fields.nothing(root):
        return None
    if not isinstance(root, MapNode):
        remedy = "write abbreviations: or synonyms: and what belongs to it below"
        raise Refused("KB208", root.line, f"{kind(root)} where keys belong", remedy)
    found = fields.read_keys(root, KEYS, report).values
    book = Wordbook(
        partner=place.partner,
        abbreviations=tuple(abbreviations(found["abbreviations"], report)) if "abbreviations" in found else (),
        synonyms=tuple(synonyms(found["synonyms"], report)) if "synonyms" in found else (),
        ignored=found.get("ignored_acronyms", ()),
        visibility=found.get("visibility", place.visibility),
        nda=found.get("nda", False),
        file=place.file,
    )
    check_number(book, report)
    return book


def check_number(book: Wordbook, report: Report) -> None:
    """Report more terms than a file may have."""
    number = sum(len(each.terms) for each in book.groups) + len(book.ignored)
    if number > MOST_TERMS:
        what = f"{number:,} terms, at most {MOST_TERMS:,} are allowed"
        report.add("KB705", 1, what, "keep those that people really use for each other")


def abbreviations(node: MapNode, report: Report) -> Iterator[Alike]:
    """Yield the abbreviations: what each stands for first, the short form last."""
    for short, long in node.values.items():
        line = node.line_of(short)
        try:
            stands_for = values.many(term)(long)
            terms = (*stands_for, term(TextNode(short, line)))
        except Refused as fault:
            report.refused(fault)
            continue
        if not stands_for:
            report.add("KB703", line, f"{shown(short)} stands for nothing", "write what it is short for, or delete it")
        else:
            yield Alike(terms, line)


def synonyms(node: ListNode, report: Report) -> Iterator[Alike]:
    """Yield the groups of synonyms."""
    for each in node.items:
        try:
            terms = values.many(term)(each)
        except Refused as fault:
            report.refused(fault)
            continue
        if len(terms) < 2:
            what = "a group needs two terms at least"
            report.add("KB703", each.line, what, "write them in brackets: [invoice, bill], or delete it")
        else:
            yield Alike(terms, each.line)


def term(node: Node) -> str:
    """Return a word or phrase; one that is grammar or courtesy only, or too long, is refused."""
    value = values.line(node)
    words = tokens(value)
    if not words:
        raise Refused("KB703", node.line, f"{shown(value)} has no word in it", "write a word, or delete it")
    if len(value) > LONGEST_TERM or len(words) > MOST_WORDS:
        what = f"{shown(value)} is too long for a term"
        raise Refused("KB704", node.line, what, f"at most {MOST_WORDS} words and {LONGEST_TERM} characters")
    if courtesies().union(grammar()).issuperset(words):
        what = f"{shown(value)} is a word of grammar or courtesy, which stands in any question"
        raise Refused("KB702", node.line, what, "write a term with a subject, or delete it")
    return value
