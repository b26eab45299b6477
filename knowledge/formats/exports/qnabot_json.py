"""The items of QnABot in JSON: `{"qna": [{"qid": …, "q": […], "a": …}]}`.

Written from its documentation: no real export was at hand.
"""

from collections.abc import Iterator, Mapping, Sequence

from knowledge.formats import fields
from knowledge.formats.exports.not_taken import UnsupportedFeatures
from knowledge.formats.exports.qna_json import folded, text, values_of
from knowledge.formats.nodes import ListNode, MapNode, Node, TextNode
from knowledge.formats.reading import FilePlace, WrittenEntry
from knowledge.formats.values import ID
from knowledge.problems.report import Report
from knowledge.slug import slug

QUESTION = "qna"
"""The type of an item that answers; the others ask, or steer the conversation."""
OTHER_TYPES = ("are of a type without an answer", "nothing; what they do is not Spot's")
PROGRAMS = ("l", "elicitresponse", "conditionalchaining", "botrouting", "kendraredirectquerytext")
"""Keys of what an item does beside answering: functions, questions back, other items, other bots, searches."""
DOES_MORE = ("do more than answer, such as asking back; only the answer is taken", "say in the answer what to do")
HANDLEBARS = ("have {{…}} in the answer, which is shown as it stands", "write the answer without it")
PICTURES = ("have a picture, which is left out", "link to it in the answer")
CLIENTS = (
    "are only for some clients; to Spot everybody is one who may see the file",
    "set visibility in a file apart",
)


def items_in(root: Node) -> Sequence[Node]:
    """Return the items of an export, none when it is no such export."""
    return values_of(folded(root).get("qna"))


def read(items: Sequence[Node], place: FilePlace, report: Report) -> list[WrittenEntry]:
    """Return the entries of the items."""
    not_taken = UnsupportedFeatures("items")
    written = (fields.write(node, {}, place, report) for node in nodes(items, not_taken))
    found = [each for each in written if each]
    not_taken.tell(report)
    return found


def nodes(items: Sequence[Node], not_taken: UnsupportedFeatures) -> Iterator[Node]:
    """Yield the items that answer, each with the keys of an entry."""
    for each in items:
        item = folded(each)
        if item and text(item.get("type") or TextNode(QUESTION, each.line)) != QUESTION:
            not_taken.count(OTHER_TYPES, each.line)
        elif item:
            not_taken.count_all(more_than_answers(item), each.line)
            yield keys(item, each.line)
        else:
            yield each


def keys(item: Mapping[str, Node], line: int) -> MapNode:
    """Return the keys of the entry as the other formats write them."""
    asked = values_of(item.get("q"))
    markdown = folded(item.get("alt")).get("markdown")
    tags = [TextNode(text(item.get(key)), line) for key in ("t", "tags")]
    found: dict[str, Node] = {
        "question": asked[0] if asked else TextNode("", line),
        "answer": (markdown if text(markdown).strip() else item.get("a")) or TextNode("", line),
        "id": TextNode(identity(text(item.get("qid"))), line),
        "tags": ListNode(tuple(tags), line),
        "follow_ups": ListNode(
            tuple(TextNode(each, line) for each in [identity(text(item.get("next")))] if each), line
        ),
    }
    if asked[1:]:
        found["also"] = ListNode(tuple(asked[1:]), asked[1].line)
    return MapNode(found, line, {key: each.line for key, each in found.items()})


def identity(qid: str) -> str:
    """Return an id of ours for one of theirs, which may hold anything."""
    return qid if ID.fullmatch(qid) else slug(qid)


def more_than_answers(item: Mapping[str, Node]) -> Iterator[tuple[str, str]]:
    """Yield what the item does that Spot does not."""
    if any(is_filled(item.get(key)) for key in PROGRAMS):
        yield DOES_MORE
    if "{{" in text(item.get("a")) + text(folded(item.get("alt")).get("markdown")):
        yield HANDLEBARS
    if text(folded(item.get("r")).get("imageurl")).strip():
        yield PICTURES
    if is_filled(item.get("clientfiltervalues")):
        yield CLIENTS


def is_filled(node: Node | None) -> bool:
    """Return whether anything stands in the value, however deep."""
    if isinstance(node, MapNode):
        return any(is_filled(each) for each in node.values.values())
    if isinstance(node, ListNode):
        return any(is_filled(each) for each in node.items)
    return text(node).strip() not in ("", "false")
