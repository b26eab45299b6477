"""Trained artifacts that all tests share: trained once, kept under the hash of what they were trained from.

Another phrasing, word list or line of the matching code is another hash, so nothing stale is ever found here. A test
of the training itself gives a folder of its own.
"""

from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parent.parent / ".cache" / "trained"
LIMIT = 500_000_000
"""Bytes that are kept; one run leaves a small part of that."""


class Patches(pytest.MonkeyPatch):
    """What a test patches; where that is of the knowledge room, it trains alone, since no hash tells of a patch."""

    def setattr(self, target, *more, **options):
        """Patch as usual."""
        super().setattr(target, *more, **options)
        if _home(target).startswith("knowledge."):
            share_in_process(False)

    def undo(self):
        """Undo as usual."""
        super().undo()
        share_in_process()


def _home(target):
    return target if isinstance(target, str) else getattr(target, "__module__", None) or getattr(target, "__name__", "")


def share_in_process(is_shared=True):
    """Let whatever is trained in this process without a folder of its own be kept and found in the shared one."""
    from knowledge.matching.training.artifact_cache import ArtifactCache
    from knowledge.matching.view import ON_THE_SPOT

    ON_THE_SPOT._kept = ArtifactCache(FOLDER if is_shared else None, print, LIMIT)


def share_with_server(data):
    """Link the shared folder into a server's data folder, before its first start."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    own = data / "learned"
    if not own.exists():
        own.symlink_to(FOLDER, target_is_directory=True)
