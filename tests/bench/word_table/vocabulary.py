"""The words of the table: the most frequent ones of English, and our own list of what support questions are full of."""

from collections.abc import Iterable
from pathlib import Path
from zipfile import ZipFile

from knowledge.matching.query.text import fold

SIZE = 44_000
"""Words in the table."""
OWN = Path(__file__).parent / "own"
LISTS = ("words", "acronyms", "things", "deeds", "troubles", "frames")
"""Our own lists whose every word is in the table."""


def frequencies(wheel: Path) -> dict[str, int]:
    """Return single folded words with how often books have them, most frequent first."""
    counted: dict[str, int] = {}
    with ZipFile(wheel) as opened:
        listed = opened.read("symspellpy/frequency_dictionary_en_82_765.txt").decode("utf-8-sig")
    for line in listed.splitlines():
        word, _, count = line.rpartition(" ")
        folded = fold(word)
        if folded and " " not in folded:
            counted[folded] = counted.get(folded, 0) + int(count)
    return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))


def own_words() -> list[str]:
    """Return the folded words of our own lists, each once, in the order of the lists."""
    return list(dict.fromkeys(word for name in LISTS for line in lines(name) for word in fold(line).split()))


def lines(name: str) -> list[str]:
    """Return the lines of one of our own lists, without comments."""
    text = (OWN / f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def chosen(frequent: Iterable[str]) -> list[str]:
    """Return the words of the table in alphabetical order: all our own, the rest by frequency."""
    return sorted(list(dict.fromkeys([*own_words(), *frequent]))[:SIZE])
