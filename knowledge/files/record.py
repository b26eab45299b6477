"""A record: what one file gave when it was read, and the last good version of it."""

import hashlib
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from knowledge.agreed.setting import Setting
from knowledge.asked import LabelledQuestion
from knowledge.checking.check import check_file, phrased
from knowledge.entry import Entry, Visibility
from knowledge.files.claims import Claim, claims
from knowledge.files.survey import FileKind, FoundFile
from knowledge.formats import partner_yaml, readers, words_yaml
from knowledge.formats.directory import organisations
from knowledge.formats.policy import policy_yaml
from knowledge.formats.reading import FilePlace, WrittenEntry
from knowledge.formats.source import FileSource, contents, nothing_in_it
from knowledge.people.organisation import Organisation
from knowledge.people.partner import Partner
from knowledge.problems.mention import Mention
from knowledge.problems.problem import Problem, ProblemLevel
from knowledge.problems.report import Refused, Report, has_error
from knowledge.wordbook import Wordbook

FORMATS = {FileKind.ENTRIES: readers.ENTRIES, FileKind.ASKED: readers.ASKED}
"""Of the kinds of files that may be written in several."""
PAGES = (".md", ".markdown", ".html", ".htm", ".docx")
"""Endings of files that are written for readers, with entries where a heading asks."""
SAYS_WHY = frozenset({"KB343", "KB407"})
"""Codes of problems that tell by themselves why a file gives no entry."""


@dataclass(frozen=True)
class Content:
    """What a file holds, whatever kind it is of; what is worked out of it alone is worked out once."""

    entries: tuple[Entry, ...] = ()
    asked: tuple[LabelledQuestion, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    partner: Partner | None = None
    wordbook: Wordbook | None = None
    settings: tuple[Setting, ...] = ()
    mentions: tuple[Mention, ...] = ()
    """What it names that must stand elsewhere."""

    @property
    def claims(self) -> Iterator[Claim]:
        """Return an iterator over everything in it that only one file may have."""
        return claims(self.entries, self.organisations, self.wordbook, self.settings)

    @cached_property
    def claimed(self) -> frozenset[Hashable]:
        """Return the keys of these claims."""
        return frozenset(each.key for each in self.claims)

    @cached_property
    def claims_twice(self) -> bool:
        """Return whether it claims something twice."""
        return sum(1 for _ in self.claims) > len(self.claimed)

    @cached_property
    def phrased(self) -> tuple[int, ...]:
        """Return what stands for each phrasing, to see which files share one."""
        return tuple(phrased(self.entries))

    @cached_property
    def digests(self) -> tuple[bytes, ...]:
        """Return what stands for each entry and for the words, without the places where they stand."""
        said = [repr(replace(each, file="", line=0)) for each in self.entries]
        if self.wordbook:
            said.append(repr(self.wordbook.said))
        return tuple(hashlib.sha256(each.encode("utf-8", "backslashreplace")).digest() for each in said)

    def narrowed(self, visibility: Visibility) -> "Content":
        """Return the same with nothing in it wider than this visibility."""
        entries = (replace(each, visibility=max(each.visibility, visibility, key=rank)) for each in self.entries)
        book = self.wordbook and replace(self.wordbook, visibility=max(self.wordbook.visibility, visibility, key=rank))
        return replace(self, entries=tuple(entries), wordbook=book)


@dataclass(frozen=True, slots=True)
class Record:
    """One file: what was read of it just now, and what of it is in use."""

    found: FoundFile
    digest: str
    """Of the bytes and of what the folder says; empty when the file could not be read."""
    place: FilePlace
    content: Content
    problems: tuple[Problem, ...] = ()
    conflicts: tuple[Problem, ...] = ()
    """What it has in conflict with other files; settled anew each time."""
    good: Content | None = None
    """The last version without an error, which is in use."""

    @property
    def is_good(self) -> bool:
        """Return whether what was read has no error of its own."""
        return not has_error(self.problems)

    @property
    def is_kept(self) -> bool:
        """Return whether what was read is what was in use before, unchanged."""
        return self.good is not None and self.good == self.content

    @property
    def is_in_use(self) -> bool:
        """Return whether what was read is what is in use, and not an earlier version or nothing."""
        return self.is_good and not self.conflicts

    @property
    def reason(self) -> Problem | None:
        """Return the first error that keeps what was read from being in use."""
        errors = [each for each in (*self.problems, *self.conflicts) if each.level is ProblemLevel.ERROR]
        return min(errors, default=None)


def record(found: FoundFile, partner: Partner | None, previous: Mapping[str, Record]) -> Record:
    """Read a file, or give the previous record when nothing changed; never raises for what stands in it."""
    before = previous.get(found.file)
    report = Report(found.file)
    place = place_of(found, partner)
    try:
        data = contents(found.path, readers.largest(found.file, FORMATS.get(found.kind, ())))
        digest = digest_of(place, data)
        if before and before.digest == digest and before.found == found:
            return before
        source = readers.open_source(data, found.file, FORMATS.get(found.kind, ()))
        content = read(source, found, place, report)
    except Refused as fault:
        digest, content = "", Content()
        report.refused(fault)
    return Record(found, digest, place, content, tuple(report.problems), good=kept(before, place))


def digest_of(place: FilePlace, data: bytes) -> str:
    """Return the hash of what a file holds and of what its folder says."""
    return hashlib.sha256(repr(place).encode() + data).hexdigest()


def kept(before: Record | None, place: FilePlace) -> Content | None:
    """Return the last good version; where the folder's visibility changed since, nothing in it is wider than that."""
    if before is None or before.good is None or before.place.partner != place.partner:
        return None
    if before.place.visibility is place.visibility:
        return before.good
    return before.good.narrowed(place.visibility)


def rank(visibility: Visibility) -> int:
    """Return the visibility's place, the widest first."""
    return visibility.rank


def place_of(found: FoundFile, partner: Partner | None) -> FilePlace:
    """Return where the file stands and what its folder says."""
    if partner is None:
        return FilePlace(found.partner, found.file, Visibility.VENDOR)
    return FilePlace(found.partner, found.file, partner.visibility, partner.languages[0], partner.owner)


def read(source: FileSource, found: FoundFile, place: FilePlace, report: Report) -> Content:
    """Read the file as what it is; raise Refused when it cannot be read at all, an empty file included."""
    if not source.data:
        raise nothing_in_it()
    if found.kind is FileKind.ENTRIES:
        return Content(entries=tuple(entries(source, place, report)))
    if found.kind is FileKind.ASKED:
        return Content(asked=tuple(readers.read(source, place, report, FORMATS[found.kind])))
    if found.kind is FileKind.DIRECTORY:
        found_in_it = tuple(organisations.read(source.text, report))
        return Content(organisations=found_in_it, mentions=tuple(report.mentions))
    if found.kind is FileKind.POLICY:
        settings = tuple(policy_yaml.read(source.text, report))
        return Content(settings=settings, mentions=tuple(report.mentions))
    if found.kind is FileKind.PARTNER:
        return Content(partner=partner_yaml.read(source.text, found.partner, report))
    return Content(wordbook=words_yaml.read(source.text, place, report))


def entries(source: FileSource, place: FilePlace, report: Report) -> list[Entry]:
    """Read the entries of a file in whichever format it has, and check them."""
    written: list[WrittenEntry] = readers.read(source, place, report, FORMATS[FileKind.ENTRIES])
    if not written and not any(each.code in SAYS_WHY or each.level is ProblemLevel.ERROR for each in report.problems):
        report.add("KB407", 1, "there is no entry in this file", what_makes_one(place.file))
    check_file(written, report)
    return [each.entry for each in written]


def what_makes_one(file: str) -> str:
    """Return what makes an entry of what stands in a file of this name."""
    if file.casefold().endswith(PAGES):
        return "end a heading with ?, and what stands below it is its answer; or delete the file"
    return "write one; or delete the file"
