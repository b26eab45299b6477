"""`judge`: what leads say of questions, one by one at a terminal, by id, or in bulk as a file."""

import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.commands.deployment import LocalDeployment
from bot.commands.judging import judge_import, judge_walk
from bot.commands.judging.judge_order import near_first
from bot.commands.terminal import minute, not_found, on, printable, show_json, show_table
from bot.store.engine.store import Reader, StoreError
from bot.store.knowledge import judgements, questions
from bot.store.knowledge.judgements import LeadJudgement, Says, UnjudgedQuestion
from bot.store.knowledge.questions import Question
from knowledge.commands.inputs.options import AsFormat, AsPerson, ResultFormat
from knowledge.improve.logs.judged_files import GAP, NOBODY, audience_written, write_judged
from knowledge.matching.confidence import JUDGED_ENOUGH
from knowledge.people.audience import Audience
from knowledge.problems.nearest import did_you_mean

if TYPE_CHECKING:
    from bot.store.sqlite import SharedDatabase
    from knowledge.base import KnowledgeBase

DONE, WRONG, COULD_NOT_RUN = 0, 1, 2
"""Exit codes."""
HEADS = ("question", "asked", "said", "confidence", "seen by", "text")
LISTED = 200


@dataclass(frozen=True, slots=True)
class JudgingPlace:
    """Where it is judged, and by whom."""

    database: Path
    knowledge: Path
    by: str
    format: str = "text"

    @property
    def judge(self) -> str:
        """Return who judges, as it is written down."""
        return f"lead/{self.by}"


def command(
    context: typer.Context,
    question: Annotated[str | None, typer.Argument(help="A question's id; none: go through those not judged.")] = None,
    verdict: Annotated[str | None, typer.Argument(help="right, wrong, handoff (to a person) or gap.")] = None,
    entry: Annotated[str | None, typer.Argument(help="The entry that is right.")] = None,
    *,
    near: Annotated[bool, typer.Option("--near", help="Near the threshold first, not by lot; see docs.")] = False,
    list_: Annotated[bool, typer.Option("--list", help="List the questions that wait to be judged.")] = False,
    export: Annotated[Path | None, typer.Option(help="Write what is judged as JSON lines; - for here.")] = None,
    import_: Annotated[Path | None, typer.Option("--import", help="Take JSON lines, or a .tsv.")] = None,
    as_: AsPerson = None,
    by: Annotated[str | None, typer.Option(metavar="NAME", help="Who judges; if left out, your login name.")] = None,
    format: AsFormat = ResultFormat.TEXT,
) -> None:
    """Judge questions of the database here, by the content folder."""
    known: LocalDeployment = context.obj
    place = JudgingPlace(known.database, known.knowledge, by or getuser(), format.value)
    if export:
        raise typer.Exit(run_export(place, export))
    if import_:
        raise typer.Exit(run_import(place, import_, as_))
    if list_:
        raise typer.Exit(run_list(place))
    if question and verdict:
        raise typer.Exit(run_one(place, question, verdict, entry))
    if question:
        raise typer.BadParameter("say what it is: right, wrong, handoff or gap", param_hint="VERDICT")
    raise typer.Exit(run_walk(place, near))


def run_walk(place: JudgingPlace, near: bool = False) -> int:
    """Go through the questions nobody judged yet, by lot or near the threshold first, until `q` is pressed."""
    return _beside(place, lambda beside, base: judge_walk.walk(beside, base, place.judge, near))


def run_one(place: JudgingPlace, id: str, verdict: str, entry: str | None) -> int:
    """Judge one question by its id: right, wrong (with the right entry where it is known), handoff or gap."""
    return _beside(place, lambda beside, base: _one(beside, base, place, (id, verdict, entry)))


def run_list(place: JudgingPlace) -> int:
    """Print the questions that wait to be judged, near the threshold first, and how far each audience is."""
    return on(place.database, lambda reader: _list(reader, place.format))


def run_export(place: JudgingPlace, file: Path) -> int:
    """Write everything judged as JSON lines, `-` for the terminal."""
    return on(place.database, lambda reader: _export(judgements.standing(reader), file))


def run_import(place: JudgingPlace, file: Path, as_: str | None) -> int:
    """Take judged questions from a file, all or none; where there is no database yet it is made."""
    from bot.store.sqlite import SqliteStore, writing

    base = _opened(place.knowledge)
    if base is None:
        return COULD_NOT_RUN
    now = datetime.now(UTC)
    said, faults = judge_import.read(file, base, judge_import.Circumstances(as_, place.judge, now))
    if faults:
        print("\n".join(map(printable, faults)), file=sys.stderr)
        return WRONG
    try:
        if not place.database.exists():
            SqliteStore.open(place.database).close()
        with writing(place.database) as beside:
            taken = beside.transact(lambda tx: sum(judgements.add(tx, each) for each in said))
    except StoreError as fault:
        print(fault, file=sys.stderr)
        return WRONG
    if place.format == "json":
        show_json({"taken": taken, "known": len(said) - taken})
    else:
        print(printable(judge_import.summary(file, taken, said)))
    return DONE


def _beside(place: JudgingPlace, work: "Callable[[SharedDatabase, KnowledgeBase], int]") -> int:
    from bot.store.sqlite import writing

    base = _opened(place.knowledge)
    if base is None:
        return COULD_NOT_RUN
    try:
        with writing(place.database) as beside:
            return work(beside, base)
    except StoreError as fault:
        print(fault, file=sys.stderr)
        return WRONG


def _opened(folder: Path) -> "KnowledgeBase | None":
    from knowledge.base import KnowledgeBase
    from knowledge.load import FolderMissing

    try:
        return KnowledgeBase.open(folder)
    except FolderMissing as fault:
        print(fault, file=sys.stderr)
        return None


def _one(
    beside: "SharedDatabase", base: "KnowledgeBase", place: JudgingPlace, wanted: tuple[str, str, str | None]
) -> int:
    id, verdict, entry = wanted
    now = datetime.now(UTC)
    question = beside.read(lambda reader: questions.find(reader, id, now))
    if question is None:
        return not_found(f"There is no question {id[:40]}; `judge --list` shows those that wait.")
    try:
        says, entries = meant(question, base, verdict, entry)
    except LookupError as fault:
        return not_found(str(fault.args[0]))
    said = judge_walk.said(question, says, entries, place.judge, by_lot=False)
    beside.transact(lambda tx: judgements.add(tx, said))
    if place.format == "json":
        show_json(as_dict(said))
    else:
        print(printable(f"{id}: {judge_walk.told(said)}"))
    return DONE


def meant(question: Question, base: "KnowledgeBase", verdict: str, entry: str | None) -> tuple[Says, tuple[str, ...]]:
    """Return what the words say of the question; LookupError, with a sentence, for an entry its asker may not see."""
    best = tuple(each["entry"] for each in question.candidates[:1])
    if entry in (Says.HANDOFF, Says.GAP):
        verdict, entry = entry, None
    if verdict in (Says.HANDOFF, Says.GAP):
        return Says(verdict), tuple(each["entry"] for each in question.candidates)
    if entry:
        return Says.RIGHT, (judge_walk.found(base, question.audience, entry),)
    if verdict == Says.RIGHT and not best:
        raise LookupError("There was no match to be right: name the entry, or say handoff or gap.")
    if verdict not in (Says.RIGHT, Says.WRONG):
        hint = did_you_mean(verdict, [*Says], "say right, wrong, handoff or gap")
        raise LookupError(f"{verdict[:40]!r} is no judgement: {hint}")
    return Says(verdict), best


def as_dict(said: LeadJudgement) -> dict[str, Any]:
    """Return a judgement as a line of an exported file."""
    return (
        {"question": said.text}
        | _words(said)
        | {
            "audience": audience_written(said.audience),
            "judge": said.judge,
            "at": said.at.isoformat(),
            **({} if said.by_lot else {"picked": True}),
        }
    )


def _words(said: LeadJudgement) -> dict[str, Any]:
    entries = list(said.entries)
    match said.says:
        case Says.RIGHT:
            return {"expect": entries[0] if len(entries) == 1 else entries}
        case Says.WRONG:
            return {"wrong": entries}
        case Says.HANDOFF:
            return {"expect": NOBODY, "refused": entries}
    return {"expect": GAP, "refused": entries}


def _export(said: list[LeadJudgement], file: Path) -> int:
    text = write_judged(map(as_dict, said))
    if str(file) == "-":
        sys.stdout.write(text)
        return DONE
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as fault:
        print(f"{file}: it cannot be written ({fault.strerror}): name a file in a folder that exists", file=sys.stderr)
        return WRONG
    print(printable(f"{file}: {len(said)} judged question{'s' * (len(said) != 1)} written."))
    return DONE


def _list(reader: Reader, format: str) -> int:
    found = near_first(judgements.waiting(reader))[:LISTED]
    judged = Counter(said.audience for said in judgements.standing(reader))
    if format == "json":
        far = [{**audience_written(each), "judged": count} for each, count in judged.most_common()]
        show_json({"waiting": [_waiting(each) for each in found], "judged": far, "enough": JUDGED_ENOUGH})
        return DONE
    if found:
        show_table(HEADS, [_cells(each) for each in found], wide=5)
    else:
        print("No question waits to be judged.")
    for audience, count in judged.most_common():
        print(printable(progress(audience, count)))
    return DONE


def progress(audience: Audience, count: int) -> str:
    """Say how far an audience is on the way to a judged confidence."""
    left = JUDGED_ENOUGH - count
    more = f"{left} more until their confidence is judged" if left > 0 else "their confidence is judged"
    return f"{judge_walk.seen_by(audience)}: {count} judged, {more}."


def _waiting(each: UnjudgedQuestion) -> dict[str, Any]:
    return {
        "question": each.id,
        "at": each.at.isoformat(),
        "text": each.text,
        "verdict": each.verdict,
        "confidence": each.confidence,
        "answer": each.answer,
        "audience": audience_written(each.audience),
    }


def _cells(each: UnjudgedQuestion) -> tuple[str, ...]:
    confidence = f"{each.confidence:.2f}"
    return (each.id, minute(each.at), each.verdict, confidence, judge_walk.seen_by(each.audience), each.text)
