"""How like a question is to what is known to be asked, by the likeness that puts questions into clusters."""

from collections.abc import Sequence

from knowledge.improve.clusters import ALIKE, alike
from knowledge.matching.thesaurus import Thesaurus

SURELY = 0.6
"""The likeness from which a question is about the same beyond doubt, so that it stands before a sure answer."""
NO_WORDS = Thesaurus()

Asked = tuple[str, str]
"""A text and its language."""


def nearest(question: Asked, known: Sequence[Sequence[Asked]]) -> tuple[int, float] | None:
    """Give the place of what is asked in the most like way, and how like, 0 to 1; None where nothing is like it."""
    texts = [each for many in known for each in many]
    if not texts:
        return None
    likeness = alike([question, *texts], NO_WORDS)[0, 1:].tolist()
    places = [place for place, many in enumerate(known) for _ in many]
    best = max(range(len(texts)), key=lambda at: likeness[at])
    return (places[best], likeness[best]) if likeness[best] >= ALIKE else None
