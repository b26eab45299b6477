"""What was learned is found again as it was; what was damaged is not believed."""

import os

import numpy as np
import pytest

from knowledge.matching.arrays.artifact import Artifact, DamagedArtifact, put_together, read, taken_apart, write
from knowledge.matching.arrays.ragged_arrays import RaggedArrays
from knowledge.matching.arrays.string_table import StringTable
from knowledge.matching.training.artifact_cache import ArtifactCache

LEARNED = Artifact(
    {
        "small": np.array([1, 2, 3], dtype=np.int32),
        "none": np.zeros((0, 4), dtype=np.float32),
        "table": np.arange(6, dtype=np.float64).reshape(2, 3),
        "marks": np.array([True, False]),
    },
    {"kind": "shipped", "numbers": [1, 2]},
)


def same(one, other):
    """Return whether two artifacts hold the same."""
    return (
        dict(one.facts) == dict(other.facts)
        and one.arrays.keys() == other.arrays.keys()
        and all(
            np.array_equal(one.arrays[name], other.arrays[name]) and one.arrays[name].dtype == other.arrays[name].dtype
            for name in one.arrays
        )
    )


@pytest.fixture
def said():
    return []


@pytest.fixture
def kept(tmp_path, said):
    return ArtifactCache(tmp_path / "learned", said.append)


def test_what_was_written_is_read(tmp_path):
    write(tmp_path / "one", LEARNED)
    assert same(read(tmp_path / "one"), LEARNED)
    assert [path.name for path in tmp_path.iterdir()] == ["one"]


def test_arrays_are_mapped_and_cannot_be_changed(tmp_path):
    write(tmp_path / "one", LEARNED)
    with pytest.raises(ValueError, match="read-only"):
        read(tmp_path / "one").arrays["small"][0] = 9


def test_dataclasses_of_arrays_are_put_together_again():
    names = StringTable.of(["a", "bc", "ü"])
    again = put_together(StringTable, "names", taken_apart(names, "names"))
    assert [again[at] for at in range(3)] == ["a", "bc", "ü"]
    assert again.find(["bc", "x", "a"]).tolist() == [1, -1, 0]
    assert put_together(
        RaggedArrays, "l", taken_apart(RaggedArrays.joined(np.arange(3), [1, 2]), "l")
    ).starts.tolist() == [0, 1, 3]


@pytest.mark.parametrize("at", [0, 16, 20, 30, 60, 150, 250, -1, -70])
def test_a_file_with_one_byte_changed_is_refused(tmp_path, at):
    write(tmp_path / "one", LEARNED)
    held = bytearray((tmp_path / "one").read_bytes())
    held[at] ^= 0x55
    (tmp_path / "one").write_bytes(held)
    with pytest.raises(DamagedArtifact):
        read(tmp_path / "one")


@pytest.mark.parametrize("size", [0, 5, 30, 200, -1])
def test_a_file_cut_short_is_refused(tmp_path, size):
    write(tmp_path / "one", LEARNED)
    (tmp_path / "one").write_bytes((tmp_path / "one").read_bytes()[:size])
    with pytest.raises(DamagedArtifact):
        read(tmp_path / "one")


def test_what_was_kept_is_found_under_its_key_only(kept):
    kept.put("a", LEARNED)
    assert same(kept.get("a"), LEARNED)
    assert kept.get("b") is None


def test_a_damaged_file_is_said_once_and_learned_again(kept, tmp_path, said):
    kept.put("a", LEARNED)
    (tmp_path / "learned" / "a.learned").write_bytes(b"not ours")
    assert kept.get("a") is None
    assert kept.get("a") is None
    assert len(said) == 1
    kept.put("a", LEARNED)
    assert same(kept.get("a"), LEARNED)


def test_a_folder_that_cannot_be_made_is_said_once_and_keeps_nothing(tmp_path, said):
    (tmp_path / "file").write_text("in the way")
    kept = ArtifactCache(tmp_path / "file" / "learned", said.append)
    assert kept.put("a", LEARNED) is LEARNED
    assert kept.put("b", LEARNED) is LEARNED
    assert kept.get("a") is None
    assert len(said) == 1


def test_what_was_not_used_for_longest_makes_room(tmp_path, said):
    folder = tmp_path / "learned"
    size = 4_000
    kept = ArtifactCache(folder, said.append, limit=3 * size)
    big = Artifact({"x": np.zeros(size - 500, dtype=np.uint8)})
    for number, key in enumerate("abc"):
        kept.put(key, big)
        os.utime(folder / f"{key}.learned", ns=(number, number))
    kept.get("a")
    kept.put("d", big)
    assert {path.stem for path in folder.iterdir()} == {"a", "c", "d"}


def test_nobody_else_of_the_machine_can_look_into_the_folder(tmp_path, said):
    ArtifactCache(tmp_path / "learned", said.append).put("key", LEARNED)
    assert (tmp_path / "learned").stat().st_mode & 0o077 == 0
