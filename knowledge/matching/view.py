"""What one audience is answered from: everything learned from the entries they may see, and from nothing else."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np

from knowledge.audience import Audience
from knowledge.entry import Entry
from knowledge.match import Finding, Match
from knowledge.matching.calibration import shipped, signals
from knowledge.matching.classifier import kernel
from knowledge.matching.confidence import CLASSIFIED, OFFERED, SHIPPED_LARGE
from knowledge.matching.evidence import CHANNELS, Evidence, in_common
from knowledge.matching.language import Languages
from knowledge.matching.rank import DECIMALS, Order, Ranking
from knowledge.matching.reading import Reading, meant, understand
from knowledge.matching.spelling import Speller
from knowledge.matching.text import tokens
from knowledge.matching.training import fit_classifier, learn, practise
from knowledge.matching.verdict import Judgement, Situation, decide
from knowledge.matching.words import spelled

WORDS_AND_CHARACTERS, CHARACTERS_LARGE = range(2, 6), range(3, 4)
"""Sizes of character n-grams: all of them, and those that a large base affords."""
LARGE = 20_000
"""Phrasings from which a base is large."""
MATCHES = 10
"""Matches that a finding holds at most."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A question as a view understood it."""

    reading: Reading
    language: str
    sure: bool
    """Whether the words speak for that language against the base's others."""


def fingerprint(entries: Sequence[Entry]) -> str:
    """Give 12 hexadecimal digits that say which entries these are; nothing that an asker may not see is in them."""
    digest = sha256()
    for entry in entries:
        digest.update(repr(entry).encode("utf-8", "backslashreplace"))
    return digest.hexdigest()[:12]


class View:
    """An immutable snapshot of what one audience may be answered from; safe to ask from several threads."""

    def __init__(self, entries: Sequence[Entry], audience: Audience) -> None:
        self.entries = tuple(sorted((e for e in entries if audience.admits(e)), key=lambda entry: entry.name))
        self._names = {entry.name: entry for entry in self.entries}
        self._exact: dict[tuple[str, ...], list[int]] = {}
        self.version = fingerprint(self.entries)
        self.weights = shipped()
        self._main_language = "en"
        if self.entries:
            self._learn(audience)
        self._counts = dict(zip(CHANNELS, np.round(self.weights.channels, DECIMALS).tolist(), strict=True))

    def _learn(self, audience: Audience) -> None:
        phrasings = sum(len(entry.phrasings) for entry in self.entries)
        self._evidence = Evidence(self.entries, WORDS_AND_CHARACTERS if phrasings < LARGE else CHARACTERS_LARGE)
        self._order = Order(self.entries, audience.partners)
        self._note_words()
        self._classifier, near = fit_classifier(self._evidence)
        asked = practise(self._evidence, self._classifier, near) if self._classifier else []
        self.weights = learn(asked, self._order, shipped() if phrasings <= CLASSIFIED else shipped(SHIPPED_LARGE))

    def _note_words(self) -> None:
        frequency: Counter[str] = Counter()
        spoken: dict[str, set[str]] = {}
        sizes: Counter[str] = Counter()
        for place, reading in enumerate(self._evidence.readings):
            owner = int(self._evidence.owner[place])
            language = self.entries[owner].language
            frequency.update(reading.words)
            spoken.setdefault(language, set()).update(reading.words)
            sizes[language] += 1
            holders = self._exact.setdefault(reading.words, [])
            if owner not in holders:
                holders.append(owner)
        for entry in self.entries:
            frequency.update(tokens(" ".join((*entry.tags, entry.product or "", entry.answer))))
        self._languages = Languages(spoken, sizes)
        self._main_language = self._languages.known[0]
        common = frozenset().union(*(spelled(language) for language in self._languages.known))
        self._speller = Speller(frequency, common, self._languages.known)

    def entry(self, name: str) -> Entry | None:
        """Give an entry of this view by its full name, or None when it is not there to be seen."""
        return self._names.get(name)

    def ask(self, text: str) -> Finding:
        """Find what answers the text: matches with their reasons, and the verdict over them."""
        words = meant(text)
        if not words or not self.entries:
            return self._finding(text, None, None, decide(Situation()))
        heard = self._hear(words)
        ranking = self._rank(heard.reading)
        return self._finding(text, heard, ranking, decide(self._situation(heard, ranking)))

    def _hear(self, words: tuple[str, ...]) -> Heard:
        language, sure = self._languages.guess(self._speller.correct(words)[0])
        return Heard(understand(words, language, self._speller), language, sure)

    def _rank(self, reading: Reading) -> Ranking:
        near = self._evidence.near(reading)
        if self._classifier:
            classified = self._classifier.predict(kernel(near.words, near.characters))
        else:
            classified = np.zeros(len(self.entries), dtype=np.float32)
        shortlist = self._evidence.compare(reading, near, classified, self._evidence.whole)
        return self._order.rank(shortlist, self.weights.channels)

    def _situation(self, heard: Heard, ranking: Ranking) -> Situation:
        reading = heard.reading
        judged = signals(ranking, self._evidence.whole.documents.known(reading.stems), len(reading.stems))
        exact = self._exact.get(reading.typed) or self._exact.get(reading.words) or []
        return Situation(
            entries=self.entries,
            ranking=ranking,
            exact=tuple(dict.fromkeys(int(self._order.preferred[entry]) for entry in exact)),
            confidence=float(self.weights.confidence(judged)),
            among=float(self.weights.among_offered(judged)),
            coverage=tuple(ranking.channels[:, CHANNELS.index("coverage")].tolist()),
            related=self._related(reading, ranking),
            subject=len(self._evidence.own(reading)),
            language=heard.language if heard.sure else None,
        )

    def _related(self, reading: Reading, ranking: Ranking) -> bool:
        """Say whether one of the best three has a word of the question in it that is not grammar.

        On a base of a few entries every one is likely to be among three; offering what has nothing to do with the
        question is no help.
        """
        subject = self._evidence.own(reading)
        return any(in_common(subject, self._evidence.subjects(int(entry))) for entry in ranking.entries[:OFFERED])

    def _finding(self, text: str, heard: Heard | None, ranking: Ranking | None, judged: Judgement) -> Finding:
        shown = dict((*judged.ranked[:MATCHES], *((e, c) for e, c in judged.ranked if e in judged.offered)))
        matches = self._matches(heard.reading, ranking, shown) if heard and ranking else {}
        return Finding(
            question=text,
            language=heard.language if heard else self._main_language,
            verdict=judged.verdict,
            confidence=judged.confidence,
            kind=self.weights.kind.value,
            matches=tuple(matches[entry] for entry, _ in judged.ranked[:MATCHES]),
            offered=tuple(matches[entry] for entry in judged.offered),
            thresholds=judged.thresholds,
            corrections=heard.reading.corrections if heard else (),
            reason=judged.reason,
            knowledge=self.version,
            weights=self._counts,
        )

    def _matches(self, reading: Reading, ranking: Ranking, shown: dict[int, float]) -> dict[int, Match]:
        place = {int(entry): at for at, entry in enumerate(ranking.entries)}
        return {entry: self._match(reading, ranking, place[entry], value) for entry, value in shown.items()}

    def _match(self, reading: Reading, ranking: Ranking, at: int, confidence: float) -> Match:
        entry = self.entries[int(ranking.entries[at])]
        place = int(ranking.phrasings[at])
        values = zip(CHANNELS, ranking.channels[at].tolist(), strict=True)
        return Match(
            entry=entry,
            confidence=confidence,
            score=float(ranking.scores[at]),
            channels={name: round(value, DECIMALS) for name, value in values},
            phrasing=entry.phrasings[place - int(self._evidence.first[ranking.entries[at]])],
            words=self._shared(reading, int(ranking.entries[at])),
        )

    def _shared(self, reading: Reading, entry: int) -> tuple[str, ...]:
        stems = self._evidence.subjects(entry)
        pairs = zip(reading.typed, reading.stems, strict=True)
        return tuple(dict.fromkeys(typed for typed, stemmed in pairs if stemmed in stems))
