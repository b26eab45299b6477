"""Drafts of entries for gaps: a YAML file in the partner's folder that nobody is answered from until it is finished."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from knowledge.files import saving
from knowledge.files.survey import survey
from knowledge.improve.gaps import Gap
from knowledge.improve.wordings import is_personal
from knowledge.people.partner import Partner
from knowledge.problems.nearest import did_you_mean, shown
from knowledge.slug import slug

TO_BE_WRITTEN = "To be written."
MOST_TRIED = 100
"""Names that are tried for a file before giving up."""
HEAD = """\
# Drafts of {today}: questions that nobody answered. Write each answer, then delete the line status:
# below, or move the entry to where it belongs.
status: draft
visibility: {visibility}
entries:
"""


class NoDraft(Exception):
    """No draft can be written; the message says why, and what to do."""


def folder_of(root: Path, partner: str) -> Path:
    """Return the folder that a partner's files are in; raise NoDraft where there is none."""
    folders = survey(root).folders
    if partner not in folders:
        otherwise = f"the folders are {', '.join(sorted(folders)) or 'none'}"
        raise NoDraft(f"there is no folder of {shown(partner)}: {did_you_mean(partner, folders, otherwise)}")
    inside = root / folders[partner]
    return inside if inside.is_dir() else root


def write(folder: Path, text: str, today: date) -> Path:
    """Write a new file of drafts, whole, and return its path; no file that is there is touched."""
    for number in range(1, MOST_TRIED):
        path = folder / (f"gaps-{today}.yaml" if number == 1 else f"gaps-{today}-{number}.yaml")
        try:
            saving.create(path, text.encode("utf-8"))
        except FileExistsError:
            continue
        except OSError as fault:
            raise NoDraft(f"{path}: it cannot be written ({fault.strerror}): check the folder's rights") from None
        return path
    raise NoDraft(f"{folder}: there are {MOST_TRIED} files of drafts of today: finish some of them first")


def draft(gaps: Sequence[Gap], partner: Partner, taken: Collection[str], today: date) -> tuple[str, list[Gap]]:
    """Return a file of drafts, and the gaps in it; a gap whose every wording may be personal is left out.

    Nobody shall see more of it than they may see of the folder, and no less is asked for than all who asked may see.
    """
    usable = [gap for gap in gaps if wordings(gap)]
    narrowest = max((partner.visibility, *(gap.visibility for gap in usable)), key=lambda each: each.rank)
    ids: set[str] = set(taken)
    entries = (line for gap in usable for line in entry(gap, partner, ids))
    return HEAD.format(today=today, visibility=narrowest.value) + "".join(f"{each}\n" for each in entries), usable


def wordings(gap: Gap) -> list[str]:
    """Return the questions that may stand in a file, the one that stands for all first."""
    return [each.text for each in gap.questions if not is_personal(each.text)]


def entry(gap: Gap, partner: Partner, ids: set[str]) -> Iterator[str]:
    """Yield the lines of one draft."""
    question, *also = wordings(gap)
    id = free(slug(question) or "question", ids)
    ids.add(id)
    near = f"; nearest: {gap.likely.name} ({gap.confidence:.2f})" if gap.likely else ""
    yield f"  # asked {times(gap)}{near}"
    yield f"  - id: {json.dumps(id, ensure_ascii=False)}"
    yield f"    question: {json.dumps(question, ensure_ascii=False)}"
    if also:
        yield "    also:"
        yield from (f"      - {json.dumps(each, ensure_ascii=False)}" for each in also)
    if gap.example.language != partner.languages[0].partition("-")[0]:
        yield f"    language: {gap.example.language}"
    yield f"    answer: {TO_BE_WRITTEN}"


def free(id: str, taken: Iterable[str]) -> str:
    """Return an id that no entry has."""
    known = frozenset(taken)
    candidates = (id, *(f"{id}-{number}" for number in range(2, len(known) + 3)))
    return next(each for each in candidates if each not in known and each != "nobody")


def times(gap: Gap) -> str:
    """Return how often it was asked and when: 5 times, 2026-10-02 to 2026-11-19."""
    if gap.times == 1:
        return f"once, on {gap.last}"
    when = f"on {gap.last}" if gap.first == gap.last else f"{gap.first} to {gap.last}"
    return f"{gap.times:,} times, {when}"
