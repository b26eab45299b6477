"""The Spot that is set up here, as the commands see it: its settings and its data, read when asked for."""

from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from bot.commands.question_log.question_place import QuestionPlace
    from bot.settings import Settings
    from knowledge.base import KnowledgeBase
    from knowledge.improve.logs.logged import Logged
    from knowledge.judgement import Judged
    from knowledge.matching.encoder.semantic_extra import SemanticExtra

OPERATOR = "operator"
"""Who did it, in the audit: whoever may run commands here."""


class LocalDeployment:
    """A Deployment as `knowledge.commands.inputs` describes it, and the settings and database beside it."""

    @cached_property
    def settings(self) -> "Settings":
        """Return the settings, or end with one line that says what is wrong with them."""
        from bot.settings import SettingsError, load

        try:
            return load()
        except SettingsError as fault:
            typer.echo(fault, err=True)
            raise typer.Exit(2) from None

    @property
    def knowledge(self) -> Path:
        """Return the content folder."""
        return self.settings.knowledge

    @property
    def database(self) -> Path:
        """Return the file of the database, which need not be there yet."""
        return self.settings.database

    @property
    def learned(self) -> Path | None:
        """Return the folder of trained artifacts."""
        return self.settings.learned

    @property
    def target_precision(self) -> float:
        """Return the share of answers that should be right."""
        return self.settings.target_precision

    @property
    def now(self) -> datetime:
        """Return the time, in UTC."""
        return datetime.now(UTC)

    @property
    def today(self) -> date:
        """Return the day, in UTC."""
        return self.now.date()

    @property
    def has_questions(self) -> bool:
        """Return whether there is a database that questions are written to."""
        return self.database.exists()

    @property
    def place(self) -> "QuestionPlace":
        """Return where questions are written down."""
        from bot.commands.question_log.question_place import QuestionPlace

        return QuestionPlace(self.database, self.knowledge)

    def extra(self) -> "SemanticExtra | None":
        """Return the semantic extra where it is set and can be had; a line on stderr says where it cannot."""
        from bot.live.semantic_extra import extra_of

        return extra_of(self.settings, lambda line: typer.echo(line, err=True))

    def judged(self) -> "Judged":
        """Return what leads judged."""
        from bot.commands.judging.judgements import judged

        return judged(self.database, self.target_precision)

    def questions(self, log: str | None, since: date | None, partner: str | None = None) -> "list[Logged]":
        """Return the questions of a log, else of the database; without either end the command, with exit code 2."""
        from bot.commands.question_log.question_log import NoLog, read

        try:
            return read(self.place, log, since, partner)
        except NoLog as fault:
            typer.echo(fault, err=True)
            raise typer.Exit(2) from None

    def open_base(self) -> "KnowledgeBase":
        """Return the content folder's knowledge base as Spot answers from it here; raise FolderMissing."""
        from knowledge.commands.inputs.opening import opening

        return opening(self).open(self.knowledge)
