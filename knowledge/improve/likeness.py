"""How like a question is to what is known to be asked: by the likeness that puts questions into clusters, one way."""

from collections.abc import Sequence
from functools import lru_cache

from knowledge.entry import Entry
from knowledge.matching.evidence import Evidence
from knowledge.matching.prepared import ALL
from knowledge.matching.query.text_parsing import read
from knowledge.matching.query.thesaurus import Thesaurus

LIKE = 0.4
"""The likeness from which a question may be about the same; clusters, which look both ways, ask a little less."""
SURELY = 0.6
"""The likeness from which a question is about the same beyond doubt, so that it stands before a sure answer."""
KEPT = 16
"""Sets of what is asked whose evidence is kept: one for those who hear of the same."""
NO_WORDS = Thesaurus()

Asked = tuple[str, str]
"""A text and its language."""


def nearest(question: Asked, known: Sequence[Sequence[Asked]]) -> tuple[int, float] | None:
    """Return the place of what is asked in the most like way, and how like, 0 to 1; None where nothing is like it."""
    texts = tuple(each for many in known for each in many)
    if not texts:
        return None
    near = evidence(texts).near(read(*question))
    likeness = ((near.meaning + near.aligned) / 2).tolist()
    if not likeness or max(likeness) < LIKE:
        return None
    best = max(range(len(likeness)), key=lambda at: likeness[at])
    places = [place for place, many in enumerate(known) for _ in many]
    return places[int(near.rows[best])], likeness[best]


@lru_cache(KEPT)
def evidence(texts: tuple[Asked, ...]) -> Evidence:
    """Return what speaks for each of the texts, learned once for as long as they stay the same."""
    entries = [Entry("", str(place), text, "", language=language) for place, (text, language) in enumerate(texts)]
    return Evidence(entries, ALL, NO_WORDS)
