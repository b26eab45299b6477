"""A message that goes on from an answer, such as "and on Android?": read with that answer's question, never forced."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from knowledge.entry import Entry
from knowledge.match import Finding, Match, Verdict
from knowledge.matching.confidence import CONTEXT_ANSWER, CONTEXT_SHARE, OFFERED
from knowledge.matching.reading import meant
from knowledge.matching.words import function_words, primary


class Base(Protocol):
    """What is asked: the view of an audience."""

    def entry(self, name: str) -> Entry | None:
        """Give an entry that this audience may see."""

    def ask_without(self, text: str, names: Sequence[str]) -> Finding:
        """Find what answers the text, as if the base did not hold these entries."""

    def subject_of(self, text: str) -> tuple[str, ...]:
        """Give the words of the text without grammar, where there is anything else."""

    def covering(self, text: str, names: Sequence[str]) -> list[float]:
        """Give the share of what the text is about that each entry has in words."""


def in_context(base: Base, alone: Finding, after: Sequence[str]) -> Finding:
    """Give what a message means after these answers, newest last; what it means alone where they add nothing.

    A follow-up of them is spoken when the message, read with the question that it follows, finds it surely; it is
    offered first when it only has the message's words. What is answered alone never comes here.
    """
    topic, entries = _follow_ups(base, alone.question, after)
    if not topic:
        return alone
    joined = base.ask_without(f"{topic.question} {' '.join(base.subject_of(alone.question))}", after)
    places = {match.entry.name: match for match in joined.matches}
    likely = [places[entry.name] for entry in entries if entry.name in places]
    if not likely:
        return alone
    heard = replace(
        joined,
        question=alone.question,
        language=alone.language,
        language_sure=alone.language_sure,
        corrections=alone.corrections,
        taken=alone.taken,
        after=topic.name,
    )
    return _decided(heard, alone, likely)


def _follow_ups(base: Base, text: str, after: Sequence[str]) -> tuple[Entry | None, list[Entry]]:
    """Give the newest answer that the message may go on from, and its follow-ups that have the message's words."""
    for topic in (found for name in reversed(after) if (found := base.entry(name))):
        ahead = [found for name in topic.follow_ups if name not in after and (found := base.entry(name))]
        had, *shares = base.covering(text, [each.name for each in (topic, *ahead)])
        fitting = [(has, entry) for has, entry in zip(shares, ahead, strict=True) if has >= CONTEXT_SHARE and has > had]
        if fitting:
            return topic, [entry for _, entry in sorted(fitting, key=lambda pair: -pair[0])]
    return None, []


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
    first_ones = dict.fromkeys([*(match.entry.name for match in likely), *offered])
    reason = f"{said}, a follow-up has the words; it is offered first."
    choice = tuple(offered[name] for name in first_ones)[:OFFERED]
    return replace(joined, verdict=Verdict.CLARIFY, offered=choice, reason=reason)


def _may_be_meant_otherwise(alone: Finding, first: Match) -> bool:
    """Say whether the follow-up is in another language, or the message is bare words that other entries have too."""
    if alone.language_sure and alone.language != primary(first.entry.language):
        return True
    bare = function_words(alone.language).isdisjoint(meant(alone.question))
    return bare and any(match.entry.name != first.entry.name for match in alone.offered)
