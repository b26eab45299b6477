"""Which words of a question speak for an entry, and which does it have nothing for; no weights here."""

from typing import NamedTuple

import numpy as np

from knowledge.matching.alignment import nearness
from knowledge.matching.confidence import TOLD
from knowledge.matching.evidence import Evidence, have_parts_in_common, long
from knowledge.matching.meaning.table import LANGUAGE, english
from knowledge.matching.query.text_parsing import ParsedText
from knowledge.matching.rank import DECIMALS

LOOKED_AT = 40
"""Different words of a question that are looked at; nobody reads more, and the time for it stays bounded."""
Pair = tuple[str, str, float]
"""A word of the question as typed, the word of a phrasing that is nearest in meaning, and how near, under 1."""


class MatchedTerms(NamedTuple):
    """The words of a question, as typed, beside an entry; words of grammar are left out."""

    words: tuple[str, ...]
    """Those that the entry has anywhere."""
    pairs: tuple[Pair, ...]
    """Those that have no like in the nearest phrasing but one near in meaning."""
    missing: tuple[str, ...]
    """Those that it has nothing for."""


class QuerySubject:
    """What a question is about: its words that are not grammar, to lay beside entries."""

    def __init__(self, evidence: Evidence, reading: ParsedText) -> None:
        own = evidence.own(reading)
        said = zip(reading.sources, reading.words, reading.stems, strict=True)
        self._words = [each for each in dict.fromkeys(said) if each[2] in own][:LOOKED_AT]
        self._stems = {stem for _, _, stem in self._words}
        self._evidence, self._language = evidence, reading.language

    def beside(self, entry: int, phrasing: int, closely: bool) -> MatchedTerms:
        """Return which words an entry has; looked at closely, also which are near in meaning or missing.

        The entry and its nearest phrasing are given by their places.
        """
        held = self._evidence.held(entry, self._stems)
        has = dict.fromkeys([typed for typed, _, stem in self._words if stem in held])
        if not closely:
            return MatchedTerms(tuple(has), (), ())
        wholes = long(self._evidence.subjects(entry))
        others = [
            (typed, word)
            for typed, word, stem in self._words
            if typed not in has and not have_parts_in_common(long({stem}), wholes)
        ]
        pairs = self._pairs(others, self._evidence.readings[phrasing])
        paired = {typed for typed, _, _ in pairs}
        return MatchedTerms(
            tuple(has), pairs, tuple(dict.fromkeys(typed for typed, _ in others if typed not in paired))
        )

    def _pairs(self, words: list[tuple[str, str]], told: ParsedText) -> tuple[Pair, ...]:
        if not self._language == told.language == LANGUAGE:
            return ()
        own = self._evidence.own(told)
        return pair(words, [word for word, stem in zip(told.words, told.stems, strict=True) if stem in own])


def pair(asked: list[tuple[str, str]], told: list[str]) -> tuple[Pair, ...]:
    """Lay English words, each with what was typed for it, beside others: give those that are near one in meaning."""
    table = english()
    known = [(typed, table.places[word]) for typed, word in asked if word in table.places]
    others = [word for word in told if word in table.places]
    if not known or not others:
        return ()
    places = [*(place for _, place in known), *(table.places[word] for word in others)]
    directions = table.directions(np.array(places))
    near = nearness(directions[: len(known)] @ directions[len(known) :].T).round(DECIMALS)
    found = zip(known, near.argmax(axis=1).tolist(), near.max(axis=1).tolist(), strict=True)
    return tuple((typed, others[at], round(value, DECIMALS)) for (typed, _), at, value in found if value >= TOLD)
