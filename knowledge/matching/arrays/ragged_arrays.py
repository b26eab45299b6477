"""Lists of numbers in one flat array, and how runs of them are gathered."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.integer]
"""Numbers of pairs, as `paired` gives them."""
Pairs = tuple[NDArray[np.integer], NDArray[np.integer]]
TOGETHER_BITS = 14
"""Pairs of so many numbers are sorted together, as a power of 2."""


@dataclass(frozen=True, slots=True)
class RaggedArrays:
    """Lists of numbers, one after the other."""

    items: NDArray[np.int32]
    starts: NDArray[np.int64]
    """Where each list begins, and the end of the last."""

    @classmethod
    def joined(cls, items: NDArray[np.int32], lengths: Sequence[int] | NDArray[np.integer]) -> "RaggedArrays":
        """Cut one array into lists of these lengths."""
        return cls(items, np.concatenate(([0], np.cumsum(lengths, dtype=np.int64))).astype(np.int64))

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def lengths(self) -> NDArray[np.int64]:
        return np.diff(self.starts)

    @property
    def list_of(self) -> NDArray[np.int32]:
        """Return the list that each item is in."""
        return np.repeat(np.arange(len(self), dtype=np.int32), self.lengths)

    def one(self, place: int) -> NDArray[np.int32]:
        """Return the items of one list."""
        return self.items[self.starts[place] : self.starts[place + 1]]

    def taken(self, chosen: NDArray[np.integer]) -> "RaggedArrays":
        """Return some of the lists, in this order."""
        return RaggedArrays.joined(self.of(chosen)[0], self.lengths[chosen])

    def before(self, other: "RaggedArrays") -> "RaggedArrays":
        """Return these lists, and the other ones after them."""
        starts = np.concatenate((self.starts, other.starts[1:] + self.starts[-1]))
        return RaggedArrays(np.concatenate((self.items, other.items)), starts)

    def gathered(self, chosen: NDArray[np.integer]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """Return the items of some lists, one list after the other, and where each begins."""
        starts = self.starts[chosen]
        lengths = self.starts[chosen + 1] - starts
        ends = np.cumsum(lengths)
        begins = ends - lengths
        total = int(ends[-1]) if len(ends) else 0
        return self.items.take(np.repeat(starts - begins, lengths) + np.arange(total)), begins

    def of(self, chosen: NDArray[np.integer]) -> tuple[NDArray[np.int32], NDArray[np.intp]]:
        """Return the items of some lists, and for each item the place of its list among those chosen."""
        starts = self.starts[chosen]
        lengths = self.starts[chosen + 1] - starts
        return self.items[spans(starts, lengths)], np.repeat(np.arange(len(chosen)), lengths)


def spans(starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the places start, start + 1, … of each run, run after run."""
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    return np.repeat(starts - ends + lengths, lengths) + np.arange(total, dtype=np.int64)


def paired(first: NDArray[np.integer], second: NDArray[np.integer], seconds: int) -> Keys:
    """Return a number for each pair, ordered as pairs are; `seconds` is more than any second one.

    It has 32 bits where that is enough: those are sorted in a third of the time. Raise OverflowError where 63 are too
    few, which takes more words and phrasings than anybody has.
    """
    bits = max(0, seconds - 1).bit_length()
    highest = ((int(first.max(initial=0)) + 1) << bits) - 1
    if highest >= 1 << 63:
        raise OverflowError("too many different pairs")
    kind: type[np.integer] = np.uint32 if highest < 1 << 32 else np.int64
    keys: Keys = np.left_shift(first.astype(kind), bits, dtype=kind)
    return np.bitwise_or(keys, second.astype(kind), out=keys)


def unpaired(keys: Keys, seconds: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the first and the second numbers of pairs."""
    bits = max(0, seconds - 1).bit_length()
    return (keys >> bits).astype(np.int64), (keys & ((1 << bits) - 1)).astype(np.int64)


def distinct(keys: Keys) -> tuple[Keys, NDArray[np.int64]]:
    """Sort keys in place; return each different one, and how often it is there."""
    keys.sort()
    begins = changes(keys)
    return keys[begins], lengths(begins, len(keys))


def tallied(firsts: int, seconds: int, *parts: Pairs) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return each different pair of numbers below these in order, and how often it is there: (first, second, times).

    In every part the first numbers ascend, so that pairs can be sorted block by block: few enough at a time for 32 bits
    to hold one, and for the processor's cache.
    """
    bits = max(0, seconds - 1).bit_length()
    step = 1 << (min(TOGETHER_BITS, 32 - bits) if bits < TOGETHER_BITS * 2 else TOGETHER_BITS)
    begins = range(0, firsts, step)
    cuts = [np.searchsorted(first, np.array([*begins, firsts], dtype=first.dtype)).tolist() for first, _ in parts]
    found = [(np.zeros(0, dtype=np.int64),) * 3]
    for number, begin in enumerate(begins):
        some = [(slice(*cut[number : number + 2]), *part) for cut, part in zip(cuts, parts, strict=True)]
        keys = [paired(first[at] - begin, second[at], seconds) for at, first, second in some]
        pairs, times = distinct(np.concatenate(keys))
        first, second = unpaired(pairs, seconds)
        found.append((first + begin, second, times))
    first, second, times = (np.concatenate(each) for each in zip(*found, strict=True))
    return first, second, times


def changes(values: NDArray[np.integer]) -> NDArray[np.intp]:
    """Return the places at which another value begins; the first is one."""
    begins = np.ones(len(values), dtype=bool)
    np.not_equal(values[1:], values[:-1], out=begins[1:])
    return np.flatnonzero(begins)


def lengths(begins: NDArray[np.intp], end: int) -> NDArray[np.int64]:
    """Return how long the runs are that begin at these places, the last one until the end."""
    ends = np.empty_like(begins)
    ends[:-1], ends[-1:] = begins[1:], end
    return ends - begins


def found(ascending: NDArray[np.integer], wanted: NDArray[np.integer]) -> NDArray[np.intp]:
    """Return the place of each wanted number, -1 for one that is not there."""
    if not len(ascending):
        return np.full(len(wanted), -1, dtype=np.intp)
    places = np.minimum(ascending.searchsorted(wanted), len(ascending) - 1)
    return np.where(ascending[places] == wanted, places, -1)


def highest(values: NDArray[np.number], most: int) -> NDArray[np.intp]:
    """Return the places, ascending, of the highest values, of equals the first."""
    if len(values) <= most:
        return np.arange(len(values))
    bar = np.partition(values, len(values) - most)[len(values) - most]
    above = np.flatnonzero(values >= bar)
    if len(above) == most:
        return above
    even = np.flatnonzero(values[above] == bar)
    return np.delete(above, even[most - len(above) :])


def nearest(near: NDArray[np.number], most: int) -> NDArray[np.intp]:
    """Return the places of the highest values, the highest first, of equals the first first."""
    best = highest(near, most)
    return best[np.argsort(-near[best], kind="stable")]
