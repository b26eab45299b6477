"""Vectors of phrasings by the content of their text, kept in one file, so that each is encoded only once."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from hashlib import sha256
from io import BytesIO
from os import getpid, replace
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from knowledge.matching.confidence import CACHED_VECTORS
from knowledge.matching.index import Floats

DIGEST, KEY = 32, 16
"""Bytes of the checksum that a file begins with, and of the hash that stands for a text."""

Rows = dict[bytes, NDArray[np.float16]]
"""Vectors by the hash of their text."""


class VectorCache:
    """Gives vectors from its file, or has them encoded and keeps them; the newest stay when there are too many."""

    def __init__(self, file: Path | None, encoder: str, dimensions: int, most: int = CACHED_VECTORS) -> None:
        """Open the cache of the encoder of this name; without a file it is lost at the end."""
        self._file = file
        self._encoder = encoder.encode()
        self._row = np.dtype([("key", f"V{KEY}"), ("vector", "<f2", (dimensions,))])
        self._most = most
        self._lock = Lock()
        self._held: Rows | None = None

    def vectors(self, texts: Sequence[str], encode: Callable[[Sequence[str]], Floats | None]) -> Floats | None:
        """Return a vector for each text, one a row, those that are not known by `encode`; None when that gives None."""
        keys = [self._key(text) for text in texts]
        known = self._known()
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if new:
            encoded = encode(list(new.values()))
            if encoded is None:
                return None
            known = self._add(dict(zip(new, rounded(encoded), strict=True)), known)
        return restored(np.stack([known[key] for key in keys]))

    def _known(self) -> Rows:
        """Return what is known, read from the file when it is first needed: whoever encodes no phrasings reads none."""
        with self._lock:
            if self._held is None:
                self._held = self._read()
            return self._held

    def _key(self, text: str) -> bytes:
        return sha256(self._encoder + b"\0" + text.encode("utf-8", "backslashreplace")).digest()[:KEY]

    def _add(self, new: Rows, seen: Rows) -> Rows:
        """Keep new vectors, and give them with those that were seen before."""
        with self._lock:
            self._held = dict(list({**(self._held or {}), **new}.items())[-self._most :])
            with suppress(OSError):  # a disk that is full or read-only costs the next start some seconds, no more
                self._write(self._held)
        return {**seen, **new}

    def _read(self) -> Rows:
        """Return what the file holds; nothing when it is absent, damaged or of another shape."""
        try:
            content = self._file.read_bytes() if self._file else b""
            if sha256(content[DIGEST:]).digest() != content[:DIGEST]:
                return {}
            rows = np.load(BytesIO(content[DIGEST:]), allow_pickle=False)
        except (OSError, ValueError, EOFError):
            return {}
        if rows.dtype != self._row:
            return {}
        return {bytes(key): vector for key, vector in zip(rows["key"], rows["vector"], strict=True)}

    def _write(self, known: Rows) -> None:
        if self._file is None:
            return
        rows = np.empty(len(known), dtype=self._row)
        rows["key"] = [np.void(key) for key in known]
        rows["vector"] = np.stack(list(known.values()))
        written = BytesIO()
        np.save(written, rows, allow_pickle=False)
        self._file.parent.mkdir(parents=True, exist_ok=True)
        beside = self._file.with_name(f"{self._file.name}.{getpid()}")
        beside.write_bytes(sha256(written.getvalue()).digest() + written.getvalue())
        replace(beside, self._file)


def rounded(vectors: Floats) -> NDArray[np.float16]:
    """Return vectors as they are kept and stored: at half precision, where machines' arithmetic hardly differs."""
    return np.asarray(vectors, dtype="<f2")


def restored(kept: NDArray[np.float16]) -> Floats:
    """Return kept vectors to reckon with; rounded again they are the same to the bit."""
    return np.asarray(kept, dtype=np.float32)
