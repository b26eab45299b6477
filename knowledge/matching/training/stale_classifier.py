"""A classifier trained on earlier entries that serves the current ones until a new one is trained."""

from collections.abc import Mapping

import numpy as np

from knowledge.matching.evidence import Evidence, Nearness
from knowledge.matching.index import Floats
from knowledge.matching.query.text_parsing import ParsedText
from knowledge.matching.training.classifiers import Classifier


class StaleClassifier:
    """A previously trained classifier: it knows its entries by name, and gives new ones the value 0."""

    def __init__(self, evidence: Evidence, classifier: Classifier) -> None:
        self._evidence, self._classifier = evidence, classifier
        self._known = self._now = np.zeros(0, dtype=np.intp)
        self._size = 0

    def for_entries(self, places: Mapping[str, int], size: int) -> "StaleClassifier":
        """Return a classifier for `size` current entries; `places` says where each is, by its name."""
        mapped = StaleClassifier(self._evidence, self._classifier)
        known = [then for then, entry in enumerate(self._evidence.entries) if entry.name in places]
        mapped._known = np.array(known, dtype=np.intp)
        mapped._now = np.array([places[self._evidence.entries[then].name] for then in known], dtype=np.intp)
        mapped._size = size
        return mapped

    def values(self, reading: ParsedText, near: Nearness) -> Floats:
        """Return a value for every current entry, by the earlier classifier."""
        values = np.zeros(self._size, dtype=np.float32)
        values[self._now] = self._classifier.values(reading, self._evidence.near(reading))[self._known]
        return values
