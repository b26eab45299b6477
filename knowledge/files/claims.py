"""What only one file may have: an entry's name, an organisation's id, a tenant, a term of a group, a setting."""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass

from knowledge.agreed.setting import Setting
from knowledge.entry import Entry
from knowledge.matching.query.text import fold
from knowledge.people.audience import Role
from knowledge.people.organisation import Organisation
from knowledge.problems.nearest import shown
from knowledge.wordbook import Wordbook


@dataclass(frozen=True, slots=True)
class Claim:
    """One such thing, and where a file claims it."""

    key: Hashable
    file: str
    line: int
    code: str
    what: str
    remedy: str


def claims(
    entries: Iterable[Entry],
    organisations: Iterable[Organisation],
    wordbook: Wordbook | None,
    settings: Iterable[Setting],
) -> Iterator[Claim]:
    """Yield everything in a file that only one file may have."""
    for entry in entries:
        yield claim_of_entry(entry)
    for each in organisations:
        yield from claims_of_organisation(each)
    if wordbook:
        yield from claims_of_wordbook(wordbook)
    for setting in settings:
        yield claim_of_setting(setting)


def claim_of_entry(entry: Entry) -> Claim:
    """Return the claim to an entry's name."""
    what = f'the id "{entry.id}"'
    return Claim(("entry", entry.name), entry.file, entry.line, "KB305", what, "give one of them another id")


def claim_of_setting(setting: Setting) -> Claim:
    """Return the claim to setting something."""
    key, what = ("setting", *setting.key), f"what is set here ({setting.name})"
    return Claim(key, setting.file, setting.line, "KB631", what, "keep it in one of the two files")


def claims_of_organisation(each: Organisation) -> Iterator[Claim]:
    """Yield the claims to an organisation's id and its groups', to being the vendor, and to its tenants."""
    here = (each.file, each.line)
    for group in each.groups:
        what = f"the organisation or product group {group.id}"
        yield Claim(("organisation", group.id), each.file, group.line, "KB602", what, "give one another id")
    yield Claim(("organisation", each.id), *here, "KB602", f"the organisation {each.id}", "give one another id")
    if each.role is Role.VENDOR:
        yield Claim(("vendor",), *here, "KB602", "a vendor", "keep one of the two")
    for tenant in sorted({tenant.casefold() for tenant in each.tenants}):
        yield Claim(("tenant", tenant), *here, "KB604", f"the tenant {tenant} of {each.id}", "keep it in one of them")


def claims_of_wordbook(book: Wordbook) -> Iterator[Claim]:
    """Yield the claims to the terms that mean the same as others; what is abbreviated may have synonyms."""
    for each in book.abbreviations:
        yield from claims_of_terms(book, each.line, each.terms[1:])
    for each in book.synonyms:
        yield from claims_of_terms(book, each.line, each.terms)


def claims_of_terms(book: Wordbook, line: int, terms: Iterable[str]) -> Iterator[Claim]:
    """Yield the claims to the terms of one group."""
    for term in terms:
        key = ("term", book.partner, fold(term))
        yield Claim(key, book.file, line, "KB701", f"the term {shown(term)}", "keep it in one group")
