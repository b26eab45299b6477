"""The knowledge base: a snapshot of the folder, and a view of it for each audience, built when first asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from threading import Lock, Thread
from time import monotonic
from types import MappingProxyType
from typing import TYPE_CHECKING

from knowledge.entry import Entry
from knowledge.judgement import Judged
from knowledge.matching.query.thesaurus import said_to
from knowledge.matching.training.trained_model import ServedBy
from knowledge.matching.training.trainer import Trainer
from knowledge.matching.view import NOTHING_JUDGED, ON_THE_SPOT, View
from knowledge.people.audience import Audience

if TYPE_CHECKING:
    from knowledge.agreed.policy import Policy
    from knowledge.asked import LabelledQuestion
    from knowledge.files.commit import Commits
    from knowledge.files.last_good import LastGood
    from knowledge.load import Loaded
    from knowledge.matching.encoder.semantic_extra import SemanticExtra
    from knowledge.people.directory import Directory
    from knowledge.people.partner import Partner
    from knowledge.problems.problem import Problem


class KnowledgeBase:
    """What was loaded, and what each audience may be answered from."""

    def __init__(
        self,
        loaded: Loaded,
        learned: Mapping[Audience, View] = MappingProxyType({}),
        judged: Judged = NOTHING_JUDGED,
        extra: SemanticExtra | None = None,
        trainer: Trainer = ON_THE_SPOT,
    ) -> None:
        self.loaded = loaded
        self.extra = extra
        self.judged = judged
        self.trainer = trainer
        self._before = dict(learned)
        self._views: dict[Audience, View] = {}
        self._learned = {audience: view for audience, view in learned.items() if _is_of(view, loaded, audience)}
        self._lock = Lock()
        self._building: dict[Audience, Lock] = {}
        self._training: dict[Audience, tuple[Future[None], float]] = {}

    @classmethod
    def open(
        cls,
        folder: Path,
        previous: KnowledgeBase | None = None,
        judged: Judged = NOTHING_JUDGED,
        extra: SemanticExtra | None = None,
        trainer: Trainer = ON_THE_SPOT,
    ) -> KnowledgeBase:
        """Load a folder; files that have an error keep what the previous knowledge base had of them.

        So does an audience whose entries are the same as before: its view is not learned again. What was judged, the
        extra and who teaches are taken from the previous knowledge base too, where there is one.
        """
        from knowledge.load import load

        if previous is None:
            return cls(load(folder), judged=judged, extra=extra, trainer=trainer)
        loaded = load(folder, previous.loaded)
        return cls(loaded, previous.learned, previous.judged, previous.extra, previous.trainer)

    @classmethod
    def to_be(cls, last_good: LastGood | None, extra: SemanticExtra | None, trainer: Trainer) -> KnowledgeBase:
        """Return what there is before the first load, for `open`: nothing but the last good versions of
        files, if any.
        """
        from knowledge.load import Loaded

        return cls(Loaded(last_good=last_good), extra=extra, trainer=trainer)

    def rejudged(self, judged: Judged) -> KnowledgeBase:
        """Return the same knowledge base under other judgements; audiences that they do not concern keep
        their views.
        """
        return KnowledgeBase(self.loaded, self.learned, judged, self.extra, self.trainer)

    def committed(self, held: Commits) -> KnowledgeBase:
        """Return the same knowledge base at other commits, since what was saved before is committed now."""
        return KnowledgeBase(replace(self.loaded, commits=held), self.learned, self.judged, self.extra, self.trainer)

    @property
    def version(self) -> str:
        """Return the short hash of the content."""
        return self.loaded.version

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Return all entries, of every status and visibility."""
        return self.loaded.entries

    @property
    def directory(self) -> Directory:
        return self.loaded.directory

    @property
    def policy(self) -> Policy:
        """Return what was agreed: targets, hours, routing, limits."""
        return self.loaded.policy

    @property
    def partners(self) -> Mapping[str, Partner]:
        """Return the facts of each partner's folder by its name."""
        return self.loaded.partners

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return what is wrong in the files."""
        return self.loaded.problems

    @property
    def asked(self) -> tuple[LabelledQuestion, ...]:
        """Return the labelled questions."""
        return self.loaded.asked

    @property
    def learned(self) -> Mapping[Audience, View]:
        """Return the views that are learned already."""
        return self._learned | self._views

    def view(self, audience: Audience) -> View:
        """Return what this audience is answered from; the first call learns it, and others wait for that one only."""
        if self.view_at_once(audience).served_by is ServedBy.SHIPPED:
            self.train(audience)
        return self._views[audience]

    def view_at_once(self, audience: Audience) -> View:
        """Return what this audience can be answered from now, whatever serves it; training is not waited for.

        Where it was not asked for before it is built, and others wait for that one only.
        """
        with self._lock:
            building = self._building.setdefault(audience, Lock())
        with building:
            if audience not in self._views:
                self._views[audience] = self._view(audience)
            return self._views[audience]

    def view_within(self, audience: Audience, seconds: float) -> View:
        """Return the view with its trained model where that is ready in time, else as it is now; training goes on.

        The seconds begin with the training, so that a stuck child is waited for once, not by each question.
        """
        view = self.view_at_once(audience)
        if view.served_by is not ServedBy.SHIPPED:
            return view
        with self._lock:
            training, begun = self._training.get(audience, (None, 0.0))
            if training is None or training.done():
                training, begun = self._training[audience] = Future(), monotonic()
                Thread(target=_settle, args=(training, self.train, audience), name="training", daemon=True).start()
        with suppress(TimeoutError):
            training.result(max(0.0, begun + seconds - monotonic()))
        return self._views[audience]

    @property
    def served_by(self) -> Mapping[Audience, ServedBy]:
        """Return what each audience whose view is built is answered by."""
        return {audience: view.served_by for audience, view in self._views.copy().items()}

    @property
    def untrained(self) -> tuple[Audience, ...]:
        """Return the audiences that are answered by something else, because their models are not trained yet."""
        return tuple(audience for audience, by in self.served_by.items() if by is not ServedBy.TRAINED)

    def train(self, audience: Audience) -> None:
        """Wait until an audience's model is trained, and answer by it from then on."""
        view = self.view_at_once(audience)
        trained = view.with_trained_model(self.trainer)
        with self._lock:
            if self._views[audience] is view:
                self._views[audience] = trained

    def _view(self, audience: Audience) -> View:
        learned, before = self._learned.get(audience), self._before.pop(audience, None)
        if learned is None:
            books = self.loaded.wordbooks
            return View(self.entries, audience, self.judged, books, self.extra, self.trainer, before, at_once=True)
        return learned if learned.judged == self.judged.for_audience(audience) else learned.rejudged(self.judged)


def _settle(training: Future[None], train: Callable[[Audience], None], audience: Audience) -> None:
    """Train on this thread, and pass the result or the failure to whoever waits."""
    try:
        train(audience)
    except BaseException as fault:  # whoever waits is told, and asks again
        training.set_exception(fault)
    else:
        training.set_result(None)


def _is_of(view: View, loaded: Loaded, audience: Audience) -> bool:
    """Return whether a view was learned from just what this audience may see of what was loaded."""
    if said_to(audience, loaded.wordbooks) != view.said:
        return False
    admitted = [entry for entry in loaded.entries if audience.admits(entry)]
    return len(admitted) == len(view.entries) and all(
        (known := view.entry(each.name)) is each or known == each for each in admitted
    )
