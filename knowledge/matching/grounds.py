"""Which words of a question speak for an entry, and which does it have nothing for; no weights here."""

from typing import NamedTuple

from knowledge.matching.evidence import Evidence, in_common
from knowledge.matching.reading import Reading


class Grounds(NamedTuple):
    """The words of a question, as typed, beside an entry; words of grammar are left out."""

    words: tuple[str, ...]
    """Those that the entry has anywhere."""
    missing: tuple[str, ...]
    """Those that it has nothing for."""


def grounds(evidence: Evidence, reading: Reading, entry: int) -> Grounds:
    """Give which words of a question an entry, by its place, has and has not."""
    held, own = evidence.subjects(entry), evidence.own(reading)
    typed = [(word, stem) for word, stem in zip(reading.sources, reading.stems, strict=True) if stem in own]
    has = dict.fromkeys(word for word, stem in typed if stem in held)
    missing = dict.fromkeys(word for word, stem in typed if word not in has and not in_common({stem}, held))
    return Grounds(tuple(has), tuple(missing))
