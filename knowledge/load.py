"""Loads a content folder: every entry, the directory, the policy, the partners, the labelled questions, every problem.

A file is the unit: one with an error adds nothing, and what was good in it before stays. Nothing in a file raises.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain
from pathlib import Path

from knowledge.agreed.policy import DEFAULT, Policy
from knowledge.agreed.setting import policy_of
from knowledge.asked import LabelledQuestion
from knowledge.checking.check import check_together
from knowledge.checking.check_calendars import check_calendars
from knowledge.checking.check_words import check_words
from knowledge.entry import VENDOR_FOLDER, Entry, Visibility
from knowledge.files import cross_checks
from knowledge.files.commit import Commits, commits
from knowledge.files.cross_checks import known_whole
from knowledge.files.last_good import LastGood
from knowledge.files.partner_id import own_id
from knowledge.files.recall import recalled, recalled_of
from knowledge.files.record import Content, Record, record
from knowledge.files.settle import settle_versions
from knowledge.files.survey import FileKind, FolderMissing, FoundFile, Survey, survey
from knowledge.formats.partner_yaml import unnamed
from knowledge.people.audience import Role
from knowledge.people.directory import Directory
from knowledge.people.organisation import Organisation
from knowledge.people.partner import Partner
from knowledge.problems.problem import Problem
from knowledge.wordbook import Wordbook

__all__ = ["FolderMissing", "LabelledQuestion", "Loaded", "Partner", "load"]


@dataclass(frozen=True)
class Loaded:
    """Everything that a content folder holds, as it is in use."""

    entries: tuple[Entry, ...] = ()
    """Of every status, in the order of files and lines."""
    directory: Directory = field(default_factory=Directory)
    policy: Policy = DEFAULT
    partners: Mapping[str, Partner] = field(default_factory=dict)
    """The folders' facts by partner id, the vendor's under `vendor`."""
    problems: tuple[Problem, ...] = ()
    files: int = 0
    """How many files were read."""
    version: str = ""
    """12 hexadecimal digits of the content of entries and files of words; the order of entries does not matter."""
    asked: tuple[LabelledQuestion, ...] = ()
    wordbooks: tuple[Wordbook, ...] = ()
    records: Mapping[str, Record] = field(default_factory=dict, repr=False, compare=False)
    """What each file gave, for the next load."""
    own: str | None = field(default=None, repr=False, compare=False)
    """What the folder is called where it is one partner's own."""
    commits: Commits = field(default_factory=Commits, compare=False)
    """The git commits that the files stood at when they were read."""
    last_good: LastGood | None = field(default=None, repr=False, compare=False)
    """Where the versions in use are kept, so that a restart knows them."""

    @property
    def behind(self) -> tuple[Record, ...]:
        """Return the files whose last save is not in use because of an error; their last good version is, where any."""
        return tuple(each for each in self.records.values() if not each.is_in_use)


def load(
    folder: Path,
    previous: Loaded | None = None,
    *,
    today: date | None = None,
    partner: str | None = None,
    going: Callable[[list[FoundFile]], Iterable[FoundFile]] = list,
) -> Loaded:
    """Load a content folder, reading only what changed since `previous`; review dates are checked against `today`.

    Of a folder that is one partner's own, `partner` is its id where neither the folder's name nor its partner.yaml says
    it. `going` goes over the files and may tell how far it is. Raise FolderMissing when there is no such folder.
    """
    found = survey(folder, partner or own_id(folder, previous.own if previous else None))
    before, last = (previous.records, previous.last_good) if previous else ({}, None)

    def reading(each: FoundFile, said: Partner | None) -> Record:
        read = record(each, said, before)
        return recalled(read, last) if last else read

    partners = settle_versions((reading(each, None) for each in found.files if each.kind is FileKind.PARTNER), ())
    facts = known_partners(found, partners)
    others = [each for each in found.files if each.kind is not FileKind.PARTNER]
    rest = [reading(each, facts.get(each.partner)) for each in going(others)]
    records = settle_versions([*partners, *rest, *still_good(found, before, last)], found.folders)
    held = commits(folder, found.folders.values())
    return replace(gathered(found, records, facts, today), commits=held, last_good=last)


def known_partners(found: Survey, records: Iterable[Record]) -> dict[str, Partner]:
    """Return each folder's facts; where partner.yaml was never good, what says nothing itself is for the
    vendor only.
    """
    facts = {partner: unnamed(partner) for partner in found.folders}
    for each in records:
        in_use = each.good.partner if each.good else None
        facts[each.found.partner] = in_use or unnamed(each.found.partner, Visibility.VENDOR)
    return facts


def still_good(found: Survey, before: Mapping[str, Record], last: LastGood | None) -> list[Record]:
    """Return the previous records of files that may not be read now."""
    read = {each.file for each in found.files}
    known = before or (last.files if last else {})
    lost = [file for file in known if file not in read and is_refused(file, found.refused)]
    if before or last is None:
        return [before[file] for file in lost if before[file].good]
    return recalled_of(found, lost, last)


def is_refused(file: str, refused: Iterable[str]) -> bool:
    """Return whether the file, or a folder that it is in, may not be read; an empty name is the whole
    content folder.
    """
    return any(not each or file == each or file.startswith(f"{each}/") for each in refused)


def gathered(found: Survey, records: list[Record], facts: Mapping[str, Partner], today: date | None) -> Loaded:
    """Put together what is in use."""
    in_use = [each.good for each in records if each.good]
    entries = tuple(entry for each in in_use for entry in each.entries)
    directory = directory_of([one for each in in_use for one in each.organisations], facts)
    asked = tuple(one for each in in_use for one in each.asked)
    books = tuple(each.wordbook for each in in_use if each.wordbook)
    described = {each.found.partner for each in records if each.found.kind is FileKind.PARTNER}
    problems = [
        *found.problems,
        *(one for each in records for one in (*each.problems, *each.conflicts)),
        *check_together(entries, known_whole(facts, records), today, sharing(in_use), described),
        *cross_checks.check(entries, directory, facts, asked, records),
        *check_words(entries, books, facts),
        *(check_calendars((one for each in in_use for one in each.settings), today) if today else ()),
    ]
    return Loaded(
        entries=entries,
        directory=directory,
        policy=policy_of(one for each in in_use for one in each.settings),
        partners=facts,
        problems=tuple(sorted(set(problems))),
        files=len(found.files),
        version=version_of(in_use),
        asked=asked,
        wordbooks=books,
        records={each.found.file: each for each in records},
        own=found.own,
    )


def directory_of(organisations: Iterable[Organisation], facts: Mapping[str, Partner]) -> Directory:
    """Put the directory together."""
    order = list(Role)[::-1]
    web_chats = [each.id for each in facts.values() if each.web_chat and each.id != VENDOR_FOLDER]
    return Directory(
        organisations=tuple(sorted(organisations, key=lambda each: order.index(each.role))),
        web_chat=web_chats[0] if web_chats else None,
        folders=tuple(each for each in facts if each != VENDOR_FOLDER),
    )


def sharing(contents: Sequence[Content]) -> list[Entry]:
    """Return the entries of the files in which a phrasing stands that another entry has too, in their order."""
    times = Counter(chain.from_iterable(each.phrased for each in contents))
    twice = {phrasing for phrasing, count in times.items() if count > 1}
    return [entry for each in contents if not twice.isdisjoint(each.phrased) for entry in each.entries]


def version_of(contents: Iterable[Content]) -> str:
    """Return the hash of what the entries and the files of words say, wherever they stand."""
    told = sorted(chain.from_iterable(each.digests for each in contents))
    return hashlib.sha256(b"".join(told)).hexdigest()[:12]
