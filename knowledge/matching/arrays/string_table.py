"""Distinct strings as flat arrays: numbered, found by their hashes, read back; nothing of it is a Python object."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from operator import mul

import numpy as np
from numpy.typing import NDArray

UNKNOWN = -1

Hashes = NDArray[np.uint64]
_ALL_BITS = (1 << 64) - 1
_ZERO = np.zeros(1, dtype=np.uint64)
_FEW = 30
"""Strings up to which arrays are slower than one string after the other."""


def hashed(name: str) -> int:
    """Return 64 bits that stand for the string, the same on every machine; a million strings hardly ever collide.

    They are the sum of the letters' code points and a final 1, each times the multiplier of its place.
    """
    _, numbers = _multipliers(len(name).bit_length())
    return sum(map(mul, map(ord, name), numbers), numbers[len(name)]) & _ALL_BITS


def all_hashed(names: Iterable[str]) -> Hashes:
    """Return the hash of each string."""
    written = list(names)
    if len(written) < _FEW:
        return np.fromiter(map(hashed, written), np.uint64, len(written))
    lengths = np.fromiter(map(len, written), np.int64, len(written))
    return _hashed_runs(points("".join(written)), np.cumsum(lengths), lengths)


def points(text: str) -> NDArray[np.uint32]:
    """Return the code points of a text."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def _hashed_runs(letters: NDArray[np.uint32], ends: NDArray[np.int64], lengths: NDArray[np.int64]) -> Hashes:
    """Return the hashes of the runs of letters that end at these places, the first beginning at 0."""
    multipliers, _ = _multipliers(int(lengths.max(initial=0)).bit_length())
    place = np.arange(len(letters)) - np.repeat(ends - lengths, lengths)
    totals = np.concatenate((_ZERO, np.cumsum(letters * multipliers[place], dtype=np.uint64)))
    return np.diff(totals[ends], prepend=_ZERO) + multipliers[lengths]


def hashed_at(letters: NDArray[np.uint32], starts: NDArray[np.int64], length: int) -> Hashes:
    """Return the hashes of the strings of so many letters that begin at these places."""
    multipliers, _ = _multipliers(length.bit_length())
    each = (letters[starts + place] * multipliers[place] for place in range(length))
    return np.asarray(sum(each, start=np.full(len(starts), multipliers[length])))


@cache
def _multipliers(bits: int) -> tuple[Hashes, list[int]]:
    """Return an odd number of 64 bits for each place in a string, which has nothing to do with those of
    other places.
    """
    drawn = (blake2b(place.to_bytes(8, "little"), digest_size=8).digest() for place in range(1 << bits))
    numbers = [int.from_bytes(each, "little") | 1 for each in drawn]
    return np.array(numbers, dtype=np.uint64), numbers


@dataclass(frozen=True, slots=True)
class StringTable:
    """Strings by number, and numbers by string."""

    letters: NDArray[np.uint8]
    """All strings in UTF-8, one after the other."""
    ends: NDArray[np.int64]
    hashes: Hashes
    """Ascending."""
    numbers: NDArray[np.int32]
    """The string that each of the hashes stands for."""

    @classmethod
    def of(cls, names: Sequence[str]) -> "StringTable":
        """Number distinct strings in their order."""
        return cls.already(names, all_hashed(names))

    @classmethod
    def already(cls, names: Sequence[str], unsorted: Hashes) -> "StringTable":
        """Number distinct strings in their order whose hashes are known."""
        written = [name.encode("utf-8", "surrogatepass") for name in names]
        order = np.argsort(unsorted)
        ends = np.cumsum([len(each) for each in written], dtype=np.int64)
        letters = np.frombuffer(b"".join(written), dtype=np.uint8)
        return cls(letters, ends, unsorted[order], order.astype(np.int32))

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, number: int) -> str:
        start = int(self.ends[number - 1]) if number else 0
        return self.letters[start : int(self.ends[number])].tobytes().decode("utf-8", "surrogatepass")

    def all(self) -> list[str]:
        """Return every string in the order of their numbers."""
        letters, starts = self.letters.tobytes(), [0, *self.ends[:-1].tolist()]
        pairs = zip(starts, self.ends.tolist(), strict=False)
        return [letters[start:end].decode("utf-8", "surrogatepass") for start, end in pairs]

    def find(self, names: Iterable[str]) -> NDArray[np.int32]:
        """Return the number of each string, UNKNOWN for one that is not there."""
        wanted = all_hashed(names)
        if not len(self.hashes):
            return np.full(len(wanted), UNKNOWN, dtype=np.int32)
        places = np.minimum(np.searchsorted(self.hashes, wanted), len(self.hashes) - 1)
        return np.where(self.hashes[places] == wanted, self.numbers[places], np.int32(UNKNOWN))
