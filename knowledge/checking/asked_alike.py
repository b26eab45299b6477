"""Entries that are asked the same and answered differently, found by the scorer that Spot answers by."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from knowledge.checking.check import fold, seen_alike
from knowledge.entry import Entry, Status
from knowledge.match import Finding, Match, Verdict
from knowledge.matching.query.text import tokens
from knowledge.matching.query.words import replies
from knowledge.matching.view import View
from knowledge.people.audience import Audience
from knowledge.problems.nearest import shown
from knowledge.problems.problem import Problem
from knowledge.problems.report import warn
from knowledge.wordbook import Wordbook

if TYPE_CHECKING:
    from knowledge.matching.encoder.semantic_extra import SemanticExtra
    from knowledge.matching.training.trainer import Trainer

SAME = 0.6
"""The nearness in meaning, 0 to 1, from which two words ask the same: bike and bicycle have 0.74, phone makers 0.46."""


def asked_alike(
    entries: Iterable[Entry], books: Sequence[Wordbook], trainer: "Trainer", extra: "SemanticExtra | None" = None
) -> Iterator[list[Problem]]:
    """Yield the published entries, each with what is wrong between it and others that the same people see.

    Every phrasing of an entry is asked as if the entry were not there; whatever answers then, and lacks none of its
    words, is asked the same.
    """
    for group in seen_alike(each for each in entries if each.status is Status.PUBLISHED):
        told: set[frozenset[str]] = set()
        one = group[0]
        audience = Audience((one.partner,), one.visibility, one.nda)
        view = View(group, audience, books=books, extra=extra, trainer=trainer) if len(group) > 1 else None
        for each in group:
            yield list(others(each, view, told)) if view else []


def others(entry: Entry, view: View, told: set[frozenset[str]]) -> Iterator[Problem]:
    """Yield the entries that answer a question of this one, those not told yet."""
    for phrasing in entry.phrasings:
        finding = view.ask_without(phrasing, (entry.name,))
        best = finding.best
        if best is None or lacks(best) or best.entry.language != entry.language or entry.name in best.names:
            continue
        pair = frozenset((entry.name, best.entry.name))
        if pair not in told and (found := problem_of(entry, phrasing, finding, best)):
            told.add(pair)
            yield found


def lacks(match: Match) -> bool:
    """Return whether the question has a word that the entry has nothing for: what "iPhone" asks, "Android" does not."""
    return bool(match.missing) or any(nearness < SAME for _, _, nearness in match.pairs)


def problem_of(entry: Entry, phrasing: str, finding: Finding, best: Match) -> Problem | None:
    """Return what is wrong between an entry and the one that comes second to it, None where nothing is."""
    other = best.entry
    where = f"{other.id} ({other.file}:{other.line})"
    if opposed(entry, other) and finding.verdict is not Verdict.HANDOFF:
        what = f"{entry.id} says {reply(entry)} and {where} says {reply(other)} to {shown(phrasing)}"
        return warn(entry, "KB417", what, "keep the one that is right, or say in each question what is different")
    if finding.verdict is not Verdict.ANSWER or set(map(fold, entry.phrasings)) & set(map(fold, other.phrasings)):
        return None
    what = f"{shown(phrasing)} of {entry.id} is answered by {where} too, with {best.confidence:.2f}"
    return warn(entry, "KB416", what, "make one entry of the two, or say in each question what is different")


def opposed(one: Entry, other: Entry) -> bool:
    """Return whether one answer begins with a yes and the other with a no."""
    yes, said = replies("yes"), {reply(one), reply(other)}
    return len(said & yes) == 1 and len(said) == 2 and said <= yes | replies("no")


def reply(entry: Entry) -> str:
    """Return the first word of the answer, folded; empty for an answer without words."""
    return next(iter(tokens(entry.answer[:80])), "")
