"""Distinct strings as flat arrays: numbered, found by their hashes, read back; nothing of it is a Python object."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

UNKNOWN = -1


def hashed(name: str) -> int:
    """Give 64 bits that stand for the string, the same on every machine; a million names hardly ever collide."""
    return int.from_bytes(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def all_hashed(names: Iterable[str]) -> NDArray[np.uint64]:
    """Give the hash of each string."""
    return np.array([hashed(name) for name in names], dtype=np.uint64)


@dataclass(frozen=True, slots=True)
class Names:
    """Strings by number, and numbers by string."""

    letters: NDArray[np.uint8]
    """All strings in UTF-8, one after the other."""
    ends: NDArray[np.int64]
    hashes: NDArray[np.uint64]
    """Ascending."""
    numbers: NDArray[np.int32]
    """The string that each of the hashes stands for."""

    @classmethod
    def of(cls, names: Sequence[str]) -> "Names":
        """Number distinct strings in their order."""
        written = [name.encode("utf-8", "surrogatepass") for name in names]
        unsorted = all_hashed(names)
        order = np.argsort(unsorted, kind="stable")
        ends = np.cumsum([len(each) for each in written], dtype=np.int64)
        letters = np.frombuffer(b"".join(written), dtype=np.uint8)
        return cls(letters, ends, unsorted[order], order.astype(np.int32))

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, number: int) -> str:
        start = int(self.ends[number - 1]) if number else 0
        return self.letters[start : int(self.ends[number])].tobytes().decode("utf-8", "surrogatepass")

    def all(self) -> list[str]:
        """Give every string in the order of their numbers."""
        letters, starts = self.letters.tobytes(), [0, *self.ends[:-1].tolist()]
        pairs = zip(starts, self.ends.tolist(), strict=False)
        return [letters[start:end].decode("utf-8", "surrogatepass") for start, end in pairs]

    def find(self, names: Iterable[str]) -> NDArray[np.int32]:
        """Give the number of each string, UNKNOWN for one that is not there."""
        wanted = all_hashed(names)
        if not len(self.hashes):
            return np.full(len(wanted), UNKNOWN, dtype=np.int32)
        places = np.minimum(np.searchsorted(self.hashes, wanted), len(self.hashes) - 1)
        return np.where(self.hashes[places] == wanted, self.numbers[places], np.int32(UNKNOWN))
