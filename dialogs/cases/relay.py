"""The relay: what a customer writes after the team wrote goes to that case, with a button that takes it back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from dialogs.cards import cases as cards
from dialogs.cards import questions
from dialogs.cases import case_changes, case_status
from dialogs.effects import RetractComment
from dialogs.incoming import IncomingKind
from dialogs.matter import QUESTION
from dialogs.ports import CaseSummary
from dialogs.replies import BotReply
from dialogs.topic import LONGEST, going_on_from
from dialogs.turn import Flow, Turn, TurnResult
from dialogs.understanding.understand import Intent, Phrase
from dialogs.understanding.words import words
from knowledge.match import Verdict

WORDS = frozenset({"replied", "updated", "asked"})
"""What the team says that a customer may go on from."""
GOES_ON_FOR = timedelta(days=7)
"""How long after the team's word a message may still go on from it."""
REPLIES = frozenset({Intent.YES, Intent.NO, Intent.NONE, Intent.PICK})
"""Short phrases that say something to the team; all others are meant for Spot."""


def goes_first(turn: Turn) -> bool:
    """Return whether the team's word came after whatever else waits, so that a reply is meant for the team."""
    newest = newest_of(expecting(turn))
    word = newest.word if newest else None
    return word is not None and not turn.memory.is_newer(word.at)


def taken(turn: Turn, phrase: Phrase | None) -> TurnResult | None:
    """Return the message to the case whose team wrote last; None where none did, or it is clearly something else."""
    waiting = expecting(turn)
    case = named(waiting, turn.incoming.text) or newest_of(waiting)
    if not case or (phrase and phrase.intent not in REPLIES):
        return None
    if turn.state.flow == Flow.REPHRASING and not goes_first(turn):
        return None
    others = [each for each in waiting if each.number != case.number]
    return None if answers(turn, case) else case_changes.added(turn, case, turn.incoming.text, others=others)


def expecting(turn: Turn) -> list[CaseSummary]:
    """Return the asker's cases that a message may go to: their team wrote here, lately, and nothing went on from it."""
    if turn.incoming.group or turn.not_for:
        return []
    return [case for case in turn.ports.cases.of(turn.asker) if case.state == "open" and waits(turn, case)]


def waits(turn: Turn, case: CaseSummary) -> bool:
    """Return whether the case's last word is one that this conversation may go on from."""
    word, incoming = case.word, turn.incoming
    if not word or word.kind not in WORDS or word.seq in turn.memory.heard:
        return False
    return case.conversation == incoming.conversation and incoming.at - word.at <= GOES_ON_FOR


def newest_of(waiting: list[CaseSummary]) -> CaseSummary | None:
    """Return the case whose team wrote last."""
    return max(waiting, key=lambda case: case.word.seq if case.word else 0, default=None)


def named(waiting: list[CaseSummary], text: str) -> CaseSummary | None:
    """Return the one case of these whose number the text holds."""
    said = {word.folded for word in words(text[:LONGEST])}
    found = [case for case in waiting if case.number.casefold() in said]
    return found[0] if len(found) == 1 else None


def answers(turn: Turn, case: CaseSummary) -> bool:
    """Return whether the message is a question that an entry answers; never when the team asked one itself."""
    text = turn.incoming.text.strip()
    if (case.word and case.word.kind == "asked") or not text:
        return False
    finding = turn.knowledge.ask(text[:LONGEST], after=going_on_from(turn))
    if finding.verdict is not Verdict.ANSWER or not finding.best:
        return False
    said = [word.folded for word in words(text)]
    return text.endswith("?") or any(
        said == [word.folded for word in words(each)] for each in finding.best.entry.phrasings
    )


def beside(turn: Turn, said: TurnResult) -> TurnResult:
    """Put the way to the case beside an answer to what might have been meant for the team."""
    case = newest_of(expecting(turn))
    if not case or turn.pressed or not turn.incoming.text or not any(reply.citations for reply in said.replies):
        return said
    key = turn.mint("k")
    card = cards.meant_for(turn.language, case.number, turn.incoming.text[: case_changes.LONGEST_SHOWN], key)
    return replace(said, replies=(*said.replies, BotReply(card=card, slot=f"added/{key}")))


def retract(turn: Turn, ask: Callable[[Turn], TurnResult]) -> TurnResult | None:
    """Take a comment back, and return its text to the case that it was for, or ask it as a question."""
    match turn.incoming.data:
        case {"number": str(number), "comment": str(key)} if 0 < len(key) <= case_changes.LONGEST_KEY:
            pass
        case _:
            return None
    if turn.incoming.group:
        return case_status.private(turn)
    held = turn.ports.cases.of(turn.asker)
    case = case_status.find(held, number)
    if not case:
        return case_status.unknown(turn, number)
    if key in turn.memory.retracted or case.state == "merged":
        told = turn.say("retract_merged" if case.state == "merged" else "retracted", number=case.number)
        return turn.keep(BotReply(told), answer=told)
    return then(retracted(turn, case, key), turn.remembering(turn.memory.with_retracted(key)), case, ask)


def retracted(turn: Turn, case: CaseSummary, key: str) -> TurnResult:
    """Take it back, and say so in place of what said that it was added."""
    card = questions.line(turn.language, turn.say("retracted", number=case.number))
    question = turn.incoming.data.get("question")
    is_offer = isinstance(question, str) and QUESTION.fullmatch(question)
    slot = f"handoff/{question}" if is_offer else f"added/{key}"
    noted = turn.remembering(turn.memory.with_retracted(key))
    effect = RetractComment(case.number, f"{key}-back", key)
    return noted.keep(BotReply(card=card, slot=slot), effects=(effect,), answer=card)


def then(said: TurnResult, turn: Turn, case: CaseSummary, ask: Callable[[Turn], TurnResult]) -> TurnResult:
    """Go on with the text that was taken back: to the case that it was for, or as a question; there may be none."""
    text, to = turn.incoming.data.get("text"), turn.incoming.data.get("to")
    if not isinstance(text, str) or not text.strip():
        return said
    incoming = replace(turn.incoming, kind=IncomingKind.MESSAGE, verb="", data={}, text=text)
    now = replace(turn, incoming=incoming, not_for=case.number)
    other = case_status.find(turn.ports.cases.of(turn.asker), to) if isinstance(to, str) else None
    more = case_changes.added(now, other, text) if other and other.state == "open" else ask(now)
    return TurnResult((*said.replies, *more.replies), (*said.effects, *more.effects), more.state, said.answer)
