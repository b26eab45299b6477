"""Which real wordings may stand in a file: short ones, that nobody's address, number or name gives away."""

import re

from knowledge.matching.query.text import tokens
from knowledge.matching.query.text_parsing import meant
from knowledge.printable import is_exact

LONGEST = 120
"""Characters of a wording that is worth a line."""
ADDRESS = re.compile(r"\S@\S|https?://|www\.", re.IGNORECASE)
NUMBER = re.compile(r"\d(?:[\s./()-]{0,2}\d){4,}")
"""Five digits and more, however they are grouped: a telephone, an account, a card."""


def is_personal(text: str) -> bool:
    """Return whether a text may tell who wrote it, or is too long to be another way of asking."""
    if len(text) > LONGEST or "\n" in text.strip() or not is_exact(text.strip()):
        return True
    return bool(ADDRESS.search(text) or NUMBER.search(text))


def is_bare(text: str) -> bool:
    """Return whether a text is the question alone, without a greeting, thanks or a signature with a name."""
    return meant(text) == tokens(text)
