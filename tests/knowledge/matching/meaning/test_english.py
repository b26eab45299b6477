"""The English word table is the one that NOTICE names, folding gives its words, and its builder made it."""

from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from knowledge.matching import meaning
from knowledge.matching.query.text import fold
from tests.bench import word_table
from tests.bench.word_table import projection, sample, table_file, vocabulary
from tests.bench.word_table.teacher import Teacher

HERE = Path(word_table.__file__).parent
TABLE = Path(meaning.__file__).with_name("english.npz")


@pytest.fixture(scope="module")
def table():
    return table_file.load(TABLE)


def vector(table, text):
    words, vectors = table
    total = vectors[[words.index(word) for word in fold(text).split()]].sum(axis=0)
    return total / np.linalg.norm(total)


def test_the_table_is_the_one_that_the_notice_names():
    assert f"sha256 {sha256(TABLE.read_bytes()).hexdigest()}\n" in TABLE.with_name("NOTICE").read_text(encoding="utf-8")


def test_the_table_stays_within_its_size():
    assert TABLE.stat().st_size <= table_file.LARGEST


def test_every_word_is_one_token_as_folding_leaves_it(table):
    words, vectors = table
    assert [word for word in words if fold(word) != word or " " in word] == []
    assert words == sorted(set(words))
    assert len(vectors) == len(words) == vocabulary.SIZE


def test_every_word_of_our_own_lists_is_in_the_table(table):
    assert set(vocabulary.own_words()) - set(table[0]) == set()


def test_every_word_means_something(table):
    words, vectors = table
    assert [word for word, length in zip(words, np.linalg.norm(vectors, axis=1), strict=True) if not length > 0] == []


@pytest.mark.parametrize(
    ("asked", "near", "far"),
    [
        ("refund", "money back", "refuse"),
        ("holiday", "vacation", "holy"),
        ("my parcel never came", "the package was not delivered", "my pay never came"),
        ("the screen went black", "the monitor shows nothing", "the coffee is black"),
        ("what does it cost", "price", "what does it mean"),
    ],
)
def test_what_means_the_same_is_nearer_than_what_looks_the_same(table, asked, near, far):
    asked, near, far = (vector(table, text) for text in (asked, near, far))
    assert asked @ near > asked @ far


@pytest.mark.slow
def test_the_builder_learns_the_words_again_as_they_stand_in_the_table(table, tmp_path):
    """The teacher's int8 arithmetic differs a little between processors, hence cosines and no equality.

    Where it was built the least is .98; without distilling, with what distilling starts from, it would be .90.
    """
    drawn = sample.loaded(HERE / "sample.txt")
    project = projection.loaded(HERE / "projection.npz")
    cosines = sample.agreement(drawn, project(Teacher(tmp_path).embed(drawn.texts)), *table)
    assert len(cosines) == sample.WORDS
    assert cosines.min() > 0.96
    assert cosines.mean() > 0.98
