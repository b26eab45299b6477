"""What one audience is answered from: everything learned from the entries they may see, and from nothing else."""

from collections.abc import Sequence
from copy import copy
from dataclasses import replace
from functools import cached_property, partial

import numpy as np

from knowledge.entry import Entry
from knowledge.judgement import Judged, Judgement
from knowledge.match import Encoding, Finding, Match, Verdict
from knowledge.matching.confidence import ANSWER, JUDGED_MOST, OFFERED, RELATED
from knowledge.matching.context import Context
from knowledge.matching.encoder.encoder import EncoderUnusable
from knowledge.matching.encoder.semantic_extra import SemanticExtra
from knowledge.matching.evidence import CHANNELS, DECIMALS, in_common
from knowledge.matching.fingerprint import fingerprint
from knowledge.matching.matched_terms import QuerySubject
from knowledge.matching.merged import merge
from knowledge.matching.newton_fits import Array
from knowledge.matching.prepared import is_large, prepare
from knowledge.matching.query.query_parsing import ParsedQuery, QueryParser
from knowledge.matching.query.text_parsing import ParsedText, meant
from knowledge.matching.query.thesaurus import said_to, thesaurus
from knowledge.matching.rank import Ranking
from knowledge.matching.training.artifact_cache import ArtifactCache
from knowledge.matching.training.calibration import CalibrationKind, shipped, signals
from knowledge.matching.training.classifiers import Classifier
from knowledge.matching.training.recalibration import Observation, observed, recalibrate
from knowledge.matching.training.stale_classifier import StaleClassifier
from knowledge.matching.training.trained_model import ServedBy, TrainedModel, as_shipped
from knowledge.matching.training.trainer import LocalTrainer, Trainer
from knowledge.matching.verdict import Decision, Situation, decide
from knowledge.people.audience import Audience
from knowledge.wordbook import Wordbook

ON_THE_SPOT = LocalTrainer(ArtifactCache(None, print))
NOTHING_JUDGED = Judged(target=ANSWER)
MATCHES, CLOSELY = 10, 2
"""Matches that a finding holds at most, and those of them whose words are compared by meaning too, to explain them."""


class View:
    """An immutable snapshot of what one audience may be answered from; safe to ask from several threads."""

    def __init__(
        self,
        entries: Sequence[Entry],
        audience: Audience,
        judged: Judged = NOTHING_JUDGED,
        books: Sequence[Wordbook] = (),
        extra: SemanticExtra | None = None,
        teacher: Trainer = ON_THE_SPOT,
        before: "View | None" = None,
        at_once: bool = False,
    ) -> None:
        """Learn from what the audience may see, with the extra where there is one and the base is not too large.

        With `at_once` the weights that are shipped serve where the lessons would have to be waited for.
        """
        self.audience = audience
        self.said = said_to(audience, books)
        self.entries = tuple(sorted((e for e in entries if audience.admits(e)), key=lambda entry: entry.name))
        self._named = {entry.name: entry for entry in self.entries}
        self._merged = merge(self.entries, audience.partners)
        self._places = {each.name: place for place, one in enumerate(self._merged) for each in one.members}
        self._matched = tuple(one.entry for one in self._merged)
        self.thesaurus = thesaurus(self.entries, books, audience)
        self.served_by = ServedBy.LESSONS
        self.taught = shipped()
        self._main_language = "en"
        self._extra = None if is_large(self._matched) else extra
        self._without = partial(View, self.entries, audience, books=books, teacher=teacher)
        if self.entries:
            self._learn(teacher, before, at_once)
        self.weights = self.taught
        self._observed: dict[Judgement, Observation | None] = {}
        self._take(judged)

    def rejudged(self, judged: Judged) -> "View":
        """Return this view with its confidence re-fitted from other judgements; what it taught itself stays."""
        view = copy(self)
        view.__dict__.pop("plain", None)
        view._take(judged)
        return view

    def _take(self, judged: Judged) -> None:
        self.judged = judged.for_audience(self.audience)
        newest = self.judged.judgements[-JUDGED_MOST:]
        for judgement in newest:
            if judgement not in self._observed:
                self._observed[judgement] = self.observe(judgement)
        found = recalibrate(
            self.taught, [seen for each in newest if (seen := self._observed[each])], self.judged.target
        )
        self.weights, self._answer = found.weights, found.answer
        self._counts = dict(zip(CHANNELS, np.round(self.weights.channels, DECIMALS).tolist(), strict=True))
        judgements = newest if self.weights.kind is CalibrationKind.JUDGED else ()
        self.version = fingerprint(self.entries, (*self.said, *judgements))

    def observe(self, judgement: Judgement) -> Observation | None:
        """Rank a judged question and hold the judgement against it; None where no confidence decides its verdict."""
        words = meant(judgement.text)
        if not words or not self.entries:
            return None
        heard = self._hearing.hear(judgement.text, words)
        if heard is None or self._exactly(heard.reading):
            return None
        ranking = self._rank(heard.reading)
        best = [self._matched[entry] for entry in ranking.entries[:OFFERED].tolist()]
        refused = tuple(self._matched[self._places[name]].name for name in judgement.refused if name in self._places)
        told = replace(judgement, refused=refused)
        return observed(told, self._signals(heard.reading, ranking), best, self._accepted(judgement))

    def _accepted(self, judgement: Judgement) -> frozenset[str]:
        """Return the names that count as right: of two partners' entries for one question, the preferred one's too."""
        right = [self._places[name] for name in judgement.right if name in self._places]
        both = {*right, *(int(self._order.preferred[place]) for place in right)}
        return frozenset(self._matched[place].name for place in both)

    def _learn(self, teacher: Trainer, before: "View | None", at_once: bool) -> None:
        try:
            self._prepare(teacher)
            elder = before if before and self._may_make_do(before) else None
            learned = teacher.lessons(self._prepared, at_once=at_once or elder is not None)
        except EncoderUnusable:
            self._extra = None
            return self._learn(teacher, before, at_once)
        if learned:
            self._take_in(learned)
        elif elder:
            self._make_do(elder)
        else:
            self._take_in(as_shipped(self._evidence))
            self.served_by = ServedBy.SHIPPED

    def _prepare(self, teacher: Trainer) -> None:
        partners = self.audience.partners
        self._prepared = prepare(self._matched, self.thesaurus, partners, teacher, self._extra)
        self._evidence, self._vocabulary = self._prepared.evidence, self._prepared.vocabulary
        self._order = self._prepared.order
        languages = self._vocabulary.languages
        self._main_language = languages.known[0]
        self._hearing = QueryParser(languages, self._vocabulary.speller, self.thesaurus, self._extra)

    def _take_in(self, learned: TrainedModel) -> None:
        self.served_by = ServedBy.LESSONS
        self.taught = learned.weights
        self._predictor: Classifier = learned.predictor(self._evidence)

    def _may_make_do(self, before: "View") -> bool:
        """Return whether what was learned before serves here: it does not where only one of the two has the extra."""
        served = bool(before.entries) and before.served_by is not ServedBy.SHIPPED
        return served and (before._extra is None) == (self._extra is None)

    def _make_do(self, before: "View") -> None:
        """Answer by what was learned before, until the lessons are there."""
        self.served_by = ServedBy.BEFORE
        known = before._predictor
        elder = known if isinstance(known, StaleClassifier) else StaleClassifier(before._evidence, known)
        self.taught, self._predictor = before.taught, elder.told(self._places, len(self._matched))

    def with_lessons(self, teacher: Trainer) -> "View":
        """Return this view with its lessons learned; what was judged is held against them anew."""
        try:
            learned = None if self.served_by is ServedBy.LESSONS else teacher.lessons(self._prepared, at_once=False)
        except EncoderUnusable:
            return self.plain
        if learned is None:
            return self
        view = copy(self)
        view._take_in(learned)
        view.weights, view._observed = view.taught, {}
        view._take(self.judged)
        return view

    def entry(self, name: str) -> Entry | None:
        """Return an entry of this view by its full name, or None when it is not there to be seen."""
        return self._named.get(name)

    @cached_property
    def plain(self) -> "View":
        """Return what answers without the extra: learned when first needed, this view itself where it has none."""
        return self._without(judged=self.judged) if self._extra else self

    def ask(self, text: str, before: Encoding | None = None, *, after: Sequence[str] = ()) -> Finding:
        """Find what answers the text: matches with their reasons, and the verdict over them.

        A question that was asked before gives what it gave then, from how it was encoded then. `after` names the
        entries that answered just before, newest last: what is not answered alone may be a follow-up of theirs.
        """
        alone = self.ask_without(text, (), before)
        if not after or alone.verdict is Verdict.ANSWER or not alone.matches:
            return alone
        context = Context(self.entry, self.ask_without, self._evidence, self._hearing, self._places)
        return context.follow(alone, after)

    def ask_without(self, text: str, names: Sequence[str], before: Encoding | None = None) -> Finding:
        """Find what answers the text, as if the base did not hold these entries."""
        words = meant(text)
        if not words or not self.entries:
            return self._finding(text, None, None, decide(Situation()))
        heard = self._hearing.hear(text, words, before)
        if heard is None:
            return self.plain.ask_without(text, names)
        ranking = self._rank(heard.reading)
        for name in names:
            ranking = ranking.without(self._places.get(name, -1))
        return self._finding(text, heard, ranking, decide(self._situation(heard, ranking)))

    def _rank(self, reading: ParsedText) -> Ranking:
        near = self._evidence.near(reading)
        classified = self._predictor.values(reading, near)
        shortlist = self._evidence.compare(reading, near, classified, self._evidence.whole)
        return self._order.rank(shortlist, self.weights.channels)

    def _situation(self, heard: ParsedQuery, ranking: Ranking) -> Situation:
        reading = heard.reading
        confidence, among = self.weights.confidences(self._signals(reading, ranking))
        return Situation(
            entries=self._matched,
            ranking=ranking,
            exact=tuple(entry for entry in self._exactly(reading) if entry in ranking.entries),
            confidence=confidence,
            among=among,
            coverage=tuple(ranking.channels[:, CHANNELS.index("coverage")].tolist()),
            related=self._related(reading, ranking),
            subject=len(self._evidence.own(reading)),
            language=heard.guess.asked,
            answer=self._answer,
            understood=self._extra.languages if self._extra else frozenset(),
            judged=self.weights.kind is CalibrationKind.JUDGED,
        )

    def _signals(self, reading: ParsedText, ranking: Ranking) -> Array:
        return signals(ranking, self._evidence.whole.documents.known(reading.stems), len(reading.stems))

    def _exactly(self, reading: ParsedText) -> tuple[int, ...]:
        """Return the entries with exactly this phrasing, the preferred of two partners' only."""
        exact = self._vocabulary.exact(reading)
        return tuple(dict.fromkeys(int(self._order.preferred[entry]) for entry in exact))

    def _related(self, reading: ParsedText, ranking: Ranking) -> bool:
        """Return whether one of the best three has a word of the question in it that is not grammar, or means the like.

        On a base of a few entries every one is likely to be among three; offering what has nothing to do with the
        question is no help.
        """
        meanings = ranking.channels[:OFFERED, CHANNELS.index("meaning")]
        if reading.vector is not None and len(meanings) and float(meanings.max()) >= RELATED:
            return True
        subject, best = self._evidence.own(reading), ranking.entries[:OFFERED].tolist()
        if any(self._evidence.held(entry, subject) for entry in best):
            return True
        return any(in_common(subject, self._evidence.subjects(entry)) for entry in best)

    def _finding(self, text: str, heard: ParsedQuery | None, ranking: Ranking | None, decision: Decision) -> Finding:
        shown = dict((*decision.ranked[:MATCHES], *((e, c) for e, c in decision.ranked if e in decision.offered)))
        matches = self._matches(heard.reading, ranking, shown) if heard and ranking else {}
        return Finding(
            question=text,
            language=(heard.guess.asked or heard.guess.language) if heard else self._main_language,
            language_sure=bool(heard and heard.guess.asked),
            verdict=decision.verdict,
            confidence=decision.confidence,
            kind=self.weights.kind.value,
            matches=tuple(matches[entry] for entry, _ in decision.ranked[:MATCHES]),
            offered=tuple(matches[entry] for entry in decision.offered),
            thresholds=decision.thresholds,
            corrections=heard.reading.corrections if heard else (),
            taken=heard.reading.taken if heard else (),
            reason=decision.reason,
            knowledge=self.version,
            weights=self._counts,
            encoding=heard.encoding if heard else None,
        )

    def _matches(self, reading: ParsedText, ranking: Ranking, shown: dict[int, float]) -> dict[int, Match]:
        ranked = {entry: at for at, entry in enumerate(ranking.entries.tolist())}
        at = [ranked[entry] for entry in shown]
        channels, scores = np.round(ranking.channels[at], DECIMALS).tolist(), ranking.scores[at].tolist()
        rows = zip(shown.items(), ranking.phrasings[at].tolist(), scores, channels, strict=True)
        subject = QuerySubject(self._evidence, reading)
        matches: dict[int, Match] = {}
        for (number, confidence), place, score, values in rows:
            merged = self._merged[number]
            entry, phrasing = merged.shown(merged.entry.phrasings[place - int(self._evidence.first[number])])
            told = subject.beside(number, place, closely=len(matches) < CLOSELY)
            matches[number] = Match(
                entry=entry,
                confidence=confidence,
                score=score,
                channels=dict(zip(CHANNELS, values, strict=True)),
                phrasing=phrasing,
                words=told.words,
                pairs=told.pairs,
                missing=told.missing,
                twins=tuple(each.name for each in merged.members if each is not entry),
            )
        return matches
