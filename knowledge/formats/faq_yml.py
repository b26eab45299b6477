"""Reads `### YamlMime:FAQ` files as documentation authors keep them: sections of questions with answers.

An entry may have any of our keys beside question and answer; the section's name becomes a tag, the title the source.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from knowledge.formats import fields, values
from knowledge.formats.nodes import ListNode, MapNode, Node, TextNode, kind
from knowledge.formats.reading import FilePlace, WrittenEntry
from knowledge.formats.yaml.yaml_reader import read_yaml
from knowledge.problems.report import Report

FIRST_LINE = "### yamlmime:faq"
PAGE = ("metadata", "title", "titlesuffix", "summary", "sections", "additionalcontent")
"""Keys of the page that are not ours."""
UNNAMED = "ignored"
"""What authors call a section without a name."""


def recognises(text: str) -> bool:
    """Return whether the text is such a file."""
    return text.partition("\n")[0].strip().casefold() == FIRST_LINE


def read(text: str, place: FilePlace, report: Report) -> list[WrittenEntry]:
    """Return the entries of a FAQ file; raise Refused when it cannot be read at all."""
    root = read_yaml(text)
    if not isinstance(root, MapNode) or not isinstance(root.values.get("sections"), ListNode):
        report.add(
            "KB208", root.line if root else 1, "a FAQ without sections", "write sections: and a list of questions"
        )
        return []
    own = fields.defaults(root, report, others=PAGE)
    title = root.values.get("title")
    source = {"source": values.line(title)} if isinstance(title, TextNode) else {}
    written = (fields.write(node, {**source, **tag, **own}, place, report) for tag, node in questions(root, report))
    return [each for each in written if each]


def questions(root: MapNode, report: Report) -> Iterator[tuple[Mapping[str, Any], Node]]:
    """Yield the questions of all sections, each with the tag of its section."""
    sections = root.values["sections"]
    assert isinstance(sections, ListNode)
    for section in sections.items:
        asked = section.values.get("questions") if isinstance(section, MapNode) else None
        if not isinstance(section, MapNode) or not isinstance(asked, ListNode):
            what = kind(section) if not isinstance(section, MapNode) else "a section"
            report.add("KB208", section.line, f"{what} without questions", "write name: and questions: and a list")
            continue
        for each in asked.items:
            yield tag_of(section), each


def tag_of(section: MapNode) -> Mapping[str, Any]:
    """Return the section's name as a tag."""
    name = section.values.get("name")
    named = isinstance(name, TextNode) and name.value.strip() and name.value.strip().casefold() != UNNAMED
    return {"tags": (values.line(name),)} if name and named else {}
