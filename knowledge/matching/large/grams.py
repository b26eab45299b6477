"""The character n-grams of many words at once, and how often phrasings have each."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.matching.arrays.first_seen import numbered
from knowledge.matching.arrays.ragged_arrays import RaggedArrays, distinct, paired, spans, unpaired
from knowledge.matching.arrays.string_table import StringTable, hashed_at, points
from knowledge.matching.large.arrays import Numbers, Values, WordArrays, idf

GRAM_BLOCK = 100_000
"""Phrasings whose character n-grams are counted together."""
SORTED = 1_000
"""Phrasings whose n-grams are sorted together: few enough for the processor's cache."""


def cut_grams(words: Sequence[str], sizes: range) -> tuple[RaggedArrays, StringTable]:
    """Return the n-grams of each word by number, those that `character_terms` gives.

    They are the runs of every size up to the length of the word with its borders.
    """
    text = f" {' '.join(words)} "
    letters = points(text)
    lengths = np.fromiter(map(len, words), np.int64, len(words)) + 2
    begins = np.cumsum(lengths - 1) - lengths + 1
    starts, hashes, word_of, length_of = [], [], [], []
    for size in sizes:
        counts = np.maximum(lengths - size + 1, 0)
        starts.append(spans(begins, counts))
        hashes.append(hashed_at(letters, starts[-1], size))
        word_of.append(np.repeat(np.arange(len(words)), counts))
        length_of.append(np.full(len(starts[-1]), size))
    met, number = numbered(np.concatenate(hashes))
    first, length = np.concatenate(starts)[met].tolist(), np.concatenate(length_of)[met].tolist()
    different = [text[start : start + size] for start, size in zip(first, length, strict=True)]
    of_word = np.concatenate(word_of)
    listed = RaggedArrays.joined(number[np.argsort(of_word, kind="stable")], np.bincount(of_word, minlength=len(words)))
    return listed, StringTable.already(different, np.concatenate(hashes)[met])


def count_grams(rows: RaggedArrays, words: WordArrays) -> tuple[Numbers, Values]:
    """Return the rows that have each character n-gram, and the length of each row's vector of them.

    Every n-gram is counted as if it stood alone in its row; for those that a row has several times, few of all, the
    rest is added.
    """
    said = np.bincount(rows.items, minlength=len(words.names))
    grams, word = words.grams.items, words.grams.list_of
    frequency = np.bincount(grams, said[word], minlength=len(words.gram_names)).astype(np.int64)
    row, gram, times = repeated_grams(rows, words)
    frequency -= np.bincount(gram, times - 1, minlength=len(frequency)).astype(np.int64)
    rarity = idf(len(rows), frequency) ** 2
    square = np.bincount(word, rarity[grams], minlength=len(words.names))
    squares = np.bincount(rows.list_of, square[rows.items], minlength=len(rows)).astype(np.float64)
    squares += np.bincount(row, times * (times - 1) * rarity[gram], minlength=len(rows))
    return frequency.astype(np.int32), np.sqrt(squares).astype(np.float32)


def repeated_grams(
    rows: RaggedArrays, words: WordArrays
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return (row, n-gram, times) of n-grams that a row has more than once."""
    known = len(words.gram_names)
    grams, begins, counts = words.grams.items.astype(np.uint32), words.grams.starts[:-1], words.grams.lengths
    row_of = np.repeat(np.arange(len(rows), dtype=np.uint32) % SORTED, rows.lengths)
    parts = [(np.zeros(0, dtype=np.int64),) * 3]
    for first in range(0, len(rows), SORTED):
        block = slice(rows.starts[first], rows.starts[min(first + SORTED, len(rows))])
        said = rows.items[block]
        each = counts[said]
        keys = paired(np.repeat(row_of[block], each), grams[spans(begins[said], each)], known)
        keys.sort()
        again, more = distinct(keys[1:][keys[1:] == keys[:-1]])
        row, gram = unpaired(again, known)
        parts.append((row + first, gram, more + 1))
    row, gram, times = (np.concatenate(each) for each in zip(*parts, strict=True))
    return row, gram, times


def gram_blocks(
    rows: RaggedArrays, words: WordArrays
) -> Iterable[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], tuple[int, int]]]:
    """Yield , block by block, (row within the block, n-gram, times) and the block's first and last row."""
    known = len(words.gram_names)
    for first in range(0, len(rows), GRAM_BLOCK):
        last = min(first + GRAM_BLOCK, len(rows))
        starts = rows.starts[first : last + 1]
        row_of = np.repeat(np.arange(last - first), np.diff(starts))
        grams, word = words.grams.of(rows.items[starts[0] : starts[-1]])
        found, times = distinct(paired(row_of[word], grams, known))
        yield (*unpaired(found, known), times, (first, last))
