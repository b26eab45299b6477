"""The secret that signs chat tokens, sessions and webhooks: from the settings, or made once in the data folder."""

import os
import secrets
from pathlib import Path

NAME = "secret"
LENGTH = 32
"""Bytes; 256 bits."""


def read(folder: Path, given: str) -> bytes:
    """Return the secret as bytes; with none given, read the folder's, which is made (mode 0600) when missing."""
    if given:
        return given.encode()
    path = folder / NAME
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_hex(LENGTH))
    except FileExistsError:
        pass
    return path.read_bytes()


def with_before(signing: bytes, before: str) -> tuple[bytes, ...]:
    """Return the secrets that hold: this one first, and the one before it where there is one."""
    return (signing, before.encode()) if before else (signing,)
