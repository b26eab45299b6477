"""A crowd of made-up entries, as many as wanted and always the same: our own everyday words and invented ones."""

from collections.abc import Iterator, Sequence

import numpy as np

from knowledge.entry import Entry, Visibility
from knowledge.evaluation.evaluation_sets import FOLDER
from knowledge.matching.query.words import function_words, spelled

EACH = 5
"""Phrasings of an entry."""
TOPIC = 5
"""Words that an entry is about; its phrasings have two to five of them."""
_SYLLABLES = [
    first + last
    for first in ("b", "c", "d", "f", "g", "h", "l", "m", "n", "p", "r", "s", "t", "v", "st", "tr", "pl", "gr")
    for last in ("a", "e", "i", "o", "u", "an", "er", "in", "ol")
]
_ENDINGS = ("", "", "ing", "s", "er", "ed")


def vocabulary(phrasings: int) -> list[str]:
    """Return as many different words as so many phrasings have by Heaps' law: 10,700 for 100,000 phrasings."""
    draw = np.random.default_rng(1)
    words = [word for word in sorted(spelled("en")) if len(word) > 3]
    known = set(words)
    while len(words) < int(6 * (8 * phrasings) ** 0.55):
        word = "".join(draw.choice(_SYLLABLES, draw.integers(2, 5))) + str(draw.choice(_ENDINGS))
        if word not in known:
            known.add(word)
            words.append(word)
    return words


def crowd(phrasings: int) -> Iterator[Entry]:
    """Yield entries with so many phrasings together; words are as unevenly common as in real texts (Zipf's law)."""
    words, grammar = vocabulary(phrasings), sorted(function_words("en"))
    draw = np.random.default_rng(2)
    share = 1 / np.arange(10, len(words) + 10) ** 0.9
    share /= share.sum()
    for number in range(phrasings // EACH):
        if not number % 1000:
            topics = draw.choice(len(words), (1000, TOPIC), p=share)
            besides = draw.choice(len(words), (1000, EACH, 2), p=share)
            fillers = draw.integers(0, len(grammar), (1000, EACH, 3))
            lengths = draw.integers(2, TOPIC + 1, (1000, EACH))
        at = number % 1000
        topic = [words[place] for place in topics[at]]
        texts = [
            _phrased(
                [*topic[turn:], *topic[:turn]][: lengths[at, turn]],
                [words[place] for place in besides[at, turn]][: 1 + turn % 2],
                [grammar[place] for place in fillers[at, turn]],
            )
            for turn in range(EACH)
        ]
        yield Entry(FOLDER, f"e{number:07}", texts[0], f"Answer {' '.join(topic)}.", tuple(texts[1:]), language="en",
                    visibility=Visibility.PUBLIC)  # fmt: skip


def _phrased(topic: Sequence[str], beside: Sequence[str], grammar: Sequence[str]) -> str:
    return " ".join(("How", grammar[0], *topic[:2], grammar[1], *beside, grammar[2], *topic[2:])) + "?"
