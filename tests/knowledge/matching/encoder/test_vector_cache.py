"""Vectors are made once for a text and an encoder, kept on disk, bounded, and made again when the file is damaged."""

import numpy as np
import pytest

from knowledge.matching.encoder.vector_cache import VectorCache
from tests.knowledge.matching.encoder.encoding import Letters

TEXTS = ["forgot my password", "where is my parcel", "forgot my password"]


def cache(file, most=100, encoder="letters"):
    return VectorCache(file, encoder, Letters.dimensions, most)


def test_each_text_is_encoded_once_and_known_after_a_restart(tmp_path):
    letters = Letters()
    first = cache(tmp_path / "kept").vectors(TEXTS, letters.encode)
    assert letters.asked == TEXTS[:2]
    again = cache(tmp_path / "kept").vectors(TEXTS, letters.encode)
    assert letters.asked == TEXTS[:2]
    assert again.tobytes() == first.tobytes()
    assert np.linalg.norm(first, axis=1) == pytest.approx(1, abs=1e-3)


def test_another_encoder_shares_no_vector(tmp_path):
    letters = Letters()
    cache(tmp_path / "kept").vectors(TEXTS, letters.encode)
    cache(tmp_path / "kept", encoder="other").vectors(TEXTS, letters.encode)
    assert letters.asked == TEXTS[:2] * 2


HARM = {
    "cut": lambda content: content[:-1],
    "changed": lambda content: content[:200] + b"\x00\x01" + content[202:],
    "emptied": lambda content: b"",
    "another": lambda content: b"x" * len(content),
}


@pytest.mark.parametrize("harm", HARM.values(), ids=HARM)
def test_a_damaged_file_is_made_again(tmp_path, harm):
    letters, file = Letters(), tmp_path / "kept"
    whole = cache(file).vectors(TEXTS, letters.encode)
    file.write_bytes(harm(file.read_bytes()))
    assert cache(file).vectors(TEXTS, letters.encode).tobytes() == whole.tobytes()
    assert letters.asked == TEXTS[:2] * 2
    cache(file).vectors(TEXTS, letters.encode)
    assert letters.asked == TEXTS[:2] * 2


def test_the_newest_stay_when_there_are_too_many(tmp_path):
    letters, file = Letters(), tmp_path / "kept"
    held = cache(file, most=3)
    assert held.vectors([f"text {n}" for n in "abcde"], letters.encode).shape == (5, 26)
    letters.asked.clear()
    cache(file, most=3).vectors([f"text {n}" for n in "edcba"], letters.encode)
    assert letters.asked == ["text b", "text a"]


def test_a_folder_that_cannot_be_written_costs_only_the_keeping(tmp_path):
    (tmp_path / "file").write_text("no folder")
    letters = Letters()
    assert cache(tmp_path / "file" / "kept").vectors(TEXTS, letters.encode).shape == (3, 26)


def test_nothing_half_written_is_left_behind(tmp_path):
    cache(tmp_path / "kept").vectors(TEXTS, Letters().encode)
    assert [file.name for file in tmp_path.iterdir()] == ["kept"]
