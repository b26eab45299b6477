"""A sentence encoder from a model file: what it asks of the model, and what it says when it cannot."""

import sys
from types import SimpleNamespace

import numpy as np
import pytest

from knowledge.matching.encoder import minilm, use
from knowledge.matching.encoder.encoder import EncoderUnusable
from knowledge.matching.encoder.semantic_extra import opened
from knowledge.matching.view import View
from tests.bench.word_table.packages import inside
from tests.bench.word_table.teacher import MODEL, VOCABULARY
from tests.knowledge.matching.small import DESK, EVERYBODY


class Tokenizer:
    """Reads a text as its letters' numbers, padded with zeros, as tokenizers does."""

    def encode_batch(self, texts):
        longest = max(map(len, texts))
        return [
            SimpleNamespace(
                ids=[ord(letter) for letter in text] + [0] * (longest - len(text)),
                attention_mask=[1] * len(text) + [0] * (longest - len(text)),
            )
            for text in texts
        ]


class Session:
    """A model whose token vectors are the number, one, and for padding something that must not count."""

    def __init__(self, *inputs):
        self._inputs = inputs

    def get_inputs(self):
        return [SimpleNamespace(name=name) for name in self._inputs]

    def run(self, _, given):
        assert set(given) == set(self._inputs)
        ids = given["input_ids"].astype(np.float32)
        return [np.stack([ids, np.where(ids > 0, 1, 1e6)], axis=-1)]


def test_a_vector_is_the_mean_of_the_tokens_without_the_padding():
    encoder = minilm.MiniLM("test", Session("input_ids", "attention_mask"), Tokenizer())
    short, _ = encoder.encode(["ab", "abcdef"])
    assert short == pytest.approx(np.array([97.5, 1]) / np.hypot(97.5, 1), abs=1e-6)
    assert encoder.dimensions == 2


def test_a_model_is_given_only_the_inputs_it_has():
    for inputs in (("input_ids", "attention_mask"), ("input_ids", "attention_mask", "token_type_ids")):
        assert minilm.MiniLM("test", Session(*inputs), Tokenizer()).encode(["a"]).shape == (1, 2)


def test_short_texts_are_not_read_with_long_ones_and_all_come_back_in_their_order():
    class Shapes(Session):
        def run(self, outputs, given):
            shapes.append(given["input_ids"].shape)
            return super().run(outputs, given)

    texts = ["a" * length for pair in zip(range(1, 9), range(101, 109), strict=True) for length in pair]
    shapes: list[tuple[int, int]] = []
    encoder = minilm.MiniLM("test", Shapes("input_ids", "attention_mask"), Tokenizer())
    shapes.clear()
    found = encoder.encode([*texts, "z"])
    assert shapes == [(8, 7), (8, 107), (1, 108)]
    assert found == pytest.approx(np.concatenate([encoder.encode([text]) for text in (*texts, "z")]))


def test_a_package_that_is_missing_is_named(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(EncoderUnusable, match="pip install onnxruntime tokenizers"):
        minilm.load(tmp_path / "model.onnx", tmp_path / "tokenizer.json")


def test_a_file_that_is_missing_or_no_model_is_named(monkeypatch, tmp_path):
    broken = SimpleNamespace(from_file=lambda path: (_ for _ in ()).throw(ValueError("no tokenizer")))
    monkeypatch.setitem(sys.modules, "onnxruntime", SimpleNamespace(SessionOptions=SimpleNamespace))
    monkeypatch.setitem(sys.modules, "tokenizers", SimpleNamespace(Tokenizer=broken))
    model, vocabulary = tmp_path / "model.onnx", tmp_path / "tokenizer.json"
    with pytest.raises(EncoderUnusable, match=r"model\.onnx: it cannot be read"):
        minilm.load(model, vocabulary)
    model.write_bytes(b"no model")
    vocabulary.write_text("{}")
    with pytest.raises(EncoderUnusable, match=r"no sentence encoder .*no tokenizer"):
        minilm.load(model, vocabulary)


@pytest.mark.parametrize("beside", [True, False])
def test_a_real_model_by_its_path_finds_what_is_asked_in_other_words(beside, monkeypatch, tmp_path):
    monkeypatch.setattr(use, "is_installed", lambda: beside)
    extra = opened(inside(*MODEL), inside(*VOCABULARY), tmp_path, pytest.fail)
    view = View([each for each in DESK if each.language == "en"], EVERYBODY, extra=extra)
    near, far = (view.ask(text) for text in ("get the bill for what I bought", "what shall we have for lunch"))
    assert near.best.entry.id == "invoice"
    assert near.encoding.encoder.startswith(f"{use.NAME} + MiniLM (" if beside else "MiniLM (")
    assert far.confidence < near.confidence
