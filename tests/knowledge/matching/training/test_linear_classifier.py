"""The linear machines put phrasings with their entries, and say of a fold what machines without it would say."""

import numpy as np
import pytest

from knowledge.matching.arrays.ragged_arrays import RaggedArrays
from knowledge.matching.training.linear_classifier import LinearMachines, SparseFeatures, predict

ENTRIES, EACH, SIZE = 4, 25, 60


@pytest.fixture(scope="module")
def texts():
    """Return texts whose words come mostly from their entry's own 15 of 60, and their entries."""
    draw = np.random.default_rng(5)
    rows = []
    for owner in np.repeat(np.arange(ENTRIES), EACH):
        own = draw.choice(15, 4, replace=False) + 15 * owner
        rows.append(np.unique([*own, *draw.choice(SIZE, 3, replace=False)]))
    terms = RaggedArrays.joined(np.concatenate(rows).astype(np.int32), [len(row) for row in rows])
    weights = np.concatenate([np.full(len(row), len(row) ** -0.5) for row in rows]).astype(np.float32)
    return SparseFeatures(terms, weights), np.repeat(np.arange(ENTRIES), EACH)


@pytest.fixture(scope="module")
def machines(texts):
    return LinearMachines.fitted(texts[0], SIZE, texts[1], ENTRIES)


def test_a_phrasing_is_put_with_its_entry(texts, machines):
    said = [int(np.argmax(predict(machines.weights, *texts[0].of(row)))) for row in range(len(texts[1]))]
    assert said == texts[1].tolist()


def test_a_held_out_phrasing_is_mostly_put_with_its_entry_and_less_surely(texts, machines):
    features, owner = texts
    held = machines.held_out()
    inside = np.stack([predict(machines.weights, *features.of(row)) for row in range(len(owner))])
    rows = np.arange(len(owner))
    assert np.mean(held.argmax(axis=1) == owner) > 0.9
    assert held[rows, owner].mean() < inside[rows, owner].mean()


def test_holding_out_leaves_the_machines_as_they_were(texts, machines):
    before = machines.weights.copy()
    first, second = machines.held_out(), machines.held_out()
    assert np.array_equal(first, second)
    assert np.array_equal(machines.weights, before)


def test_a_text_without_features_is_nobodys(machines):
    assert predict(machines.weights, np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32)).max() == 0.5
