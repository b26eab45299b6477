"""What a folder held at a revision, where it lies in a git repository; git is asked, and nothing there is changed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from knowledge.files.committed import unpack
from knowledge.files.git import NoRevision, git

__all__ = ["NoRevision", "Revision", "revision"]


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit of the repository that a folder lies in."""

    folder: Path
    name: str
    """As somebody wrote it, such as `HEAD` or `main`."""
    commit: str

    @property
    def written(self) -> str:
        """Return the name with the short hash: `HEAD (1a2b3c4)`."""
        return f"{self.name} ({self.commit[:7]})"

    def changed(self) -> tuple[str, ...]:
        """Return the files of the folder that differ from the revision, new and removed ones too, relative to it."""
        told = git(self.folder, "diff", "--name-only", "-z", "--relative", "--no-renames", self.commit, "--", ".")
        new = git(self.folder, "ls-files", "-z", "--others", "--exclude-standard", "--", ".")
        return tuple(sorted({each.decode("utf-8", "replace") for each in (told + new).split(b"\0") if each}))

    @contextmanager
    def held(self, wanted: Callable[[str], bool] = lambda _: True) -> Iterator[Path]:
        """Yield a folder of the same name with the wanted files that it held then; it is gone at the end."""
        with TemporaryDirectory(prefix="spot-") as place:
            then = Path(place) / self.folder.resolve().name
            then.mkdir()
            unpack(self.folder, self.commit, then, wanted)
            yield then


def revision(folder: Path, name: str = "HEAD") -> Revision:
    """Return a revision by any name that git knows; raise NoRevision where there is none."""
    if git(folder, "rev-parse", "--is-inside-work-tree").strip() != b"true":
        raise NoRevision(f"{folder} is in no work tree of git")
    if commit := commit_of(folder, name):
        return Revision(folder, name, commit)
    if not commit_of(folder, "HEAD"):
        raise NoRevision(f"{folder}: nothing is committed yet: git add, git commit")
    raise NoRevision(f"git knows no revision {name!r} here: name a branch, a tag or a commit")


def commit_of(folder: Path, name: str) -> str:
    """Return the hash of what git knows by this name, empty for nothing."""
    try:
        return (
            git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}").decode().strip()
        )
    except NoRevision:
        return ""
