"""The knowledge base: a snapshot of the folder, and a view of it for each audience, built when first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import TYPE_CHECKING

from knowledge.audience import Audience
from knowledge.entry import Entry
from knowledge.matching.view import View

if TYPE_CHECKING:
    from knowledge.asked import Asked
    from knowledge.directory import Directory
    from knowledge.load import Loaded
    from knowledge.partner import Partner
    from knowledge.problem import Problem


class KnowledgeBase:
    """What was loaded, and what each audience may be answered from."""

    def __init__(self, loaded: Loaded, learned: Mapping[Audience, View] = MappingProxyType({})) -> None:
        self.loaded = loaded
        self._views = {audience: view for audience, view in learned.items() if _is_of(view, self.entries, audience)}
        self._lock = Lock()
        self._building: dict[Audience, Lock] = {}

    @classmethod
    def open(cls, folder: Path, previous: KnowledgeBase | None = None) -> KnowledgeBase:
        """Load a folder; files that have an error keep what the previous knowledge base had of them.

        So does an audience whose entries are the same as before: its view is not learned again.
        """
        from knowledge.load import load

        if previous is None:
            return cls(load(folder))
        return cls(load(folder, previous.loaded), previous.learned)

    @property
    def version(self) -> str:
        """Give the short hash of the content."""
        return self.loaded.version

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Give all entries, of every status and visibility."""
        return self.loaded.entries

    @property
    def directory(self) -> Directory:
        """Give who is who."""
        return self.loaded.directory

    @property
    def partners(self) -> Mapping[str, Partner]:
        """Give the facts of each partner's folder by its name."""
        return self.loaded.partners

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Give what is wrong in the files."""
        return self.loaded.problems

    @property
    def asked(self) -> tuple[Asked, ...]:
        """Give the labelled questions."""
        return self.loaded.asked

    @property
    def learned(self) -> Mapping[Audience, View]:
        """Give the views that are learned already."""
        return self._views.copy()

    def view(self, audience: Audience) -> View:
        """Give what this audience is answered from; the first call learns it, and others wait for that one only."""
        with self._lock:
            building = self._building.setdefault(audience, Lock())
        with building:
            if audience not in self._views:
                self._views[audience] = View(self.entries, audience)
            return self._views[audience]


def _is_of(view: View, entries: tuple[Entry, ...], audience: Audience) -> bool:
    """Say whether a view was learned from just what this audience may see of these entries."""
    admitted = {entry.name: entry for entry in entries if audience.admits(entry)}
    return admitted == {entry.name: entry for entry in view.entries}
