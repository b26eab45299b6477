"""Clusters: what is kept up to date while groups are joined is what reckoning it anew would give."""

import numpy as np
import pytest

from knowledge.improve.clusters import ALIKE, DECIMALS, joined


def anew(likeness):
    """Join by the mean over all pairs, reckoned anew each time."""
    groups = [[place] for place in range(len(likeness))]
    while True:
        pairs = [
            (round(float(np.mean(likeness[np.ix_(one, other)])), DECIMALS), -a, -b)
            for a, one in enumerate(groups)
            for b, other in enumerate(groups)
            if a < b and one and other
        ]
        if not pairs or max(pairs)[0] < ALIKE:
            return [sorted(group) for group in groups if group]
        _, a, b = max(pairs)
        groups[-a] += groups[-b]
        groups[-b] = []


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("levels", [4, 1000])
def test_the_groups_are_those_of_average_linkage_also_where_many_are_equal(seed, levels):
    draw = np.random.default_rng(seed)
    table = np.round(draw.integers(0, levels, (12, 12)) / levels, DECIMALS)
    likeness = np.round((table + table.T) / 2, DECIMALS)
    assert sorted(joined(likeness, range(12))) == sorted(anew(likeness))
