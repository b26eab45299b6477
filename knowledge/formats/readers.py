"""Which reader a file has: by its ending, and among readers that share an ending by what stands in the file.

A format is a line here and a module beside this one; the module is imported when a file of its kind is read.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from knowledge.formats.reading import FilePlace
from knowledge.formats.source import MEBIBYTE, SAVE_AS, FileSource
from knowledge.problems.report import Report

CSV_UTF_8 = "in Excel: save it as CSV UTF-8; elsewhere: as UTF-8"
YAML = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class ContentFormat:
    """A way of writing entries, or labelled questions, in a file."""

    module: str
    """In this folder. Its `read(content, place, report)` gives what the file holds and may raise Refused; where it has
    `recognises(content)`, it reads only what that says yes to. The content is text, or bytes where the format is
    binary."""
    endings: tuple[str, ...]
    largest: int = MEBIBYTE
    """Bytes of a file; a bigger one is refused unread."""
    is_binary: bool = False
    save_as: str = SAVE_AS
    """What to do about a file that is not UTF-8."""

    def recognises(self, source: FileSource) -> bool:
        """Return whether the file is in this format, its ending being right."""
        recognise = getattr(self._module, "recognises", None)
        return recognise is None or bool(recognise(self._content(source)))

    def read(self, source: FileSource, place: FilePlace, report: Report) -> list[Any]:
        """Return what the file holds, as written; raise Refused when it cannot be read at all."""
        found: list[Any] = self._module.read(self._content(source), place, report)
        return found

    @property
    def _module(self) -> Any:
        return import_module(f"knowledge.formats.{self.module}")

    def _content(self, source: FileSource) -> str | bytes:
        return source.data if self.is_binary else source.text


ENTRIES = (
    ContentFormat("markdown", (".md", ".markdown")),
    ContentFormat("faq_yml", YAML),
    ContentFormat("exports.rasa_yaml", YAML),
    ContentFormat("yaml_entries", YAML),
    ContentFormat("exports.qna_markdown", (".qna",)),
    ContentFormat("html.html_page", (".html", ".htm"), 3 * MEBIBYTE),
    ContentFormat("html.docx", (".docx",), 10 * MEBIBYTE, is_binary=True),
    ContentFormat("exports.json_export", (".json",), 10 * MEBIBYTE),
    ContentFormat("exports.qna_tsv", (".tsv",), 10 * MEBIBYTE, save_as=CSV_UTF_8),
    ContentFormat("exports.qna_project", (".tsv",), save_as=CSV_UTF_8),
    ContentFormat("tables.table", (".csv", ".tsv"), 10 * MEBIBYTE, save_as=CSV_UTF_8),
    ContentFormat("tables.xlsx", (".xlsx",), 3 * MEBIBYTE, is_binary=True),
)
"""Each reads a list of Written. Of formats with the same ending the first that recognises the file reads it; the last
of them recognises everything."""

ASKED = (
    ContentFormat("asked.asked_yaml", YAML),
    ContentFormat("asked.asked_tsv", (".tsv",), save_as=CSV_UTF_8),
    ContentFormat("asked.asked_csv", (".csv",), save_as=CSV_UTF_8),
    ContentFormat("asked.asked_xlsx", (".xlsx",), 3 * MEBIBYTE, is_binary=True),
)
"""Each reads a list of Asked."""


def endings(formats: Iterable[ContentFormat]) -> tuple[str, ...]:
    """Return the endings of files that these formats read, each once, in their order."""
    return tuple(dict.fromkeys(ending for each in formats for ending in each.endings))


def formats_of(file: str, formats: Iterable[ContentFormat]) -> list[ContentFormat]:
    """Return the formats that a file of this name may be in."""
    return [each for each in formats if file.casefold().endswith(each.endings)]


def largest(file: str, formats: Iterable[ContentFormat]) -> int:
    """Return how many bytes a file of this name may have."""
    return max((each.largest for each in formats_of(file, formats)), default=MEBIBYTE)


def open_source(data: bytes, file: str, formats: Iterable[ContentFormat]) -> FileSource:
    """Return what a file of this name holds."""
    save_as = next((each.save_as for each in formats_of(file, formats)), SAVE_AS)
    return FileSource(data, save_as)


def read(source: FileSource, place: FilePlace, report: Report, formats: Iterable[ContentFormat]) -> list[Any]:
    """Return what the file holds, read by the first format that recognises it; raise Refused when it cannot be read."""
    reader = next(each for each in formats_of(place.file, formats) if each.recognises(source))
    source.refuse_larger_than(reader.largest)
    return reader.read(source, place, report)
