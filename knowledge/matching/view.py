"""A view: what one audience is answered from, trained on the entries they may see and on nothing else."""

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
        trainer: Trainer = ON_THE_SPOT,
        before: "View | None" = None,
        at_once: bool = False,
    ) -> None:
        """Train on what the audience may see, with the semantic extra where there is one and the base is not too large.

        With `at_once` the shipped weights serve where training would have to be waited for.
        """
        self.audience = audience
        self.said = said_to(audience, books)
        self.entries = tuple(sorted((e for e in entries if audience.admits(e)), key=lambda entry: entry.name))
        self._named = {entry.name: entry for entry in self.entries}
        self._merged = merge(self.entries, audience.partners)
        self._places = {each.name: place for place, one in enumerate(self._merged) for each in one.members}
        self._matched = tuple(one.entry for one in self._merged)
        self.thesaurus = thesaurus(self.entries, books, audience)
        self.served_by = ServedBy.TRAINED
        self.own_weights = shipped()
        self._main_language = "en"
        self._extra = None if is_large(self._matched) else extra
        self._without = partial(View, self.entries, audience, books=books, trainer=trainer)
        if self.entries:
            self._learn(trainer, before, at_once)
        self.weights = self.own_weights
        self._observed: dict[Judgement, Observation | None] = {}
        self._take(judged)

    def rejudged(self, judged: Judged) -> "View":
        """Return this view with its confidence re-fitted from other judgements; its own training stays."""
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
        seen = [one for each in newest if (one := self._observed[each])]
        found = recalibrate(self.own_weights, seen, self.judged.target)
        self.weights, self._answer = found.weights, found.answer
        self._counts = dict(zip(CHANNELS, np.round(self.weights.channels, DECIMALS).tolist(), strict=True))
        judgements = newest if self.weights.kind is CalibrationKind.JUDGED else ()
        self.version = fingerprint(self.entries, (*self.said, *judgements))

    def observe(self, judgement: Judgement) -> Observation | None:
        """Rank a judged question and hold the judgement against it; None where no confidence decides its verdict."""
        words = meant(judgement.text)
        if not words or not self.entries:
            return None
        parsed = self._query_parser.parse(judgement.text, words)
        if parsed is None or self._exactly(parsed.reading):
            return None
        ranking = self._rank(parsed.reading)
        best = [self._matched[entry] for entry in ranking.entries[:OFFERED].tolist()]
        refused = tuple(self._matched[self._places[name]].name for name in judgement.refused if name in self._places)
        told = replace(judgement, refused=refused)
        return observed(told, self._signals(parsed.reading, ranking), best, self._accepted(judgement))

    def _accepted(self, judgement: Judgement) -> frozenset[str]:
        """Return the names that count as right: of two partners' entries for one question, the preferred one's too."""
        right = [self._places[name] for name in judgement.right if name in self._places]
        both = {*right, *(int(self._order.preferred[place]) for place in right)}
        return frozenset(self._matched[place].name for place in both)

    def _learn(self, trainer: Trainer, before: "View | None", at_once: bool) -> None:
        try:
            self._prepare(trainer)
            stale = before if before and self._can_serve_previous(before) else None
            trained = trainer.trained_model(self._prepared, at_once=at_once or stale is not None)
        except EncoderUnusable:
            self._extra = None
            return self._learn(trainer, before, at_once)
        if trained:
            self._take_in(trained)
        elif stale:
            self._serve_previous(stale)
        else:
            self._take_in(as_shipped(self._evidence))
            self.served_by = ServedBy.SHIPPED

    def _prepare(self, trainer: Trainer) -> None:
        partners = self.audience.partners
        self._prepared = prepare(self._matched, self.thesaurus, partners, trainer, self._extra)
        self._evidence, self._vocabulary = self._prepared.evidence, self._prepared.vocabulary
        self._order = self._prepared.order
        languages = self._vocabulary.languages
        self._main_language = languages.known[0]
        self._query_parser = QueryParser(languages, self._vocabulary.speller, self.thesaurus, self._extra)

    def _take_in(self, trained: TrainedModel) -> None:
        self.served_by = ServedBy.TRAINED
        self.own_weights = trained.weights
        self._classifier: Classifier = trained.fitted_classifier(self._evidence)

    def _can_serve_previous(self, before: "View") -> bool:
        """Return whether the previous model can serve here: not where only one of the two views has the extra."""
        served = bool(before.entries) and before.served_by is not ServedBy.SHIPPED
        return served and (before._extra is None) == (self._extra is None)

    def _serve_previous(self, before: "View") -> None:
        """Answer by the previous model until the new one is trained."""
        self.served_by = ServedBy.BEFORE
        known = before._classifier
        stale = known if isinstance(known, StaleClassifier) else StaleClassifier(before._evidence, known)
        self.own_weights = before.own_weights
        self._classifier = stale.for_entries(self._places, len(self._matched))

    def with_trained_model(self, trainer: Trainer) -> "View":
        """Return this view with its model trained, and its confidence recalibrated by the judgements."""
        if self.served_by is ServedBy.TRAINED:
            return self
        try:
            trained = trainer.trained_model(self._prepared, at_once=False)
        except EncoderUnusable:
            return self.plain
        if trained is None:
            return self
        view = copy(self)
        view._take_in(trained)
        view.weights, view._observed = view.own_weights, {}
        view._take(self.judged)
        return view

    def entry(self, name: str) -> Entry | None:
        """Return an entry of this view by its full name, or None when it is not there to be seen."""
        return self._named.get(name)

    @cached_property
    def plain(self) -> "View":
        """Return the view without the semantic extra, trained when first needed; itself where it has none."""
        return self._without(judged=self.judged) if self._extra else self

    def ask(self, text: str, before: Encoding | None = None, *, after: Sequence[str] = ()) -> Finding:
        """Return the matches of a text with their reasons, and the verdict over them.

        `before` is the vector of the same question asked earlier, which then gives the same finding. `after` names
        the entries that answered just before, newest last: a text may be a follow-up of theirs.
        """
        alone = self.ask_without(text, (), before)
        if not after or alone.verdict is Verdict.ANSWER or not alone.matches:
            return alone
        context = Context(self.entry, self.ask_without, self._evidence, self._query_parser, self._places)
        return context.follow(alone, after)

    def ask_without(self, text: str, names: Sequence[str], before: Encoding | None = None) -> Finding:
        """Return the finding for a text as if the base did not hold these entries."""
        words = meant(text)
        if not words or not self.entries:
            return self._finding(text, None, None, decide(Situation()))
        parsed = self._query_parser.parse(text, words, before)
        if parsed is None:
            return self.plain.ask_without(text, names)
        ranking = self._rank(parsed.reading)
        for name in names:
            ranking = ranking.without(self._places.get(name, -1))
        return self._finding(text, parsed, ranking, decide(self._situation(parsed, ranking)))

    def _rank(self, reading: ParsedText) -> Ranking:
        near = self._evidence.near(reading)
        classified = self._classifier.values(reading, near)
        shortlist = self._evidence.compare(reading, near, classified, self._evidence.whole)
        return self._order.rank(shortlist, self.weights.channels)

    def _situation(self, parsed: ParsedQuery, ranking: Ranking) -> Situation:
        reading = parsed.reading
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
            language=parsed.guess.asked,
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
        """Return whether one of the best three shares a word with the question, grammar aside, or its meaning."""
        meanings = ranking.channels[:OFFERED, CHANNELS.index("meaning")]
        if reading.vector is not None and len(meanings) and float(meanings.max()) >= RELATED:
            return True
        subject, best = self._evidence.own(reading), ranking.entries[:OFFERED].tolist()
        if any(self._evidence.held(entry, subject) for entry in best):
            return True
        return any(in_common(subject, self._evidence.subjects(entry)) for entry in best)

    def _finding(self, text: str, parsed: ParsedQuery | None, ranking: Ranking | None, decision: Decision) -> Finding:
        shown = dict((*decision.ranked[:MATCHES], *((e, c) for e, c in decision.ranked if e in decision.offered)))
        matches = self._matches(parsed.reading, ranking, shown) if parsed and ranking else {}
        return Finding(
            question=text,
            language=(parsed.guess.asked or parsed.guess.language) if parsed else self._main_language,
            language_sure=bool(parsed and parsed.guess.asked),
            verdict=decision.verdict,
            confidence=decision.confidence,
            kind=self.weights.kind.value,
            matches=tuple(matches[entry] for entry, _ in decision.ranked[:MATCHES]),
            offered=tuple(matches[entry] for entry in decision.offered),
            thresholds=decision.thresholds,
            corrections=parsed.reading.corrections if parsed else (),
            taken=parsed.reading.taken if parsed else (),
            reason=decision.reason,
            knowledge=self.version,
            weights=self._counts,
            encoding=parsed.encoding if parsed else None,
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
