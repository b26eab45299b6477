"""Saves a file whole or not at all: beside its place first, then moved there."""

import os
import stat
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


def replace(path: Path, data: bytes) -> None:
    """Put the data in the file's place, with the mode it had; OSError when it cannot be."""
    fill(path, [data])


def fill(path: Path, data: Iterable[bytes], mode: int | None = None) -> None:
    """Put data that comes in pieces in the place of a file, with its mode or this one; OSError when it cannot be."""
    half = _half(path, data)
    try:
        os.chmod(half, stat.S_IMODE(path.stat().st_mode) if mode is None else mode)
        os.replace(half, path)
    except OSError:
        with suppress(OSError):
            half.unlink()
        raise


def create(path: Path, data: bytes) -> None:
    """Make a new file; FileExistsError where there is one already, or a link, and another OSError when it cannot be."""
    half = _half(path, [data])
    try:
        os.chmod(half, 0o644)
        try:
            os.link(half, path)
        except FileExistsError:
            raise
        except (AttributeError, NotImplementedError, OSError):
            _create_plainly(path, data)
    finally:
        with suppress(OSError):
            half.unlink()


def _create_plainly(path: Path, data: bytes) -> None:
    """Make it where a file system knows no links."""
    with path.open("xb") as file:
        file.write(data)


def _half(path: Path, data: Iterable[bytes]) -> Path:
    """Write the data to a hidden file beside it, which no reader of knowledge looks at."""
    descriptor, name = tempfile.mkstemp(prefix=".", suffix=".half", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.writelines(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
    return Path(name)
