"""A question: asked of the knowledge, written down, and passed on by its verdict."""

from dialogs.answering import decision, known_issue
from dialogs.cases import sales
from dialogs.effects import RecordQuestion
from dialogs.matter import Matter, shortened
from dialogs.replies import BotReply
from dialogs.topic import LONGEST, going_on_from
from dialogs.turn import Flow, Turn, TurnResult
from dialogs.understanding.language import language_of
from knowledge.match import Finding


def asked(turn: Turn) -> TurnResult:
    """Ask the knowledge and go on by its verdict."""
    text = turn.incoming.text.strip()
    finding = turn.knowledge.ask(text[:LONGEST], after=going_on_from(turn))
    spoken = turn.speaking(language_of(text[:LONGEST], finding, turn.memory.language))
    said = decided(spoken, matter_of(turn, text), text[:LONGEST], finding)
    if len(text) <= LONGEST:
        return said
    return TurnResult((BotReply(spoken.say("long")), *said.replies), said.effects, said.state, said.answer)


def matter_of(turn: Turn, text: str) -> Matter:
    """Return the matter of a question: a new one, or the one that is being said in other words."""
    title = shortened(text)
    if turn.state.flow == Flow.REPHRASING:
        return turn.matter.in_other_words(turn.mint(), title)
    return Matter(turn.mint(), title, sales=sales.is_about(text))


def decided(turn: Turn, matter: Matter, text: str, finding: Finding) -> TurnResult:
    """Offer the known issue that it is about, or go on by the verdict; the question is written down either way."""
    recorded = RecordQuestion(matter.question, finding, matter.earlier[-1] if matter.earlier else None)
    issue = known_issue.fitting(turn, matter, text, finding)
    if issue:
        return known_issue.offer(turn, matter, text, issue, recorded)
    return decision.decided(turn, matter, finding, recorded)
