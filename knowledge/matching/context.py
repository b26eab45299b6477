"""A message that goes on from an answer, such as "and on Android?": read with that answer's question, never forced."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from knowledge.entry import Entry
from knowledge.match import Finding, Match, Verdict
from knowledge.matching.confidence import CONTEXT_ANSWER, CONTEXT_GRAMMAR, CONTEXT_SHARE, OFFERED
from knowledge.matching.evidence import DECIMALS, Evidence
from knowledge.matching.query.query_parsing import QueryParser
from knowledge.matching.query.text_parsing import ParsedText, meant
from knowledge.matching.query.words import function_words, primary


@dataclass(frozen=True, slots=True)
class Context:
    """What a view knows and can be asked, to read a message in the context of an answer."""

    entry: Callable[[str], Entry | None]
    ask_without: Callable[[str, Sequence[str]], Finding]
    """Find what answers a text, as if the base did not hold the entries of these names."""
    evidence: Evidence
    query_parser: QueryParser
    places: Mapping[str, int]
    """The place of each entry in the evidence, by name."""

    def follow(self, alone: Finding, after: Sequence[str]) -> Finding:
        """Return what a message means after these answers, newest last; what it means alone where they add nothing.

        A follow-up of theirs is spoken when the message, read with the question that it follows, finds it surely; it is
        offered first when it only has the message's words. What is answered alone never comes here.
        """
        reading = self.query_parser.read(meant(alone.question))
        topic, entries = self._follow_ups(reading, after)
        if not topic:
            return alone
        joined = self.ask_without(f"{topic.question} {' '.join(self._subject(reading))}", after)
        found = {name: match for match in joined.matches for name in match.names}
        likely = [found[entry.name] for entry in entries if entry.name in found]
        if not likely:
            return alone
        parsed = replace(
            joined,
            question=alone.question,
            language=alone.language,
            language_sure=alone.language_sure,
            corrections=alone.corrections,
            taken=alone.taken,
            encoding=alone.encoding,
            after=topic.name,
        )
        return _decided(parsed, alone, likely)

    def _follow_ups(self, reading: ParsedText, after: Sequence[str]) -> tuple[Entry | None, list[Entry]]:
        """Return the newest answer that the message may go on from, and its follow-ups that have the
        message's words.
        """
        for topic in (found for name in reversed(after) if (found := self.entry(name))):
            ahead = [found for name in topic.follow_ups if name not in after and (found := self.entry(name))]
            had, *shares = self._shares(reading, (topic, *ahead))
            pairs = zip(shares, ahead, strict=True)
            fitting = [(has, entry) for has, entry in pairs if has >= CONTEXT_SHARE and has > had]
            if fitting:
                return topic, [entry for _, entry in sorted(fitting, key=lambda pair: -pair[0])]
        return None, []

    def _shares(self, reading: ParsedText, entries: Sequence[Entry]) -> list[float]:
        """Return the share of what a message is about that each entry has in words.

        Words of grammar count only where there are no others, and where the base has more than a few of them.
        """
        documents = self.evidence.whole.documents
        words = sorted(self.evidence.own(reading))
        if not words:
            words = [stem for stem in sorted(set(reading.stems)) if documents.known([stem])]
            words = words if len(words) >= CONTEXT_GRAMMAR else []
        places = np.array([self.places[entry.name] for entry in entries])
        return documents.covered(words, places).round(DECIMALS).tolist()

    def _subject(self, reading: ParsedText) -> Sequence[str]:
        """Return the words of a message as typed, without grammar where there is anything else."""
        own = self.evidence.own(reading)
        pairs = zip(reading.sources, reading.stems, strict=True)
        return list(dict.fromkeys(typed for typed, stem in pairs if stem in own)) or reading.typed


def _decided(joined: Finding, alone: Finding, likely: Sequence[Match]) -> Finding:
    """Speak the likeliest follow-up when it is sure, else offer it; what is not sure changes no choice there is."""
    first = likely[0]
    threshold = max(CONTEXT_ANSWER, first.entry.threshold or 0.0)
    said = f"Asked after {joined.after}: read with its question"
    surely = joined.best == first and first.confidence >= threshold
    if surely and not _may_be_meant_otherwise(alone, first):
        reason = f"{said}, confidence {first.confidence:.2f} reaches {threshold:.2f}, to answer a follow-up."
        limits = {**joined.thresholds, "answer": threshold}
        return replace(joined, verdict=Verdict.ANSWER, offered=(), reason=reason, thresholds=limits)
    if alone.verdict is Verdict.CLARIFY and not surely:
        return alone
    offered = {match.entry.name: match for match in (*alone.offered, *likely)}
    order = dict.fromkeys([*(match.entry.name for match in likely), *offered])
    choice = tuple(offered[name] for name in order)[:OFFERED]
    reason = f"{said}, a follow-up has the words; it is offered first."
    return replace(joined, verdict=Verdict.CLARIFY, offered=choice, reason=reason)


def _may_be_meant_otherwise(alone: Finding, first: Match) -> bool:
    """Return whether the follow-up is in another language, or the message is bare words that other entries have too."""
    if alone.language_sure and alone.language != primary(first.entry.language):
        return True
    bare = function_words(alone.language).isdisjoint(meant(alone.question))
    return bare and any(match.entry.name != first.entry.name for match in alone.offered)
