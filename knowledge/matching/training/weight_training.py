"""Learn a view's weights from its own phrasings, each asked as if it had not been there."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from knowledge.matching import confidence
from knowledge.matching.confidence import OFFERED
from knowledge.matching.evidence import Evidence, HeldPhrasings, Shortlist
from knowledge.matching.newton_fits import Array, choose, decide
from knowledge.matching.query.text_parsing import ParsedText
from knowledge.matching.query.words import elsewhere
from knowledge.matching.rank import Precedence, Ranking
from knowledge.matching.training.calibration import CalibrationKind, Weights, signals, standardised
from knowledge.matching.training.classifiers import CrossValidatedClassifier
from knowledge.matching.training.kernel_classifier import folds
from knowledge.matching.training.rewording import reword

NOBODY = -1
NOWHERE = -100.0
"""What every channel says of a place that a shortlist leaves empty: far less than of any entry."""


class TrainingExample(NamedTuple):
    """A phrasing asked out of fold: its shortlist, and the entry that is right."""

    reading: ParsedText
    shortlist: Shortlist
    held: HeldPhrasings
    right: int
    """The entry's place, or NOBODY."""
    importance: float = 1.0


@dataclass(frozen=True, slots=True)
class TrainingSet:
    """What training saw, to judge it by."""

    signals: Array
    right: NDArray[np.bool_]
    among: NDArray[np.bool_]
    importance: Array


def practise(evidence: Evidence, classifier: CrossValidatedClassifier) -> list[TrainingExample]:
    """Ask what a base can be asked from its own phrasings: each held out, and slightly reworded ones with all in it."""
    asked = [*ask_held_out(evidence, classifier), *ask_reworded(evidence, classifier)]
    return [*asked, *ask_elsewhere(evidence, classifier, confidence.ELSEWHERE_IMPORTANCE * len(asked))]


def ask_held_out(evidence: Evidence, classifier: CrossValidatedClassifier) -> list[TrainingExample]:
    """Ask phrasings of entries that have others, while their fold is held out; of a large base some, evenly spread."""
    dealt = np.where(evidence.counts[evidence.owner] > 1, folds(evidence.owner), -1)
    step = -(-len(evidence.readings) // confidence.PRACTISED)
    asked: list[TrainingExample] = []
    for fold in range(confidence.FOLDS):
        kept = dealt != fold
        out = np.flatnonzero(~kept)[::step]
        if not len(out):
            continue
        counts = np.bincount(evidence.owner[kept], minlength=len(evidence.entries)).astype(np.float32)
        held = HeldPhrasings(evidence.cover(kept.tolist()), counts)
        for place, predicted in zip(out.tolist(), classifier.held_out(out), strict=True):
            reading, near = evidence.readings[place], classifier.near(place)
            left = near.where(kept[near.rows])
            if not len(left.rows):
                continue
            shortlist = evidence.compare(reading, left, predicted, held)
            asked.append(TrainingExample(reading, shortlist, held, int(evidence.owner[place])))
    return asked


def ask_reworded(evidence: Evidence, classifier: CrossValidatedClassifier) -> list[TrainingExample]:
    """Ask phrasings in slightly other words while everything is in the base, evenly spread over a large one."""
    asked: list[TrainingExample] = []
    importance = min(1.0, confidence.REWORDED_IMPORTANCE / float(evidence.counts.mean()))
    places = range(0, len(evidence.readings), max(1, len(evidence.readings) // confidence.REWORDED))
    for place, reading in zip(places, evidence.read_all([_reworded(evidence, at) for at in places]), strict=True):
        owner = int(evidence.owner[place])
        if reading.words and reading.words != evidence.readings[place].words:
            near = evidence.near(reading)
            predicted = classifier.values(reading, near)
            shortlist = evidence.compare(reading, near, predicted, evidence.whole)
            asked.append(TrainingExample(reading, shortlist, evidence.whole, owner, importance))
    return asked


def _reworded(evidence: Evidence, place: int) -> tuple[str, str]:
    owner = int(evidence.owner[place])
    entry = evidence.entries[owner]
    return reword(entry.phrasings[place - int(evidence.first[owner])], entry.language), entry.language


def ask_elsewhere(evidence: Evidence, classifier: CrossValidatedClassifier, importance: float) -> list[TrainingExample]:
    """Ask what nobody answers, in the base's languages; all together it counts as much as given."""
    languages = sorted({entry.language for entry in evidence.entries})
    asked: list[TrainingExample] = []
    for reading in evidence.read_all([(text, language) for language in languages for text in elsewhere(language)]):
        near = evidence.near(reading)
        if float(near.aligned.max()) < confidence.COINCIDENCE:
            predicted = classifier.values(reading, near)
            shortlist = evidence.compare(reading, near, predicted, evidence.whole)
            asked.append(TrainingExample(reading, shortlist, evidence.whole, NOBODY))
    return [one._replace(importance=importance / len(asked)) for one in asked]


def learn_channels(asked: list[TrainingExample], start: Array) -> Array:
    """Learn how channels add up, from the questions whose right entry was shortlisted."""
    usable = [a for a in asked if a.right in a.shortlist.entries]
    if not usable:
        return start
    most = max(len(a.shortlist.entries) for a in usable)
    rows = np.full((len(usable), most, len(start)), NOWHERE)
    for at, one in enumerate(usable):
        rows[at, : len(one.shortlist.entries)] = one.shortlist.channels
    right = np.array([int(np.flatnonzero(a.shortlist.entries == a.right)[0]) for a in usable], dtype=np.intp)
    return choose(rows, right, start, confidence.CHANNEL_STRENGTH)


def observe(asked: list[TrainingExample], order: Precedence, channels: Array) -> TrainingSet:
    """Rank each question with its right entry and without, and note the signals and whether the winner was right."""
    rows: list[Array] = []
    right: list[bool] = []
    among: list[bool] = []
    weight: list[float] = []
    for one in asked:
        accepted = NOBODY if one.right == NOBODY else int(order.preferred[one.right])
        ranking = order.rank(one.shortlist, channels)
        best = ranking.entries[:OFFERED].tolist()
        rows.append(signals(ranking, one.held.documents.known(one.reading.stems), len(one.reading.stems)))
        right.append(best[:1] == [accepted] or best[:1] == [one.right])
        among.append(accepted in best or one.right in best)
        weight.append(one.importance)
        if one.right != NOBODY:
            rows.append(_absent(one, ranking))
            right.append(False)
            among.append(False)
            weight.append(confidence.ABSENT * one.importance)
    return TrainingSet(np.stack(rows), np.array(right), np.array(among), np.array(weight))


def _absent(one: TrainingExample, ranking: Ranking) -> Array:
    known = one.held.documents.known(one.reading.stems, without=one.right)
    return signals(ranking.without(one.right), known, len(one.reading.stems))


def learn(asked: list[TrainingExample], order: Precedence, start: Weights) -> Weights:
    """Learn a base's weights; with little to learn from they stay near the shipped ones."""
    if not asked:
        return start
    channels = learn_channels(asked, start.channels)
    examples = observe(asked, order, channels)
    rows = standardised(examples.signals)
    right, among = examples.right.astype(float), examples.among.astype(float)

    def fit(yes: Array, prior: Array, positive: bool) -> Array:
        return decide(rows, yes, examples.importance, prior, confidence.SIGNAL_STRENGTH, positive)

    kind = CalibrationKind.SELF_LEARNED if len(asked) >= confidence.ENOUGH else CalibrationKind.SHIPPED
    return Weights(
        channels,
        fit(right, start.free, False),
        fit(right, start.positive, True),
        fit(among, start.among, True),
        kind,
    )
