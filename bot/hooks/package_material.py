"""What an escalation package is made of, read from the store as far as whoever gets it may see it."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.desk.actor import Actor
from bot.desk.case import Case
from bot.desk.packages.package import MOST_LINES, AskedQuestion, Material, PackageLine, ShownEntry
from bot.store.chat.row_text import text_of
from bot.store.desk import case_events, cases, timers
from bot.store.desk.case_events import Event
from bot.store.engine.rows import Op, TranscriptRow
from bot.store.engine.store import Reader
from bot.store.knowledge.questions import Question, QuestionOutcome
from bot.store.report import review

MOST_QUESTIONS = 10
"""Questions of the conversation, the newest ones."""
SILENCE = timedelta(days=1)
"""What lies before such a silence is another matter."""
SAID = {Op.IN: "customer", Op.SEND: "spot"}
"""Who says what a row holds; what was updated or taken back is said once."""


def material(reader: Reader, case: Case, viewer: Actor, at: datetime) -> Material:
    """Return what was asked, said and done about a case, as the viewer may see it."""
    rows = before(reader, case)
    asked = review.asked_between(reader, rows[0].conversation, rows[0].seq, rows[-1].seq, at) if rows else []
    events = case_events.events(reader, case.number, limit=MOST_LINES, viewer=viewer)
    return Material(
        viewer=viewer,
        told=timers.last_words(reader, case.number),
        questions=tuple(question(each, case) for each in asked[-MOST_QUESTIONS:]),
        transcript=tuple(spoken(rows, case)),
        events=tuple(happened(each, case) for each in events),
    )


def before(reader: Reader, case: Case) -> tuple[TranscriptRow, ...]:
    """Return what was said about the matter until the case was opened; nothing where it came another way than by chat.

    A matter begins after a day of silence, and after a case that went to another partner, who is nobody else's to see.
    """
    conversation, end = case.origin.conversation, case.origin.transcript_end
    if conversation is None:
        return ()
    others = (each for each in cases.of_conversation(reader, conversation) if each.partner != case.partner)
    ends = (each.origin.transcript_end for each in others)
    begun = max((each for each in ends if each < end), default=0)
    rows = [row for row in review.stretch(reader, conversation, end + 1, MOST_LINES).rows if row.seq > begun]
    breaks = (place for place in range(1, len(rows)) if rows[place].at - rows[place - 1].at > SILENCE)
    return tuple(rows[max(breaks, default=0) :])


def spoken(rows: tuple[TranscriptRow, ...], case: Case) -> Iterator[PackageLine]:
    """Yield what the rows say; a button that was pressed says nothing."""
    names = {"customer": case.requester.name, "spot": "Spot"}
    for row in rows:
        by = SAID.get(row.op)
        if by and (text := text_of(row)):
            yield PackageLine(row.at, by, names[by], "said", text)


def happened(event: Event, case: Case) -> PackageLine:
    by = "customer" if event.actor.key == case.requester.key else event.organisation or "spot"
    return PackageLine(event.at, by, event.actor.name, event.kind.value, event.text, event.seq)


def question(asked: Question, case: Case) -> AskedQuestion:
    """Return a question with the entries that the customer was shown, and what they said of each."""
    confidences = {each["entry"]: float(each["confidence"]) for each in asked.candidates}
    offered = asked.explanation.get("offered") or ()
    shown = dict.fromkeys(filter(None, (asked.entry, asked.chosen, *offered)))
    return AskedQuestion(
        text=asked.text,
        at=asked.at,
        language=asked.language,
        verdict=asked.verdict,
        outcome=asked.outcome.value,
        knowledge=asked.knowledge,
        led_here=asked.id == case.origin.question,
        entries=tuple(
            ShownEntry(
                entry=each,
                confidence=min(max(confidences.get(each, 0.0), 0.0), 1.0),
                shown="answered" if each == asked.entry else "offered",
                rated=rating(each, asked),
            )
            for each in shown
        ),
    )


def rating(entry: str, asked: Question) -> str:
    """Say what the customer said of an entry that they were shown."""
    if entry in asked.refused:
        return "no help"
    taken = asked.chosen or asked.entry
    if entry == taken and asked.outcome is QuestionOutcome.CONFIRMED:
        return "helped"
    return "chosen" if entry == asked.chosen else "not rated"
