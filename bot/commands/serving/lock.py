"""One process a data folder: a lock that the system itself gives back when the process ends, however it ends."""

import os
import sys
from pathlib import Path
from typing import IO


class Taken(Exception):
    """Another process serves from this data folder; the message says which and what to do."""


def take(folder: Path) -> IO[str]:
    """Hold the folder until the returned file is closed; raise Taken when somebody else holds it."""
    path = folder / "spot.lock"
    held = path.open("a+", encoding="utf-8")
    try:
        _lock(held)
    except OSError:
        held.seek(0)
        owner = held.read(20).strip() or "unknown"
        held.close()
        raise Taken(
            f"{folder}: another Spot (process {owner}) uses this data folder; stop it, or set SPOT_DATA to another"
        ) from None
    held.seek(0)
    held.truncate()
    held.write(str(os.getpid()))
    held.flush()
    return held


if sys.platform == "win32":
    import msvcrt

    FAR = 1 << 20
    """Windows locks bytes against reading too, so a byte is locked that nobody reads."""

    def _lock(held: IO[str]) -> None:
        held.seek(FAR)
        msvcrt.locking(held.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(held: IO[str]) -> None:
        fcntl.flock(held.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
