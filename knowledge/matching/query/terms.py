"""Terms and what they are read as: made of wordbooks and acronyms, and settled where groups follow from each other."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from knowledge.matching.query.acronyms import Acronym
from knowledge.matching.query.text import tokens
from knowledge.matching.query.words import courtesies
from knowledge.wordbook import Wordbook

MOST_WORDS = 16
"""Words of a meaning."""
LINKS = 20
"""Groups that may follow from one another: a term read as one that another group reads as a third."""

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase, and the words it is read as."""

    words: Words
    meaning: Words
    is_short: bool = False
    """An abbreviation, which has no stem: it is taken as it is, or with the s of a plural."""
    source: str = ""
    """Where it is said: `file:line`."""


def curated(book: Wordbook) -> Iterator[Term]:
    """Yield the terms of a wordbook."""
    for each in book.abbreviations:
        *long, short = map(spoken, each.terms)
        yield from group(f"{book.file}:{each.line}", long, short)
    for each in book.synonyms:
        yield from group(f"{book.file}:{each.line}", [*map(spoken, each.terms)])


def spoken(term: str) -> Words:
    """Return a curator's term as readings have it: folded, without what is only polite."""
    words = tokens(term)
    return tuple(word for word in words if word not in courtesies()) or words


def mined(acronym: Acronym) -> Iterator[Term]:
    """Yield the terms of an acronym: itself and what it stands for; none where that isn't certain."""
    if acronym.left_out is None:
        definition = acronym.definitions[0]
        yield from group(f"{definition.file}:{definition.line}", [definition.long], (acronym.short,))


def group(source: str, long: Sequence[Words], short: Words = ()) -> Iterator[Term]:
    """Yield the terms that are read as the first of the long ones; of an abbreviation, that one may have synonyms."""
    for words in long[1:] if short else long:
        yield Term(words, long[0], source=source)
    if short:
        yield Term(short, long[0], len(short) == 1, source)


def settled(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Return each term once, the first of its kind, and each meaning as a term; meanings are read through
    the others.
    """
    first: dict[Words, Term] = {}
    for term in terms:
        first.setdefault(term.words, term)
    read = {each.words: replace(each, meaning=_meaning(each.meaning, first)) for each in first.values()}
    for term in first.values():
        for words in (term.meaning, read[term.words].meaning):
            read.setdefault(words, replace(read[term.words], words=words, is_short=False))
    return tuple(read.values())


def _meaning(own: Words, terms: Mapping[Words, Term]) -> Words:
    """Return what a meaning itself is read as: an e5 license is an e5 licence, where a license is a licence.

    Of groups that lead in a circle, the first of their meanings in the alphabet stands for all.
    """
    path = [own]
    while len(path) < LINKS:
        words = path[-1]
        read = terms[words].meaning if words in terms else words
        read = _parts_read(words, own, terms) if read == words else read
        if read == words or len(read) > MOST_WORDS:
            break
        if read in path:
            return min(path[path.index(read) :])
        path.append(read)
    return path[-1]


def _parts_read(words: Words, own: Words, terms: Mapping[Words, Term]) -> Words:
    read: list[str] = []
    at = 0
    while at < len(words):
        spans = (end for end in range(len(words), at, -1) if (term := terms.get(words[at:end])) and term.meaning != own)
        end = next(spans, None)
        read.extend(terms[words[at:end]].meaning if end else words[at : at + 1])
        at = end or at + 1
    return tuple(read)
