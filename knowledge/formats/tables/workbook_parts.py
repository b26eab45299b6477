"""The parts of an Excel workbook beside its sheets: references, names, shared texts, number formats."""

import re
from collections.abc import Mapping
from typing import Any
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""How a character is written that XML cannot hold."""


def unescaped(text: str) -> str:
    """Return a text with the characters that XML cannot hold, and line feeds only."""
    plain = ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
    return plain.replace("\r\n", "\n").replace("\r", "\n")


class WorkbookPart(ContentHandler):
    """Goes over a part, calling `open_NAME` and `close_NAME` for the elements it has methods for; gathers text."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] | None = None
        self.methods: dict[tuple[str, str], Any] = {}
        """What is called for an element, found when it is first met: a sheet has hundreds of thousands."""

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        """Begin an element, whatever prefix its name has."""
        if opened := self.method("open", name):
            opened({key.rpartition(":")[2]: value for key, value in attrs.items()})

    def endElement(self, name: str) -> None:
        if closed := self.method("close", name):
            closed()

    def method(self, verb: str, name: str) -> Any:
        """Return what is called for an element; None for nothing."""
        key = (verb, name)
        if key not in self.methods:
            self.methods[key] = getattr(self, f"{verb}_{name.rpartition(':')[2]}", None)
        return self.methods[key]

    def characters(self, content: str) -> None:
        """Take text where some is expected."""
        if self.text is not None:
            self.text.append(content)

    def taken(self) -> str:
        """Return the text gathered, and gather no more."""
        text, self.text = "".join(self.text or ()), None
        return text


class Relations(WorkbookPart):
    """What a part refers to, of one kind: parts of the workbook, and addresses outside of it."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = f"/{kind}"
        self.targets: dict[str, str] = {}
        self.outside: dict[str, str] = {}

    def open_Relationship(self, about: Mapping[str, str]) -> None:
        """Take a reference."""
        if about.get("Type", "").endswith(self.kind):
            found = self.outside if about.get("TargetMode") == "External" else self.targets
            found[about["Id"]] = about["Target"]


class SheetNames(WorkbookPart):
    """The names of the sheets, and how the workbook counts days."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[tuple[str, str, str]] = []
        """Name, reference, state."""
        self.since_1904 = False

    def open_sheet(self, about: Mapping[str, str]) -> None:
        """Take a sheet."""
        self.sheets.append((about["name"], about["id"], about.get("state", "visible")))

    def open_workbookPr(self, about: Mapping[str, str]) -> None:
        """See whether days are counted from 1904, as on an old Macintosh."""
        self.since_1904 = about.get("date1904", "") in ("1", "true")


class SharedStrings(WorkbookPart):
    """Texts that cells share; what says how to pronounce them is left out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.parts: list[str] = []
        self.is_spoken = False

    def open_si(self, about: Mapping[str, str]) -> None:
        """Begin a text, which may be in several parts."""
        self.parts = []

    def open_rPh(self, about: Mapping[str, str]) -> None:
        """Begin what is only for reading aloud."""
        self.is_spoken = True

    def close_rPh(self) -> None:
        """End what is only for reading aloud."""
        self.is_spoken = False

    def open_t(self, about: Mapping[str, str]) -> None:
        """Begin a part."""
        self.text = None if self.is_spoken else []

    def close_t(self) -> None:
        """End a part."""
        self.parts.append(self.taken())

    def close_si(self) -> None:
        """End a text."""
        self.found.append(unescaped("".join(self.parts)))


class NumberStyles(WorkbookPart):
    """Which number format each style has."""

    def __init__(self) -> None:
        super().__init__()
        self.own: dict[int, str] = {}
        self.used: list[int] = []
        self.is_used = False

    def open_numFmt(self, about: Mapping[str, str]) -> None:
        """Take a format that the workbook writes out."""
        self.own[int(about["numFmtId"])] = about["formatCode"]

    def open_cellXfs(self, about: Mapping[str, str]) -> None:
        """Begin the styles that cells refer to."""
        self.is_used = True

    def close_cellXfs(self) -> None:
        """End them."""
        self.is_used = False

    def open_xf(self, about: Mapping[str, str]) -> None:
        """Take a style."""
        if self.is_used:
            self.used.append(int(about.get("numFmtId", 0)))
