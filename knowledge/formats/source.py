"""What a curated file holds: read with a size limit, never through a link; its text strictly UTF-8."""

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from time import sleep

from knowledge.formats.yaml.yaml_reader import LineNumbers, refuse_unwanted
from knowledge.problems.report import Refused

MEBIBYTE = 1024 * 1024
READINGS = 5
"""How often a file is read that changes while it is read."""
PAUSE = 0.02
"""Seconds until it is read again."""
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
SAVE_AS = "save it as UTF-8"


@dataclass(frozen=True)
class FileSource:
    """The bytes of a file, and its text once somebody asks for it."""

    data: bytes
    save_as: str = SAVE_AS
    """What to do about bytes that are not UTF-8."""

    @cached_property
    def text(self) -> str:
        """Return the text with line feeds only; raise Refused for none, and with the line of what is no text."""
        text = decode(self.data, self.save_as)
        if not text.strip():
            raise nothing_in_it()
        return text

    def refuse_larger_than(self, largest: int) -> None:
        """Raise Refused when there are more bytes than that."""
        if len(self.data) > largest:
            raise too_big(len(self.data), largest)


class HalfWritten(Exception):
    """The file changed while it was read."""


def contents(path: Path, largest: int = MEBIBYTE) -> bytes:
    """Return the bytes of a plain file as they were at one moment: one that changes meanwhile is read again.

    Raise Refused for a link, a device, an unreadable or a too big file, and for one that does not stop changing.
    """
    for _ in range(READINGS):
        try:
            return read_once(path, largest)
        except HalfWritten:
            sleep(PAUSE)
    raise Refused("KB102", 1, "the file changes while it is read", "save it once more when it is whole")


def read_once(path: Path, largest: int) -> bytes:
    """Return the bytes of a plain file; raise HalfWritten when they may be of two moments, Refused as
    `contents` does.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(path, flags), "rb") as file:
            return limited(file.fileno(), file.read, largest)
    except OSError as fault:
        what = f"the file cannot be read ({fault.strerror or type(fault).__name__})"
        raise Refused("KB102", 1, what, "check that it exists and may be read") from None


def limited(descriptor: int, read: Callable[[int], bytes], largest: int) -> bytes:
    """Read a plain file up to the limit."""
    about = os.fstat(descriptor)
    if not stat.S_ISREG(about.st_mode):
        raise Refused("KB102", 1, "this is not a plain file", "delete it")
    data = read(largest + 1) if about.st_size <= largest else b""
    if about.st_size > largest or len(data) > largest:
        raise too_big(max(about.st_size, len(data)), largest)
    after = os.fstat(descriptor)
    if len(data) != about.st_size or (after.st_size, after.st_mtime_ns) != (about.st_size, about.st_mtime_ns):
        raise HalfWritten
    return data


def nothing_in_it() -> Refused:
    """Return the refusal of an empty file."""
    return Refused("KB111", 1, "the file is empty", "write something into it, or delete it")


def too_big(size: int, largest: int) -> Refused:
    """Return the refusal of a file of so many bytes."""
    what = f"the file has {size:,} bytes; at most {largest // MEBIBYTE} MiB is read"
    return Refused("KB105", 1, what, "split it into several files")


def decode(data: bytes, save_as: str = SAVE_AS) -> str:
    """Return the text with line feeds only and no byte order mark; raise Refused with the line of what is not text."""
    if data.startswith(UTF_16) or data[:4_000].count(0) > len(data[:4_000]) // 4:
        raise Refused("KB106", 1, "the file is UTF-16", save_as)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        where = len(data[: fault.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n"))
        what = f"byte {fault.start + 1} (0x{data[fault.start]:02X}) is not UTF-8"
        raise Refused("KB106", where, what, save_as) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    refuse_unwanted(text, LineNumbers(text))
    return text
