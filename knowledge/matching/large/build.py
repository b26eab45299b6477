"""Builds the arrays of the large index from entries in a handful of sorts; only reading goes phrasing by phrasing."""

from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from knowledge.entry import Entry
from knowledge.matching.confidence import SLIGHT
from knowledge.matching.large.arrays import (
    Documents,
    Numbers,
    Phrasings,
    Values,
    Words,
    idf,
)
from knowledge.matching.large.reader import Reader
from knowledge.matching.lists import Lists, changes, distinct, lengths
from knowledge.matching.names import Names, all_hashed
from knowledge.matching.reading import NOTHING
from knowledge.matching.text import character_terms, stem
from knowledge.matching.thesaurus import Thesaurus
from knowledge.matching.words import LISTED, function_words

GRAM_BLOCK = 100_000
"""Phrasings whose character n-grams are counted together."""
SORTED = 1_000
"""Phrasings whose n-grams are sorted together: few enough for the processor's cache."""
STEP = np.uint64(0x9E3779B97F4A7C15)
"""What sets the places of words in a phrasing's hash apart."""


def build(
    entries: Sequence[Entry], sizes: range, thesaurus: Thesaurus = NOTHING, reader: Reader | None = None
) -> tuple[Words, Phrasings, Documents]:
    """Read the entries, and give everything that a question is compared with."""
    spoken, rows, said = (reader or Reader()).read(entries, thesaurus)
    words = number_words(spoken, sizes)
    counts = np.array([len(entry.phrasings) for entry in entries], dtype=np.int64)
    phrasings = post(rows, counts, words, all_hashed(word for word, _ in spoken))
    return words, phrasings, document(phrasings.owner, rows, said, words)


def number_words(spoken: Sequence[tuple[str, str]], sizes: range) -> Words:
    """Stem words of a language, and cut them into n-grams."""
    stems: dict[str, int] = {}
    grams: dict[str, int] = {}
    stem_of = [stems.setdefault(stem(word, language), len(stems)) for word, language in spoken]
    cut = [[grams.setdefault(gram, len(grams)) for gram in character_terms((word,), sizes)] for word, _ in spoken]
    return Words(
        Names.of([f"{word} {language}" for word, language in spoken]),
        np.array(stem_of, dtype=np.int32),
        Names.of(list(stems)),
        np.array([name in grammar() for name in stems], dtype=bool),
        Lists.joined(np.fromiter((gram for grams in cut for gram in grams), np.int32), [len(grams) for grams in cut]),
        Names.of(list(grams)),
    )


@cache
def grammar() -> frozenset[str]:
    """Give the stems that carry grammar rather than a subject."""
    return frozenset(stem(word, language) for language in LISTED for word in function_words(language))


def post(rows: Lists, counts: NDArray[np.int64], words: Words, hashes: NDArray[np.uint64]) -> Phrasings:
    """Count the terms of every phrasing, and note where each stem stands."""
    number, stems = len(rows), len(words.stems)
    stem_of, row_of = words.stem[rows.items].astype(np.int64), rows.list_of
    keys, times = distinct(row_of.astype(np.int64) * stems + stem_of)
    row, term = np.divmod(keys, max(1, stems))
    frequency = np.bincount(term, minlength=stems).astype(np.int32)
    rarity = idf(number, frequency)
    mass = np.bincount(row, (rarity * weight_of(words.slight))[term], minlength=number).astype(np.float32)
    pairs, pair_frequency, squares = count_pairs(stem_of, row_of, number, stems)
    squares += np.bincount(row, (times * rarity[term]) ** 2, minlength=number)
    gram_frequency, character_length = count_grams(rows, words)
    hash_of = row_hashes(rows, hashes)
    order = np.argsort(hash_of, kind="stable")
    return Phrasings(
        rows=rows,
        owner=np.repeat(np.arange(len(counts), dtype=np.int32), counts),
        first=np.concatenate(([0], np.cumsum(counts))).astype(np.int64),
        posted=Lists.joined(shortest_first(row, term, mass), frequency),
        stem_frequency=frequency,
        pairs=pairs,
        pair_frequency=pair_frequency,
        gram_frequency=gram_frequency,
        mass=mass,
        word_length=np.sqrt(squares).astype(np.float32),
        character_length=character_length,
        hashes=hash_of[order],
        hashed=order.astype(np.int32),
    )


def weight_of(slight: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Give what stems count beside their rarity."""
    return np.where(slight, SLIGHT, 1.0)


def shortest_first(row: NDArray[np.int64], term: NDArray[np.int64], mass: Values) -> Numbers:
    """Give the rows of each term, term after term: those of the least mass first."""
    order = np.argsort(mass, kind="stable")
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    keys = term * max(1, len(order)) + rank[row]
    keys.sort()
    return order.astype(np.int32)[keys % max(1, len(order))]


def count_pairs(
    stem_of: NDArray[np.int64], row_of: Numbers, rows: int, stems: int
) -> tuple[NDArray[np.int64], Numbers, NDArray[np.float64]]:
    """Give the different pairs of neighbours, the rows that have each, and for each row its pairs' squared weights."""
    within = row_of[1:] == row_of[:-1]
    pair = (stem_of[:-1] * stems + stem_of[1:])[within]
    if stems * stems * max(1, rows) < 2**62:
        keys, times = distinct(pair * rows + row_of[1:][within])
        pair, row = np.divmod(keys, max(1, rows))
    else:  # more words and phrasings than anybody has: the pair and the row do not fit in one number
        order = np.lexsort((row_of[1:][within], pair))
        pair, row = pair[order], row_of[1:][within][order].astype(np.int64)
        begins = np.union1d(changes(pair), changes(row))
        pair, row, times = pair[begins], row[begins], lengths(begins, len(pair))
    begins = changes(pair)
    frequency = lengths(begins, len(pair)).astype(np.int32)
    rarity = np.repeat(idf(rows, frequency), frequency)
    squares = np.bincount(row, (times * rarity) ** 2, minlength=rows).astype(np.float64)
    return pair[begins].astype(np.int64), frequency, squares


def count_grams(rows: Lists, words: Words) -> tuple[Numbers, Values]:
    """Give the rows that have each character n-gram, and the length of each row's vector of them.

    Every n-gram is counted as if it stood alone in its row; for those that a row has several times, few of all, what
    was counted too much is taken off again.
    """
    said = np.bincount(rows.items, minlength=len(words.names))
    grams, word = words.grams.items, words.grams.list_of
    frequency = np.bincount(grams, said[word], minlength=len(words.gram_names)).astype(np.int64)
    row, gram, times = repeated_grams(rows, words)
    frequency -= np.bincount(gram, times - 1, minlength=len(frequency)).astype(np.int64)
    rarity = idf(len(rows), frequency) ** 2
    square = np.bincount(word, rarity[grams], minlength=len(words.names))
    squares = np.bincount(rows.list_of, square[rows.items], minlength=len(rows)).astype(np.float64)
    squares += np.bincount(row, (times * (times - 1)) * rarity[gram], minlength=len(rows))
    return frequency.astype(np.int32), np.sqrt(np.maximum(squares, 0)).astype(np.float32)


def repeated_grams(rows: Lists, words: Words) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Give (row, n-gram, times) of n-grams that a row has more than once."""
    bits = np.int64(max(1, len(words.gram_names)).bit_length())
    parts: list[tuple[NDArray[np.int64], NDArray[np.int64]]] = []
    for first in range(0, len(rows), SORTED):
        starts = rows.starts[first : first + SORTED + 1]
        grams, word = words.grams.of(rows.items[starts[0] : starts[-1]])
        row_of = np.repeat(np.arange(len(starts) - 1, dtype=np.int64) << bits, np.diff(starts))
        keys = row_of[word] | grams
        keys.sort()
        again = keys[1:][keys[1:] == keys[:-1]]
        found, more = distinct(again)
        parts.append((found + (np.int64(first) << bits), more + 1))
    keys, times = (np.concatenate(each) for each in zip(*parts, strict=True)) if parts else (np.zeros(0, np.int64),) * 2
    return keys >> bits, keys & ((np.int64(1) << bits) - 1), times


def gram_blocks(
    rows: Lists, words: Words
) -> Iterable[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], tuple[int, int]]]:
    """Give, block by block, (row within the block, n-gram, times) and the block's first and last row."""
    size = max(1, len(words.gram_names))
    for first in range(0, len(rows), GRAM_BLOCK):
        last = min(first + GRAM_BLOCK, len(rows))
        starts = rows.starts[first : last + 1]
        said = rows.items[starts[0] : starts[-1]]
        row_of = np.repeat(np.arange(last - first, dtype=np.int64), np.diff(starts))
        grams, word = words.grams.of(said)
        keys = row_of[word] * size + grams
        found, times = distinct(keys)
        yield (*np.divmod(found, size), times, (first, last))


def row_hashes(rows: Lists, hashes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Give 64 bits that stand for each row's words in their order."""
    place = (np.arange(len(rows.items)) - np.repeat(rows.starts[:-1], rows.lengths)).astype(np.uint64)
    return summed(hashes[rows.items] * (np.uint64(2) * place * STEP + np.uint64(1)), rows.starts)


def summed(values: NDArray[np.uint64], starts: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Add up runs of values, modulo 2 to the power of 64."""
    totals = np.concatenate((np.zeros(1, dtype=np.uint64), np.cumsum(values, dtype=np.uint64)))
    return totals[starts[1:]] - totals[starts[:-1]]


def document(owner: Numbers, rows: Lists, said: Lists, words: Words) -> Documents:
    """Give each entry's stems: of its phrasings, and of what it says beside them."""
    entries, stems = len(said), len(words.stems)
    entry_of = np.concatenate((owner[rows.list_of], said.list_of)).astype(np.int64)
    found, _ = distinct(entry_of * stems + words.stem[np.concatenate((rows.items, said.items))])
    entry, term = np.divmod(found, max(1, stems))
    documents = Lists.joined(term.astype(np.int32), np.bincount(entry, minlength=entries))
    return Documents(said, documents, np.bincount(term, minlength=stems).astype(np.int32))
