"""The rules of good content: over the entries of one file, and over all of them together. It does not print."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from datetime import date

from knowledge.checking.answers import check_answers
from knowledge.checking.check_links import check_claims, check_links
from knowledge.checking.check_owners import unowned
from knowledge.entry import Entry, Status
from knowledge.formats.reading import WrittenEntry
from knowledge.matching import twins
from knowledge.problems.nearest import shown
from knowledge.problems.problem import Problem
from knowledge.problems.report import Report, warn

LONGEST_ANSWER = 25_000
"""Characters; what QnA Maker took, and near what Teams can send at all."""
COMFORTABLE_ANSWER = 4_000
"""Characters that Teams shows without cutting."""
MOST_PHRASINGS = 300
LONGEST_QUESTION = 1_000
"""Characters of a question or phrasing."""
QUICKLY_COMPARED = 2_000
"""Entries whose answers are compared with each other at every load; of more, only when somebody checks."""


def check_file(written: Sequence[WrittenEntry], report: Report) -> None:
    """Report what is wrong within one file."""
    first: dict[str, Entry] = {}
    for each in written:
        entry = each.entry
        other = first.setdefault(entry.id, entry)
        if other is not entry:
            where = f"on line {other.line}" if other.file == entry.file else f"in {other.file}:{other.line}"
            what = f'the id "{entry.id}" stands here and {where}'
            report.add("KB305", entry.line, what, "give one of them another id")
        check_size(entry, report)
        check_claims(entry, report)
    check_answers((each.answer for each in written if len(each.answer.value) <= LONGEST_ANSWER), report)


def check_size(entry: Entry, report: Report) -> None:
    """Report what is too long or too much."""
    length = len(entry.answer)
    if length > LONGEST_ANSWER:
        what = f"the answer has {length:,} characters, at most {LONGEST_ANSWER:,} are allowed"
        report.add("KB307", entry.line, what, "shorten it and link to a page")
    elif length > COMFORTABLE_ANSWER:
        what = f"the answer has {length:,} characters; Teams may cut it after {COMFORTABLE_ANSWER:,}"
        report.add("KB401", entry.line, what, "shorten it or split the entry")
    if len(entry.phrasings) > MOST_PHRASINGS:
        what = f"{len(entry.phrasings)} phrasings, at most {MOST_PHRASINGS} are allowed"
        report.add("KB308", entry.line, what, "keep those that differ most")
    if (longest := max(map(len, entry.phrasings))) > LONGEST_QUESTION:
        what = f"a question of {longest:,} characters, at most {LONGEST_QUESTION:,} are allowed"
        report.add("KB309", entry.line, what, "shorten it")


def check_together(
    entries: Sequence[Entry],
    partners: Iterable[str],
    today: date | None,
    sharing: Sequence[Entry] | None = None,
    described: Set[str] = frozenset(),
) -> list[Problem]:
    """Return what is wrong between entries; when today is given also overdue ones, unowned ones, and all near answers.

    `sharing` are those among which all are that share a phrasing, where that is known; `described` the folders that
    have a partner.yaml.
    """
    published = [each for each in entries if each.status is Status.PUBLISHED]
    suspected = published if sharing is None else [each for each in sharing if each.status is Status.PUBLISHED]
    return [
        *check_links(entries, frozenset(partners)),
        *same_phrasings(suspected),
        *same_answers(published),
        *(near_answers(published) if today or len(published) <= QUICKLY_COMPARED else ()),
        *((*overdue(published, today), *unowned(published, described)) if today else ()),
    ]


def overdue(entries: Iterable[Entry], today: date) -> Iterator[Problem]:
    """Yield entries whose review date has passed."""
    for each in entries:
        if each.review and each.review < today:
            what = f"the review of {each.id} was due on {each.review}"
            yield warn(each, "KB404", what, "check the answer and set the next date")


def same_phrasings(entries: Sequence[Entry]) -> Iterator[Problem]:
    """Yield phrasings that two entries of a partner share, seen by the same people."""
    first: dict[tuple[object, ...], Entry] = {}
    told: dict[tuple[str, str], bool] = defaultdict(bool)
    for each in entries:
        for phrasing in each.phrasings:
            key = key_of(each, phrasing)
            other = first.setdefault(key, each)
            if other is not each and not told[other.name, each.name]:
                told[other.name, each.name] = True
                what = f"{shown(phrasing)} is also asked by {other.id} ({other.file}:{other.line})"
                yield warn(each, "KB409", what, "keep it in one of them, or make one entry of the two")


def phrased(entries: Iterable[Entry]) -> Iterator[int]:
    """Yield what stands for the different phrasings of each published entry: those of entries that share one."""
    for each in entries:
        if each.status is Status.PUBLISHED:
            yield from {hash(key_of(each, phrasing)) for phrasing in each.phrasings}


def key_of(entry: Entry, phrasing: str) -> tuple[object, ...]:
    """Return what two entries that share a phrasing have in common."""
    return entry.partner, entry.language, entry.visibility, entry.nda, fold(phrasing)


def same_answers(entries: Iterable[Entry]) -> Iterator[Problem]:
    """Yield entries of a partner with the same answer for the same people, each told once with the first of them."""
    for group in seen_alike(entries):
        for first, *others in twins.same(group):
            for each in others:
                what = f"{each.id} has the same answer as {first.id} ({first.file}:{first.line})"
                yield warn(each, "KB410", what, "make one entry of the two, with the phrasings of both")


def near_answers(entries: Iterable[Entry]) -> Iterator[Problem]:
    """Yield entries of a partner with nearly the same answer for the same people."""
    for group in seen_alike(entries):
        for one, other in twins.near(group):
            what = f"{other.id} has nearly the same answer as {one.id} ({one.file}:{one.line})"
            yield warn(other, "KB411", what, "make one entry of the two, or say in each what is different")


def seen_alike(entries: Iterable[Entry]) -> Iterable[list[Entry]]:
    """Return the entries in groups of one partner that the same people see."""
    groups: dict[tuple[object, ...], list[Entry]] = defaultdict(list)
    for each in entries:
        groups[each.partner, each.visibility, each.nda].append(each)
    return groups.values()


def fold(phrasing: str) -> str:
    """Return a phrasing without what makes no difference to a reader."""
    return " ".join(phrasing.casefold().split()).rstrip("?？؟!. ")
