"""Frames on the pipe between the server and its learning child: a length, then so many bytes of JSON.

No array crosses the pipe, since what was learned comes as a file of `learned/`; and nothing that is read can run.
"""

import json
from typing import IO, Any

LENGTH = 4
"""Bytes of a frame's length, the most significant first."""
MOST_BYTES = 64_000_000
"""Bytes of one frame: ten times what the words and texts of the largest base take; more is no frame but noise."""


class MalformedFrame(Exception):
    """What came is no frame; the message says why, never what it said."""


def write(pipe: IO[bytes], said: dict[str, Any]) -> None:
    """Send one frame; raise OSError where nobody reads."""
    body = json.dumps(said).encode("ascii")
    if len(body) > MOST_BYTES:
        raise MalformedFrame(f"a frame of {len(body)} bytes, and {MOST_BYTES} are the most")
    pipe.write(len(body).to_bytes(LENGTH, "big") + body)
    pipe.flush()


def read(pipe: IO[bytes]) -> dict[str, Any]:
    """Return the next frame; raise EOFError where there is none, Malformed for what is not a whole one."""
    head = pipe.read(LENGTH)
    if not head:
        raise EOFError("the pipe ended")
    length = int.from_bytes(head, "big")
    if len(head) < LENGTH or length > MOST_BYTES:
        raise MalformedFrame(f"a length of {len(head)} bytes that says {length}")
    body = pipe.read(length)
    if len(body) < length:
        raise MalformedFrame(f"{len(body)} bytes of a frame of {length}")
    try:
        said = json.loads(body)
    except (ValueError, RecursionError) as fault:
        raise MalformedFrame(f"{length} bytes that are no JSON") from fault
    if not isinstance(said, dict):
        raise MalformedFrame("JSON that is no object")
    return said
