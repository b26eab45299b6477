"""What counts as one word for an audience: acronyms of its entries, abbreviations and synonyms of curators.

Both sides, phrasings and questions, are read through it; what people read is never touched.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from knowledge.entry import Entry
from knowledge.matching.query.acronyms import mine
from knowledge.matching.query.terms import Term, Words, curated, mined, settled
from knowledge.matching.query.text import alike, stem, stems, tokens
from knowledge.matching.query.words import primary
from knowledge.people.audience import Audience
from knowledge.wordbook import Wordbook

MOST_READ = 50
"""Terms of one text that are read as others; the rest stands as it is, so that time stays bounded."""
INFLECTION = 2
"""Letters by which a word may differ from a term with its stem: licences is licence, billing is not bill."""


class Unified(NamedTuple):
    """Words read through a thesaurus."""

    words: Words
    typed: Words
    """For each word, what was typed for it."""
    taken: tuple[tuple[str, str], ...] = ()
    """Pairs of a term as typed and what it was read as."""


class Thesaurus:
    """An immutable map from terms to what they are read as, in the given languages."""

    def __init__(self, terms: Iterable[Term] = (), languages: Iterable[str] = ()) -> None:
        self._hold(settled(terms), languages)

    @classmethod
    def of_settled(cls, terms: tuple[Term, ...], languages: Iterable[str]) -> "Thesaurus":
        """Return the thesaurus whose terms these are, settled before."""
        held = cls.__new__(cls)
        held._hold(terms, languages)
        return held

    def _hold(self, terms: tuple[Term, ...], languages: Iterable[str]) -> None:
        self.terms = terms
        self.languages = frozenset(map(primary, languages))
        self._tables = {language: TermTable(self.terms, language) for language in self.languages}

    @property
    def words(self) -> frozenset[str]:
        """Return every word of its terms."""
        return frozenset(chain.from_iterable((*term.words, *term.meaning) for term in self.terms))

    def begins(self, word: str, language: str) -> bool:
        """Return whether a term may begin with this word of a text."""
        table = self._tables.get(primary(language)) if self.terms else None
        return table is not None and table.begins(word)

    def unify(self, words: Words, typed: Words, language: str) -> Unified:
        """Return the words with each term read as what it means; `typed` holds what was typed for each word.

        A term that follows one of the same meaning is left out: "Cloud Solution Provider (CSP)" says one thing. In a
        language that is not the thesaurus's, every word stays as it is.
        """
        table = self._tables.get(primary(language)) if self.terms else None
        found = tuple(table.find(words)) if table else ()
        if not found:
            return Unified(words, typed)
        read: list[str] = []
        shown: list[str] = []
        taken: dict[tuple[str, str], None] = {}
        done, last = 0, None
        for at, term in found:
            end = at + len(term.words)
            as_typed = " ".join(typed[at:end])
            repeated = at == done and term.meaning == last
            read += (*words[done:at], *(() if repeated else term.meaning))
            shown += (*typed[done:at], *(() if repeated else [as_typed] * len(term.meaning)))
            if term.words != term.meaning:
                taken[as_typed, " ".join(term.meaning)] = None
            done, last = end, term.meaning
        return Unified((*read, *words[done:]), (*shown, *typed[done:]), tuple(taken))


class TermTable:
    """The terms as they are looked up in one language."""

    def __init__(self, terms: Iterable[Term], language: str) -> None:
        self._language = language
        self._short: dict[str, Term] = {}
        self._phrases: dict[str, list[tuple[Words, Term]]] = {}
        for term in sorted((self._spelt(each) for each in terms), key=lambda one: -len(one.words)):
            if term.is_short:
                self._short |= {term.words[0]: term, f"{term.words[0]}s": term}
            else:
                stemmed = stems(term.words, language)
                self._phrases.setdefault(stemmed[0], []).append((stemmed, term))

    def _spelt(self, term: Term) -> Term:
        """Return the term with the words as this language's readings have them."""
        words, meaning = (tuple(alike(word, self._language) for word in each) for each in (term.words, term.meaning))
        return replace(term, words=words, meaning=meaning)

    def begins(self, word: str) -> bool:
        """Return whether a term may begin with this word."""
        return word in self._short or stem(word, self._language) in self._phrases

    def find(self, words: Words) -> Iterator[tuple[int, Term]]:
        """Yield the terms in the words with the place where each begins, the longest at each place."""
        stemmed = stems(words, self._language)
        at = count = 0
        while at < len(words) and count < MOST_READ:
            term = self._begins(words, stemmed, at)
            if term:
                count += 1
                yield at, term
            at += len(term.words) if term else 1

    def _begins(self, words: Words, stemmed: Words, at: int) -> Term | None:
        """Return the longest term that begins at this place."""
        for term_stemmed, term in self._phrases.get(stemmed[at], ()):
            end = at + len(term_stemmed)
            if stemmed[at:end] == term_stemmed and is_inflected(words[at:end], term.words):
                return term
        return self._short.get(words[at])


def is_inflected(words: Words, term: Words) -> bool:
    """Return whether words with a term's stems are the term in another ending, and not only kin to it."""
    return all(abs(len(one) - len(other)) <= INFLECTION for one, other in zip(words, term, strict=True))


def thesaurus(entries: Sequence[Entry], books: Iterable[Wordbook], audience: Audience) -> Thesaurus:
    """Return what counts as one word for this audience, from entries that it may see; its own partner's words first."""
    places = {partner: place for place, partner in enumerate(audience.partners)}
    mine_first = sorted(
        (book for book in books if book.concerns(audience)), key=lambda book: (places[book.partner], book.file)
    )
    terms = [term for book in mine_first for term in curated(book)]
    decided = {term.words for term in terms} | {tokens(each) for book in mine_first for each, _ in book.ignored}
    terms += [term for each in mine(entries) if (each.short,) not in decided for term in mined(each)]
    return Thesaurus(terms, sorted({entry.language for entry in entries}))


def said_to(audience: Audience, books: Iterable[Wordbook]) -> tuple[tuple[object, ...], ...]:
    """Return what the wordbooks of this audience say, in no order of files."""
    return tuple(sorted((book.said for book in books if book.concerns(audience)), key=repr))
