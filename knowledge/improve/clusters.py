"""Clusters of questions that ask the same, found by the matching's own likeness; the same questions always alike."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.entry import Entry
from knowledge.improve.progress import ProgressWatch, quietly
from knowledge.matching.evidence import Evidence
from knowledge.matching.prepared import ALL
from knowledge.matching.query.thesaurus import Thesaurus

ALIKE = 0.35
"""The mean likeness from which two groups ask the same; of pairs in samples of the evaluation sets three in four do."""
DECIMALS = 5
Likeness = NDArray[np.float64]


def clusters(
    questions: Sequence[tuple[str, str]], thesaurus: Thesaurus, watch: ProgressWatch = quietly
) -> list[list[int]]:
    """Return the places of questions, each beside its language, in groups that ask the same; largest first.

    Groups are joined as long as the mean likeness over all their pairs is high enough (average linkage).
    """
    likeness = alike(questions, thesaurus, watch)
    found = [group for places in neighbours(likeness) for group in joined(likeness, places)]
    return sorted(found, key=lambda group: (-len(group), group))


def alike(questions: Sequence[tuple[str, str]], thesaurus: Thesaurus, watch: ProgressWatch = quietly) -> Likeness:
    """Return how alike each two are, 0 to 1: by what they mean, and by how well their words stand beside each other."""
    entries = [Entry("", str(place), text, "", language=language) for place, (text, language) in enumerate(questions)]
    evidence = Evidence(entries, ALL, thesaurus)
    rows = [evidence.near(reading) for reading in watch(evidence.readings, "comparing")]
    table = np.array([(near.meaning + near.aligned) / 2 for near in rows], dtype=np.float64)
    return np.round((table + table.T) / 2, DECIMALS)


def neighbours(likeness: Likeness) -> list[list[int]]:
    """Return the places in parts between which no two are alike: no group reaches over two of them."""
    left = set(range(len(likeness)))
    parts = []
    while left:
        part, seen = [], [min(left)]
        left.discard(seen[0])
        while seen:
            place = seen.pop()
            part.append(place)
            near = left.intersection(np.flatnonzero(likeness[place] >= ALIKE).tolist())
            left -= near
            seen += sorted(near)
        parts.append(sorted(part))
    return parts


def joined(likeness: Likeness, places: Sequence[int]) -> list[list[int]]:
    """Join the two groups that are most alike, again and again, until no two are alike enough."""
    table = GroupLikeness(likeness[np.ix_(places, places)])
    groups = [[place] for place in places]
    while pair := table.nearest():
        one, other = pair
        table.join(one, other)
        groups[one] += groups[other]
        groups[other] = []
    return [sorted(group) for group in groups if group]


class GroupLikeness:
    """The mean likeness between groups, and for each group the one it is most like, kept up to date."""

    def __init__(self, likeness: Likeness) -> None:
        self._sums = likeness.copy()
        np.fill_diagonal(self._sums, -np.inf)
        self._sizes = np.ones(len(likeness))
        self._means = self._sums.copy()
        self._where = self._means.argmax(axis=1)
        self._best = self._means.max(axis=1)

    def nearest(self) -> tuple[int, int] | None:
        """Return the two groups that are most alike, the first of equals; None where no two are alike enough."""
        one = int(np.argmax(self._best))
        if not self._best[one] >= ALIKE:
            return None
        other = int(self._where[one])
        return min(one, other), max(one, other)

    def join(self, one: int, other: int) -> None:
        """Make one group of the two, in the place of the first."""
        self._sums[one] += self._sums[other]
        self._sums[one, [one, other]] = -np.inf
        self._sums[:, one] = self._sums[one]
        self._sums[other] = self._sums[:, other] = -np.inf
        self._sizes[one] += self._sizes[other]
        self._means[one] = np.round(self._sums[one] / (self._sizes[one] * self._sizes), DECIMALS)
        self._means[:, one] = self._means[one]
        self._means[other] = self._means[:, other] = -np.inf
        lost = np.flatnonzero((self._where == one) | (self._where == other))
        lost = np.union1d(lost, [one, other])
        self._where[lost] = self._means[lost].argmax(axis=1)
        self._best[lost] = self._means[lost].max(axis=1)
        gained = self._means[one]
        nearer = (gained > self._best) | ((gained == self._best) & (one < self._where) & np.isfinite(gained))
        self._where[nearer], self._best[nearer] = one, gained[nearer]
