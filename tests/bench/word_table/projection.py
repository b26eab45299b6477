"""From the teacher's 384 numbers to the table's fewer ones: principal directions, their spread made more even."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

DIMENSIONS = 128
MEAN = 0.5
"""How much of the mean of all texts is taken off: what every text has tells nothing apart."""
EVENING = 0.25
"""The power of a direction's variance that it is divided by; 0.5 would make all directions equal."""


@dataclass(frozen=True, slots=True)
class Projection:
    """Where the origin lies, and the directions as columns."""

    origin: np.ndarray
    directions: np.ndarray

    def __call__(self, embeddings: np.ndarray) -> np.ndarray:
        """Return a unit vector for each embedding."""
        projected = (embeddings.astype(np.float32) - self.origin) @ self.directions
        return projected / np.maximum(np.linalg.norm(projected, axis=1, keepdims=True), 1e-9)

    def save(self, file: Path) -> None:
        """Keep it in a file."""
        np.savez_compressed(file, origin=self.origin.astype(np.float16), directions=self.directions.astype(np.float16))


def loaded(file: Path) -> Projection:
    """Return the projection that was kept in a file."""
    with np.load(file) as kept:
        return Projection(kept["origin"].astype(np.float32), kept["directions"].astype(np.float32))


def fitted(embeddings: np.ndarray) -> Projection:
    """Return the projection onto the principal directions of the embeddings."""
    origin = MEAN * embeddings.mean(axis=0, dtype=np.float64)
    moments = np.zeros((embeddings.shape[1], embeddings.shape[1]))
    for at in range(0, len(embeddings), 8_192):
        part = embeddings[at : at + 8_192].astype(np.float64) - origin
        moments += part.T @ part
    variances, directions = np.linalg.eigh(moments / len(embeddings))
    largest = slice(None, -DIMENSIONS - 1, -1)
    scaled = directions[:, largest] / variances[largest] ** EVENING
    return Projection(origin.astype(np.float32), (scaled * _signs(scaled)).astype(np.float32))


def _signs(directions: np.ndarray) -> np.ndarray:
    """Return for each direction the sign that makes its largest number positive: eigenvectors come with either."""
    largest = np.abs(directions).argmax(axis=0)
    return np.sign(directions[largest, np.arange(directions.shape[1])])
