"""Drafts that came of answered cases: written into the partner's own file once, found again, accepted or dropped."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from knowledge.entry import VENDOR_FOLDER, Entry, Status, Visibility
from knowledge.formats.editing.cannot_add import CannotAdd
from knowledge.formats.editing.draft import CannotAppend
from knowledge.formats.editing.standing import standing
from knowledge.formats.source import contents
from knowledge.improve.drafting import answered as answering
from knowledge.improve.drafting.answered import AnsweredCase
from knowledge.improve.drafting.drafts import free
from knowledge.improve.drafting.placing import put, read, write
from knowledge.load import Loaded
from knowledge.problems.nearest import did_you_mean, shown
from knowledge.problems.problem import on_disk
from knowledge.problems.report import Refused
from knowledge.writing.target import TargetFile, own_folder, target_of

FILES = tuple("from-cases.yaml" if number == 1 else f"from-cases-{number}.yaml" for number in range(1, 100))
"""The files in a partner's folder that drafts are written into: the next one once the one before is full."""
FULL = 512 * 1024
"""Bytes from which a file is full; 1 MiB is the most that is read."""
AT_REST = timedelta(seconds=1)
"""How long nobody may have saved a file before Spot writes into it."""
MARKS = (".{}.swp", ".#{}", "#{}#", ".~lock.{}#", ".{}.kate-swp", "~${}")
"""What editors leave beside a file while it is open in them."""


class DraftBlocked(Exception):
    """The draft cannot be written, accepted or dropped now; the message says why, and what to do."""


class NoSuchDraft(LookupError):
    """There is no such draft; the message names what comes near."""


def of_case(entries: Iterable[Entry], case: str) -> Entry | None:
    """Return the entry that came of this case, whatever became of it since and wherever it stands."""
    return next((each for each in entries if (each.source or "").startswith(answering.begun(case))), None)


def waiting(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield the drafts that came of cases and wait to be validated."""
    for each in entries:
        if each.status is Status.DRAFT and answering.BEGUN.match(each.source or ""):
            yield each


def place(folder: Path, loaded: Loaded, partner: str | None, answered: AnsweredCase, now: datetime) -> Entry:
    """Write the draft of a case and give it as it is read; return the one that is there where it was written before.

    It goes into the partner's folder, into the vendor's where there is no partner or nobody at the partner may see
    it; it is seen by no more people than the folder's entries are. Raise DraftBlocked or NothingToDraft.
    """
    target = target_for(loaded, partner, answered.visibility)
    with in_the_way(target):
        target, there = with_room(folder, loaded, target, answered.case)
        if found := of_case((*there, *of_partner(loaded, target.partner)), answered.case):
            return found
        if is_busy(folder / target.file, now):
            raise DraftBlocked(f"{target.file} is being edited: it is written once nobody works on it")
        known = loaded.partners.get(target.partner)
        narrowest = max(answered.visibility, known.visibility, key=_rank) if known else answered.visibility
        owner = None if known and known.owner else answered.owner
        draft = answering.draft(replace(answered, visibility=narrowest, owner=owner))
        taken = {each.id for each in (*there, *of_partner(loaded, target.partner))}
        return write(folder, loaded, target, replace(draft, id=free(draft.id, taken)))


def target_for(loaded: Loaded, partner: str | None, visibility: Visibility) -> TargetFile:
    """Return the first file that may hold a draft for this partner; raise DraftBlocked where it has no folder."""
    whose = VENDOR_FOLDER if partner is None or visibility is Visibility.VENDOR else partner
    own = own_folder(loaded)
    if own and own != whose:
        raise DraftBlocked(f"the content folder is that of {own}: a draft for {whose} has no place in it")
    try:
        return target_of(loaded, f"{whose}/{FILES[0]}")
    except CannotAppend:
        return TargetFile(whose, f"{whose}/{FILES[0]}")


def with_room(folder: Path, loaded: Loaded, first: TargetFile, case: str) -> tuple[TargetFile, list[Entry]]:
    """Return the first file that is not full, or that holds this case's entry, with what stands in it."""
    top = first.file.removesuffix(FILES[0])
    for name in FILES:
        target = replace(first, file=f"{top}{name}")
        path = folder / target.file
        data = contents(path) if path.exists() or path.is_symlink() else b""
        there = read(data, loaded, target) if data else []
        if len(data) < FULL or of_case(there, case):
            return target, there
    raise CannotAppend(f"{first.file} and all that follow it are full: move what is validated out of them")


def of_partner(loaded: Loaded, partner: str) -> list[Entry]:
    """Return what was loaded of a partner's folder."""
    return [each for each in loaded.entries if each.partner == partner]


def is_busy(path: Path, now: datetime) -> bool:
    """Return whether somebody works on a file: it is open in an editor, or was saved a moment ago."""
    if any(os.path.lexists(path.parent / mark.format(path.name)) for mark in MARKS):
        return True
    return path.exists() and abs(now.timestamp() - path.stat().st_mtime) < AT_REST.total_seconds()


def accept(folder: Path, loaded: Loaded, name: str) -> Entry:
    """Publish a draft where it stands; return it as it is from then on. Raise NoSuchDraft or DraftBlocked."""
    return _settled(folder, loaded, name, Status.PUBLISHED)


def drop(folder: Path, loaded: Loaded, name: str) -> Entry:
    """Retire a draft where it stands, so that nobody is ever answered with it. Raise NoSuchDraft or DraftBlocked."""
    return _settled(folder, loaded, name, Status.RETIRED)


def _settled(folder: Path, loaded: Loaded, name: str, status: Status) -> Entry:
    file = named(loaded, name).file
    target = TargetFile(name.partition("/")[0], on_disk(file))
    path = folder / target.file
    with in_the_way(target):
        before = contents(path)
        there = read(before, loaded, target)
        entry = draft_in(there, name)
        data = standing(before, entry, status)
        after = read(data, loaded, target)
        wanted = [replace(each, status=status) if each.name == name else each for each in there]
        if [replace(each, line=0) for each in after] != [replace(each, line=0) for each in wanted]:
            raise DraftBlocked(f"{target.file}: more than the status would change: change it by hand")
        put(path, before, data, target)
    return next(each for each in after if each.name == name)


@contextmanager
def in_the_way(target: TargetFile) -> Iterator[None]:
    """Raise DraftBlocked, naming the file, for whatever keeps it from being written."""
    try:
        yield
    except CannotAppend as fault:
        raise DraftBlocked(str(fault)) from None
    except CannotAdd as fault:
        raise DraftBlocked(f"{target.file}: {fault}") from None
    except Refused as fault:
        raise DraftBlocked(f"{target.file}: {fault.what}: {fault.remedy}") from None
    except OSError as fault:
        raise DraftBlocked(f"{target.file}: it cannot be written ({fault.strerror}): check its rights") from None


def named(loaded: Loaded, name: str) -> Entry:
    """Return the entry that is named so; raise NoSuchDraft where there is none."""
    found = next((each for each in loaded.entries if each.name == name), None)
    if found is None:
        drafts = [each.name for each in waiting(loaded.entries)]
        raise NoSuchDraft(f"there is no draft {shown(name)}: {did_you_mean(name, drafts, 'draft list shows them')}")
    return found


def draft_in(there: Iterable[Entry], name: str) -> Entry:
    """Return the draft among what stands in a file now; raise NoSuchDraft where it is none, or no longer there."""
    found = next((each for each in there if each.name == name), None)
    if found is None or found.status is not Status.DRAFT:
        state = f"is {found.status.value}" if found else "is no longer in its file"
        raise NoSuchDraft(f"{name} {state}: only a draft is accepted or dropped")
    return found


def _rank(visibility: Visibility) -> int:
    return visibility.rank
