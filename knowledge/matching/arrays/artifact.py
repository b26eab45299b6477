"""One file of named arrays and a few facts, opened by memory mapping; nothing in it can run.

The file is a line that says what it is, a checksum of the rest, a header in JSON, and the arrays as they lie in memory,
each on a border of 64 bytes.
"""

import json
import mmap
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import Any, TypeVar, cast, get_type_hints
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

MAGIC = b"spot learned 1\n"
BORDER = 64
_NUMBER = 4
"""Bytes of the checksum and of the header's length."""
_START = len(MAGIC) + _NUMBER
_KINDS = "biuf"
_T = TypeVar("_T")

Array = NDArray[Any]


class DamagedArtifact(Exception):
    """A file that is no artifact, or no whole one; the message says which and what becomes of it."""


@dataclass(frozen=True, slots=True)
class Artifact:
    """Arrays by name, and facts that JSON can hold."""

    arrays: Mapping[str, Array]
    facts: Mapping[str, Any] = field(default_factory=dict)


def write(path: Path, artifact: Artifact) -> None:
    """Write the file whole or not at all; raise OSError where it cannot be written."""
    pieces = list(_pieces(artifact))
    checksum = 0
    for piece in pieces:
        checksum = crc32(piece, checksum)
    beside = path.with_name(f"{path.name}.{os.getpid()}-{id(artifact):x}.new")
    try:
        with beside.open("wb") as file:
            file.write(MAGIC + checksum.to_bytes(_NUMBER, "little"))
            file.writelines(pieces)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _pieces(artifact: Artifact) -> Iterator[bytes | memoryview]:
    """Yield the header and the arrays, each filled up to the next border."""
    arrays = {name: np.ascontiguousarray(array) for name, array in artifact.arrays.items()}
    described = [[name, array.dtype.str, list(array.shape)] for name, array in arrays.items()]
    header = json.dumps({"arrays": described, "facts": artifact.facts}).encode()
    yield len(header).to_bytes(_NUMBER, "little")
    yield header
    yield bytes(_filling(_START + _NUMBER + len(header)))
    for array in arrays.values():
        yield array.reshape(-1).view(np.uint8).data
        yield bytes(_filling(array.nbytes))


def _filling(size: int) -> int:
    return -size % BORDER


def read(path: Path) -> Artifact:
    """Open a file; raise DamagedArtifact for what is not one, FileNotFoundError for none."""
    with path.open("rb") as file:
        try:
            held = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except ValueError as fault:
            raise DamagedArtifact(f"{path}: it is empty; it is learned again") from fault
    try:
        return _opened(held)
    except (ValueError, KeyError, TypeError, IndexError, OverflowError, RecursionError) as fault:
        raise DamagedArtifact(
            f"{path}: it is no whole file of what was learned ({fault}); it is learned again"
        ) from fault


def _opened(held: mmap.mmap) -> Artifact:
    if held[: len(MAGIC)] != MAGIC:
        raise ValueError("another first line")
    with memoryview(held) as whole, whole[_START:] as rest:
        if crc32(rest) != int.from_bytes(held[len(MAGIC) : _START], "little"):
            raise ValueError("another checksum")
    at = _START + _NUMBER + int.from_bytes(held[_START : _START + _NUMBER], "little")
    header = json.loads(held[_START + _NUMBER : at])
    arrays: dict[str, Array] = {}
    for name, dtype, shape in header["arrays"]:
        at += _filling(at)
        arrays[name] = _array(held, np.dtype(dtype), shape, at)
        at += arrays[name].nbytes
    return Artifact(arrays, header["facts"])


def _array(held: mmap.mmap, dtype: "np.dtype[Any]", shape: list[int], at: int) -> Array:
    if dtype.kind not in _KINDS:
        raise ValueError(f"an array of {dtype}")
    array: Array = np.frombuffer(held, dtype, int(np.prod(shape, dtype=np.int64)), at)
    return array.reshape(shape)


def taken_apart(held: Any, name: str) -> dict[str, Array]:
    """Return the arrays of a dataclass of arrays and such dataclasses, by their dotted names."""
    if not is_dataclass(held):
        return {name: held}
    parts = (taken_apart(getattr(held, each.name), f"{name}.{each.name}") for each in fields(held))
    return {key: array for part in parts for key, array in part.items()}


def put_together(kind: type[_T], name: str, arrays: Mapping[str, Array]) -> _T:
    """Return the dataclass that was taken apart under this name; raise KeyError when a part is missing."""
    hints = get_type_hints(kind)
    parts: dict[str, Any] = {
        each: put_together(cast(type[Any], hint), f"{name}.{each}", arrays)
        if is_dataclass(hint)
        else arrays[f"{name}.{each}"]
        for each, hint in hints.items()
    }
    return kind(**parts)
