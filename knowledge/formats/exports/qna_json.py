"""The pairs of QnA Maker, custom question answering and FAQ Plus in JSON, of whichever of their services it came.

Written from their documentation: no real export was at hand.
"""

import json
from collections.abc import Iterator, Mapping, Sequence

from knowledge.formats import fields, values
from knowledge.formats.exports import qna_pairs
from knowledge.formats.exports.not_taken import NOT_TAKEN, UnsupportedFeatures
from knowledge.formats.exports.qna_pairs import Prompt
from knowledge.formats.nodes import ListNode, MapNode, Node, TextNode
from knowledge.formats.reading import FilePlace, WrittenEntry
from knowledge.formats.tables import qna_metadata
from knowledge.problems.report import Refused, Report

PAIRS = (("value",), ("qnadocuments",), ("qnalist",), ("qnas",), ("assets", "qnas"), ("add", "qnalist"))
"""Where the list of pairs stands: the keys on the way to it."""
BOOKKEEPING = frozenset(
    {
        "createdby",
        "createdat",
        "updatedby",
        "updatedat",
        "conversationid",
        "activityreferenceid",
        "conversationreferenceid",
    }
)
"""Metadata in which FAQ Plus notes who did what; no tags."""
SUGGESTIONS = ("activelearningsuggestions", "activelearningsuggestionclusters", "alternatequestionclusters")
SUGGESTED = ("have suggested questions, which are not read", "add those that are right to the other questions")
DELETED = ("are to be deleted", "delete them here")
PICTURES = ("have a picture, which is left out", "link to it in the answer")
SYNONYMS = ("synonyms are not read from here", "write them into words.yaml")


def pairs_in(root: Node) -> Sequence[Node]:
    """Return the pairs of an export, none when it is no such export."""
    if isinstance(root, ListNode):
        return root.items if any(is_pair(each) for each in root.items) else ()
    for path in PAIRS:
        found: Node | None = root
        for key in path:
            found = folded(found).get(key) if isinstance(found, MapNode) else None
        if isinstance(found, ListNode) and any(is_pair(each) for each in found.items):
            return found.items
    return ()


def is_pair(node: Node) -> bool:
    """Return whether this is a pair, or a change that adds one."""
    pair = folded(inside(node))
    return "questions" in pair and bool({"answer", "id"} & set(pair))


def read(pairs: Sequence[Node], root: Node, place: FilePlace, report: Report) -> list[WrittenEntry]:
    """Return the entries of the pairs."""
    not_taken = UnsupportedFeatures("pairs")
    written = (fields.write(node, language(root), place, report) for node in nodes(pairs, not_taken, report))
    found = [each for each in written if each]
    not_taken.tell(report)
    tell_synonyms(root, report)
    return found


def nodes(pairs: Sequence[Node], not_taken: UnsupportedFeatures, report: Report) -> Iterator[Node]:
    """Yield the pairs, each with the keys of an entry."""
    for each in pairs:
        if text(folded(each).get("op")).casefold() == "delete":
            not_taken.count(DELETED, each.line)
            continue
        pair = inside(each)
        try:
            yield keys(pair, not_taken) if isinstance(pair, MapNode) else pair
        except Refused as fault:
            report.refused(fault)


def keys(pair: MapNode, not_taken: UnsupportedFeatures) -> MapNode:
    """Return the keys of the entry as the other formats write them; raise Refused when they cannot be read."""
    given = folded(pair)
    asked = values_of(given.get("questions"))
    prompts = prompts_of(given)
    found: dict[str, Node] = {
        "question": asked[0] if asked else TextNode("", pair.line),
        "answer": answer(given.get("answer"), prompts, pair.line, not_taken),
        "id": TextNode("" if text(given.get("id")) == "0" else text(given.get("id")), pair.line),
        "source": TextNode(
            qna_pairs.source_of(text(given.get("source")), text(given.get("sourcedisplayname"))), pair.line
        ),
        **qna_metadata.keys_of(metadata(given.get("metadata")), pair.line),
        **qna_pairs.follow_ups(prompts, pair.line),
    }
    if asked[1:]:
        found["also"] = ListNode(tuple(asked[1:]), asked[1].line)
    if any(values_of(given.get(key)) for key in SUGGESTIONS):
        not_taken.count(SUGGESTED, pair.line)
    if text(folded(talk_of(given)).get("iscontextonly")) == "true":
        not_taken.count(qna_pairs.ONLY_AFTER, pair.line)
    return MapNode(found, pair.line, {key: each.line for key, each in found.items()})


def talk_of(given: Mapping[str, Node]) -> Node | None:
    """Return what the pair says of the conversation: its prompts, and whether it is only shown after another."""
    return given.get("dialog") or given.get("context")


def prompts_of(given: Mapping[str, Node]) -> list[Prompt]:
    """Return the prompts in the order they are shown."""
    listed = [folded(each) for each in values_of(folded(talk_of(given)).get("prompts"))]
    return [Prompt(text(each.get("displaytext")).strip(), target(each)) for each in sorted(listed, key=display_order)]


def target(prompt: Mapping[str, Node]) -> str:
    """Return the id of the pair that a prompt leads to, empty for none."""
    to = text(prompt.get("qnaid")) or text(folded(prompt.get("qna")).get("id"))
    return "" if to == "0" else to


def display_order(prompt: Mapping[str, Node]) -> float:
    """Return the place of a prompt among those of an answer."""
    try:
        return float(text(prompt.get("displayorder")))
    except ValueError:
        return 0


def metadata(node: Node | None) -> list[tuple[str, str]]:
    """Return names and values, from a map or from a list of names with values."""
    if isinstance(node, MapNode):
        pairs = [(name, text(value)) for name, value in node.values.items()]
    else:
        listed = [folded(each) for each in values_of(node)]
        pairs = [(text(each.get("name")), text(each.get("value"))) for each in listed]
    return [each for each in pairs if each[0].casefold() not in BOOKKEEPING]


def answer(node: Node | None, prompts: Sequence[Prompt], line: int, not_taken: UnsupportedFeatures) -> Node:
    """Return the answer; the parts of a card of FAQ Plus one below the other, of a menu its choices."""
    if not isinstance(node, TextNode | None):
        return node
    written = text(node)
    card = card_of(written)
    if card.get("imageurl"):
        not_taken.count(PICTURES, line)
    parts = [card.get(key, "") for key in ("subtitle", "description", "redirectionurl")]
    title = f"**{card['title']}**" if card.get("title") else ""
    told = "\n\n".join(filter(None, (title, *parts))) if card else written
    return TextNode(qna_pairs.answer_of(told, prompts), node.line if node else line)


def card_of(answer: str) -> dict[str, str]:
    """Return the texts of an answer that is a card, as FAQ Plus keeps one: JSON within the text; none for others."""
    if not (answer.startswith("{") and '"description"' in answer.casefold()):
        return {}
    try:
        card = json.loads(answer)
    except (ValueError, RecursionError):
        return {}
    return {key.casefold(): value.strip() for key, value in card.items() if isinstance(value, str)}


def language(root: Node) -> dict[str, str]:
    """Return the language of the project where the export says it."""
    top = folded(root)
    said = top.get("language") or folded(top.get("metadata")).get("language")
    try:
        return {"language": values.language(said)} if said else {}
    except Refused:
        return {}


def tell_synonyms(root: Node, report: Report) -> None:
    """Say that synonyms belong elsewhere."""
    top = folded(root)
    groups = values_of(top.get("synonyms") or folded(top.get("assets")).get("synonyms"))
    if groups:
        what, remedy = SYNONYMS
        report.add(NOT_TAKEN, groups[0].line, what, remedy)


def inside(node: Node) -> Node:
    """Return the pair of a change, and a pair as it is."""
    value = folded(node).get("value")
    return value if isinstance(value, MapNode) and "op" in folded(node) else node


def folded(node: Node | None) -> Mapping[str, Node]:
    """Return a map with small keys: exports write PascalCase, the documentation camelCase; empty for no map."""
    return {key.casefold(): value for key, value in node.values.items()} if isinstance(node, MapNode) else {}


def values_of(node: Node | None) -> Sequence[Node]:
    """Return the items of a list; empty for no list."""
    return node.items if isinstance(node, ListNode) else ()


def text(node: Node | None) -> str:
    """Return the text; empty for no text."""
    return node.value if isinstance(node, TextNode) else ""
