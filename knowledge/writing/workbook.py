"""Writes entries as an Excel workbook: a row an entry, with drop-downs where only few words are right."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from knowledge.entry import Entry, Status, Visibility
from knowledge.formats.tables.guarded import guarded
from knowledge.languages.language import codes
from knowledge.writing.said import said

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

COLUMNS = {
    "question": 44,
    "also": 36,
    "answer": 70,
    "id": 22,
    "tags": 18,
    "product": 16,
    "language": 10,
    "visibility": 11,
    "nda": 7,
    "status": 11,
    "owner": 26,
    "review": 12,
    "kind": 10,
    "threshold": 10,
    "follow-ups": 24,
    "source": 30,
}
"""Column → how wide it is, in characters."""
CHOICES = {
    "visibility": [each.value for each in Visibility],
    "nda": ["true", "false"],
    "status": [each.value for each in Status],
}
BEYOND = 500
"""Rows below the last entry that have the drop-downs too."""
BULLET = "- "
"""How a list in an answer begins, which no spreadsheet takes for a formula in a cell that holds text."""
BETWEEN = {"also": "\n", "tags": ", ", "follow-ups": "\n"}


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
    yield list(COLUMNS)
    for each in entries:
        told = {key.replace("_", "-"): value for key, value in said(each).items()}
        told |= {"question": each.question, "answer": each.answer}
        apart = each.also if any("|" in phrasing for phrasing in each.also) else ()
        told["also"] = () if apart else each.also
        yield [one(key, told.get(key, "")) for key in COLUMNS]
        yield from ([phrasing, "", "", each.id] for phrasing in apart)


def one(key: str, value: str | tuple[str, ...]) -> str:
    """Return the text of a cell."""
    return value if isinstance(value, str) else BETWEEN[key].join(value)


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
    for number, (key, width) in enumerate(COLUMNS.items(), 1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = width
        sheet[f"{letter}1"].font = Font(bold=True)
        words = CHOICES.get(key, list(languages) if key == "language" else [])
        if words:
            offer = DataValidation("list", formula1=f'"{",".join(words)}"', allow_blank=True)
            offer.error, offer.showErrorMessage = f"write {', '.join(words)}", key != "language"
            offer.add(f"{letter}2:{letter}{last}")
            sheet.add_data_validation(offer)
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
