"""The words of one view: how they are spelled, which languages they are of, and who is asked in which very words."""

from collections import Counter
from collections.abc import Hashable, Sequence
from typing import Protocol

from knowledge.entry import Entry
from knowledge.matching.evidence import Evidence
from knowledge.matching.query.bigrams import Bigrams
from knowledge.matching.query.language import Languages
from knowledge.matching.query.spelling import Speller
from knowledge.matching.query.text import alike, tokens
from knowledge.matching.query.text_parsing import ParsedText
from knowledge.matching.query.words import primary, spelled


class Vocabulary(Protocol):
    """What a view knows of words."""

    languages: Languages
    speller: Speller

    def exact(self, reading: ParsedText) -> Sequence[int]:
        """Return the entries, as places, with a phrasing of exactly these words, as typed if there is one such."""

    def asked(self, entry: int) -> Sequence[Hashable]:
        """Return something that stands for the words of each of an entry's phrasings."""


class SpokenLanguage:
    """The vocabulary of a view whose phrasings have been read one by one."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._typed: dict[tuple[str, ...], list[int]] = {}
        self._exact: dict[tuple[str, ...], list[int]] = {}
        frequency: Counter[str] = Counter()
        spoken: dict[str, set[str]] = {}
        sizes: Counter[str] = Counter()
        for place, reading in enumerate(evidence.readings):
            owner = int(evidence.owner[place])
            language = primary(evidence.entries[owner].language)
            frequency.update(reading.words)
            spoken.setdefault(language, set()).update(reading.words)
            sizes[language] += 1
            for words, known in ((reading.typed, self._typed), (reading.words, self._exact)):
                holders = known.setdefault(words, [])
                if owner not in holders:
                    holders.append(owner)
        for entry in evidence.entries:
            more = told(entry)
            frequency.update(more)
            spoken[primary(entry.language)].update(more)
        frequency.update(evidence.thesaurus.words)
        self.languages = Languages(spoken, sizes)
        languages = self.languages.known
        bigrams = Bigrams(reading.words for reading in evidence.readings)
        self.speller = Speller(frequency, common(languages), languages, bigrams)

    def exact(self, reading: ParsedText) -> Sequence[int]:
        """Return the entries, as places, with a phrasing of exactly these words, as typed if there is one such."""
        return self._typed.get(reading.typed) or self._exact.get(reading.words) or ()

    def asked(self, entry: int) -> Sequence[Hashable]:
        """Return the words of each of an entry's phrasings."""
        first = int(self._evidence.first[entry])
        return [each.words for each in self._evidence.readings[first : first + int(self._evidence.counts[entry])]]


def told(entry: Entry) -> list[str]:
    """Return the words that an entry has beside its phrasings."""
    words = tokens(" ".join((*entry.tags, entry.product or "", entry.answer)))
    return [alike(word, entry.language) for word in words]


def common(languages: Sequence[str]) -> frozenset[str]:
    """Return the everyday words of these languages."""
    return frozenset().union(*(spelled(language) for language in languages))
