"""Put misspelt words right against the words of the knowledge base; leave alone what may be meant as it is."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from rapidfuzz.distance import OSA

from knowledge.matching.text import stem
from knowledge.matching.words import spelled

SHORTEST = 4
"""Letters below which a word is never corrected."""
LONG = 8
"""Letters from which two edits are allowed; below, one."""
PROBED = 60
"""Words compared letter by letter for one misspelt word."""
MENDED = 40
"""Unknown words of one text that are looked up; those behind them stay as typed."""
CACHED = 20_000


class Speller:
    """The spelling of one knowledge base: its own words first, then everyday words."""

    def __init__(self, frequency: Mapping[str, int], common: Iterable[str], languages: Iterable[str]) -> None:
        self._frequency = {word: n for word, n in frequency.items() if word.isalpha()}
        self._languages = tuple(languages)
        own = set(frequency)
        self._right = own | set(common)
        self._stems = {stem(word, language) for word in own for language in self._languages}
        self._targets = sorted(word for word in self._right if len(word) >= SHORTEST and word.isalpha())
        self._grams: dict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(self._targets):
            for gram in _grams(word):
                self._grams[gram].append(place)
        self._known: dict[tuple[str, str], str] = {}

    def correct(self, words: tuple[str, ...], language: str) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
        """Give the words as understood in a language, and the pairs of a word as typed and as understood."""
        unknown = [word for word in dict.fromkeys(words) if self._is_unknown(word)]
        found = {word: self._correct(word, language) for word in unknown[:MENDED]}
        understood = tuple(found.get(word, word) for word in words)
        changed = dict.fromkeys(pair for pair in zip(words, understood, strict=True) if pair[0] != pair[1])
        return understood, tuple(changed)

    def _is_unknown(self, word: str) -> bool:
        return len(word) >= SHORTEST and word not in self._right and word.isalpha()

    def _correct(self, word: str, language: str) -> str:
        found = self._known.get((word, language))
        if found is None:
            found = self._nearest(word, language)
            if len(self._known) >= CACHED:
                self._known.clear()
            self._known[word, language] = found
        return found

    def _nearest(self, word: str, language: str) -> str:
        if any(stem(word, language) in self._stems for language in self._languages):
            return word
        allowed = 1 if len(word) < LONG else 2
        best = (allowed + 1, True, 0, word)
        for target in self._alike(word, allowed):
            distance = OSA.distance(word, target, score_cutoff=allowed)
            if distance > allowed or (distance > 1 and word[0] != target[0]):
                continue
            frequency = self._frequency.get(target, 0)
            if not frequency and target not in spelled(language):
                continue
            best = min(best, (distance, frequency == 0, -frequency, target))
        return best[3]

    def _alike(self, word: str, allowed: int) -> list[str]:
        shared: Counter[int] = Counter()
        for gram in _grams(word):
            shared.update(self._grams.get(gram, ()))
        near = [
            (-count, place) for place, count in shared.items() if abs(len(self._targets[place]) - len(word)) <= allowed
        ]
        return [self._targets[place] for _, place in sorted(near)[:PROBED]]


def _grams(word: str) -> set[str]:
    bounded = f" {word} "
    return {bounded[at : at + 2] for at in range(len(bounded) - 1)}
