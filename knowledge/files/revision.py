"""What a folder held at a revision, where it lies in a git repository; git is asked, and nothing there is changed."""

import io
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

PATIENCE = 60
"""Seconds that git may take."""


class NoRevision(LookupError):
    """There is no git, no repository or no such revision; the message says which."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit of the repository that a folder lies in."""

    folder: Path
    name: str
    """As somebody wrote it, such as `HEAD` or `main`."""
    commit: str

    @property
    def written(self) -> str:
        """Give the name with the short hash: `HEAD (1a2b3c4)`."""
        return f"{self.name} ({self.commit[:7]})"

    def changed(self) -> tuple[str, ...]:
        """Give the files of the folder that differ from the revision, new and removed ones too, relative to it."""
        told = git(self.folder, "diff", "--name-only", "-z", "--relative", "--no-renames", self.commit, "--", ".")
        new = git(self.folder, "ls-files", "-z", "--others", "--exclude-standard", "--", ".")
        return tuple(sorted({each.decode("utf-8", "replace") for each in (told + new).split(b"\0") if each}))

    @contextmanager
    def held(self) -> Iterator[Path]:
        """Give a folder of the same name with what it held then; it is gone at the end."""
        with TemporaryDirectory(prefix="spot-") as place:
            then = Path(place) / self.folder.resolve().name
            then.mkdir()
            unpack(self.archive(), then)
            yield then

    def archive(self) -> bytes:
        """Give the folder at the revision as a tar archive; empty where it was not there yet."""
        here = git(self.folder, "rev-parse", "--show-prefix").decode("utf-8", "replace").rstrip("\n")
        if here and not git(self.folder, "ls-tree", "--full-tree", self.commit, "--", here.rstrip("/")):
            return b""
        return git(self.folder, "archive", "--format=tar", self.commit)


def revision(folder: Path, name: str = "HEAD") -> Revision:
    """Give a revision by any name that git knows; raise NoRevision where there is none."""
    if git(folder, "rev-parse", "--is-inside-work-tree").strip() != b"true":
        raise NoRevision(f"{folder} is in no work tree of git")
    try:
        commit = git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    except NoRevision:
        raise NoRevision(f"git knows no revision {name!r} here: name a branch, a tag or a commit") from None
    return Revision(folder, name, commit.decode().strip())


def git(folder: Path, *arguments: str) -> bytes:
    """Give what git prints; raise NoRevision with its complaint where it fails."""
    program = shutil.which("git")
    if program is None:
        raise NoRevision("git is not installed, so nothing can be compared with an earlier revision")
    try:
        done = subprocess.run(  # noqa: S603 - git itself; a revision is passed on as a hash that git gave
            [program, "-C", str(folder), "--no-optional-locks", *arguments], capture_output=True, timeout=PATIENCE
        )
    except (OSError, subprocess.TimeoutExpired) as fault:
        raise NoRevision(f"git cannot be asked ({type(fault).__name__})") from None
    if done.returncode:
        complaint = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise NoRevision(f"{folder}: {complaint[0] if complaint else 'git gives nothing'}")
    return done.stdout


def unpack(archive: bytes, into: Path) -> None:
    """Write the plain files of a tar archive into a folder; links and what leads out of it are left out."""
    if not archive:
        return
    with tarfile.open(fileobj=io.BytesIO(archive)) as packed:
        for member in packed:
            file = packed.extractfile(member) if member.isfile() else None
            parts = PurePosixPath(member.name).parts
            if file is None or ".." in parts or member.name.startswith("/"):
                continue
            path = into.joinpath(*parts)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.read())
