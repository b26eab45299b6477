"""Clusters of questions that ask the same, found by the matching's own likeness; the same questions always alike."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.entry import Entry
from knowledge.matching.evidence import Evidence
from knowledge.matching.prepared import ALL
from knowledge.matching.thesaurus import Thesaurus

ALIKE = 0.35
"""The mean likeness from which two groups ask the same; of pairs in samples of the evaluation sets three in four do."""
DECIMALS = 5
Likeness = NDArray[np.float64]


def clusters(questions: Sequence[tuple[str, str]], thesaurus: Thesaurus) -> list[list[int]]:
    """Give the places of questions, each beside its language, in groups that ask the same; largest first.

    Groups are joined as long as the mean likeness over all their pairs is high enough (average linkage).
    """
    likeness = alike(questions, thesaurus)
    found = [group for places in neighbours(likeness) for group in joined(likeness, places)]
    return sorted(found, key=lambda group: (-len(group), group))


def alike(questions: Sequence[tuple[str, str]], thesaurus: Thesaurus) -> Likeness:
    """Give how alike each two are, 0 to 1: by what they mean, and by how well their words stand beside each other."""
    entries = [Entry("", str(place), text, "", language=language) for place, (text, language) in enumerate(questions)]
    evidence = Evidence(entries, ALL, thesaurus)
    rows = [evidence.near(reading) for reading in evidence.readings]
    table = np.array([(near.meaning + near.aligned) / 2 for near in rows], dtype=np.float64)
    return np.round((table + table.T) / 2, DECIMALS)


def neighbours(likeness: Likeness) -> list[list[int]]:
    """Give the places in parts between which no two are alike: no group reaches over two of them."""
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
    groups = [[place] for place in places]
    sums = likeness[np.ix_(places, places)].copy()
    np.fill_diagonal(sums, -np.inf)
    sizes = np.ones(len(places))
    while len(groups) > 1:
        means = np.round(sums / np.outer(sizes, sizes), DECIMALS)
        one, other = sorted(divmod(int(np.argmax(means)), len(sizes)))
        if not means[one, other] >= ALIKE:
            break
        sums[one] += sums[other]
        sums[:, one] += sums[:, other]
        sums[one, one] = -np.inf
        sums[other] = sums[:, other] = -np.inf
        sizes[one] += sizes[other]
        groups[one] += groups[other]
        groups[other] = []
    return [sorted(group) for group in groups if group]
