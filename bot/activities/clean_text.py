"""Text from outside made fit to be stored, matched and shown: no character that breaks what comes after."""

import re
import unicodedata
from typing import Any

from dialogs.cleaning import safe

LONGEST = 28_000
"""Characters; what Teams lets somebody write."""

_PIECE = re.compile(r".{1,1000}(?:(?<=\s)|\Z)|.{1,1000}", re.DOTALL)
"""Composing is quadratic in a run of combining marks, so it is done in pieces, which end at white space."""


def fit(data: Any) -> Any:
    """Return JSON data with the unfit characters of every text in it replaced, keys too."""
    if isinstance(data, str):
        return safe(data)
    if isinstance(data, dict):
        return {fit(key): fit(value) for key, value in data.items()}
    if isinstance(data, list):
        return [fit(value) for value in data]
    return data


def clean(text: str) -> str:
    """Return the text in composed form (NFC), at most LONGEST characters, with unfit characters replaced."""
    text = safe(text[:LONGEST])
    if text.isascii():
        return text
    return "".join(unicodedata.normalize("NFC", piece) for piece in _PIECE.findall(text))


def clean_data(data: Any) -> Any:
    """Return JSON data with every text in it clean, keys too."""
    if isinstance(data, str):
        return clean(data)
    if isinstance(data, dict):
        return {clean(key): clean_data(value) for key, value in data.items()}
    if isinstance(data, list):
        return [clean_data(value) for value in data]
    return data
