"""What an asker is answered from: never waits long for lessons, and says what serves while they are learned."""

from collections.abc import Callable
from typing import Any

import structlog

from knowledge.base import KnowledgeBase
from knowledge.matching.training.trained_model import ServedBy
from knowledge.matching.view import View
from knowledge.people.audience import Audience

LESSONS_WITHIN = 8.0
"""Seconds that a question waits for the first lessons of its audience: channels give up on an answer after fifteen."""
MOST_NAMED = 20
"""Audiences that are named; their number is always said."""

log = structlog.get_logger()


class KnowledgeViews:
    """The way to views for those who ask."""

    def __init__(self, trouble: Callable[[], str] = str, within: float = LESSONS_WITHIN) -> None:
        """`trouble` says why the learning child last failed, or nothing; `within` is in seconds."""
        self._trouble = trouble
        self._within = within
        self._said: set[tuple[str, Audience]] = set()

    def view(self, base: KnowledgeBase, audience: Audience) -> View:
        """Return the audience's view by its lessons where they come in time, else by what serves meanwhile."""
        view = base.view_within(audience, self._within)
        asked = (base.version, audience)
        if view.served_by is ServedBy.SHIPPED and asked not in self._said:
            self._said.add(asked)
            log.warning("view_served_untrained", audience=id_of(audience), by=view.served_by.value)
        return view

    def as_data(self, base: KnowledgeBase) -> dict[str, Any]:
        """Return what is not answered by its own lessons, by ids, and why the child failed where it did."""
        waiting = {audience: by for audience, by in base.served_by.items() if by is not ServedBy.TRAINED}
        named = [{"audience": id_of(audience), "by": by.value} for audience, by in waiting.items()]
        return {"ok": True, "child": self._trouble() or "well", "waiting": len(waiting), "views": named[:MOST_NAMED]}

    def degraded(self, base: KnowledgeBase) -> list[str]:
        """Say in a few words that questions are answered without their lessons, or that the child failed."""
        served = list(base.served_by.items())
        late = sum(by is ServedBy.SHIPPED and (base.version, audience) in self._said for audience, by in served)
        told = []
        if trouble := self._trouble():
            told.append(f"learning: the child process failed ({trouble}), and what is there answers meanwhile")
        if late:
            audiences = "1 audience is" if late == 1 else f"{late} audiences are"
            told.append(f"learning: {audiences} answered by the shipped weights until the lessons are there")
        return told


def id_of(audience: Audience) -> str:
    """Return an audience by its ids: `harbour+vendor:customer`, with `:nda` where it is under one."""
    return ":".join(("+".join(audience.partners), audience.visibility.value, *(("nda",) if audience.nda else ())))
