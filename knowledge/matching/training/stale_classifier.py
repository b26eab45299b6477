"""A classifier of before that answers for the entries of now, until these have been learned."""

from collections.abc import Mapping

import numpy as np

from knowledge.matching.evidence import Evidence, Nearness
from knowledge.matching.index import Floats
from knowledge.matching.query.text_parsing import ParsedText
from knowledge.matching.training.classifiers import Classifier


class StaleClassifier:
    """What was learned before: it knows the entries of then by name, and says nothing of new ones."""

    def __init__(self, evidence: Evidence, predictor: Classifier) -> None:
        self._evidence, self._predictor = evidence, predictor
        self._known = self._now = np.zeros(0, dtype=np.intp)
        self._size = 0

    def told(self, places: Mapping[str, int], size: int) -> "StaleClassifier":
        """Return one that answers for so many entries of now, whose places are known by name."""
        told = StaleClassifier(self._evidence, self._predictor)
        known = [then for then, entry in enumerate(self._evidence.entries) if entry.name in places]
        told._known = np.array(known, dtype=np.intp)
        told._now = np.array([places[self._evidence.entries[then].name] for then in known], dtype=np.intp)
        told._size = size
        return told

    def values(self, reading: ParsedText, near: Nearness) -> Floats:
        """Return a value for every entry of now: what was said of it then."""
        values = np.zeros(self._size, dtype=np.float32)
        values[self._now] = self._predictor.values(reading, self._evidence.near(reading))[self._known]
        return values
