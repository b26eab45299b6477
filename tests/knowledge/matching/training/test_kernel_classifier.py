"""The classifier: its held-out predictions are those of a classifier that never saw them."""

import numpy as np
import pytest

from knowledge.matching.evidence import Nearness
from knowledge.matching.training.kernel_classifier import KernelRidge, folds, kernel


@pytest.fixture(scope="module")
def drawn():
    draw = np.random.default_rng(3)
    points = np.abs(draw.normal(size=(20, 6)))
    points /= np.linalg.norm(points, axis=1, keepdims=True)
    cosines = points @ points.T
    gram = np.stack([kernel(Nearness(np.arange(20), *[row] * 4)) for row in cosines])
    return gram, np.repeat(np.arange(5), 4)


def test_held_out_predictions_are_those_of_a_fit_without_them(drawn):
    gram, owner = drawn
    out = np.array([1, 6, 11])
    kept = np.setdiff1d(np.arange(20), out)
    apart = KernelRidge(gram[np.ix_(kept, kept)], owner[kept], 5)
    expected = np.stack([apart.predict(gram[row, kept]) for row in out])
    assert KernelRidge(gram, owner, 5).held_out(out) == pytest.approx(expected, abs=1e-4)


def test_a_fold_never_takes_all_of_an_entry_that_has_two(drawn):
    owner = np.array([0, 0, 1, 1, 1, 2])
    dealt = folds(owner)
    for entry in (0, 1):
        assert len(set(dealt[owner == entry])) > 1


def test_a_phrasing_is_put_with_its_entry():
    owner = np.repeat(np.arange(3), 2)
    gram = np.where(owner[:, None] == owner[None, :], 0.7, 0.1) + 0.3 * np.eye(6)
    fitted = KernelRidge(gram.astype(np.float32), owner, 3)
    assert [int(np.argmax(fitted.predict(row))) for row in gram.astype(np.float32)] == owner.tolist()
