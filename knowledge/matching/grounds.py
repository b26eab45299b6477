"""Which words of a question speak for an entry, and which does it have nothing for; no weights here."""

from typing import NamedTuple

import numpy as np

from knowledge.matching.confidence import TOLD
from knowledge.matching.evidence import Evidence, in_common
from knowledge.matching.meaning.alignment import directions, nearness
from knowledge.matching.meaning.table import LANGUAGE, english
from knowledge.matching.rank import DECIMALS
from knowledge.matching.reading import Reading

LOOKED_AT = 40
"""Different words of a question that are looked at; nobody reads more, and the time for it stays bounded."""
Pair = tuple[str, str, float]
"""A word of the question as typed, the word of a phrasing that is nearest in meaning, and how near, under 1."""


class Grounds(NamedTuple):
    """The words of a question, as typed, beside an entry; words of grammar are left out."""

    words: tuple[str, ...]
    """Those that the entry has anywhere."""
    pairs: tuple[Pair, ...]
    """Those that have no like in the nearest phrasing but one near in meaning."""
    missing: tuple[str, ...]
    """Those that it has nothing for."""


def grounds(evidence: Evidence, reading: Reading, entry: int, phrasing: int, closely: bool) -> Grounds:
    """Give which words of a question an entry has; looked at closely, also which are near in meaning or missing.

    The entry and its nearest phrasing are given by their places.
    """
    held, own = evidence.subjects(entry), evidence.own(reading)
    said = zip(reading.sources, reading.words, reading.stems, strict=True)
    asked = list(dict.fromkeys(each for each in said if each[2] in own))[:LOOKED_AT]
    has = dict.fromkeys(typed for typed, _, stem in asked if stem in held)
    if not closely:
        return Grounds(tuple(has), (), ())
    others = [(typed, word) for typed, word, stem in asked if typed not in has and not in_common({stem}, held)]
    told = evidence.readings[phrasing]
    subject = [word for word, stem in zip(told.words, told.stems, strict=True) if stem in evidence.own(told)]
    english_both = reading.language == told.language == LANGUAGE
    pairs = pair(others, subject) if english_both else ()
    paired = {typed for typed, _, _ in pairs}
    return Grounds(tuple(has), pairs, tuple(dict.fromkeys(typed for typed, _ in others if typed not in paired)))


def pair(asked: list[tuple[str, str]], told: list[str]) -> tuple[Pair, ...]:
    """Lay English words, each with what was typed for it, beside others: give those that are near one in meaning."""
    if not asked or not told:
        return ()
    table = english()
    words = [word for _, word in asked]
    cosines = directions(table, words, words) @ directions(table, told, told).T
    near = np.round(nearness(cosines), DECIMALS)
    best = near.argmax(axis=1)
    found = zip(asked, best.tolist(), near[np.arange(len(asked)), best].astype(float).tolist(), strict=True)
    return tuple((typed, told[at], round(value, DECIMALS)) for (typed, _), at, value in found if value >= TOLD)
