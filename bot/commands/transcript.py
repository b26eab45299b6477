"""`transcript`: a conversation as it was said, with the reason for every answer."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.commands.deployment import LocalDeployment
from bot.commands.terminal import minute, not_found, on, printable, show_json, show_table
from bot.desk.case import number_in, written
from bot.store.chat import conversations, transcript
from bot.store.chat.row_text import text_of
from bot.store.desk import cases
from bot.store.engine.rows import Delivered, Op, TranscriptRow
from bot.store.engine.store import Reader
from bot.store.knowledge.questions import Question
from bot.store.report import review
from knowledge.commands.inputs.options import AsFormat, ResultFormat

HEADS = ("conversation", "last active", "questions", "outcome", "case", "last question")
STRETCH = 100
"""Rows read at a time."""

Said = tuple[TranscriptRow, Question | None]
"""A row, and the question that was asked by it."""


def command(
    context: typer.Context,
    conversation: Annotated[
        str | None, typer.Argument(help="A conversation's key or a case number; none: the list.")
    ] = None,
    format: AsFormat = ResultFormat.TEXT,
) -> None:
    """Show a conversation of the database here."""
    known: LocalDeployment = context.obj
    raise typer.Exit(run(known.database, conversation, format.value))


def run(store_path: Path, conversation: str | None, format: str, now: datetime | None = None) -> int:
    """Print a conversation, found by its key or a case's number, or without one the list of conversations.

    The exit code is 1 when there is no such conversation.
    """
    at = now or datetime.now(UTC)
    if conversation is None:
        return on(store_path, lambda reader: _list(reader, at, format))
    return on(store_path, lambda reader: _show(reader, conversation, at, format))


def _list(reader: Reader, now: datetime, format: str) -> int:
    found = review.conversations(reader, now, review.ConversationFilter(), limit=review.MOST)
    if format == "json":
        show_json([_listed(each) for each in found])
    elif found:
        show_table(HEADS, [_cells(each) for each in found], wide=5)
    else:
        print("Nobody has said anything yet.")
    return 0


def _listed(each: review.Listed) -> dict[str, Any]:
    return {
        "conversation": each.key,
        "person": each.person,
        "partner": each.partner,
        "updated": each.at.isoformat(),
        "questions": each.questions,
        "question": each.question,
        "verdict": each.verdict,
        "confidence": each.confidence,
        "outcome": each.outcome,
        "case": written(each.case) if each.case else None,
    }


def _cells(each: review.Listed) -> tuple[str, ...]:
    case = written(each.case) if each.case else "–"
    return (each.key, minute(each.at), str(each.questions), each.outcome or "–", case, each.question or "–")


def _show(reader: Reader, wanted: str, now: datetime, format: str) -> int:
    key = _key(reader, wanted)
    if key is None or conversations.find(reader, key) is None:
        return not_found(
            f"There is no conversation or case {wanted[:100]}; `transcript` alone lists the conversations."
        )
    said = _said(reader, key, now)
    if format == "json":
        show_json({"conversation": key, "rows": [_row(row, question) for row, question in said]})
    else:
        _print(key, said)
    return 0


def _key(reader: Reader, wanted: str) -> str | None:
    """Return the conversation's key; a case is looked up by its number."""
    number = number_in(wanted)
    case = cases.find(reader, number) if number else None
    return case.origin.conversation if case else wanted


def _said(reader: Reader, key: str, now: datetime) -> Iterator[Said]:
    seq = 0
    while rows := transcript.since(reader, key, seq, STRETCH):
        asked = review.asked_between(reader, key, rows[0].seq, rows[-1].seq, now)
        by_row = {question.incoming_seq: question for question in asked}
        yield from ((row, by_row.get(row.seq)) for row in rows)
        seq = rows[-1].seq


def _row(row: TranscriptRow, question: Question | None) -> dict[str, Any]:
    return {
        "seq": row.seq,
        "at": row.at.isoformat(),
        "op": row.op.value,
        "kind": row.kind,
        "person": row.person,
        "text": text_of(row),
        "activity": row.activity,
        "state": row.state,
        "attempts": row.attempts,
        "error": row.error,
        "question": _why(question) if question else None,
    }


def _why(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "text": question.text,
        "language": question.language,
        "verdict": question.verdict,
        "confidence": question.confidence,
        "kind": question.kind,
        "entry": question.entry,
        "candidates": question.candidates,
        **question.explanation,
        "source": question.source,
        "knowledge": question.knowledge,
        "base": question.base,
        "revision": question.revision,
        "outcome": question.outcome.value,
        "chosen": question.chosen,
        "case": written(question.case) if question.case else None,
    }


def _print(key: str, said: Iterable[Said]) -> None:
    print(printable(key))
    from bot.console.pages import timeline

    titles = timeline.Titles()
    for row, question in said:
        who = "customer" if row.op is Op.IN else "Spot"
        note = f" ({row.state}: {row.error})" if row.state is Delivered.DEAD else ""
        verb = {Op.IN: "", Op.SEND: "", Op.UPDATE: " (updated)", Op.DELETE: " (deleted)"}[row.op]
        print(printable(f"\n{row.at:%Y-%m-%d %H:%M:%S}  {who}{verb}{note}"))
        done = timeline.read(row, str, titles).note or row.kind
        for line in (text_of(row) or f"[{done}]").splitlines():
            print(printable(f"    {line}"))
        if question:
            print(printable(f"    → {_reason(question)}"))
            print(printable(f"      {_origin(question)}"))


def _reason(question: Question) -> str:
    entry = f" {question.entry}" if question.entry else ""
    reason = str(question.explanation.get("reason", "")).rstrip(".")
    return f"{question.verdict}{entry} at {question.confidence:.2f}, {question.outcome}: {reason}"


def _origin(question: Question) -> str:
    """Say from which knowledge it was answered, and where that stood."""
    told = [question.source or "", f"knowledge {question.knowledge}"]
    told.append(f"git {question.revision[:12]}" if question.revision else "")
    return " · ".join(filter(None, told))
