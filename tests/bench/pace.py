"""Times Spot, WRatio and tantivy on the same questions over the same made-up phrasings."""

import gc
import random
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import thread_time

import numpy as np
from rapidfuzz import fuzz, process, utils

from knowledge.audience import Audience
from knowledge.entry import Entry, Visibility
from knowledge.matching.artefact import read, write
from knowledge.matching.jsonl import FOLDER
from knowledge.matching.large.evidence import LargeEvidence
from knowledge.matching.large.index import LargeIndex
from knowledge.matching.learned import UNTAUGHT, Learned
from knowledge.matching.prepared import Prepared
from knowledge.matching.reading import NOTHING
from knowledge.matching.text import stem
from knowledge.matching.thesaurus import Thesaurus
from knowledge.matching.view import View
from tests.bench.crowd import crowd
from tests.bench.tracks import TRACKS

QUESTIONS = 300
SLOW = 3_000_000
"""Phrasings that WRatio is asked to look at, all questions together."""


@dataclass(frozen=True, slots=True)
class Part:
    """One matcher's figures: milliseconds, seconds, megabytes; nan where nothing was measured."""

    name: str
    p50: float
    p99: float
    built: float = float("nan")
    opened: float = float("nan")
    megabytes: float = float("nan")

    @property
    def row(self) -> str:
        """Give it as cells of a table."""
        times = (f"{self.p50:.2f}", f"{self.p99:.2f}")
        rest = (f"{each:.2f}" if each == each else "" for each in (self.built, self.opened))
        return " | ".join(
            (self.name, *times, *rest, f"{self.megabytes:.0f}" if self.megabytes == self.megabytes else "")
        )


@dataclass(frozen=True, slots=True)
class Pace:
    """All matchers at one size."""

    phrasings: int
    entries: int
    ask: Part
    rerank: Part
    wratio: Part
    tantivy: Part

    @property
    def parts(self) -> tuple[Part, ...]:
        """Give the figures in the order of the table."""
        return self.ask, self.rerank, self.wratio, self.tantivy


class Indexed:
    """A teacher who gives a finished index, and the weights that are shipped for a base without a classifier."""

    def __init__(self, index: LargeIndex) -> None:
        self._index = index

    def index(self, entries: Sequence[Entry], thesaurus: Thesaurus) -> LargeIndex:
        """Give the index."""
        return self._index

    def lessons(self, prepared: Prepared, at_once: bool) -> Learned:
        """Give the shipped weights."""
        return UNTAUGHT


def measured(phrasings: int) -> Pace:
    """Measure every matcher on so many phrasings."""
    entries = list(crowd(phrasings))
    texts = [text for entry in entries for text in entry.phrasings]
    questions = asked(texts)
    ask, rerank = spot(entries, questions)
    return Pace(phrasings, len(entries), ask, rerank, wratio(texts, questions), lucene_like(texts, questions))


def asked(texts: Sequence[str]) -> list[str]:
    """Give phrasings with a word left out, every other one misspelt; always the same."""
    draw = random.Random(7)
    questions = []
    for number in range(QUESTIONS):
        words = draw.choice(texts).rstrip("?").split()
        del words[draw.randrange(len(words))]
        text = " ".join(words)
        questions.append(TRACKS["typo"](text, number) if number % 2 else text)
    return questions


def timed(ask: Callable[[str], object], questions: Sequence[str]) -> tuple[float, float]:
    """Give the median and the 99th percentile of the milliseconds that a question takes."""
    for question in questions[:3]:
        ask(question)
    gc.collect()
    took = []
    for question in questions:
        stem.cache_clear()
        begun = thread_time()
        ask(question)
        took.append(1000 * (thread_time() - begun))
    return float(np.percentile(took, 50)), float(np.percentile(took, 99))


def spot(entries: Sequence[Entry], questions: Sequence[str]) -> tuple[Part, Part]:
    """Measure Spot: the whole ask, and the part of it that finds and compares."""
    stem.cache_clear()
    begun = thread_time()
    index = LargeIndex.of(entries, NOTHING)
    built = thread_time() - begun
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "index"
        write(path, index.artefact)
        size = path.stat().st_size / 1e6
        del index
        begun = thread_time()
        index = LargeIndex.opened(read(path))
        evidence = LargeEvidence(entries, index, NOTHING)
        opened = thread_time() - begun
        view = View(entries, Audience((FOLDER,), Visibility.PUBLIC), teacher=Indexed(index))
        speller = view._vocabulary.speller
        nobody = np.zeros(len(entries), dtype=np.float32)

        def rerank(question: str) -> object:
            reading = evidence.read(question, "en")
            words, _ = speller.correct(reading.words, "en")
            reading = evidence.read(" ".join(words), "en")
            return evidence.compare(reading, evidence.near(reading), nobody, evidence.whole)

        whole = Part("Spot, the whole ask", *timed(view.ask, questions), built, opened, size)
        speller._known.clear()
        return whole, Part("Spot, index + rerank", *timed(rerank, questions))


def wratio(texts: Sequence[str], questions: Sequence[str]) -> Part:
    """Measure rapidfuzz's extractOne, whose scorer is WRatio."""
    plain = [utils.default_process(text) for text in texts]
    some = questions[: max(4, SLOW // len(texts))]
    times = timed(lambda text: process.extractOne(utils.default_process(text), plain, scorer=fuzz.WRatio), some)
    return Part("rapidfuzz WRatio", *times)


def lucene_like(texts: Sequence[str], questions: Sequence[str]) -> Part:
    """Measure tantivy with a document a phrasing; nan where it is not installed."""
    try:
        from tests.bench.peers.lucene_like import fit
    except ModuleNotFoundError:
        return Part("tantivy (not installed)", float("nan"), float("nan"))
    begun = thread_time()
    ask = fit([Entry(FOLDER, str(place), text, "") for place, text in enumerate(texts)])
    return Part("tantivy", *timed(ask, questions), thread_time() - begun)
