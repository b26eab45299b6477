"""Reads entries from Word files, as from a page of headings; a problem's line is the number of the paragraph.

An extra: without the library that it needs, a Word file is named and passed over.
"""

import html
import io
import zipfile
from pathlib import PurePosixPath
from typing import Any
from xml.parsers.expat import ExpatError
from xml.sax.handler import ContentHandler

from knowledge.formats.archive import Archive
from knowledge.formats.reading import FilePlace, WrittenEntry
from knowledge.problems.report import Refused, Report

SAVE_AS = "save it as .docx"
DEEPEST = 100
"""XML elements inside each other; a table in a list in a document has 30."""
MOST_ELEMENTS = 300_000
XML = (".xml", ".rels")
MARK = "paragraph-"
"""What the marks of the paragraphs are called; names of bookmarks in Word have no hyphen."""
TITLES = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => p:fresh"
BROKEN = (LookupError, ValueError, TypeError, AttributeError, OSError, RecursionError, ArithmeticError, ExpatError)
"""What the library raises for documents that are not what they say."""
NOTES = ("footnote-", "endnote-")


def read(data: bytes, place: FilePlace, report: Report) -> list[WrittenEntry]:
    """Return the entries of a Word file; raise Refused when it cannot be read at all."""
    try:
        import mammoth  # noqa: F401 - whether it is there
    except ImportError:
        what = "Word files are read only with an extra"
        report.add("KB343", 1, what, "install it with make run DOCX=1, or save the file as a web page, filtered")
        return []
    return entries(converted(measured(Archive(data, SAVE_AS))), place, report)


def measured(archive: Archive) -> bytes:
    """Return the document with nothing in it but the XML that was looked through; pictures are in none of it.

    Raise Refused when its XML is broken, or made to stop a reader.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as kept:
        for name in sorted(each for each in archive.names if each.endswith(XML)):
            archive.parse(name, XmlLimits())
            kept.writestr(name, archive.read(name))
    return out.getvalue()


class XmlLimits(ContentHandler):
    """Refuse XML that is nested too deep or too large."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.elements = 0

    def startElement(self, name: str, attrs: Any) -> None:
        """Count an element."""
        self.depth += 1
        self.elements += 1
        if self.depth > DEEPEST:
            raise Refused("KB207", 1, f"nested more than {DEEPEST} deep", "write it flat")
        if self.elements > MOST_ELEMENTS:
            raise Refused("KB105", 1, "the document is too long", "split it into several files")

    def endElement(self, name: str) -> None:
        """Leave an element."""
        self.depth -= 1


def converted(data: bytes) -> str:
    """Return the document as HTML in which each paragraph begins with its mark; raise Refused for a broken one."""
    import mammoth

    numbers = iter(range(1, MOST_ELEMENTS + 1))

    def marked(paragraph: Any) -> Any:
        mark = mammoth.documents.bookmark(f"{MARK}{next(numbers)}")
        return paragraph.copy(children=[mark, *paragraph.children])

    try:
        found = mammoth.convert_to_html(
            io.BytesIO(data),
            transform_document=mammoth.transforms.paragraph(marked),
            style_map=TITLES,
            include_embedded_style_map=False,
            external_file_access=False,
            convert_image=mammoth.images.img_element(lambda picture: {}),
        )
    except BROKEN:
        raise Refused("KB338", 1, "the file is broken", f"open it and {SAVE_AS} again") from None
    return str(found.value)


def entries(body: str, place: FilePlace, report: Report) -> list[WrittenEntry]:
    """Return the entries of the document as a page; it is their source by its name."""
    from knowledge.formats.html.html_page import PageEntries
    from knowledge.formats.html.html_tree import page

    whole = page(f"<title>{html.escape(PurePosixPath(place.file).stem)}</title>{body}")
    number_paragraphs(whole.tree)
    leave_out_notes(whole.tree, report)
    return PageEntries(whole, report).entries(place)


def number_paragraphs(tree: Any) -> None:
    """Set each tag to the number of its paragraph as its line, and take the marks out."""
    tags = tree.find_all(True)
    marks = [each for each in tags if each.name == "a" and str(each.get("id", "")).startswith(MARK)]
    for each in tags:
        each.sourceline = None
    for mark in marks:
        number = int(mark["id"].removeprefix(MARK))
        for around in (mark, *mark.parents):
            around.sourceline = around.sourceline or number
    current = 1
    for each in tags:
        current = each.sourceline = each.sourceline or current
    for mark in marks:
        mark.decompose()


def leave_out_notes(tree: Any, report: Report) -> None:
    """Take out footnotes and endnotes with the signs that refer to them, telling it once."""
    notes = [each for each in tree.find_all("li") if str(each.get("id", "")).startswith(NOTES)]
    signs = [each for each in tree.find_all("a") if str(each.get("id", "")).startswith(NOTES)]
    if signs:
        what = f"footnotes are left out ({len(signs):,})"
        report.add("KB342", signs[0].sourceline, what, "write into the answer what matters")
    for each in [*signs, *notes]:
        each.decompose()
