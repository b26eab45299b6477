"""Handles: our own ids of what goes out, minted before a channel has given its own."""

import secrets
import time
from itertools import count

_COUNTER = count()


def mint() -> str:
    """Return a new handle; later ones sort after earlier ones, so the store's index grows at its end only."""
    return f"{time.time_ns():016x}{next(_COUNTER) & 0xFFFF:04x}{secrets.token_hex(2)}"
