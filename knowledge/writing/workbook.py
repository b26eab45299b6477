"""Writes entries as an Excel workbook: a row an entry, with drop-downs where only few words are right."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

from knowledge.entry import Entry
from knowledge.formats import values
from knowledge.formats.entry_keys import COLUMNS, EntryKey
from knowledge.formats.tables.guarded import guarded
from knowledge.languages.language import codes

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

BEYOND = 500
"""Rows below the last entry that have the drop-downs too."""
BULLET = "- "
"""How a list in an answer begins, which no spreadsheet takes for a formula in a cell that holds text."""


def write(entries: Sequence[Entry], note: str = "") -> bytes:
    """Return the workbook; the note becomes its description."""
    from openpyxl import Workbook

    book = Workbook()
    book.properties.description = note
    sheet = book.active
    sheet.title = "Questions"
    for number, row in enumerate(table(entries), 1):
        for column, text in enumerate(row, 1):
            if text:
                fill(sheet, number, column, text)
    dress(sheet, len(entries) + 1 + BEYOND, sorted({*codes(), *(each.language for each in entries)}))
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def table(entries: Sequence[Entry]) -> Iterator[list[str]]:
    """Yield the rows: the header, an entry a row, and rows for its phrasings where they cannot share a cell."""
    yield [each.hyphenated for each in COLUMNS]
    for each in entries:
        apart = each.also if any("|" in phrasing for phrasing in each.also) else ()
        shared = replace(each, also=()) if apart else each
        yield [key.column.join(key.write(shared)) for key in COLUMNS]
        yield from ([phrasing, "", "", each.id] for phrasing in apart)


def choices(key: EntryKey, languages: Sequence[str]) -> Sequence[str]:
    """Return the words that are right in a column, where those are few; of languages, such that are likely."""
    if isinstance(key.read, values.OneOf):
        return [each.value for each in key.read.options]
    if key.read is values.boolean:
        return ("true", "false")
    return languages if key.read is values.language else ()


def fill(sheet: "Worksheet", row: int, column: int, text: str) -> None:
    """Put text into a cell, never a formula or a number."""
    cell = sheet.cell(row, column)
    cell.value = text if text.startswith(BULLET) else guarded(text)
    cell.data_type = "s"
    cell.number_format = "@"


def dress(sheet: "Worksheet", last: int, languages: Sequence[str]) -> None:
    """Make it pleasant: the header stays in sight, text wraps, and cells offer the words that are right."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    sheet.freeze_panes = "B2"
    for number, key in enumerate(COLUMNS, 1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = key.column.width
        sheet[f"{letter}1"].font = Font(bold=True)
        if words := choices(key, languages):
            offer = DataValidation("list", formula1=f'"{",".join(words)}"', allow_blank=True)
            offer.error, offer.showErrorMessage = f"write {', '.join(words)}", key.read is not values.language
            offer.add(f"{letter}2:{letter}{last}")
            sheet.add_data_validation(offer)
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
