"""What a command asks of the Spot it runs beside; whoever starts the commands hands it in as the context's object."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from knowledge.improve.logs.logged import Logged
    from knowledge.judgement import Judged
    from knowledge.matching.encoder.semantic_extra import SemanticExtra


class Deployment(Protocol):
    """The Spot that is set up here. Settings that are wrong end the command with one line and exit code 2."""

    @property
    def knowledge(self) -> Path:
        """Return the content folder."""

    @property
    def learned(self) -> Path | None:
        """Return the folder of trained artifacts."""

    @property
    def target_precision(self) -> float:
        """Return the share of answers that should be right."""

    @property
    def today(self) -> date:
        """Return the day, in UTC."""

    @property
    def has_questions(self) -> bool:
        """Return whether there is a database that questions are written to."""

    def extra(self) -> "SemanticExtra | None":
        """Return the semantic extra where it is set and can be had; a line on stderr says where it cannot."""

    def judged(self) -> "Judged":
        """Return what leads judged."""

    def questions(self, log: str | None, since: date | None, partner: str | None = None) -> "list[Logged]":
        """Return the questions of a log, else of the database; without either end the command, with exit code 2."""


def content_folder(known: Deployment, folder: Path | None) -> Path:
    """Return the folder that was named, else the content folder; relative to here, where it lies below."""
    found = folder or known.knowledge
    here = Path.cwd()
    return found.relative_to(here) if found.is_absolute() and found.is_relative_to(here) else found
