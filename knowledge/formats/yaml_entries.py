"""Reads entries from YAML: `entries:` and a list; other keys beside it are defaults of the file."""

from knowledge.formats import fields
from knowledge.formats.nodes import ListNode, MapNode
from knowledge.formats.reading import FilePlace, WrittenEntry
from knowledge.formats.yaml.yaml_reader import read_yaml
from knowledge.problems.nearest import nearest, shown
from knowledge.problems.report import Report

OF_THE_DIRECTORY = frozenset({"vendor", "partners", "accounts"})
"""Keys of the files in `directory/`."""


def read(text: str, place: FilePlace, report: Report) -> list[WrittenEntry]:
    """Return the entries of a YAML file; raise Refused when it cannot be read at all."""
    root = read_yaml(text)
    if root is None or fields.nothing(root):
        return []
    if not isinstance(root, MapNode):
        what = "a list without a name" if isinstance(root, ListNode) else "text without a key"
        report.add("KB208", root.line, what, "write entries: in the first line and indent the list below it")
        return []
    return entries(root, place, report)


def entries(root: MapNode, place: FilePlace, report: Report) -> list[WrittenEntry]:
    """Return the entries below `entries:`, with the file's defaults."""
    if not any(fields.normal(key) == "entries" for key in root.values):
        if organisations := next((key for key in root.values if key in OF_THE_DIRECTORY), None):
            report.add("KB208", root.line_of(organisations), *outside_of_directory(organisations, place))
            return []
        report.add("KB208", root.line, f"the key entries: is missing{misspelt(root)}", "write entries: above the list")
        return []
    listed = next(value for key, value in root.values.items() if fields.normal(key) == "entries")
    file_defaults = fields.defaults(root, report, others=("entries",))
    return [] if fields.nothing(listed) else fields.entries_of(listed, file_defaults, place, report)


def outside_of_directory(key: str, place: FilePlace) -> tuple[str, str]:
    """Return what is wrong with organisations in a partner's folder, and what to do."""
    folder = place.file.partition("/")[0] if "/" in place.file else place.partner
    remedy = "did you mean the folder directory?" if nearest(folder, ["directory"]) else "move it there"
    return f"{key}: belongs into a file in directory/, and this one is in {folder}/", remedy


def misspelt(root: MapNode) -> str:
    """Return the key that was probably meant to be `entries`, in brackets."""
    found: list[str] = nearest("entries", root.values)
    return f" (there is {shown(found[0])})" if found else ""
