"""Asking once for other words, before a person is offered."""

from dialogs.cards import questions
from dialogs.cases import handoff
from dialogs.effects import Effect
from dialogs.matter import Matter
from dialogs.replies import BotReply, Card
from dialogs.turn import Flow, Turn, TurnResult
from dialogs.understanding.understand import Intent, Phrase

LEAVING = frozenset({Intent.NO, Intent.DECLINE, Intent.CANCEL, Intent.NONE})


def offer(turn: Turn, matter: Matter, *effects: Effect, answer: Card | None = None) -> TurnResult:
    """Ask for other words, or offer a person when that was asked before."""
    if matter.rephrased:
        return handoff.offer(turn, matter, *effects, lead="still_no_answer", answer=answer)
    card = questions.rephrase(turn.language, matter)
    return turn.wait(
        Flow.REPHRASING,
        matter.as_dict(),
        BotReply(card=card, slot=f"rephrase/{matter.question}"),
        effects=effects,
        answer=answer,
    )


def heard(turn: Turn, phrase: Phrase | None) -> TurnResult | None:
    """Hear what comes instead of other words: yes asks for them again, no leaves it; other words are a question."""
    matter = turn.matter
    if phrase and phrase.intent is Intent.YES:
        return turn.keep(BotReply(card=questions.rephrase(turn.language, matter)))
    return handoff.declined(turn, matter) if phrase and phrase.intent in LEAVING else None
