"""A lead's walk through unjudged questions at a terminal: each with its best entries, and one key that judges it."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from bot.commands.judging.judge_order import by_lot, near_first
from bot.commands.terminal import minute, one_line, printable
from bot.store.knowledge import judgements, questions
from bot.store.knowledge.judgements import LeadJudgement, Says, UnjudgedQuestion
from bot.store.knowledge.questions import Question, QuestionOutcome
from knowledge.entry import VENDOR_FOLDER, Entry
from knowledge.match import Verdict
from knowledge.people.audience import Audience
from knowledge.problems.nearest import did_you_mean

if TYPE_CHECKING:
    from rich.console import Console

    from bot.store.sqlite import SharedDatabase
    from knowledge.base import KnowledgeBase

SHOWN = 5
"""Entries that a question is shown with."""
TOLD = 3
"""Of these, those whose answers are shown too."""
SHORT = 160
"""Characters of an answer that are shown."""
DID = {
    Verdict.ANSWER: "answered alone",
    Verdict.CLARIFY: "offered a choice",
    Verdict.HANDOFF: "offered a person",
}
HEARD = {
    QuestionOutcome.CONFIRMED: "The customer said that it helped.",
    QuestionOutcome.REOPENED: "The customer came back: it had not helped.",
    QuestionOutcome.ESCALATED: "A case came of it.",
}
WORDS = {
    Says.RIGHT: "right",
    Says.WRONG: "wrong",
    Says.HANDOFF: "for a person",
    Says.GAP: "nobody has written it yet",
}
HELP = """\
  1-5  this entry answers it (y is 1)     n  no entry should: it is for a person
  e    another entry does, by its id      g  no entry does yet: one should be written
  w    1 is wrong, I can't say what is right
  s    skip    b  back    q  stop"""


def walk(beside: "SharedDatabase", base: "KnowledgeBase", judge: str, near: bool) -> int:
    """Show question after question, by lot or near the threshold first; keep what is pressed at once, and give 0."""
    from rich.console import Console

    console = Console(highlight=False, markup=False, emoji=False, soft_wrap=True)
    waiting = (near_first if near else by_lot)(beside.read(judgements.waiting))
    done = Walk(beside, base, console, Hand(judge, by_lot=not near)).through(waiting)
    if not waiting:
        console.print("No question waits to be judged.")
    else:
        console.print(f"\n{done} judged, {len(waiting) - done} left. A running Spot takes them up by itself.")
    return 0


@dataclass(frozen=True, slots=True)
class Hand:
    """Who judges, and whether questions come by lot."""

    judge: str
    by_lot: bool


class Walk:
    """One lead at one terminal."""

    def __init__(self, beside: "SharedDatabase", base: "KnowledgeBase", console: "Console", hand: Hand) -> None:
        self._beside = beside
        self._base = base
        self._console = console
        self._hand = hand

    def through(self, waiting: list[UnjudgedQuestion]) -> int:
        """Go through the questions; return how many were judged."""
        judged: set[str] = set()
        place = 0
        while place < len(waiting):
            question = self._question(waiting[place].id)
            if question is None:
                place += 1
                continue
            show(self._console, self._base, question, f"{place + 1} of {len(waiting)}")
            pressed = self._pressed(question)
            if pressed is None:
                break
            if isinstance(pressed, LeadJudgement):
                self._keep(pressed)
                judged.add(question.id)
            place = max(0, place - 1) if pressed == "b" else place + 1
        return len(judged)

    def _question(self, id: str) -> Question | None:
        return self._beside.read(lambda reader: questions.find(reader, id, datetime.now(UTC)))

    def _keep(self, said: LeadJudgement) -> None:
        self._beside.transact(lambda tx: judgements.add(tx, said))
        self._console.print(f"  → {printable(told(said))}", style="green")

    def _pressed(self, question: Question) -> "LeadJudgement | str | None":
        """Wait for a key that says something: a judgement, `s`, `b`, or None to stop."""
        while True:
            key = read_key()
            if key in ("", "q"):
                return None
            if key in ("s", "b"):
                return key
            try:
                says, entries = self._says(key, question)
                return said(question, says, entries, self._hand.judge, by_lot=self._hand.by_lot)
            except LookupError as fault:
                self._console.print(printable(str(fault.args[0])), style="yellow")

    def _says(self, key: str, question: Question) -> tuple[Says, tuple[str, ...]]:
        names = tuple(each["entry"] for each in question.candidates[:SHOWN])
        if key == "n" or key == "g":
            return (Says.HANDOFF if key == "n" else Says.GAP), names
        if key == "e":
            return Says.RIGHT, (found(self._base, question.audience, read_line("entry: ")),)
        place = 1 if key in ("y", "w") else int(key) if key in set("12345") else 0
        if not 1 <= place <= len(names):
            raise LookupError(HELP)
        return (Says.WRONG if key == "w" else Says.RIGHT), (names[place - 1],)


def said(question: Question, says: Says, entries: tuple[str, ...], judge: str, *, by_lot: bool) -> LeadJudgement:
    """Return what a lead says of a question of the log."""
    now, seen = datetime.now(UTC), question.knowledge
    return LeadJudgement(question.text, question.audience, says, entries, judge, now, question.id, by_lot, seen)


def told(said: LeadJudgement) -> str:
    """Return a judgement in a few words."""
    named = f": {', '.join(said.entries)}" if said.says in (Says.RIGHT, Says.WRONG) else ""
    return WORDS[said.says] + named


def found(base: "KnowledgeBase", audience: Audience, name: str) -> str:
    """Return an entry's full name; LookupError, with a sentence, where such an asker may see none like it."""
    seen = {entry.name for entry in base.entries if audience.admits(entry)}
    written = [name.strip()] if "/" in name else [f"{partner}/{name.strip()}" for partner in audience.partners]
    for each in written:
        if each in seen:
            return each
    hint = did_you_mean(written[0], seen, "`check` lists the files that entries stand in")
    raise LookupError(f"There is no entry {name[:80]} that its asker may see: {hint}")


def seen_by(audience: Audience) -> str:
    """Say in a few words what an asker might see."""
    folders = [partner for partner in audience.partners if partner != VENDOR_FOLDER] or [VENDOR_FOLDER]
    return f"{'+'.join(folders)} {audience.visibility}{' nda' * audience.nda}"


def show(console: "Console", base: "KnowledgeBase", question: Question, place: str) -> None:
    """Print a question with what came of it, and its best entries with their answers in short."""
    needed = question.explanation.get("thresholds", {}).get("answer", 0.0)
    did = f"{DID[Verdict(question.verdict)]} at {question.confidence:.2f} (needs {needed:.2f}, {question.kind})"
    console.print()
    console.print(f"{place} · {minute(question.at)} · {seen_by(question.audience)} · {did}", style="dim")
    console.print(f"\n  {one_line(question.text)}\n", style="bold")
    if heard := HEARD.get(question.outcome):
        console.print(f"  {heard}\n", style="cyan")
    entries = {entry.name: entry for entry in base.entries}
    for number, candidate in enumerate(question.candidates[:SHOWN], 1):
        for line, style in _candidate(number, candidate, entries.get(candidate["entry"]), question):
            console.print(line, style=style)
    console.print(f"\n{HELP}" if place.startswith("1 of") else "\n  1-5 e w n g s b q, ? for help", style="dim")


def _candidate(
    number: int, candidate: dict[str, Any], entry: Entry | None, question: Question
) -> Iterator[tuple[str, str]]:
    """Yield the lines of an entry, each with its style."""
    name = candidate["entry"]
    marks = {name: "offered" for name in question.explanation.get("offered", ())}
    marks |= {
        question.chosen or "": "chosen",
        question.entry or "": "said",
        **dict.fromkeys(question.refused, "no help"),
    }
    yield f"  {number}  {candidate['confidence']:.2f}  {printable(name)}  {marks.get(name, '')}".rstrip(), ""
    if entry is None:
        yield "           (no longer there)", "dim"
        return
    answer = one_line(entry.answer)
    yield f"           {one_line(entry.question)}", "dim"
    if number <= TOLD:
        yield f"           {answer[:SHORT]}{'…' * (len(answer) > SHORT)}", "dim"


def read_key() -> str:
    """Return the key that is pressed, or the first letter of a line where no terminal is; empty at the end."""
    if not sys.stdin.isatty():
        line = sys.stdin.readline()
        return line.strip()[:1].casefold() or ("?" if line else "")
    import typer

    try:
        return typer.getchar().casefold()
    except (KeyboardInterrupt, EOFError):
        return ""


def read_line(prompt: str) -> str:
    """Return a line that is typed."""
    if sys.stdin.isatty():
        return input(prompt)
    return sys.stdin.readline().strip()
