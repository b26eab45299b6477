"""Text as YAML holds it, so that every reader takes it for text: bare where that is safe, else in quotes."""

import json
import re

PLAIN = re.compile(r"[^\W_](?:[\w '’?!.,…@/+-]*[\w'’?!.…])?")
"""Text that YAML takes as it stands below a key."""
MISTAKEN = re.compile(r"y|n|yes|no|true|false|on|off|null|\d[\d_]*([.:ex-].*|o\d+)?", re.IGNORECASE)
"""Text that other readers of YAML take for a truth, nothing, a number, a time or a date."""
ESCAPED = re.compile("[\x7f-\xa0\u2028\u2029\ufeff]")
"""What YAML takes for a line break, or drops."""


def scalar(text: str) -> str:
    """Return the text as a value on one line."""
    return text if PLAIN.fullmatch(text) and not MISTAKEN.fullmatch(text) else quoted(text)


def item(text: str) -> str:
    """Return the text as a value between others in brackets."""
    return quoted(text) if "," in text else scalar(text)


def quoted(text: str) -> str:
    """Return the text in double quotes."""
    return ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def is_block(text: str) -> bool:
    """Return whether a block of lines gives the text back: several, each printable and none with a blank end."""
    lines = text.split("\n")
    whole = lines[0] == lines[0].strip() and bool(lines[0]) and bool(lines[-1])
    return len(lines) > 1 and whole and all(each.isprintable() and each == each.rstrip() for each in lines)
