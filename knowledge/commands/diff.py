"""`diff`: what an edit changes for the labelled questions and for real ones, against what was committed."""

import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from knowledge.commands.columns import plain
from knowledge.commands.diff_report import FORMATS, DiffOptions, DiffResult
from knowledge.commands.inputs.deployment import Deployment, content_folder
from knowledge.commands.inputs.options import AnyFolder, AsReport, Log, ReportFormat, Since
from knowledge.commands.inputs.real import real
from knowledge.commands.reporting import FINE, FOUND, TEXT, cannot, counted, progress, show, tell
from knowledge.evaluation.labelled import UnaskedLabel
from knowledge.files.revision import NoRevision, Revision, revision
from knowledge.improve.logs.logged import Logged
from knowledge.judgement import Judged

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase
    from knowledge.improve.replay import Replay, ReplayQuestion
    from knowledge.matching.encoder.semantic_extra import SemanticExtra

COLOURS = {
    r"(?m)^newly wrong \(\d+\)$": "bold red",
    r"(?m)^(newly unanswered|changed answer|no longer offered) \(\d+\)$": "bold yellow",
    r"(?m)^(no longer wrong|newly answered|newly offered) \(\d+\)$": "bold green",
    r"(?m)^    expected .*$": "dim",
}


class DiffFailure(StrEnum):
    """Kinds of change that may make the command fail."""

    NEWLY_WRONG = "newly-wrong"
    NEWLY_UNANSWERED = "newly-unanswered"
    CHANGED_ANSWER = "changed-answer"
    NO_LONGER_OFFERED = "no-longer-offered"


def command(
    context: typer.Context,
    revision: Annotated[str, typer.Argument(metavar="REV", help="A commit, branch or tag to compare with.")] = "HEAD",
    folder: AnyFolder = None,
    log: Log = None,
    since: Since = None,
    fail_on: Annotated[list[DiffFailure] | None, typer.Option("--fail-on", help="What makes it exit with 1.")] = None,
    format: AsReport = ReportFormat.TEXT,
) -> None:
    """Compare as Spot answers where it runs; without a log, with the database's questions where there is one."""
    known: Deployment = context.obj
    begin = since or last_month(known.today)
    logged = known.questions(log, begin) if log or known.has_questions else []
    failing = frozenset(each.value for each in fail_on or ())
    terms = DiffOptions(content_folder(known, folder), revision, logged, failing, known.target_precision)
    raise typer.Exit(run(terms, format.value, known.extra(), known.learned))


def run(terms: DiffOptions, format: str, extra: "SemanticExtra | None" = None, learned: Path | None = None) -> int:
    """Compare and print; give 1 when a question changed in a way that fails, 2 when nothing can be compared.

    What was judged moves no confidence here: the files alone decide.
    """
    from knowledge.load import FolderMissing

    try:
        then = compared_with(terms)
        with then.held() as place:
            before, after = both(place, terms, extra, learned)
            compared = DiffResult(terms, then, replayed(before, after, terms.logged))
    except (NoRevision, FolderMissing) as fault:
        return cannot(fault)
    told = FORMATS[format](compared)
    tell(told, COLOURS) if format == TEXT else show(told)
    return FOUND if any(each.kind in terms.failing for each in compared.replay.changes) else FINE


def compared_with(terms: DiffOptions) -> Revision:
    """Return the revision; raise NoRevision where there is none, also for a folder in its place."""
    try:
        return revision(terms.folder, terms.revision)
    except NoRevision:
        if Path(terms.revision).is_dir():
            raise NoRevision(f"{plain(terms.revision)} is a folder: diff HEAD {plain(terms.revision)}") from None
        raise


def both(
    place: Path, terms: DiffOptions, extra: "SemanticExtra | None", learned: Path | None
) -> tuple["KnowledgeBase", "KnowledgeBase"]:
    """Return the base as committed and as it is; a file with an error counts as committed, as it does live."""
    from knowledge.base import KnowledgeBase
    from knowledge.matching.training.trainer import command_trainer

    before = KnowledgeBase.open(
        place, judged=Judged(target=terms.target), extra=extra, trainer=command_trainer(learned)
    )
    after = KnowledgeBase.open(terms.folder, before)
    if errors := {each.file for each in after.problems if each.level == "error"}:
        bad = counted(len(errors), "file")
        print(f"{bad} with an error: what was committed counts there; check names the errors.", file=sys.stderr)
    return before, after


def replayed(before: "KnowledgeBase", after: "KnowledgeBase", logged: Sequence[Logged]) -> "Replay":
    """Ask everything of both."""
    from knowledge.improve import replay

    questions: list[ReplayQuestion] = []
    for each in replay.labelled_questions(after, datetime.now(UTC).date()):
        if isinstance(each, UnaskedLabel):
            print(each, file=sys.stderr)
        else:
            questions.append(each)
    asked = replay.real_questions(real(logged, after.partners))
    if len(asked) == replay.MOST_REAL:
        print(f"of the real questions the newest {replay.MOST_REAL:,} different ones are asked.", file=sys.stderr)
    questions += asked
    return replay.gathered(progress(replay.compare(before, after, questions), "asking both", len(questions)))


def last_month(today: date) -> date:
    """Return the first day of the last 31."""
    return date.fromordinal(today.toordinal() - 31)
