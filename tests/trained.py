"""Trained artifacts that all tests share: trained once, kept under the hash of what they were trained from.

Another phrasing, word list or line of the matching code is another hash, so nothing stale is ever found here. A test
of the training itself gives a folder of its own.
"""

from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / ".cache" / "trained"
LIMIT = 500_000_000
"""Bytes that are kept; one run leaves a small part of that."""


def share_in_process():
    """Let whatever is trained in this process without a folder of its own be kept and found in the shared one."""
    from knowledge.matching.kept import Kept
    from knowledge.matching.view import ON_THE_SPOT

    ON_THE_SPOT._kept = Kept(FOLDER, print, LIMIT)


def share_with_server(data):
    """Link the shared folder into a server's data folder, before its first start."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    own = data / "learned"
    if not own.exists():
        own.symlink_to(FOLDER, target_is_directory=True)
