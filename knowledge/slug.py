"""The slug of a text: the short name that an entry or folder gets when nobody gave it one."""

import re
import unicodedata

LONGEST = 80
"""Characters of a slug; longer ones end at the last whole word."""
GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def slug(text: str) -> str:
    """Return the text in small letters and digits, joined by hyphens; empty when it has neither."""
    small = unicodedata.normalize("NFKC", text).casefold().translate(GERMAN)
    plain = "".join(each for each in unicodedata.normalize("NFKD", small) if not unicodedata.combining(each))
    words = re.sub(r"[\W_]+", "-", re.sub(r"['’]", "", plain)).strip("-")
    if len(words) <= LONGEST:
        return words
    whole, _, _ = words[: LONGEST + 1].rpartition("-")
    return whole or words[:LONGEST]
