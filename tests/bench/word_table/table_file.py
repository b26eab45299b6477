"""The table as a file: numbers of few steps, one scale a word, which compress to a fraction of their size."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

STEPS = 7
"""Steps of a word's numbers up to three times their spread: finer ones were measured to tell nothing more."""
LARGEST = 3_000_000
"""Bytes that the file may have."""


def save(file: Path, words: Sequence[str], vectors: np.ndarray) -> None:
    """Write the table in the form that `knowledge.matching.meaning.table` reads."""
    steps, scales = coarse(vectors)
    np.savez_compressed(file, E=steps, s=scales, w=np.frombuffer("\n".join(words).encode(), np.uint8))
    size = file.stat().st_size
    if size > LARGEST:
        raise ValueError(f"{file}: {size:,} bytes, more than {LARGEST:,}; take fewer words or coarser steps")


def load(file: Path) -> tuple[list[str], np.ndarray]:
    """Return the words of a table and their vectors."""
    with np.load(file) as kept:
        vectors = kept["E"].astype(np.float32) * kept["s"][:, None]
        return kept["w"].tobytes().decode().split("\n"), vectors


def coarse(vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the vectors as int8 and a float32 scale for each."""
    scales = np.maximum(3 * vectors.std(axis=1) / STEPS, 1e-9).astype(np.float32)
    return np.clip(np.round(vectors / scales[:, None]), -127, 127).astype(np.int8), scales
