"""How a table keeps text that a spreadsheet would take for a formula: behind an apostrophe, there and back."""

import re

LOOKS_LIKE_A_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
APOSTROPHE = "'"


def guarded(text: str) -> str:
    """Return the text for a cell of a table that is written."""
    return f"{APOSTROPHE}{text}" if LOOKS_LIKE_A_FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """Return the text of a cell that was read, without the apostrophe that only guards it."""
    return cell[1:] if cell.startswith(APOSTROPHE) and LOOKS_LIKE_A_FORMULA.match(cell) else cell
