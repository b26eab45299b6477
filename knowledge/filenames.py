"""Which file names every computer can hold, and which files are nobody's content."""

import re
import unicodedata

from knowledge.printable import exact

DEVICES = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
    + [f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"]
)
"""What Windows takes for a device, whatever follows the first dot."""
FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\ud800-\udfff]')
LEFT_BY_EDITORS = re.compile(
    r"[.#~].*|.*(~|#|\.sw[a-z]|\.tmp|\.bak|\.orig|\.rej)|thumbs\.db|desktop\.ini|__pycache__|.*\.schema\.json", re.I
)
FOR_PEOPLE = re.compile(r"(readme|license|licence|changelog|contributing|codeowners|security|notice)(\..*)?", re.I)
LONGEST = 200
"""UTF-8 bytes of a name; file systems stop at 255."""


def fault(name: str) -> str | None:
    """Return what is wrong with a file or folder name, or None."""
    if name in (".", "..") or FORBIDDEN.search(name):
        return "has a character that is not allowed everywhere"
    if name.partition(".")[0].strip().casefold() in DEVICES:
        return "is the name of a device on Windows"
    if name != name.rstrip(". "):
        return "ends with a dot or a space"
    if len(name.encode()) > LONGEST:
        return f"is longer than {LONGEST} bytes"
    return None


def is_ignored(name: str) -> bool:
    """Return whether a file or folder is hidden, left by an editor, or addressed to people who look into the folder."""
    return bool(LEFT_BY_EDITORS.fullmatch(name) or FOR_PEOPLE.fullmatch(name))


def folded(name: str) -> str:
    """Return the name as a file system that ignores case sees it."""
    return unicodedata.normalize("NFC", name).casefold()


def shown_path(path: str) -> str:
    """Return a path that can be printed: what can't be seen is replaced."""
    return exact(path)
