"""The texts that the teacher is asked about: which ones are taken from each source, and how many."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from knowledge.matching.query.text import fold
from tests.bench.word_table.phrases import phrases
from tests.bench.word_table.vocabulary import chosen, frequencies
from tests.bench.word_table.wordnet import Synset, common_words, synsets

LONGEST = 90
"""Characters of a text from WordNet: the teacher takes as long for one long text as for several short ones."""
IN_EXAMPLES, IN_SYNONYMS = 40_000, 30_000
"""Every word of an example, and of a list of synonyms, is among this many most frequent ones."""
COMMON = {"NOUN": 4_000, "VERB": 1_000, "QUALITY": 1_200}
"""Frequent words that our own phrases are filled with."""
AMONG = 12_000
"""They are among so many most frequent ones."""
OWN = 60_000
"""Phrases of our own, before equal ones fall together."""


def corpus(wheel: Path, archive: Path) -> dict[str, list[str]]:
    """Return the texts of each kind, always the same in the same order, from symspellpy's wheel and
    WordNet's archive.
    """
    frequent = list(frequencies(wheel))
    common = {kind: words[: COMMON[kind]] for kind, words in common_words(archive, frequent[:AMONG]).items()}
    ranks = {word: rank for rank, word in enumerate(frequent)}
    found = synsets(archive)
    return {
        "words": chosen(frequent),
        "phrases": _mixed(phrases(OWN, common)),
        "examples": _examples(found, ranks),
        "synonyms": _synonyms(found, ranks),
    }


def _examples(found: Iterable[Synset], ranks: Mapping[str, int]) -> list[str]:
    texts = (example for synset in found for example in synset.examples)
    return _mixed(text for text in texts if len(text) < LONGEST and _rarest(text, ranks) < IN_EXAMPLES)


def _synonyms(found: Iterable[Synset], ranks: Mapping[str, int]) -> list[str]:
    texts = (", ".join(synset.words) for synset in found if len(synset.words) > 1)
    return _mixed(text for text in texts if len(text) < LONGEST and _rarest(text, ranks) < IN_SYNONYMS)


def _rarest(text: str, ranks: Mapping[str, int]) -> int:
    return max((ranks.get(word, len(ranks)) for word in fold(text).split()), default=len(ranks))


def _mixed(texts: Iterable[str]) -> list[str]:
    """Return each text once, in an order that has nothing to do with what it says."""
    return sorted(set(texts), key=lambda text: sha256(text.encode()).digest())
