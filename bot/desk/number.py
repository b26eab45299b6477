"""Case numbers as people write them: C-1042."""

import re

FIRST = 1001

_WRITTEN = re.compile(r"[Cc]-?([1-9][0-9]{0,17})")


def written(number: int) -> str:
    """Give the number as people write it."""
    return f"C-{number}"


def read(text: str) -> int | None:
    """Read a number as people write it, `C-1042`, `c-1042` or `C1042`; None when it is none."""
    found = _WRITTEN.fullmatch(text.strip())
    return int(found[1]) if found else None
