"""Read a text for matching: folded, courtesies left out, spelling put right, stemmed, cut into n-grams."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from knowledge.matching.index import Floats, Halves
from knowledge.matching.query.courtesies import NAME, bare, clauses
from knowledge.matching.query.signature import unaddressed, unsigned
from knowledge.matching.query.spelling import Speller
from knowledge.matching.query.text import alike, character_terms, stems, tokens, word_terms
from knowledge.matching.query.thesaurus import Thesaurus
from knowledge.matching.query.words import polite

WORDS = 200
"""Words of a text that are read; scripts without spaces make one of every two characters."""
REPEATED = 3
"""How often one word counts, and never twice in a row: saying it a hundred times makes nothing surer."""
NOTHING = Thesaurus()
"""A thesaurus that leaves every word as it is."""


@dataclass(frozen=True)
class ParsedText:
    """A text as matching sees it; both sides, a phrasing and a question, are read alike."""

    language: str
    typed: tuple[str, ...]
    """The words that were meant, folded, as typed."""
    words: tuple[str, ...]
    """The same words as understood: spelling put right, terms that mean the same read as one."""
    corrections: tuple[tuple[str, str], ...]
    stems: tuple[str, ...]
    sources: tuple[str, ...]
    """For each word as understood, what was typed for it."""
    taken: tuple[tuple[str, str], ...] = ()
    """Pairs of a term as typed and what it was taken for."""
    vector: Floats | Halves | None = None
    """What an encoder makes of the text, where the view has the extra."""

    @cached_property
    def terms(self) -> list[str]:
        """Return the stems and pairs of neighbouring stems."""
        return word_terms(self.stems)

    def grams(self, sizes: range) -> list[str]:
        """Return the character n-grams of the words as understood."""
        return character_terms(self.words, sizes)

    @property
    def plain(self) -> str:
        """Return the words as understood, with single spaces."""
        return " ".join(self.words)


def meant(text: str) -> tuple[str, ...]:
    """Return the words of a text without greetings, thanks and signature; all of them when nothing else was said."""
    words = tokens(text)
    if polite().isdisjoint(words) and NAME not in words and "\n--" not in text:
        return bounded(words)
    kept: list[str] = []
    for clause in unsigned(unaddressed(clauses(text))):
        kept += bare(clause, leading=not kept)
    return bounded(tuple(kept) or words)


def bounded(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return so many of the words as count, none of them again and again."""
    if len(set(words)) == len(words) <= WORDS:
        return words
    said: Counter[str] = Counter()
    kept: list[str] = []
    for word, before in zip(words, ("", *words), strict=False):
        said[word] += word != before
        if word != before and said[word] <= REPEATED:
            kept.append(word)
    return tuple(kept[:WORDS])


def read(text: str, language: str, speller: Speller | None = None, thesaurus: Thesaurus = NOTHING) -> ParsedText:
    """Read a text of this language; without a speller and a thesaurus, as it stands."""
    return understand(meant(text), language, speller, thesaurus)


def understand(
    typed: tuple[str, ...], language: str, speller: Speller | None = None, thesaurus: Thesaurus = NOTHING
) -> ParsedText:
    """Read the words that a text means, as `meant` gives them."""
    spelt = tuple(alike(word, language) for word in typed)
    understood, corrections = speller.correct(spelt, language) if speller else (spelt, ())
    words, sources, taken = thesaurus.unify(understood, typed, language)
    return ParsedText(language, typed, words, corrections, stems(words, language), sources, taken)
