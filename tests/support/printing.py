"""What a command prints, held against a file in `tests/printed`; delete that to have it written anew, and read it."""

import re
from pathlib import Path

UNSETTLED = (
    (r"\([0-9a-f]{7}\)", "(commit)"),
    (r"\(score -?\d+\.\d\d\)", "(score n)"),
    (r"\b0\.\d\d\b", "0.nn"),
)
FOLDER = Path(__file__).parents[1] / "printed"


def same_as(name, printed):
    """Compare what was printed with the file; where there is none, write it and fail."""
    text = normal(printed)
    file = FOLDER / f"{name}.txt"
    if not file.exists():
        file.write_text(text, encoding="utf-8")
        raise AssertionError(f"{file} is new: read it, and keep it if it is right")
    assert text == file.read_text(encoding="utf-8")


def normal(printed):
    """Return it without what may differ: a commit's hash, the digits of confidences that any change of
    matching moves.
    """
    for what, instead in UNSETTLED:
        printed = re.sub(what, instead, printed)
    return printed
