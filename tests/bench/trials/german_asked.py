"""Ask German phrasings, held out, and labelled German questions of the sample content, with a table of German words."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from types import ModuleType
from typing import NamedTuple

import numpy as np

from knowledge.asked import LabelledQuestion
from knowledge.entry import VENDOR_FOLDER, Entry, Visibility
from knowledge.load import Loaded, load
from knowledge.matching import alignment, sense
from knowledge.matching.confidence import FOLDS, RIDGE
from knowledge.matching.encoder.semantic_extra import SemanticExtra
from knowledge.matching.evidence import Evidence
from knowledge.matching.large.index import ALL
from knowledge.matching.meaning import table
from knowledge.matching.meaning.table import WordTable
from knowledge.matching.training.kernel_classifier import KernelRidge, folds, kernel
from knowledge.matching.view import View
from knowledge.matching.vocabulary import SpokenLanguage
from knowledge.people.audience import Audience
from tests.bench.honesty import CONTENT
from tests.bench.trials.german_table import LANGUAGE

BASES = {"lindenhof": ("lindenhof", VENDOR_FOLDER), "copperlane": ("copperlane",)}
"""Partners whose staff's German entries are a base, the vendor's among them; and whose phrasings it is asked."""
DRAWS = 5
"""Choices of the one phrasing that each entry is left with."""
COLUMNS = (
    "held out: nearest", "kernel", "kernel, one phrasing", "all channels",
    "labelled: nearest", "kernel", "all channels",
)  # fmt: skip
NEAREST, KERNEL, SINGLE, WHOLE, LABELLED_NEAREST, LABELLED_KERNEL, LABELLED_WHOLE = range(len(COLUMNS))
Hit = tuple[int, str, float]
"""A column, the entry of what was asked in it, and whether that came first, or in how many of the draws."""


class Row(NamedTuple):
    """What German words mean in a row of figures, and whether the alignment may know it, or the sums alone."""

    name: str
    table: WordTable | None = None
    aligned: bool = True
    extra: SemanticExtra | None = None


@cache
def content() -> Loaded:
    """Return the sample content."""
    return load(CONTENT)


def entries() -> list[Entry]:
    """Return its German entries, in the order of their names."""
    return sorted((entry for entry in content().entries if entry.language == LANGUAGE), key=lambda entry: entry.name)


def labelled() -> list[LabelledQuestion]:
    """Return its labelled questions that a German entry answers."""
    names = {entry.name for entry in entries()}
    return [one for one in content().asked if names.intersection(one.expect)]


def hits(row: Row) -> Iterator[Hit]:
    """Ask each base its phrasings, held out, and its labelled questions, with the German table in the place of ours."""
    _speak(sense, row.table)
    _speak(alignment, row.table if row.aligned else None)
    for partner, folders in BASES.items():
        base = _Base(partner, folders, row.extra)
        yield from base.held_out()
        yield from base.in_tenths()
        yield from base.labelled()


def _speak(module: ModuleType, german: WordTable | None) -> None:
    """Have a part of matching know German words by this table instead of English ones by ours, or ours again."""
    module.LANGUAGE = LANGUAGE if german else table.LANGUAGE
    module.english = (lambda: german) if german else table.english


class _Base:
    """The German entries that a partner's staff may see, to be asked."""

    def __init__(self, partner: str, folders: Sequence[str], extra: SemanticExtra | None) -> None:
        self._audience, self._folders, self._extra = (
            Audience((partner, VENDOR_FOLDER), Visibility.PARTNER),
            folders,
            extra,
        )
        self._view = self._learned(entries())
        self._entries = self._view.entries
        self._evidence = Evidence(self._entries, ALL, self._view.thesaurus, extra)
        self._owner = self._evidence.owner
        self._gram = np.stack([kernel(self._evidence.near(each)) for each in self._evidence.readings])
        self._ridge = KernelRidge(self._gram, self._owner, len(self._entries))

    def held_out(self) -> Iterator[Hit]:
        """Ask each phrasing of the others: the nearest, the kernel, and the kernel over one phrasing an entry."""
        others, single = self._gram - 2 * np.eye(len(self._gram)), self._single()
        for place, owner in enumerate(self._owner):
            if self._asks(self._entries[owner]):
                name = self._entries[owner].name
                yield NEAREST, name, self._owner[others[place].argmax()] == owner
                yield KERNEL, name, self._ridge.held_out(np.array([place])).argmax() == owner
                yield SINGLE, name, single[place]

    def _single(self) -> np.ndarray:
        """Return for each phrasing how often its entry is found when every entry has one phrasing, and it
        is not that.
        """
        gram, found = self._gram, np.full((DRAWS, len(self._gram)), np.nan)
        for draw in range(DRAWS):
            kept = self._evidence.first + draw % self._evidence.counts.astype(int)
            scores = gram[:, kept] @ np.linalg.inv(gram[np.ix_(kept, kept)] + RIDGE * np.eye(len(kept)))
            found[draw] = scores.argmax(axis=1) == self._owner
            found[draw, kept] = np.nan
        return np.nanmean(found, axis=0)

    def in_tenths(self) -> Iterator[Hit]:
        """Ask each phrasing of a whole view that learned without a tenth of the phrasings, this one among them."""
        dealt = iter(folds(self._owner).tolist())
        texts = [(entry, [(text, next(dealt)) for text in entry.phrasings]) for entry in self._entries]
        for fold in range(FOLDS):
            kept = [(entry, [text for text, of in pairs if of != fold]) for entry, pairs in texts]
            view = self._learned([replace(entry, question=one, also=tuple(also)) for entry, (one, *also) in kept])
            for entry, pairs in texts:
                for text in [text for text, of in pairs if of == fold and self._asks(entry)]:
                    yield WHOLE, entry.name, _first(view, text) == entry.name

    def labelled(self) -> Iterator[Hit]:
        """Ask the labelled questions."""
        names, speller = [entry.name for entry in self._entries], SpokenLanguage(self._evidence).speller
        for one in [one for one in labelled() if one.file.split("/")[0] in self._folders]:
            row = kernel(self._evidence.near(self._evidence.read_all([(one.ask, LANGUAGE)], speller)[0]))
            yield LABELLED_NEAREST, one.expect[0], names[self._owner[row.argmax()]] in one.expect
            yield LABELLED_KERNEL, one.expect[0], names[self._ridge.predict(row).argmax()] in one.expect
            yield LABELLED_WHOLE, one.expect[0], _first(self._view, one.ask) in one.expect

    def _asks(self, entry: Entry) -> bool:
        return entry.name.split("/")[0] in self._folders

    def _learned(self, known: Sequence[Entry]) -> View:
        return View(known, self._audience, books=content().wordbooks, extra=self._extra)


def _first(view: View, text: str) -> str | None:
    return next((match.entry.name for match in view.ask(text).matches), None)
