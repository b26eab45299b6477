"""Times Spot, WRatio and tantivy on the same questions over the same made-up phrasings."""

import gc
import random
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import nan
from pathlib import Path
from time import thread_time

import numpy as np
from rapidfuzz import fuzz, process, utils

from knowledge.entry import Entry, Visibility
from knowledge.evaluation.evaluation_sets import FOLDER
from knowledge.matching.arrays.artifact import read, write
from knowledge.matching.large.evidence import LargeEvidence
from knowledge.matching.large.index import LargeIndex
from knowledge.matching.prepared import Prepared
from knowledge.matching.query.spelling import Speller
from knowledge.matching.query.text import stem
from knowledge.matching.query.text_parsing import NOTHING
from knowledge.matching.query.thesaurus import Thesaurus
from knowledge.matching.training.trained_model import UNTRAINED, TrainedModel
from knowledge.matching.view import View
from knowledge.people.audience import Audience
from tests.bench.crowd import crowd
from tests.bench.tracks import TRACKS

QUESTIONS = 300
SLOW = 3_000_000
"""Phrasings that WRatio is asked to look at, all questions together."""
TURNS = 10
"""Turns in which the matchers are asked."""
Ask = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Part:
    """One matcher's figures: milliseconds, seconds, megabytes; nan where nothing was measured."""

    name: str
    p50: float
    p99: float
    built: float = nan
    opened: float = nan
    megabytes: float = nan

    @property
    def row(self) -> str:
        """Return it as cells of a table."""
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
        """Return the figures in the order of the table."""
        return self.ask, self.rerank, self.wratio, self.tantivy


class Indexed:
    """A trainer who gives a finished index, and the weights that are shipped for a base without a classifier."""

    def __init__(self, index: LargeIndex) -> None:
        self._index = index

    def index(self, entries: Sequence[Entry], thesaurus: Thesaurus) -> LargeIndex:
        return self._index

    def trained_model(self, prepared: Prepared, at_once: bool) -> TrainedModel:
        """Return the shipped weights."""
        return UNTRAINED


def measured(phrasings: int) -> Pace:
    """Measure every matcher on so many phrasings."""
    entries = list(crowd(phrasings))
    texts = [text for entry in entries for text in entry.phrasings]
    questions = asked(texts)
    with tempfile.TemporaryDirectory() as folder:
        opened, ask, rerank = spot(entries, Path(folder) / "index")
        tantivy, search = lucene_like(texts)
        some = questions[: max(4, SLOW // len(texts))]
        times = timed_side_by_side((ask, questions), (rerank, questions), (wratio(texts), some), (search, questions))
    whole, part, fuzzy, engine = (dict(p50=p50, p99=p99) for p50, p99 in times)
    return Pace(
        phrasings,
        len(entries),
        replace(opened, **whole),
        Part("Spot, index + rerank", **part),
        Part("rapidfuzz WRatio", **fuzzy),
        replace(tantivy, **engine),
    )


def asked(texts: Sequence[str]) -> list[str]:
    """Return phrasings with a word left out, every other one misspelt; always the same."""
    draw = random.Random(7)
    questions = []
    for number in range(QUESTIONS):
        words = draw.choice(texts).rstrip("?").split()
        del words[draw.randrange(len(words))]
        text = " ".join(words)
        questions.append(TRACKS["typo"](text, number) if number % 2 else text)
    return questions


def timed(ask: Ask, questions: Sequence[str]) -> tuple[float, float]:
    """Return the median and the 99th percentile of the milliseconds that a question takes."""
    return timed_side_by_side((ask, questions))[0]


def timed_side_by_side(*matchers: tuple[Ask, Sequence[str]]) -> list[tuple[float, float]]:
    """Return the same for each matcher with its questions, asked in turns: what slows the machine slows all of them."""
    for ask, questions in matchers:
        for question in questions[:3]:
            ask(question)
    gc.collect()
    took: list[list[float]] = [[] for _ in matchers]
    for turn in range(TURNS):
        for (ask, questions), times in zip(matchers, took, strict=True):
            for question in questions[turn::TURNS]:
                stem.cache_clear()
                begun = thread_time()
                ask(question)
                times.append(1000 * (thread_time() - begun))
    return [(float(np.percentile(times, 50)), float(np.percentile(times, 99))) for times in took]


def spot(entries: Sequence[Entry], path: Path) -> tuple[Part, Ask, Ask]:
    """Build Spot's index, keep it in a file and open it; return the whole ask, and the part that finds and compares."""
    stem.cache_clear()
    begun = thread_time()
    index = LargeIndex.of(entries, NOTHING)
    built = thread_time() - begun
    write(path, index.artifact)
    size = path.stat().st_size / 1e6
    del index
    begun = thread_time()
    index = LargeIndex.from_artifact(read(path))
    evidence = LargeEvidence(entries, index, NOTHING)
    opened = thread_time() - begun
    view = View(entries, Audience((FOLDER,), Visibility.PUBLIC), trainer=Indexed(index))
    speller = Speller.over(index.spellings, view._vocabulary.languages.known)
    nobody = np.zeros(len(entries), dtype=np.float32)

    def rerank(question: str) -> object:
        reading = evidence.read(question, "en")
        words, _ = speller.correct(reading.words, "en")
        reading = evidence.read(" ".join(words), "en")
        return evidence.compare(reading, evidence.near(reading), nobody, evidence.whole)

    return Part("Spot, the whole ask", nan, nan, built, opened, size), view.ask, rerank


def wratio(texts: Sequence[str]) -> Ask:
    """Return rapidfuzz's extractOne, whose scorer is WRatio."""
    plain = [utils.default_process(text) for text in texts]
    return lambda text: process.extractOne(utils.default_process(text), plain, scorer=fuzz.WRatio)


def lucene_like(texts: Sequence[str]) -> tuple[Part, Ask]:
    """Build tantivy's index, a document a phrasing; nan and nothing to ask where it is not installed."""
    try:
        from tests.bench.peers.lucene_like import fit
    except ModuleNotFoundError:
        return Part("tantivy (not installed)", nan, nan), lambda text: None
    begun = thread_time()
    ask = fit([Entry(FOLDER, str(place), text, "") for place, text in enumerate(texts)])
    return Part("tantivy", nan, nan, thread_time() - begun), ask
