"""Git, asked on the command line: nothing in the repository is changed, and nothing of it is run."""

import shutil
import subprocess
from pathlib import Path

PATIENCE = 60
"""Seconds that git may take."""
CAREFUL = ("--no-optional-locks", "-c", "core.fsmonitor=false")
"""What keeps git from writing there, and from running what the repository's configuration names."""


class NoRevision(LookupError):
    """There is no git, no repository or no such revision; the message says which."""


def git(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    """Return what git prints; raise NoRevision with its complaint where it fails."""
    program = shutil.which("git")
    if program is None:
        raise NoRevision("git is not installed, so nothing can be compared with an earlier revision")
    if not folder.is_dir():
        raise NoRevision(
            f"{folder}: {'this is a file, not a folder' if folder.exists() else 'there is no such folder'}"
        )
    command = [program, "-C", str(folder), *CAREFUL, *arguments]
    try:
        done = subprocess.run(command, input=given, capture_output=True, timeout=PATIENCE)  # noqa: S603 - git itself; a revision is passed on as a hash that git gave
    except (OSError, subprocess.TimeoutExpired) as fault:
        raise NoRevision(f"git cannot be asked ({type(fault).__name__})") from None
    if done.returncode:
        complaint = done.stderr.decode("utf-8", "replace").strip().splitlines()
        if complaint and "not a git repository" in complaint[0]:
            raise NoRevision(f"{folder}: it lies in no git repository, so nothing was committed: git init makes one")
        raise NoRevision(f"{folder}: {complaint[0] if complaint else 'git gives nothing'}")
    return done.stdout
