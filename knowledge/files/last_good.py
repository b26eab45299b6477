"""The last good version of each file, kept on disk, so that a restart does not lose what a bad save left in use.

Written after a load is in use, never before: nobody waits for it, and where it cannot be written nothing else fails.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from knowledge.entry import Visibility
from knowledge.files.record import Record, digest_of
from knowledge.files.survey import FileKind
from knowledge.formats import source
from knowledge.formats.reading import FilePlace
from knowledge.problems.report import Refused

INDEX = "index.json"
FORMAT = 1
MOST_BYTES = 512 * 1024 * 1024
"""What is kept of all files together."""
LARGEST_INDEX = 16 * 1024 * 1024
"""Bytes; ten thousand files take three million."""


@dataclass(frozen=True, slots=True)
class StoredVersion:
    """A version of a file that was in use: where its bytes are, and what its folder said then."""

    data: str
    """The hash of its bytes, which is the name they are kept under."""
    size: int
    digest: str
    """As its record's."""
    kind: FileKind
    partner: str
    visibility: Visibility
    language: str
    narrowest: Visibility = Visibility.PUBLIC
    """Nothing in it is wider than this: what its folder said at some time since."""

    def place(self, file: str) -> FilePlace:
        """Return where the file stood, and what its folder said."""
        return FilePlace(self.partner, file, self.visibility, self.language)


class LastGood:
    """The versions in use of a content folder's files, by file; `tell` is called once with what stands in the way."""

    def __init__(self, folder: Path, content: Path, tell: Callable[[str], None]) -> None:
        self._folder = folder
        self._content = str(content.resolve())
        self._tell = tell
        self._said: set[str] = set()
        self.files: Mapping[str, StoredVersion] = self._read()

    def data(self, kept: StoredVersion) -> bytes | None:
        """Return the bytes of a version, None when they are not there as they were."""
        with suppress(Refused):
            data = source.contents(self._folder / kept.data, kept.size)
            if hashlib.sha256(data).hexdigest() == kept.data:
                return data
        return None

    def remember(self, records: Iterable[Record]) -> None:
        """Keep what is in use now and forget the rest: a file that is gone, and versions that came before."""
        try:
            files = self._kept(records)
            if files != self.files:
                self._write(files)
                self.files = files
                self._prune()
        except OSError as fault:
            self._say(
                f"{self._folder}: last good versions cannot be kept ({fault.strerror}), so a restart does not know "
                "them; see that the folder can be written"
            )

    def _kept(self, records: Iterable[Record]) -> dict[str, StoredVersion]:
        files: dict[str, StoredVersion] = {}
        room = MOST_BYTES
        for each in records:
            kept = self._version(each, room)
            if kept is not None:
                files[each.found.file] = kept
                room -= kept.size
        return files

    def _version(self, each: Record, room: int) -> StoredVersion | None:
        """Return the version of a file that is in use; None for none, and for one that changed since it was read."""
        known = self.files.get(each.found.file)
        if each.good is None:
            return None
        if not each.is_in_use:
            return known and replace(known, narrowest=max(known.narrowest, each.place.visibility, key=_rank))
        if known and known.digest == each.digest:
            return replace(known, narrowest=Visibility.PUBLIC)
        with suppress(Refused):
            data = source.contents(each.found.path, room)
            if digest_of(each.place, data) == each.digest:
                return self._keep(each, data)
        return known

    def _keep(self, each: Record, data: bytes) -> StoredVersion:
        name, place = hashlib.sha256(data).hexdigest(), each.place
        if not (self._folder / name).exists():
            self._put(name, data)
        return StoredVersion(
            name, len(data), each.digest, each.found.kind, place.partner, place.visibility, place.language
        )

    def _put(self, name: str, data: bytes) -> None:
        """Write a file that only its owner can read, whole or not at all."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        half = self._folder / f"{name}.half"
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(data)
        half.replace(self._folder / name)

    def _write(self, files: Mapping[str, StoredVersion]) -> None:
        held = {
            "format": FORMAT,
            "content": self._content,
            "files": {file: asdict(each) for file, each in files.items()},
        }
        self._put(INDEX, json.dumps(held).encode())

    def _prune(self) -> None:
        wanted = {INDEX, *(each.data for each in self.files.values())}
        for name in os.listdir(self._folder):
            if name not in wanted:
                (self._folder / name).unlink(missing_ok=True)

    def _read(self) -> dict[str, StoredVersion]:
        """Return what was kept of this very content folder; what cannot be read is nothing."""
        if not (self._folder / INDEX).exists():
            return {}
        try:
            held = json.loads(source.contents(self._folder / INDEX, LARGEST_INDEX))
            if (held["format"], held["content"]) != (FORMAT, self._content):
                return {}
            return {file: _kept(written) for file, written in held["files"].items()}
        except (Refused, ValueError, KeyError, TypeError, AttributeError):
            self._say(f"{self._folder}: the last good versions cannot be read, so Spot goes on without them")
            return {}

    def _say(self, what: str) -> None:
        if what not in self._said:
            self._said.add(what)
            self._tell(what)


def _kept(written: dict[str, Any]) -> StoredVersion:
    widths = {name: Visibility(written[name]) for name in ("visibility", "narrowest")}
    kept = StoredVersion(**written | widths | {"kind": FileKind(written["kind"])})
    if not (kept.data.isalnum() and isinstance(kept.size, int)):
        raise ValueError(kept.data)
    return kept


def _rank(visibility: Visibility) -> int:
    return visibility.rank
