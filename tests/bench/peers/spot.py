"""Spot itself, as it is installed by default."""

from collections.abc import Sequence

from knowledge.entry import Entry, Visibility
from knowledge.evaluation.evaluation_sets import FOLDER
from knowledge.matching.view import View
from knowledge.people.audience import Audience
from tests.bench.peers.protocol import Answers, Ask

NAME = "Spot"
EVERYBODY = Audience((FOLDER,), Visibility.PUBLIC)
"""Who sees every entry of an evaluation set."""


def view(entries: Sequence[Entry], audience: Audience = EVERYBODY) -> View:
    """Return what an audience is answered from."""
    return View(entries, audience)


def fit(entries: Sequence[Entry]) -> Ask:
    """Learn the entries, and return what ranks them for a question."""
    learned = view(entries)

    def ask(text: str) -> Answers:
        return [(match.entry.id, match.confidence) for match in learned.ask(text).matches]

    return ask
