"""The extra in use: bounded, off the asker's thread, and done without when it is late, broken or absent."""

from threading import Thread, current_thread

import numpy as np
import pytest

from knowledge.matching.encoder import semantic_extra as module
from knowledge.matching.encoder.encoder import EncoderUnusable
from knowledge.matching.encoder.encoding_queue import EncodingQueue
from knowledge.matching.encoder.query_vectors import stored, vector_of
from knowledge.matching.encoder.semantic_extra import SemanticExtra, opened
from tests.knowledge.matching.encoder.encoding import Broken, Letters, Slow


def test_a_question_is_encoded_on_another_thread():
    class Where(Letters):
        def encode(self, texts):
            self.asked.append(current_thread().name)
            return np.eye(1, 26, dtype=np.float32)

    encoder = Where()
    assert SemanticExtra(encoder, None, print).question("hello").shape == (26,)
    assert encoder.asked == ["encode"]


def test_a_question_that_was_put_right_lies_between_both_spellings_and_nearer_to_the_first():
    extra = SemanticExtra(Letters(), None, print)
    spelt, typed = (extra.question(text) for text in ("password", "paswort"))
    both = extra.question("password", "paswort")
    assert both @ spelt > both @ typed > spelt @ typed
    assert np.linalg.norm(both) == pytest.approx(1, abs=1e-3)


def test_a_question_goes_without_when_the_encoder_is_slow():
    slow = Slow()
    lane = EncodingQueue(slow.encode, places=2)
    try:
        assert lane.vectors(["one"], patience=0.05) is None
        slow.begun.wait(5)
    finally:
        slow.go.set()
    assert lane.vectors(["two"], patience=5).shape == (1, 26)


def test_what_nobody_waits_for_any_more_is_not_encoded():
    slow = Slow()
    lane = EncodingQueue(slow.encode, places=2)
    assert lane.vectors(["begun"], patience=0.05) is None
    slow.begun.wait(5)
    assert lane.vectors(["given up"], patience=0.05) is None
    slow.go.set()
    assert lane.vectors(["wanted"], patience=5) is not None
    assert slow.asked == ["begun", "wanted"]


def test_a_full_queue_refuses_and_does_not_grow():
    slow = Slow()
    lane = EncodingQueue(slow.encode, places=1)
    waiting = [Thread(target=lane.vectors, args=([f"{n}"], 5)) for n in range(2)]
    waiting[0].start()
    slow.begun.wait(5)
    waiting[1].start()
    while not lane._waiting.full():
        pass
    try:
        assert lane.vectors(["too much"], patience=0.05) is None
    finally:
        slow.go.set()
    for thread in waiting:
        thread.join(5)
    assert slow.asked == ["0", "1"]


def test_an_encoder_that_breaks_is_told_of_once_and_never_asked_again():
    told, broken = [], Broken()
    extra = SemanticExtra(broken, None, told.append)
    assert [extra.question("one"), extra.question("two")] == [None, None]
    with pytest.raises(EncoderUnusable):
        extra.phrasings(["three"])
    assert broken.asked == ["one"]
    assert len(told) == 1
    assert "letters" in told[0]
    assert "without" in told[0]


def test_phrasings_are_encoded_in_batches_that_let_questions_through(monkeypatch):
    class Batches(Letters):
        def encode(self, texts):
            self.asked.append(len(texts))
            return np.ones((len(texts), 26), dtype=np.float32)

    monkeypatch.setattr(module, "TOGETHER", 4)
    encoder = Batches()
    assert SemanticExtra(encoder, None, print).phrasings([f"text {n}" for n in range(10)]).shape == (10, 26)
    assert encoder.asked == [4, 4, 2]


def test_what_is_kept_is_in_the_folder(tmp_path):
    SemanticExtra(Letters(), tmp_path / "new", print).phrasings(["one"])
    assert [file.name for file in (tmp_path / "new").iterdir()] == [module.FILE]


def test_an_encoder_that_is_absent_is_told_of_and_done_without(tmp_path):
    told = []
    assert opened(tmp_path / "model.onnx", None, None, told.append) is None
    assert len(told) == 1
    assert "SPOT_SEMANTIC_VOCABULARY" in told[0]


def test_the_default_encoder_is_use():
    assert module.load(None, None).name.startswith("USE multilingual")


def test_a_stored_vector_is_the_one_that_was_used_to_the_bit():
    vector = SemanticExtra(Letters(), None, print).question("where is my parcel")
    assert vector_of(stored("letters", vector)).tobytes() == vector.tobytes()
