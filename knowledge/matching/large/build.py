"""Builds the arrays of the large index from entries in a handful of sorts; only reading goes phrasing by phrasing."""

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from knowledge.entry import Entry
from knowledge.languages.language import codes
from knowledge.matching.arrays.ragged_arrays import RaggedArrays, changes, distinct, lengths, paired, tallied, unpaired
from knowledge.matching.arrays.string_table import StringTable, all_hashed
from knowledge.matching.confidence import SLIGHT
from knowledge.matching.large.arrays import Documents, Numbers, Phrasings, Values, WordArrays, idf
from knowledge.matching.large.grams import count_grams, cut_grams
from knowledge.matching.large.reader import LargeReader
from knowledge.matching.query.text import stem, stemmed
from knowledge.matching.query.text_parsing import NOTHING
from knowledge.matching.query.thesaurus import Thesaurus
from knowledge.matching.query.words import function_words, plain_function_words, primary

STEP = np.uint64(0x9E3779B97F4A7C15)
"""What sets the places of words in a phrasing's hash apart."""


def build(
    entries: Sequence[Entry], sizes: range, thesaurus: Thesaurus = NOTHING, reader: LargeReader | None = None
) -> tuple[WordArrays, Phrasings, Documents]:
    """Read the entries, and give everything that a question is compared with."""
    spoken, rows, said = (reader or LargeReader()).read(entries, thesaurus)
    words = number_words(spoken, sizes)
    counts = np.array([len(entry.phrasings) for entry in entries], dtype=np.int64)
    phrasings = post(rows, counts, words, all_hashed(word for word, _ in spoken))
    return words, phrasings, document(phrasings.owner, rows, said, words)


def number_words(spoken: Sequence[tuple[str, str]], sizes: range) -> WordArrays:
    """Stem words of a language, and cut them into n-grams."""
    words, languages = [word for word, _ in spoken], [language for _, language in spoken]
    stems: dict[str, int] = {}
    stem_of = [stems.setdefault(each, len(stems)) for each in _stemmed(words, languages)]
    slight = grammar().union(
        *(grammar_of(primary(each)) for each in dict.fromkeys(languages) if primary(each) in codes())
    )
    grams, gram_names = cut_grams(words, sizes)
    return WordArrays(
        StringTable.of([f"{word} {language}" for word, language in spoken]),
        np.array(stem_of, dtype=np.int32),
        StringTable.of(list(stems)),
        np.array([name in slight for name in stems], dtype=bool),
        grams,
        gram_names,
    )


def _stemmed(words: list[str], languages: list[str]) -> list[str]:
    """Return the stem of each word in its language."""
    found = list(words)
    for language in dict.fromkeys(languages):
        places = [place for place, each in enumerate(languages) if each == language]
        for place, stem_of in zip(places, stemmed([words[place] for place in places], language), strict=True):
            found[place] = stem_of
    return found


@cache
def grammar() -> frozenset[str]:
    """Return the stems that carry grammar rather than a subject, whatever language a base is in."""
    return frozenset(stem(word, language) for language in codes() for word in plain_function_words(language))


@cache
def grammar_of(language: str) -> frozenset[str]:
    """Return the stems that carry grammar in a base of this language."""
    return grammar().union(stem(word, language) for word in function_words(language))


def post(rows: RaggedArrays, counts: NDArray[np.int64], words: WordArrays, hashes: NDArray[np.uint64]) -> Phrasings:
    """Count the terms of every phrasing, and note where each stem stands."""
    number, stems = len(rows), len(words.stems)
    stem_of, row_of = words.stem[rows.items], rows.list_of
    row, term, times = tallied(number, stems, (row_of, stem_of))
    frequency = np.bincount(term, minlength=stems).astype(np.int32)
    rarity = idf(number, frequency)
    mass = np.bincount(row, (rarity * weight_of(words.slight))[term], minlength=number).astype(np.float32)
    pairs, pair_frequency, squares = count_pairs(stem_of, row_of, number, stems)
    squares += np.bincount(row, (times * rarity[term]) ** 2, minlength=number)
    gram_frequency, character_length = count_grams(rows, words)
    hash_of = row_hashes(rows, hashes)
    order = np.argsort(hash_of)
    return Phrasings(
        rows=rows,
        owner=np.repeat(np.arange(len(counts), dtype=np.int32), counts),
        first=np.concatenate(([0], np.cumsum(counts))).astype(np.int64),
        posted=RaggedArrays.joined(shortest_first(row, term, mass), frequency),
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
    """Return what stems count beside their rarity."""
    return np.where(slight, SLIGHT, 1.0)


def shortest_first(row: NDArray[np.int64], term: NDArray[np.int64], mass: Values) -> Numbers:
    """Return the rows of each term, term after term: those of the least mass first."""
    number = len(mass)
    order = unpaired(np.sort(paired(mass.view(np.int32), np.arange(number), number)), number)[1].astype(np.int32)
    rank = np.empty(number, dtype=np.int32)
    rank[order] = np.arange(number, dtype=np.int32)
    keys = paired(term, rank[row], number)
    keys.sort()
    return order[unpaired(keys, number)[1]]


def count_pairs(
    stem_of: Numbers, row_of: Numbers, rows: int, stems: int
) -> tuple[NDArray[np.int64], Numbers, NDArray[np.float64]]:
    """Return the different pairs of neighbours, the rows that have each, and for each row its pairs'
    squared weights.
    """
    within = row_of[1:] == row_of[:-1]
    pair = paired(stem_of[:-1], stem_of[1:], stems)[within]
    keys, times = distinct(paired(pair, row_of[1:][within], rows))
    pair, row = unpaired(keys, rows)
    begins = changes(pair)
    frequency = lengths(begins, len(pair))
    squares = np.bincount(row, (times * np.repeat(idf(rows, frequency), frequency)) ** 2, minlength=rows)
    first, second = unpaired(pair[begins], stems)
    return first * stems + second, frequency.astype(np.int32), squares.astype(np.float64)


def row_hashes(rows: RaggedArrays, hashes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return 64 bits that stand for each row's words in their order."""
    place = (np.arange(len(rows.items)) - np.repeat(rows.starts[:-1], rows.lengths)).astype(np.uint64)
    return summed(hashes[rows.items] * (np.uint64(2) * place * STEP + np.uint64(1)), rows.starts)


def summed(values: NDArray[np.uint64], starts: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Add up runs of values, modulo 2 to the power of 64."""
    totals = np.concatenate((np.zeros(1, dtype=np.uint64), np.cumsum(values, dtype=np.uint64)))
    return totals[starts[1:]] - totals[starts[:-1]]


def document(owner: Numbers, rows: RaggedArrays, said: RaggedArrays, words: WordArrays) -> Documents:
    """Return each entry's stems: of its phrasings, and of what it says beside them."""
    entries, stems = len(said), len(words.stems)
    phrased, besides = (owner[rows.list_of], words.stem[rows.items]), (said.list_of, words.stem[said.items])
    entry, term, _ = tallied(entries, stems, phrased, besides)
    documents = RaggedArrays.joined(term.astype(np.int32), np.bincount(entry, minlength=entries))
    return Documents(said, documents, np.bincount(term, minlength=stems).astype(np.int32))
