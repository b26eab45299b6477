"""Reads retrieval intents of Rasa: the examples of `faq/ask_x` with the response `utter_faq/ask_x`, of one file.

Written from its documentation: no real export was at hand.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from knowledge.formats import fields
from knowledge.formats.exports.not_taken import UnsupportedFeatures
from knowledge.formats.exports.qna_json import text, values_of
from knowledge.formats.nodes import ListNode, MapNode, Node, TextNode
from knowledge.formats.reading import FilePlace, WrittenEntry
from knowledge.formats.yaml.yaml_reader import read_yaml
from knowledge.problems.report import Report

PARTS = re.compile(r"^(nlu|responses|intents|stories|rules|slots|forms|actions|pipeline|policies)\s*:", re.MULTILINE)
OWN_KEY = re.compile(r"^(entries|sections)\s*:", re.MULTILINE)
EXAMPLE = re.compile(r"\s*[-*]\s+(?P<text>.*)")
ENTITY = re.compile(r"\[(?P<text>[^\]]*)\](\([^)]*\)|\{[^}]*\})")
SLOT = re.compile(r"(?<!\{)\{\w+\}(?!\})")
UTTER = "utter_"

UNANSWERED = "without a response in this file"
UNASKED = "without examples in this file"
TOGETHER = "put nlu: and responses: into one file"
VARIANTS = ("have several texts to choose from; the first is taken", "make one text of them")
PICTURES = ("have a picture, which is left out", "link to it in the answer")
BUTTONS = ("have buttons that lead to no question of this file, which are left out", "say in the answer what to do")
SLOTS = ("have {…}, which is shown as it stands", "write the answer without it")
OTHER_INTENTS = ("are no retrieval intents, which have a / in their name", "nothing, or name them like faq/ask_hours")


def recognises(text: str) -> bool:
    """Return whether the text is training data or a domain of Rasa."""
    return bool(PARTS.search(text)) and not OWN_KEY.search(text)


def read(text: str, place: FilePlace, report: Report) -> list[WrittenEntry]:
    """Return the entries of a file; raise Refused when it cannot be read at all."""
    root = read_yaml(text)
    if not isinstance(root, MapNode):
        return []
    of_intents, of_responses = UnsupportedFeatures("intents"), UnsupportedFeatures("responses")
    asked = examples(values_of(root.values.get("nlu")), of_intents)
    told = responses(root.values.get("responses"))
    report_alone(asked, told, report)
    ids = identities([each for each in asked if each in told])
    nodes = (entry(each, asked[each], told[each], ids, of_responses) for each in ids)
    found = [one for each in nodes if (one := fields.write(each, {}, place, report))]
    of_intents.tell(report)
    of_responses.tell(report)
    if not asked and not told:
        what = "there is no retrieval intent in this file of Rasa"
        report.add("KB407", 1, what, "move it elsewhere, or write nlu: and responses: with names like faq/ask_hours")
    return found


def responses(node: Node | None) -> dict[str, Node]:
    """Return the responses to retrieval intents, by the intent."""
    named = node.values.items() if isinstance(node, MapNode) else ()
    return {key.removeprefix(UTTER): each for key, each in named if key.startswith(UTTER) and "/" in key}


def examples(intents: Sequence[Node], not_taken: UnsupportedFeatures) -> dict[str, list[TextNode]]:
    """Return the examples of each retrieval intent, in the order written."""
    found: dict[str, list[TextNode]] = {}
    for each in intents:
        name = text(each.values.get("intent")) if isinstance(each, MapNode) else ""
        if isinstance(each, MapNode) and "/" in name:
            found.setdefault(name, []).extend(phrasings(each.values.get("examples")))
        elif name:
            not_taken.count(OTHER_INTENTS, each.line)
    return found


def phrasings(node: Node | None) -> Iterator[TextNode]:
    """Yield the examples of an intent: a block of lines that begin with a hyphen, or a list of texts."""
    if isinstance(node, TextNode):
        for offset, line in enumerate(node.value.split("\n")):
            if example := EXAMPLE.fullmatch(line):
                yield TextNode(ENTITY.sub(r"\g<text>", example["text"]).strip(), node.line_of(offset))
    for each in values_of(node):
        inner = each.values.get("text") if isinstance(each, MapNode) else each
        if isinstance(inner, TextNode):
            words = EXAMPLE.fullmatch(inner.value.strip())
            plain = ENTITY.sub(r"\g<text>", words["text"] if words else inner.value)
            yield TextNode(plain.strip(), inner.line_of(0))


def report_alone(asked: Mapping[str, Sequence[TextNode]], told: Mapping[str, Node], report: Report) -> None:
    """Point out, once for the file, examples without a response and responses without examples."""
    unanswered = {each: first[0].line for each, first in asked.items() if each not in told and first}
    unasked = {each: node.line for each, node in told.items() if each not in asked}
    for names, what in ((unanswered, UNANSWERED), (unasked, UNASKED)):
        if names:
            first, line = next(iter(names.items()))
            others = f" and {len(names) - 1:,} more" if len(names) > 1 else ""
            report.add("KB344", line, f"{first}{others} {what}", TOGETHER)


def identities(names: Sequence[str]) -> dict[str, str]:
    """Return the ids of the intents: what stands after the slash, the whole name where that is not unique."""
    alike = Counter(each.rpartition("/")[2] for each in names)
    return {each: last if alike[last := each.rpartition("/")[2]] == 1 else each.replace("/", ".") for each in names}


def entry(
    name: str, asked: Sequence[TextNode], told: Node, ids: Mapping[str, str], not_taken: UnsupportedFeatures
) -> MapNode:
    """Return the keys of the entry as the other formats write them."""
    line = asked[0].line if asked else told.line
    response = chosen(told, not_taken)
    found: dict[str, Node] = {
        "question": asked[0] if asked else TextNode("", told.line),
        "answer": response.values.get("text", TextNode("", response.line)),
        "id": TextNode(ids[name], line),
        "tags": TextNode(name.partition("/")[0], line),
    }
    if asked[1:]:
        found["also"] = ListNode(tuple(asked[1:]), asked[1].line)
    if to := follow_ups(response, ids, not_taken):
        found["follow_ups"] = ListNode(to, to[0].line)
    return MapNode(found, line, {key: each.line for key, each in found.items()})


def chosen(told: Node, not_taken: UnsupportedFeatures) -> MapNode:
    """Return the text of a response that goes to everybody, the first where there are several."""
    listed = [each for each in values_of(told) if isinstance(each, MapNode)]
    plain = [each for each in listed if not {"channel", "condition"} & set(each.values)] or listed
    if len(listed) > 1:
        not_taken.count(VARIANTS, told.line)
    response = plain[0] if plain else MapNode({}, told.line)
    words = text(response.values.get("text"))
    if "image" in response.values:
        not_taken.count(PICTURES, response.line)
    if SLOT.search(words):
        not_taken.count(SLOTS, response.line)
    return response


def follow_ups(response: MapNode, ids: Mapping[str, str], not_taken: UnsupportedFeatures) -> tuple[TextNode, ...]:
    """Return the ids of the entries that the buttons of a response lead to."""
    buttons = [each for each in values_of(response.values.get("buttons")) if isinstance(each, MapNode)]
    payloads = [(text(each.values.get("payload")).strip().removeprefix("/"), each.line) for each in buttons]
    if any(to not in ids for to, _ in payloads):
        not_taken.count(BUTTONS, response.line)
    return tuple(TextNode(ids[to], line) for to, line in payloads if to in ids)
