"""The text of a curated file: read with a size limit, never through a link, strictly UTF-8."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

from knowledge.files.report import Refused
from knowledge.formats.yaml_reader import Lines, refuse_unwanted

LARGEST = 1024 * 1024
"""Bytes of a file: 1 MiB."""
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
SAVE_AS = "save it as UTF-8"


def contents(path: Path) -> bytes:
    """Give the bytes of a plain file; raise Refused for a link, a device, an unreadable or a too big file."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(path, flags), "rb") as file:
            return limited(file.fileno(), file.read)
    except OSError as fault:
        what = f"the file cannot be read ({fault.strerror or type(fault).__name__})"
        raise Refused("KB102", 1, what, "check that it exists and may be read") from None


def limited(descriptor: int, read: Callable[[int], bytes]) -> bytes:
    """Read a plain file up to the limit."""
    about = os.fstat(descriptor)
    if not stat.S_ISREG(about.st_mode):
        raise Refused("KB102", 1, "this is not a plain file", "delete it")
    data = read(LARGEST + 1) if about.st_size <= LARGEST else b""
    if about.st_size > LARGEST or len(data) > LARGEST:
        size = max(about.st_size, len(data))
        raise Refused("KB105", 1, f"the file has {size:,} bytes; at most 1 MiB is read", "split it into several files")
    return data


def decode(data: bytes) -> str:
    """Give the text with line feeds only and no byte order mark; raise Refused with the line of what is not text."""
    if data.startswith(UTF_16) or data[:4_000].count(0) > len(data[:4_000]) // 4:
        raise Refused("KB106", 1, "the file is UTF-16", SAVE_AS)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        where = len(data[: fault.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n"))
        what = f"byte {fault.start + 1} (0x{data[fault.start]:02X}) is not UTF-8"
        raise Refused("KB106", where, what, SAVE_AS) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    refuse_unwanted(text, Lines(text))
    return text
