"""Settles which version of each file is in use, so that one file's fault never takes another file down.

What was in use and is unchanged goes first, then the last good version of files with an error, then what changed:
a change that claims an id which is taken is refused, and the last good version of its file stays.
"""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import replace
from itertools import islice

from knowledge.files.claims import Claim
from knowledge.files.record import Content, Record
from knowledge.files.references import KnownNames, known_to, unknown
from knowledge.people.audience import Role
from knowledge.problems.nearest import did_you_mean
from knowledge.problems.problem import Problem
from knowledge.problems.report import MOST, problem

Owners = dict[Hashable, Content]
"""What is claimed already, and the content that has it."""


def settle_versions(records: Iterable[Record], folders: Iterable[str]) -> list[Record]:
    """Return the records with the version in use as `good`, and with the conflicts that files have with each other."""
    ordered = sorted(records, key=precedence)
    organised = (each for one in ordered for each in one.content.organisations if each.role is Role.PARTNER)
    partners = frozenset(folders) | {each.id for each in organised}
    known = known_to(ordered, partners)
    owners: Owners = {}
    settled = [use(each, owners, known) for each in ordered]
    return sorted(settled, key=lambda each: each.found.file)


def precedence(each: Record) -> tuple[int, str]:
    """Return the place in the order of claims."""
    return (0 if each.is_good and each.is_kept else 2 if each.is_good else 1), each.found.file


def use(each: Record, owners: Owners, known: KnownNames) -> Record:
    """Decide which version of one file is in use."""
    conflicts: list[Problem] = []
    if each.is_good:
        conflicts = [
            *taken(each.content, owners),
            *unknown_partners(each.content, known.partners),
            *islice(unknown(each.content.mentions, known), MOST),
        ]
        if not conflicts:
            claim(each.content, owners)
            return replace(each, good=each.content, conflicts=())
    kept = each.good if each.good and not taken(each.good, owners) else None
    claim(kept or Content(), owners)
    return replace(each, good=kept, conflicts=tuple(conflicts))


def claim(content: Content, owners: Owners) -> None:
    """Enter what the content has."""
    for key in content.claimed:
        owners.setdefault(key, content)


def taken(content: Content, owners: Owners) -> list[Problem]:
    """Return a problem for everything in the content that another file, or another part of it, has already."""
    if not content.claims_twice and content.claimed.isdisjoint(owners):
        return []
    found: list[Problem] = []
    mine: dict[Hashable, Claim] = {}
    for each in content.claims:
        other = claim_to(each.key, owners) or mine.get(each.key)
        if other is not None:
            what = f"{each.what} is also in {other.file}:{other.line}"
            found.append(problem(each.file, each.line, each.code, what, each.remedy))
        mine.setdefault(each.key, each)
    return found


def claim_to(key: Hashable, owners: Owners) -> Claim | None:
    """Return the claim that somebody has to this, or None."""
    owner = owners.get(key)
    return next(each for each in owner.claims if each.key == key) if owner else None


def unknown_partners(content: Content, partners: frozenset[str]) -> Iterator[Problem]:
    """Yield accounts of a partner that has neither a folder nor a place in the directory."""
    for each in content.organisations:
        for partner in each.partners:
            if partner not in partners:
                what = f"the account {each.id} has an unknown partner, {partner}"
                remedy = did_you_mean(partner, partners, "add the partner to the directory")
                yield problem(each.file, each.line, "KB605", what, remedy)
