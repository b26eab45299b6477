"""Suggestions: real wordings that somebody confirmed, that an entry lacks, and with which Spot would be surer."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.base import KnowledgeBase
from knowledge.entry import Entry
from knowledge.improve.logs.logged import Logged
from knowledge.improve.progress import ProgressWatch, quietly
from knowledge.improve.wordings import is_bare, is_personal
from knowledge.match import Finding, Verdict
from knowledge.matching.query.text_parsing import read
from knowledge.people.audience import Audience

SURE = 0.95
"""The confidence from which another wording makes no odds."""
NEARLY = 90.0
"""The likeness of two wordings, rapidfuzz token_sort_ratio over their stems, from which one of them is enough."""
MOST_OF_ONE = 10
"""Wordings that are suggested for one entry at once."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A wording for an entry."""

    entry: Entry
    text: str
    times: int
    """How often it was asked so and confirmed."""
    last: date
    before: Finding
    """What Spot does with it now."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A confirmed question, however often it was asked in these words."""

    name: str
    """The entry that is right, by its full name."""
    text: str
    audience: Audience
    times: int
    last: date


def suggestions(
    base: KnowledgeBase, logged: Iterable[Logged], partner: str | None = None, watch: ProgressWatch = quietly
) -> list[Suggestion]:
    """Return what is worth adding to entries, of one partner's folder if one is named, in the order of the files."""
    entries = {each.name: each for each in base.entries if partner in (None, each.partner)}
    found: dict[str, list[Suggestion]] = defaultdict(list)
    candidates = [each for each in confirmed(base, logged) if each.name in entries]
    for each in watch(candidates, "asking"):
        entry = entries[each.name]
        have = [*entry.phrasings, *(one.text for one in found[each.name])]
        if len(found[each.name]) >= MOST_OF_ONE or is_near(each.text, have, entry.language):
            continue
        view = base.view(each.audience)
        finding = view.ask(each.text)
        if view.entry(each.name) and would_help(finding, each.name):
            found[each.name].append(Suggestion(entry, each.text, each.times, each.last, finding))
    listed = [one for many in found.values() for one in many]
    return sorted(listed, key=lambda one: (one.entry.file, one.entry.line, -one.times, one.text))


def confirmed(base: KnowledgeBase, logged: Iterable[Logged]) -> list[Wording]:
    """Return the wordings that are confirmed for just one entry, those asked most first.

    A wording that was confirmed for two entries, or refused for the same, belongs to neither.
    """
    found: dict[str, list[Logged]] = defaultdict(list)
    for each in logged:
        if not each.after and not is_personal(each.question) and is_bare(each.question):
            found[" ".join(each.question.casefold().split()).strip(" ?!.")].append(each)
    wordings = filter(None, (agreed(many) for many in found.values()))
    return sorted(wordings, key=lambda each: (-each.times, each.text.casefold(), each.text))


def agreed(many: Sequence[Logged]) -> Wording | None:
    """Return what everybody who asked in these words agrees on; None where they do not."""
    said = [each for each in many if each.right]
    names = {name for each in said for name in each.right}
    if len(names) != 1 or any(names.intersection(each.wrong) for each in many):
        return None
    [name] = names
    newest = max(said, key=lambda each: each.at)
    return Wording(name, " ".join(newest.question.split()).rstrip(" .!"), newest.audience, len(said), newest.at.date())


def would_help(finding: Finding, name: str) -> bool:
    """Return whether Spot is not yet sure of the entry by itself."""
    best = finding.best
    answers = finding.verdict is Verdict.ANSWER and best is not None and name in best.names
    return not answers or finding.confidence < SURE


def is_near(text: str, others: Iterable[str], language: str) -> bool:
    """Return whether nearly the same wording is there already."""
    from rapidfuzz import fuzz

    own = stems(text, language)
    return any(fuzz.token_sort_ratio(own, stems(other, language)) >= NEARLY for other in others)


def stems(text: str, language: str) -> str:
    """Return the stems of a text with single spaces."""
    return " ".join(read(text, language).stems)


def by_file(listed: Iterable[Suggestion]) -> Iterator[tuple[str, list[Suggestion]]]:
    """Yield the files with what is suggested for their entries."""
    files: dict[str, list[Suggestion]] = defaultdict(list)
    for each in listed:
        files[each.entry.file].append(each)
    yield from files.items()
