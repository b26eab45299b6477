"""The plain files of a folder as git has stored them: no links, no attributes, no filters, and within limits."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge import filenames
from knowledge.files.git import NoRevision, git
from knowledge.files.survey import DEEPEST, MOST_FILES

LARGEST = 16 * 1024 * 1024
"""Bytes of a file; what is larger, Spot reads in no format."""
ALTOGETHER = 256 * 1024 * 1024
PLAIN = ("100644", "100755")
"""How git writes the mode of a plain file; links and submodules have others."""


@dataclass(frozen=True, slots=True)
class CommittedFile:
    """A file as git has stored it."""

    hash: str
    size: int
    path: str


def unpack(folder: Path, commit: str, into: Path, wanted: Callable[[str], bool]) -> None:
    """Write the wanted files that the folder held at a commit into an empty folder; none where it was not there yet.

    What Spot would not read is left out. Raise NoRevision when there is too much of it.
    """
    here = git(folder, "rev-parse", "--show-prefix").decode("utf-8", "surrogateescape").rstrip("\n").rstrip("/")
    if here and not git(folder, "ls-tree", "--full-tree", commit, "--", here):
        return
    tree = git(folder, "rev-parse", "--verify", f"{commit}:{here}").decode().strip()
    files = list(listed(git(folder, "ls-tree", "-r", "-z", "-l", "--full-tree", tree)))
    files = [each for each in files if wanted(each.path)]
    if len(files) > MOST_FILES or sum(each.size for each in files) > ALTOGETHER:
        raise NoRevision(f"{folder}: it held more than {MOST_FILES:,} files or 256 MiB then: name a smaller folder")
    asked = "".join(f"{each.hash}\n" for each in files).encode()
    write(files, git(folder, "cat-file", "--batch", given=asked), into)


def listed(tree: bytes) -> Iterator[CommittedFile]:
    """Yield the plain files of a tree that could be knowledge."""
    for each in tree.decode("utf-8", "surrogateescape").split("\0"):
        about, _, path = each.partition("\t")
        if not path or about.split()[0] not in PLAIN:
            continue
        _, _, hash, size = about.split()
        if int(size) <= LARGEST and path.count("/") <= DEEPEST and all(map(is_good, path.split("/"))):
            yield CommittedFile(hash, int(size), path)


def is_good(name: str) -> bool:
    """Return whether Spot would look at a file or folder of this name."""
    return not filenames.is_ignored(name) and filenames.fault(name) is None


def write(files: Sequence[CommittedFile], contents: bytes, into: Path) -> None:
    """Write the files, from their contents one after the other, each below a line about it."""
    at = 0
    for each in files:
        begin = contents.index(b"\n", at) + 1
        at = begin + each.size + 1
        path = into / each.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(contents[begin : begin + each.size])
