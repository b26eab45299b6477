"""What was learned, kept on disk under the hash of what it was learned from; a full disk costs time only."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from knowledge.matching.arrays.artifact import Artifact, DamagedArtifact, read, write

SUFFIX = ".learned"
LIMIT = 2_000_000_000
"""Bytes that are kept, unless another limit is given; what was not used for longest goes first."""

Report = Callable[[str], None]


class ArtifactCache:
    """A folder of artifacts; without a folder nothing is kept."""

    def __init__(self, folder: Path | None, report: Report, limit: int = LIMIT) -> None:
        self._folder, self._limit, self._report = folder, limit, report
        self._said: set[str] = set()

    def get(self, key: str) -> Artifact | None:
        """Return what was kept under the key, or None; a damaged file is said once and removed."""
        if self._folder is None:
            return None
        path = self._path(self._folder, key)
        try:
            found = read(path)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except DamagedArtifact as fault:
            self._say(str(fault))
            with suppress(OSError):
                path.unlink()
            return None
        except OSError as fault:
            self._say(f"{path}: it cannot be read ({fault.strerror}); what it holds is learned again")
            return None
        with suppress(OSError):
            path.touch()
        return found

    def put(self, key: str, artifact: Artifact) -> Artifact:
        """Keep it and give it as it lies on disk; where it cannot be kept, return it as it is and say so once."""
        if self._folder is None:
            return artifact
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            write(self._path(self._folder, key), artifact)
            self._make_room(self._folder, key)
        except OSError as fault:
            self._say(f"{self._folder}: what was learned cannot be kept there ({fault.strerror}); each start learns it")
            return artifact
        return self.get(key) or artifact

    def _path(self, folder: Path, key: str) -> Path:
        return folder / f"{key}{SUFFIX}"

    def _make_room(self, folder: Path, key: str) -> None:
        """Remove what was not used for longest, never what was just kept."""
        known = [(each.stat().st_mtime_ns, each.stat().st_size, each) for each in folder.glob(f"*{SUFFIX}")]
        left = sum(size for _, size, _ in known)
        for _, size, path in sorted(known):
            if left > self._limit and path != self._path(folder, key):
                with suppress(OSError):
                    path.unlink()
                left -= size

    def _say(self, what: str) -> None:
        if what not in self._said:
            self._said.add(what)
            self._report(what)
