"""What does not fit between files of different kinds: labelled questions, the directory, folders and entries."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from knowledge.asked import LabelledQuestion
from knowledge.entry import VENDOR_FOLDER, WAITING, Entry, Status
from knowledge.files.record import Record
from knowledge.files.survey import FileKind
from knowledge.people.audience import Role
from knowledge.people.directory import STRANGER, Directory
from knowledge.people.partner import Partner
from knowledge.problems.nearest import did_you_mean
from knowledge.problems.problem import Problem
from knowledge.problems.report import problem


def check(
    entries: Sequence[Entry],
    directory: Directory,
    partners: Mapping[str, Partner],
    asked: Sequence[LabelledQuestion],
    records: Sequence[Record],
) -> list[Problem]:
    """Return what does not fit together; all of it warnings, since every file alone is in order."""
    return [
        *unexpected(asked, [each.name for each in entries], known_whole(partners, records)),
        *unpublished(asked, entries),
        *unknown_askers(asked, directory),
        *without_entries(directory, partners),
        *ownerless(directory, records),
        *web_chats(partners, records),
    ]


def known_whole(partners: Iterable[str], records: Iterable[Record]) -> frozenset[str]:
    """Return the folders without a file that is in use in no version; what such a file would hold, nobody knows."""
    unread = {each.found.partner for each in records if each.found.kind is FileKind.ENTRIES and each.good is None}
    return frozenset(partners) - unread


def unexpected(asked: Iterable[LabelledQuestion], names: Sequence[str], partners: frozenset[str]) -> Iterator[Problem]:
    """Yield labelled questions that expect an entry that is not there, in a folder that is known whole."""
    known = set(names)
    for each in asked:
        for name in each.expect:
            if name not in known and name.partition("/")[0] in partners:
                what = f"the labelled question expects {name}, which is no entry"
                remedy = did_you_mean(name, names, "write the id of an entry, or nobody")
                yield problem(each.file, each.line, "KB502", what, remedy)


def unpublished(asked: Iterable[LabelledQuestion], entries: Iterable[Entry]) -> Iterator[Problem]:
    """Yield labelled questions that expect only what nobody is answered with."""
    waiting = {each.name: each for each in entries if each.status is not Status.PUBLISHED}
    for each in asked:
        if each.expect and waiting.keys() >= set(each.expect):
            entry = waiting[each.expect[0]]
            what = f"the labelled question expects {entry.name}, which is {WAITING[entry.status]}"
            yield problem(each.file, each.line, "KB414", what, "publish it, expect another, or delete the question")


def unknown_askers(asked: Iterable[LabelledQuestion], directory: Directory) -> Iterator[Problem]:
    """Yield labelled questions asked by somebody whom the directory does not list, where there is one."""
    people = directory.written()
    for each in asked:
        if each.as_ and people and each.as_ not in people and not each.as_.startswith(f"{STRANGER}/"):
            what = f"the labelled question is asked as {each.as_}, whom the directory does not list"
            yield problem(each.file, each.line, "KB503", what, did_you_mean(each.as_, people, "write organisation/id"))


def without_entries(directory: Directory, partners: Mapping[str, Partner]) -> Iterator[Problem]:
    """Yield partners of the directory that have no folder."""
    for each in directory.organisations:
        if each.role is Role.PARTNER and each.id not in partners:
            what = f"the partner {each.id} has no folder"
            yield problem(
                each.file, each.line, "KB608", what, did_you_mean(each.id, partners, f"make a folder {each.id}")
            )


def ownerless(directory: Directory, records: Iterable[Record]) -> Iterator[Problem]:
    """Yield folders that belong to no partner of the directory, where it has any."""
    owners = {each.id for each in directory.organisations if each.role is Role.PARTNER}
    first: dict[str, str] = {}
    for each in records:
        if each.found.partner:
            first.setdefault(each.found.partner, each.found.file)
    for partner, file in first.items():
        if owners and partner not in owners and partner != VENDOR_FOLDER:
            what = f"the directory has no partner {partner}, so nobody sees this folder"
            yield problem(file, 1, "KB610", what, did_you_mean(partner, owners, "add the partner to the directory"))


def web_chats(partners: Mapping[str, Partner], records: Iterable[Record]) -> Iterator[Problem]:
    """Yield partners that want the web chat besides the first."""
    wanting = [each.id for each in partners.values() if each.web_chat and each.id != VENDOR_FOLDER]
    for each in records:
        if each.found.kind is FileKind.PARTNER and each.found.partner in wanting[1:]:
            what = f"the web chat already answers from {wanting[0]}"
            yield problem(each.found.file, 1, "KB609", what, "keep web-chat: true in one of them")
