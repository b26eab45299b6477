"""A sentence encoder of the MiniLM kind from an ONNX file; what runs it is imported when it is loaded."""

from collections.abc import Sequence
from hashlib import file_digest
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.matching.encoder.encoder import EncoderUnusable
from knowledge.matching.index import Floats

LONGEST = 256
"""Tokens of a text that are read."""
ALIKE = 8
"""Texts that are read in one go: all of them take as long as the longest, so they are of like length."""
INPUTS = ("input_ids", "attention_mask", "token_type_ids")


class MiniLM:
    """The encoder, loaded: the mean of a text's token vectors, on one thread."""

    languages = frozenset({"en"})
    english = 0

    def __init__(self, name: str, session: Any, tokenizer: Any) -> None:
        self.name = name
        self._session = session
        self._tokenizer = tokenizer
        self._inputs = [each.name for each in session.get_inputs()]
        self.dimensions = self.encode(["ready"]).shape[1]

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return a vector of length one for each text, one a row; those of like length are read together."""
        order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
        groups = [order[first : first + ALIKE] for first in range(0, len(order), ALIKE)]
        found = np.concatenate([self._together([texts[at] for at in group]) for group in groups])
        return found[np.argsort(order)]

    def _together(self, texts: Sequence[str]) -> Floats:
        read = self._tokenizer.encode_batch(texts)
        ids = np.array([each.ids for each in read], dtype=np.int64)
        mask = np.array([each.attention_mask for each in read], dtype=np.int64)
        given = dict(zip(INPUTS, (ids, mask, np.zeros_like(ids)), strict=True))
        states = self._session.run(None, {name: given[name] for name in self._inputs})[0]
        means = (states * mask[..., None]).sum(axis=1) / mask.sum(axis=1, keepdims=True)
        lengths = np.linalg.norm(means, axis=1, keepdims=True)
        return np.asarray(means / np.maximum(lengths, 1e-9), dtype=np.float32)


def load(model: Path, vocabulary: Path) -> MiniLM:
    """Load a model file and its tokenizer.json; raise EncoderUnusable when a package or a file is missing or unfit."""
    try:
        import onnxruntime
        from tokenizers import Tokenizer
    except ImportError as fault:
        raise EncoderUnusable(
            f"{fault.name} is not installed: pip install onnxruntime tokenizers, for {model}"
        ) from fault
    name = f"MiniLM ({_digest(model)}, {_digest(vocabulary)})"
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    try:
        tokenizer = Tokenizer.from_file(str(vocabulary))
        tokenizer.enable_truncation(LONGEST)
        tokenizer.enable_padding()
        return MiniLM(name, onnxruntime.InferenceSession(str(model), options), tokenizer)
    except Exception as fault:  # both packages raise what their native parts please
        what = " ".join(str(fault).split())[:200]
        raise EncoderUnusable(f"{model}, {vocabulary}: no sentence encoder with its tokenizer.json ({what})") from fault


def _digest(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            return file_digest(opened, "sha256").hexdigest()[:12]
    except OSError as fault:
        raise EncoderUnusable(f"{file}: it cannot be read ({fault.strerror}): SPOT_SEMANTIC_MODEL names it") from fault
