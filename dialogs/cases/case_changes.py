"""What the asker does with their own case: add a comment, withdraw it, reopen it."""

from collections.abc import Callable, Sequence

from dialogs.cards import cases as cards
from dialogs.cases import case_status
from dialogs.effects import CommentCase, Outcome, ReopenCase, SetOutcome, WithdrawCase
from dialogs.matter import QUESTION, UnreadableState
from dialogs.ports import CaseSummary
from dialogs.replies import BotReply
from dialogs.turn import Flow, Turn, TurnResult
from dialogs.understanding.understand import Intent, Phrase

Change = Callable[[Turn, CaseSummary, str, str], TurnResult]
"""What to do with a case: the turn, the case, the idempotency key, and the free text that came along."""
LONGEST_COMMENT = 28_000
"""Characters: all of a message."""
LONGEST_SHOWN = 2_000
"""Characters of a message that its undo can ask as a question: as many as are asked of any."""
MOST_FILES = 20
"""Files that a case has room for."""
LONGEST_KEY = 100
OPEN = frozenset({"open"})
ENDED = frozenset({"resolved", "closed", "withdrawn"})
INTERRUPTIONS = frozenset({Intent.STATUS, Intent.STATUS_WORD, Intent.WITHDRAW, Intent.REOPEN, Intent.HELP})
"""What is meant for somebody else even while a comment is waited for."""


def told(turn: Turn, phrase: Phrase) -> TurnResult:
    """Do what a phrase says with the case it names, the only one it can mean, or the one chosen from a list."""
    return changed(turn, phrase.intent.value, phrase.number, turn.mint("k"), phrase.rest)


def pressed(turn: Turn) -> TurnResult | None:
    """Do what a pressed button says with the case it names, once however often it arrives."""
    data = turn.incoming.data
    match data:
        case {"number": str(number), "key": str(key)} if 0 < len(key) <= LONGEST_KEY:
            text = data.get("text")
            said = changed(turn, turn.incoming.verb, number, key, text.strip() if isinstance(text, str) else "")
            return instead_of_a_case(turn, said, number)
    return None


def instead_of_a_case(turn: Turn, said: TurnResult, number: str) -> TurnResult:
    """Take the offer of a case away when its question was added to another case."""
    question = turn.incoming.data.get("question")
    added = any(isinstance(effect, CommentCase) for effect in said.effects)
    if not added or not isinstance(question, str) or not QUESTION.fullmatch(question):
        return said
    card = cards.added(turn.language, number, str(turn.incoming.data["key"]), question=question)
    reply = BotReply(card=card, slot=f"handoff/{question}")
    return turn.rest(reply, effects=(*said.effects, SetOutcome(question, Outcome.ESCALATED)), answer=card)


def changed(turn: Turn, verb: str, number: str | None, key: str, text: str) -> TurnResult:
    """Find the case and change it, or say why not."""
    if turn.incoming.group:
        return case_status.private(turn)
    change, states, none = CHANGES[verb]
    held = turn.ports.cases.of(turn.asker)
    if number:
        case = case_status.find(held, number)
        return change(turn, case, key, text) if case else case_status.unknown(turn, number)
    possible = [case for case in held if case.state in states]
    if len(possible) == 1:
        return change(turn, possible[0], key, text)
    return which(turn, verb, possible) if possible else turn.keep(BotReply(turn.say(none)))


def which(turn: Turn, verb: str, possible: Sequence[CaseSummary]) -> TurnResult:
    """Ask which case is meant."""
    lead = turn.say(f"case_which_{verb}")
    card = cards.several(turn.language, lead, possible[: case_status.LISTED], verb, turn.mint("k"))
    return turn.keep(BotReply(card=card))


def comment(turn: Turn, case: CaseSummary, key: str, text: str) -> TurnResult:
    """Add the text to an open case, or ask for it."""
    if case.state not in OPEN:
        return ended(turn, case, "comment_closed", key)
    if text:
        return added(turn, case, text, key=key, told=True)
    return turn.wait(Flow.COMMENTING, {"number": case.number}, BotReply(turn.say("comment_ask", number=case.number)))


def commenting(turn: Turn, phrase: Phrase | None) -> TurnResult | None:
    """Hear the comment; commands about cases and a change of mind are still understood."""
    match turn.state.data:
        case {"number": str(number)}:
            pass
        case _:
            raise UnreadableState("the case to comment on")
    if phrase and phrase.intent in {Intent.CANCEL, Intent.NO, Intent.DECLINE, Intent.NONE}:
        return turn.rest(BotReply(turn.say("cancelled")))
    if phrase and phrase.intent in INTERRUPTIONS | {Intent.COMMENT}:
        return None
    case = case_status.find(turn.ports.cases.of(turn.asker), number)
    if turn.incoming.group or not case:
        return None
    if case.state not in OPEN:
        return ended(turn.afresh(), case, "comment_closed", turn.mint("k"))
    return added(turn, case, turn.incoming.text)


def added(
    turn: Turn,
    case: CaseSummary,
    text: str,
    *,
    key: str = "",
    told: bool = False,
    others: Sequence[CaseSummary] = (),
) -> TurnResult:
    """Add the text and what came along to the case, and say so with a way to take it back.

    `told` says that the asker named the case themselves, so that nothing else is to be done with the text; `others` are
    the cases that it might have been for instead.
    """
    key, files = key or turn.mint("k"), turn.incoming.attachments
    words = text.strip()[:LONGEST_COMMENT] or ", ".join(file.name for file in files)
    again = {} if told else {"text": text.strip()[:LONGEST_SHOWN]}
    left_out = max(0, case.files + len(files) - MOST_FILES) if files else 0
    card = cards.added(
        turn.language, case.number, key, others=[each.number for each in others], left_out=left_out, **again
    )
    heard = turn.memory.with_heard(case.word.seq) if case.word else turn.memory
    now = turn.remembering(heard)
    done = now.rest if turn.state.flow == Flow.COMMENTING else now.keep
    effect = CommentCase(case.number, key, words, files)
    return done(BotReply(card=card, slot=f"added/{key}"), effects=(effect,), answer=card if turn.pressed else None)


def withdraw(turn: Turn, case: CaseSummary, key: str, text: str) -> TurnResult:
    """Take an open case back and say how to undo it."""
    if case.state not in OPEN:
        return ended(turn, case, "withdraw_not_open", key)
    return turn.rest(BotReply(turn.say("withdrawn", number=case.number)), effects=(WithdrawCase(case.number, key),))


def reopen(turn: Turn, case: CaseSummary, key: str, text: str) -> TurnResult:
    """Open an ended case again."""
    if case.state in ENDED:
        return turn.rest(BotReply(turn.say("reopened", number=case.number)), effects=(ReopenCase(case.number, key),))
    if case.state == "merged" and case.into:
        return turn.keep(BotReply(turn.say("reopen_into", number=case.number, into=case.into)))
    return turn.keep(
        BotReply(turn.say("reopen_merged" if case.state == "merged" else "reopen_open", number=case.number))
    )


def ended(turn: Turn, case: CaseSummary, key: str, mint: str) -> TurnResult:
    """Say that the case is over, with what can still be done."""
    known = case.state in ENDED | OPEN | {"merged"}
    state = turn.say(f"state_{case.state}") if known else case.state
    words = turn.say(key, number=case.number, state=state)
    return turn.keep(BotReply(words), BotReply(card=cards.status(turn.language, case, mint)))


CHANGES: dict[str, tuple[Change, frozenset[str], str]] = {
    "comment": (comment, OPEN, "case_none"),
    "withdraw": (withdraw, OPEN, "withdraw_none"),
    "reopen": (reopen, ENDED, "reopen_none"),
}
"""What a verb does, to which states, and what is said when the asker has no such case."""
