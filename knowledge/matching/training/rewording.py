"""Reword a phrasing slightly, as a customer would who means the same: the same words, fewer or in another frame."""

import random

from knowledge.languages.language import load
from knowledge.matching.confidence import FRAMED, SHORTENED, UNFRAMED
from knowledge.matching.query.text import tokens
from knowledge.matching.query.words import function_words

LONG = 3
"""Words of its subject from which one may fall away."""


def reword(text: str, language: str) -> str:
    """Return the text in slightly different words, always the same for the same text; empty when none would be left."""
    draw = random.Random(text)  # noqa: S311 - it must give the same every time, not a secret
    grammar = function_words(language)
    words = [word for word in tokens(text) if word not in grammar or draw.random() >= UNFRAMED]
    subject = [word for word in words if word not in grammar]
    if not subject:
        return ""
    if len(subject) >= LONG and draw.random() < SHORTENED:
        words.remove(draw.choice(subject))
    frames = load(language).lines("frames")
    if draw.random() < FRAMED and frames:
        words = [*draw.choice((*frames, "")).split(), *words]
    return " ".join(words)
