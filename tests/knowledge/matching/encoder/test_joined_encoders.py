"""Two encoders side by side: English texts are compared by both, all others by the one of many languages alone."""

import numpy as np
import pytest

from knowledge.matching.confidence import ENCODED_SHARES, ENGLISH_ENCODED, ENGLISH_ENCODED_SHARES
from knowledge.matching.encoder import minilm, use
from knowledge.matching.encoder import semantic_extra as module
from knowledge.matching.encoder.encoded_phrasings import EncodedPhrasings
from knowledge.matching.encoder.encoder import EncoderUnusable
from knowledge.matching.encoder.joined_encoders import JoinedEncoders
from knowledge.matching.encoder.semantic_extra import SemanticExtra
from knowledge.matching.evidence import Evidence
from knowledge.matching.large.index import ALL
from knowledge.matching.training.kernel_classifier import kernel
from knowledge.matching.view import View
from tests.knowledge.matching.encoder.encoding import Letters
from tests.knowledge.matching.small import DESK, EVERYBODY


class Ends(Letters):
    """Knows English alone, and of a text only whether it asks for a bill, a parcel or neither."""

    name, dimensions, english, languages = "ends", 3, 0, frozenset({"en"})

    def encode(self, texts):
        self.asked.extend(texts)
        kinds = [0 if "bill" in text else 1 if "parcel" in text else 2 for text in texts]
        return np.eye(3, dtype=np.float32)[kinds]


@pytest.fixture
def joined():
    return JoinedEncoders(Letters(), Ends())


@pytest.fixture
def evidence(joined):
    return Evidence(DESK, ALL, extra=SemanticExtra(joined, None, pytest.fail))


def test_a_vector_holds_what_both_make_of_a_text(joined):
    [vector] = joined.encode(["my parcel"])
    assert vector[: joined.english].tolist() == Letters().encode(["my parcel"])[0].tolist()
    assert vector[joined.english :].tolist() == [0, 1, 0]
    assert (joined.dimensions, joined.languages) == (29, {"en", "de"})
    assert joined.name == "letters + ends"


def test_english_texts_are_compared_by_both_and_others_by_the_first_alone(joined):
    texts = ["my parcel", "pay a bill", "mein Paket"]
    found = EncodedPhrasings.of(joined.encode(texts), joined.english)
    wide = EncodedPhrasings.of(Letters().encode(texts), Letters.english)
    own = EncodedPhrasings.of(Ends().encode(texts), Ends.english)
    both, alone, ends = (
        each.near(vector, slice(None), english)
        for each, vector, english in (
            (found, found.vectors[0], np.array([True, True, False])),
            (wide, wide.vectors[0], None),
            (own, own.vectors[0], None),
        )
    )
    expected = ENGLISH_ENCODED * ends + (1 - ENGLISH_ENCODED) * alone
    assert both[:2] == pytest.approx(expected[:2], abs=1e-3)
    assert both[2] == pytest.approx(alone[2], abs=1e-3)
    assert found.near(found.vectors[0], slice(None)) == pytest.approx(alone, abs=1e-3)


def test_what_is_kept_of_both_is_opened_again(joined):
    made = EncodedPhrasings.of(joined.encode(["my parcel", "pay a bill"]), joined.english)
    again = EncodedPhrasings.from_artifact(made.artifact)
    assert again.english == made.english
    assert again.directed.tobytes() == made.directed.tobytes()


def test_in_the_kernel_meaning_counts_more_where_an_encoder_of_english_has_its_part(evidence):
    english, german = evidence.read_all([("forgot the password", "en"), ("Kennwort vergessen", "de")])
    assert evidence.near(english).shares == ENGLISH_ENCODED_SHARES
    assert evidence.near(german).shares == ENCODED_SHARES
    wide = Evidence(DESK, ALL, extra=SemanticExtra(Letters(), None, pytest.fail))
    [alone] = wide.read_all([("forgot the password", "en")])
    assert wide.near(alone).shares == ENCODED_SHARES


def test_between_two_phrasings_the_kernel_is_the_same_from_either_side(evidence):
    gram = np.stack([kernel(evidence.near(reading)) for reading in evidence.readings])
    assert gram == pytest.approx(gram.T, abs=1e-4)


def test_a_model_by_its_path_joins_the_encoder_that_is_installed(monkeypatch, tmp_path):
    monkeypatch.setattr(minilm, "load", lambda model, vocabulary: Ends())
    monkeypatch.setattr(use, "load", Letters)
    assert module.load(tmp_path / "model.onnx", tmp_path / "tokenizer.json").name == "letters + ends"
    monkeypatch.setattr(use, "is_installed", lambda: False)
    assert module.load(tmp_path / "model.onnx", tmp_path / "tokenizer.json").name == "ends"


def test_a_model_that_cannot_be_read_is_said_even_where_the_other_encoder_is_installed(tmp_path):
    with pytest.raises(EncoderUnusable, match=r"model\.onnx"):
        module.load(tmp_path / "model.onnx", tmp_path / "tokenizer.json")


def test_a_question_asked_again_from_its_stored_vector_gets_the_same_bytes(joined):
    view = View(DESK, EVERYBODY, extra=SemanticExtra(joined, None, pytest.fail))
    found = view.ask("where is the bill for what I bought")
    before = len(joined._both[1].asked)
    assert view.ask(found.question, found.encoding) == found
    assert len(joined._both[1].asked) == before
