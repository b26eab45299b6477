"""Numbers keys that are met again and again in the order in which each is first met; nothing is sorted."""

import numpy as np
from numpy.typing import NDArray

_MIX = 0x9E3779B97F4A7C15
_ALL_BITS = (1 << 64) - 1
_HALF = np.uint64(32)
_FEWEST_BITS = 12

Keys = NDArray[np.uint64]
Places = NDArray[np.int64]


def numbered(keys: Keys) -> tuple[Places, NDArray[np.int32]]:
    """Return where each different key is first met, and for every key which of these it is."""
    first = _firsts(keys)
    met = np.flatnonzero(first == np.arange(len(first)))
    number = np.empty(len(first), dtype=np.int32)
    number[met] = np.arange(len(met))
    return met, number[first]


def mixed(keys: Keys, turn: int = 1) -> Keys:
    """Return numbers whose high bits hang on every bit of the keys, in another way each odd turn."""
    return (keys ^ (keys >> _HALF)) * np.uint64(_MIX**turn & _ALL_BITS)


def _firsts(keys: Keys) -> Places:
    """Return for each key the first place where the same one stands.

    Keys are thrown into a table by their hash, the first ones last, so that each slot holds the first that fell there;
    who finds another key in its slot is thrown again by another hash.
    """
    first = np.arange(len(keys))
    left, turn = first, 1
    while len(left):
        bits = max(_FEWEST_BITS, len(left).bit_length() - 2)
        thrown = keys[left]
        slots = (mixed(thrown, turn) >> np.uint64(64 - bits)).astype(np.int64)
        table = np.empty(1 << bits, dtype=np.int64)
        table[slots[::-1]] = left[::-1]
        found = table[slots]
        same = keys[found] == thrown
        first[left[same]] = found[same]
        left, turn = left[~same], turn + 2
    return first
