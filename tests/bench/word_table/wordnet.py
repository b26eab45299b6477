"""WordNet 3.1: the words and examples of its synsets, and which words are mostly nouns, verbs or adjectives."""

import re
import tarfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

FILES = ("noun", "verb", "adj", "adv")
KINDS = {"1": "NOUN", "2": "VERB", "3": "QUALITY", "5": "QUALITY"}
"""WordNet's numbers for the parts of speech that our phrases have slots for."""
_EXAMPLE = re.compile(r'"([^"]+)"?')
_NOTE = re.compile(r"\(.*\)")


@dataclass(frozen=True, slots=True)
class Synset:
    """Words that can mean the same, and examples of their use."""

    words: tuple[str, ...]
    examples: tuple[str, ...]


def synsets(archive: Path) -> list[Synset]:
    """Return all synsets of the archive, in the order of its files."""
    return [
        _read(line) for kind in FILES for line in _lines(archive, f"data.{kind}") if line and not line.startswith(" ")
    ]


def common_words(archive: Path, frequent: Sequence[str]) -> dict[str, list[str]]:
    """Return the frequent words by the kind that most of their uses in tagged texts are of."""
    used: dict[str, Counter[str]] = defaultdict(Counter)
    for line in _lines(archive, "index.sense"):
        sense, *_, times = line.split()
        word, _, rest = sense.partition("%")
        used[word][rest[0]] += int(times)
    found: dict[str, list[str]] = {kind: [] for kind in KINDS.values()}
    for word in frequent:
        if len(word) > 2 and word in used:
            kind, count = used[word].most_common(1)[0]
            if count and kind in KINDS:
                found[KINDS[kind]].append(word)
    return found


def _lines(archive: Path, name: str) -> Iterator[str]:
    with tarfile.open(archive) as opened:
        member = opened.extractfile(f"package/dict/{name}")
        assert member is not None
        yield from member.read().decode("utf-8").splitlines()


def _read(line: str) -> Synset:
    record, _, gloss = line.partition(" | ")
    fields = record.split()
    count = int(fields[3], 16)
    words = tuple(_NOTE.sub("", word).replace("_", " ") for word in fields[4 : 4 + 2 * count : 2])
    examples = tuple(example.strip(" ;:,") for example in _EXAMPLE.findall(gloss))
    return Synset(words, examples)
