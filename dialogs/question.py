"""A question: asked of the knowledge, written down, and passed on by its verdict."""

from dialogs import answer, clarify, handoff
from dialogs.effects import Effect, RecordQuestion
from dialogs.language import language_of
from dialogs.matter import Matter, shortened
from dialogs.replies import Reply
from dialogs.turn import Flow, Said, Turn
from knowledge.entry import Entry
from knowledge.match import Finding, Verdict

LONGEST = 2_000
"""Characters of a message that are asked; the rest is kept in the transcript."""


def asked(turn: Turn) -> Said:
    """Ask the knowledge and go on by its verdict."""
    text = turn.incoming.text.strip()
    finding = turn.knowledge.ask(text[:LONGEST], after=going_on_from(turn))
    spoken = turn.speaking(language_of(text[:LONGEST], finding, turn.memory.language))
    said = decided(spoken, matter_of(turn, text), finding)
    if len(text) <= LONGEST:
        return said
    return Said((Reply(spoken.say("long")), *said.replies), said.effects, said.state, said.answer)


def going_on_from(turn: Turn) -> tuple[str, ...]:
    """Give the entries whose answers the message may go on from: none while another dialog waits."""
    return turn.memory.on_topic(turn.incoming.at) if turn.state.flow in ("", Flow.ANSWERED) else ()


def matter_of(turn: Turn, text: str) -> Matter:
    """Give the matter of a question: a new one, or the one that is being said in other words."""
    title = shortened(text)
    if turn.state.flow == Flow.REPHRASING:
        return turn.matter.in_other_words(turn.mint(), title)
    return Matter(turn.mint(), title)


def decided(turn: Turn, matter: Matter, finding: Finding) -> Said:
    """Answer, offer a choice or offer a person; nothing that was no help is shown again."""
    recorded = RecordQuestion(matter.question, finding, matter.earlier[-1] if matter.earlier else None)
    best = finding.best
    if finding.verdict is Verdict.ANSWER and best and best.entry.name not in matter.refused:
        return answer.show(turn, matter, best.entry, recorded)
    return choice(turn, matter, [match.entry for match in finding.offered], recorded)


def choice(turn: Turn, matter: Matter, offered: list[Entry], recorded: Effect) -> Said:
    """Offer what has not been refused yet, or a person."""
    fresh = [entry for entry in offered if entry.name not in matter.refused]
    if fresh:
        return clarify.offer(turn, matter, fresh, recorded)
    return handoff.offer(turn, matter, recorded, lead="still_no_answer" if matter.rephrased else "no_answer")
