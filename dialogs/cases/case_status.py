"""The asker's own cases: what they are and how they stand. Only where nobody else reads along."""

from collections.abc import Sequence

from dialogs.cards import cases as cards
from dialogs.ports import CaseSummary
from dialogs.replies import BotReply
from dialogs.turn import Turn, TurnResult
from dialogs.understanding.understand import Phrase

LISTED = 5


def told(turn: Turn, phrase: Phrase) -> TurnResult:
    """Say how the asker's case stands: the one named, the only one, or a list."""
    return shown(turn, phrase.number)


def pressed(turn: Turn) -> TurnResult | None:
    """Say how the case of a pressed button stands."""
    number = turn.incoming.data.get("number")
    return shown(turn, number) if isinstance(number, str) else None


def shown(turn: Turn, number: str | None) -> TurnResult:
    """Show one case or the list of them."""
    if turn.incoming.group:
        return private(turn)
    held = turn.ports.cases.of(turn.asker)
    if number:
        case = find(held, number)
        return one(turn, case) if case else unknown(turn, number)
    if not held:
        return turn.keep(BotReply(turn.say("case_none")))
    return one(turn, held[0]) if len(held) == 1 else listed(turn, held)


def one(turn: Turn, case: CaseSummary) -> TurnResult:
    """Show one case."""
    return turn.keep(BotReply(card=cards.status(turn.language, case, turn.mint("k"), turn.incoming.at)))


def listed(turn: Turn, held: Sequence[CaseSummary]) -> TurnResult:
    """Show the newest cases."""
    card = cards.several(turn.language, turn.say("case_list"), held[:LISTED], "status", turn.mint("k"))
    more = (BotReply(turn.say("case_more", count=str(LISTED))),) if len(held) > LISTED else ()
    return turn.keep(BotReply(card=card), *more)


def find(held: Sequence[CaseSummary], number: str) -> CaseSummary | None:
    """Return the case with a number, small or capital, or None where it is not the asker's."""
    return next((case for case in held if case.number.casefold() == number.strip().casefold()), None)


def private(turn: Turn) -> TurnResult:
    """Ask to go on where nobody reads along."""
    return turn.keep(BotReply(turn.say("case_private")))


def unknown(turn: Turn, number: str) -> TurnResult:
    """Say that the asker has no such case, whether or not somebody else has."""
    return turn.keep(BotReply(turn.say("case_unknown", number=number[:20]), plain=True))
