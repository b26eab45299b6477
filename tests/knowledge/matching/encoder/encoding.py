"""Encoders for tests: one that counts letters and remembers what it was asked, one that breaks, one that waits."""

from threading import Event

import numpy as np


class Letters:
    """Gives how often each letter stands in a text, and notes every text."""

    name = "letters"
    dimensions = english = 26
    languages = frozenset({"en", "de"})

    def __init__(self):
        self.asked = []

    def encode(self, texts):
        self.asked.extend(texts)
        counts = np.array([[text.count(chr(97 + at)) + 0.01 for at in range(26)] for text in texts], dtype=np.float32)
        return counts / np.linalg.norm(counts, axis=1, keepdims=True)


class Broken(Letters):
    """Raises at every text."""

    def encode(self, texts):
        self.asked.extend(texts)
        raise ValueError("no")


class Slow(Letters):
    """Encodes only when it is let go."""

    def __init__(self):
        super().__init__()
        self.begun, self.go = Event(), Event()

    def encode(self, texts):
        self.begun.set()
        self.go.wait(10)
        return super().encode(texts)
