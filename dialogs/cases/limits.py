"""How much one person may do, by the policy: messages a minute, open cases, cases a day; said politely, no dead end."""

from dataclasses import replace
from datetime import timedelta

from dialogs.cards import cases as cards
from dialogs.incoming import IncomingKind
from dialogs.memory import moment
from dialogs.ports import CaseSummary
from dialogs.replies import BotReply
from dialogs.turn import Turn, TurnResult

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
MOST_NAMED = 5
"""Cases on the card that says which there are."""


def slowed(turn: Turn) -> TurnResult | None:
    """Return the polite word to somebody who writes too fast, once a minute; None for anybody else."""
    incoming = turn.incoming
    if incoming.kind is IncomingKind.JOINED:
        return None
    if turn.ports.traffic.messages_since(turn.asker, incoming.at - MINUTE) < turn.ports.limits.messages_a_minute:
        return None
    words = turn.say("slow_down")
    answer = words if turn.pressed else None
    said_at = moment(turn.memory.limited)
    if said_at and said_at <= incoming.at < said_at + MINUTE:
        return turn.keep(answer=answer)
    noted = turn.remembering(replace(turn.memory, limited=incoming.at.isoformat()))
    return noted.keep(BotReply(words), answer=answer)


def full(turn: Turn) -> TurnResult | None:
    """Say that no more cases can be opened and which ones there are; None while there is room."""
    limits = turn.ports.limits
    held = [case for case in turn.ports.cases.of(turn.asker) if case.state == "open"]
    if len(held) >= limits.open_cases:
        return refused(turn, "too_many_open", len(held), held)
    today = turn.ports.cases.opened_since(turn.asker, turn.incoming.at - DAY)
    return refused(turn, "too_many_today", today, held) if today >= limits.cases_a_day else None


def refused(turn: Turn, key: str, count: int, held: list[CaseSummary]) -> TurnResult:
    """Say politely that there are enough cases, naming them only where nobody reads along."""
    if turn.incoming.group:
        words = turn.say("too_many_open_group")
        return turn.keep(BotReply(words), answer=words if turn.pressed else None)
    numbers = ", ".join(case.number for case in held)
    words = turn.say(key if held else f"{key}_none", count=str(count), numbers=numbers)
    if not held:
        return turn.keep(BotReply(words), answer=words if turn.pressed else None)
    listed = cards.several(turn.language, words, held[:MOST_NAMED], "comment", turn.mint("k"))
    return turn.keep(BotReply(card=listed), answer=words if turn.pressed else None)
