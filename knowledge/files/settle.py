"""Settles which version of each file is in use, so that one file's fault never takes another file down.

What was in use and is unchanged goes first, then the last good version of files with an error, then what changed:
a change that claims an id which is taken is refused, and the last good version of its file stays.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from knowledge.audience import Role
from knowledge.directory import Organisation
from knowledge.entry import Entry
from knowledge.files.nearest import did_you_mean, shown
from knowledge.files.record import Content, Record
from knowledge.files.report import problem
from knowledge.matching.text import fold
from knowledge.problem import Problem
from knowledge.wordbook import Wordbook


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that only one file may have: an entry's name, an organisation's id, a tenant, a term of a group."""

    key: Hashable
    file: str
    line: int
    code: str
    what: str
    remedy: str


def settle(records: Iterable[Record], folders: Iterable[str]) -> list[Record]:
    """Give the records with the version in use as `good`, and with the conflicts that files have with each other."""
    ordered = sorted(records, key=precedence)
    organised = (each for one in ordered for each in one.content.organisations if each.role is Role.PARTNER)
    partners = frozenset(folders) | {each.id for each in organised}
    owners: dict[Hashable, Claim] = {}
    settled = [use(each, owners, partners) for each in ordered]
    return sorted(settled, key=lambda each: each.found.file)


def precedence(each: Record) -> tuple[int, str]:
    """Give the place in the order of claims."""
    return (0 if each.is_good and each.is_kept else 2 if each.is_good else 1), each.found.file


def use(each: Record, owners: dict[Hashable, Claim], partners: frozenset[str]) -> Record:
    """Decide which version of one file is in use."""
    conflicts: list[Problem] = []
    if each.is_good:
        conflicts = [*taken(each.content, owners), *unknown_partners(each.content, partners)]
        if not conflicts:
            claim(each.content, owners)
            return replace(each, good=each.content, conflicts=())
    kept = each.good if each.good and not taken(each.good, owners) else None
    claim(kept or Content(), owners)
    return replace(each, good=kept, conflicts=tuple(conflicts))


def claim(content: Content, owners: dict[Hashable, Claim]) -> None:
    """Enter what the content has."""
    for each in claims(content):
        owners.setdefault(each.key, each)


def taken(content: Content, owners: Mapping[Hashable, Claim]) -> list[Problem]:
    """Give a problem for everything in the content that another file, or another part of it, has already."""
    found: list[Problem] = []
    mine: dict[Hashable, Claim] = {}
    for each in claims(content):
        other = owners.get(each.key) or mine.get(each.key)
        if other is not None:
            what = f"{each.what} is also in {other.file}:{other.line}"
            found.append(problem(each.file, each.line, each.code, what, each.remedy))
        mine.setdefault(each.key, each)
    return found


def claims(content: Content) -> Iterator[Claim]:
    """Go over everything that only one file may have."""
    for entry in content.entries:
        yield claim_of_entry(entry)
    for each in content.organisations:
        yield from claims_of_organisation(each)
    if content.wordbook:
        yield from claims_of_wordbook(content.wordbook)


def claim_of_entry(entry: Entry) -> Claim:
    """Give the claim to an entry's name."""
    what = f"the id {entry.id}"
    return Claim(("entry", entry.name), entry.file, entry.line, "KB305", what, "give one of them another id")


def claims_of_organisation(each: Organisation) -> Iterator[Claim]:
    """Go over the claims to an organisation's id, to being the vendor, and to its tenants."""
    here = (each.file, each.line)
    yield Claim(("organisation", each.id), *here, "KB602", f"the organisation {each.id}", "give one another id")
    if each.role is Role.VENDOR:
        yield Claim(("vendor",), *here, "KB602", "a vendor", "keep one of the two")
    for tenant in sorted({tenant.casefold() for tenant in each.tenants}):
        yield Claim(("tenant", tenant), *here, "KB604", f"the tenant {tenant} of {each.id}", "keep it in one of them")


def claims_of_wordbook(book: Wordbook) -> Iterator[Claim]:
    """Go over the claims to the terms that mean the same as others; what is abbreviated may have synonyms."""
    for each in book.abbreviations:
        yield from claims_of_terms(book, each.line, each.terms[1:])
    for each in book.synonyms:
        yield from claims_of_terms(book, each.line, each.terms)


def claims_of_terms(book: Wordbook, line: int, terms: Iterable[str]) -> Iterator[Claim]:
    """Go over the claims to the terms of one group."""
    for term in terms:
        key = ("term", book.partner, fold(term))
        yield Claim(key, book.file, line, "KB701", f"the term {shown(term)}", "keep it in one group")


def unknown_partners(content: Content, partners: frozenset[str]) -> Iterator[Problem]:
    """Go over accounts of a partner that has neither a folder nor a place in the directory."""
    for each in content.organisations:
        for partner in each.partners:
            if partner not in partners:
                what = f"the account {each.id} has an unknown partner, {partner}"
                remedy = did_you_mean(partner, partners, "add the partner to the directory")
                yield problem(each.file, each.line, "KB605", what, remedy)
