"""The version of what an audience is answered from, as findings name it."""

from collections.abc import Iterable
from hashlib import sha256

from knowledge.entry import Entry
from knowledge.identity_cache import once


def fingerprint(entries: Iterable[Entry], besides: Iterable[object]) -> str:
    """Return 12 hexadecimal digits that say which entries, words and judgements these are; nothing unseen
    is in them.
    """
    return sha256(b"".join((*map(_entry_digest, entries), *map(_digest, besides)))).hexdigest()[:12]


def _digest(each: object) -> bytes:
    return sha256(repr(each).encode("utf-8", "backslashreplace")).digest()


_entry_digest = once(_digest)
