"""Sentences of our own: how customers put things, filled with what they ask about, by lot and always the same lot."""

import random
import re
from collections.abc import Iterator, Mapping, Sequence

from tests.bench.word_table.vocabulary import lines

_SLOT = re.compile("THING|DEED|TROUBLE|NOUN|VERB|QUALITY")
OWN_SLOTS = {"THING": "things", "DEED": "deeds", "TROUBLE": "troubles"}


def phrases(count: int, common: Mapping[str, Sequence[str]], seed: int = 1) -> Iterator[str]:
    """Yield so many sentences; `common` holds frequent words for NOUN, VERB and QUALITY."""
    lot = random.Random(seed)
    filling = {slot: lines(name) for slot, name in OWN_SLOTS.items()} | dict(common)
    frames = lines("frames")
    for at in range(count):
        yield _SLOT.sub(lambda slot: lot.choice(filling[slot[0]]), frames[at % len(frames)])
