"""Maps of keys and values: what is read of them by a table of keys, and how an entry comes of its own."""

from collections.abc import Collection, Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from knowledge.entry import VENDOR_FOLDER, Entry
from knowledge.formats import values
from knowledge.formats.entry_keys import KEYS
from knowledge.formats.nodes import ListNode, MapNode, Node, TextNode, kind
from knowledge.formats.reading import FilePlace, WrittenEntry
from knowledge.problems.nearest import did_you_mean, shown
from knowledge.problems.report import Refused, Report
from knowledge.slug import slug

Read = values.Read

DEFAULTS: Mapping[str, Read] = {each.name: each.read for each in KEYS if not each.of_one}
"""Keys that an entry may have and that a file may set for all its entries."""

OWN: Mapping[str, Read] = {each.name: each.read for each in KEYS if each.of_one}
"""Keys that belong to one entry."""

ENTRY: Mapping[str, Read] = {**OWN, **DEFAULTS}


@lru_cache(1_000)
def normal(key: str) -> str:
    """Return a key as the tables spell it; hyphens, spaces and capitals are forgiven."""
    return "_".join(key.casefold().replace("-", " ").replace("_", " ").split())


@dataclass(frozen=True, slots=True)
class EntryKeys:
    """Values read from a map, by key, with the line of each."""

    values: Mapping[str, Any]
    lines: Mapping[str, int]
    faulty: Set[str] = frozenset()
    """Keys with a value that could not be read; the report says why."""
    nodes: Mapping[str, Node] = field(default_factory=dict)
    """What stands at each key."""
    has_unknown: bool = False
    """Whether there are keys that are none; a misspelt one may be what else seems to be missing."""

    def placed(self, key: str) -> Iterator[tuple[Any, int]]:
        """Return an iterator over the values of a key that takes several, each with its line."""
        node = self.nodes.get(key)
        lines = [each.line for each in node.items] if isinstance(node, ListNode) else [node.line] if node else []
        return zip(self.values.get(key, ()), lines, strict=False)


def read_keys(node: MapNode, keys: Mapping[str, Read], report: Report, *, others: Collection[str] = ()) -> EntryKeys:
    """Read the map's values by a table of keys; unknown keys and bad values go to the report, `others` are skipped."""
    found: dict[str, Any] = {}
    lines: dict[str, int] = {}
    nodes: dict[str, Node] = {}
    faulty: set[str] = set()
    has_unknown = False
    for key, value in node.values.items():
        name, line = normal(key), node.line_of(key)
        if name in others:
            continue
        if name in lines:
            report.add("KB205", line, f"{shown(key)} stands here and on line {lines[name]}", "keep one of the two")
        elif name not in keys:
            has_unknown = True
            listed = f"the keys here are {', '.join(keys)}"
            report.add("KB301", line, f"the key {shown(key)} is unknown", did_you_mean(name, keys, listed))
        else:
            lines[name], nodes[name] = line, value
            if not nothing(value) and not read_into(found, name, value, keys[name], report):
                faulty.add(name)
    return EntryKeys(found, lines, faulty, nodes, has_unknown)


def nothing(node: Node) -> bool:
    """Return whether the key was left without a value."""
    return isinstance(node, TextNode) and not node.value.strip()


def read_into(found: dict[str, Any], name: str, node: Node, read: Read, report: Report) -> bool:
    """Read one value, saying whether it could be; a bad one goes to the report with its key."""
    try:
        found[name] = read(node)
        return True
    except Refused as fault:
        report.add(fault.code, fault.line, f"{name.replace('_', '-')}: {fault.what}", fault.remedy)
        return False


def defaults(node: MapNode, report: Report, *, others: Collection[str] = ()) -> Mapping[str, Any]:
    """Read a file's defaults; a key that belongs to one entry is pointed out."""
    own = [key for key in node.values if normal(key) in OWN and normal(key) not in others]
    for key in own:
        what = f"{shown(key)} belongs to one entry, not to the whole file"
        report.add("KB301", node.line_of(key), what, "move it to its entry")
    return read_keys(node, DEFAULTS, report, others=(*others, *map(normal, own))).values


def write(node: Node, file_defaults: Mapping[str, Any], place: FilePlace, report: Report) -> WrittenEntry | None:
    """Make an entry of its keys; None, with the reason in the report, when it has no question, answer or id."""
    if not isinstance(node, MapNode):
        what = f"{kind(node)} where an entry belongs"
        report.add("KB208", node.line, what, "write keys: question: …, answer: …")
        return None
    own = read_keys(node, ENTRY, report)
    line = own.lines.get("question", node.line)
    question = " ".join(own.values.get("question", "").split())
    identity = own.values.get("id") or slug(question)
    if not complete(own, question, identity, line, report):
        return None
    answer = next(each for key, each in node.values.items() if normal(key) == "answer")
    assert isinstance(answer, TextNode)
    said = {**file_defaults, **own.values, "id": identity, "question": question}
    return WrittenEntry(entry(said, line, place), answer.stripped())


def complete(own: EntryKeys, question: str, identity: str, line: int, report: Report) -> bool:
    """Return whether there is enough for an entry; what is missing goes to the report."""
    if own.faulty & {"question", "answer"}:
        return False
    if not question:
        report.add("KB302", line, "an entry without a question", "write question: and what people ask")
    elif "answer" not in own.values:
        line = own.lines.get("answer", line)
        report.add("KB303", line, "the answer is empty", "write one or delete the entry")
    elif identity in ("", values.NOBODY):
        report.add("KB306", line, f"no id can be made of {shown(question)}", "give the entry an id")
    else:
        return True
    return False


def entry(said: Mapping[str, Any], line: int, place: FilePlace) -> Entry:
    """Return the entry that says this, by key."""
    related = {
        "also": distinct(said.get("also", ()), said["question"]),
        "follow_ups": tuple(full_name(each, place.partner) for each in said.get("follow_ups", ())),
    }
    folder = {"visibility": place.visibility, "language": place.language, "owner": place.owner}
    return Entry(partner=place.partner, file=place.file, line=line, **{**folder, **said, **related})


def distinct(phrasings: tuple[str, ...], question: str) -> tuple[str, ...]:
    """Return the phrasings once each, without the question itself."""
    return tuple(each for each in dict.fromkeys(phrasings) if each != question)


def full_name(reference: str, partner: str) -> str:
    """Return `partner/id` for an id as a curator wrote it in this partner's folder."""
    return reference if "/" in reference else f"{partner or VENDOR_FOLDER}/{reference}"


def entries_of(node: Node, file_defaults: Mapping[str, Any], place: FilePlace, report: Report) -> list[WrittenEntry]:
    """Make entries of a list of maps."""
    if not isinstance(node, ListNode):
        report.add("KB208", node.line, f"{kind(node)} where a list belongs", "start each entry with a hyphen")
        return []
    written = (write(each, file_defaults, place, report) for each in node.items)
    return [each for each in written if each]
