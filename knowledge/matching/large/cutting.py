"""Cuts many folded texts into words at once: whole arrays are looked at, and Python sees each different word once."""

from dataclasses import dataclass

import numpy as np

from knowledge.matching.arrays.first_seen import Keys, Places, mixed, numbered
from knowledge.matching.arrays.ragged_arrays import RaggedArrays
from knowledge.matching.query.text import END, TOKEN_LIMIT

_WIDTH = 8
"""Letters that are looked at together, as one number."""
_MASKS = np.array([(1 << 8 * letters) - 1 for letters in range(_WIDTH + 1)], dtype=np.uint64)


@dataclass(frozen=True, slots=True)
class Cut:
    """Some texts in words."""

    rows: RaggedArrays
    """The words of each text, as places among the different ones."""
    different: list[str]
    """Each word once, in the order in which they are first met, no longer than words are read."""
    _text: str
    _bounds: Places

    def words(self, row: int) -> list[str]:
        """Return the words of a text at their whole length."""
        return self._text[self._bounds[row] + 1 : self._bounds[row + 1]].split()


def cut(letters: bytes) -> Cut:
    """Cut texts of small letters and digits of ASCII, with spaces between words and END around each text."""
    signs = np.frombuffer(letters, np.uint8)
    is_word = signs > ord(" ")
    edges = np.flatnonzero(is_word[1:] != is_word[:-1]) + 1
    starts, lengths = edges[::2].copy(), np.minimum(edges[1::2] - edges[::2], TOKEN_LIMIT)
    bounds = np.flatnonzero(signs == ord(END))
    met, number = numbered(keys_of(letters, starts, lengths))
    text, ends = letters.decode(), (starts + lengths)[met].tolist()
    different = [text[start:end] for start, end in zip(starts[met].tolist(), ends, strict=True)]
    return Cut(RaggedArrays(number, np.searchsorted(starts, bounds)), different, text, bounds)


def keys_of(letters: bytes, starts: Places, lengths: Places) -> Keys:
    """Return a number for each word: its letters themselves where these are few, else 64 bits that stand for them."""
    padded = letters + bytes(_WIDTH)
    windows: Keys = np.ndarray(len(letters) + 1, "<u8", padded, strides=(1,))
    keys = windows[starts] & _MASKS[np.minimum(lengths, _WIDTH)]
    at, more = np.flatnonzero(lengths > _WIDTH), _WIDTH
    while len(at):
        some = windows[starts[at] + more] & _MASKS[np.minimum(lengths[at] - more, _WIDTH)]
        keys[at] = mixed(mixed(keys[at]) + some)
        more += _WIDTH
        at = at[lengths[at] > more]
    return keys
