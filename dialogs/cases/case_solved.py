"""After a case was resolved: it is solved, or it is not, and one question, once, how well it went."""

from collections.abc import Callable

from dialogs.cards import cases as cards
from dialogs.cards import questions
from dialogs.cases import case_status
from dialogs.cases.relay import GOES_ON_FOR
from dialogs.effects import ConfirmCase, RateCase, ReopenCase
from dialogs.matter import UnreadableState
from dialogs.ports import CaseSummary
from dialogs.replies import BotReply, Card
from dialogs.turn import Flow, Turn, TurnResult
from dialogs.understanding.understand import Intent, Phrase

BEST = 5
LONGEST_COUNT = 10
REFUSALS = frozenset({Intent.NO, Intent.DECLINE, Intent.CANCEL, Intent.NONE})
ENDED = frozenset({"resolved", "closed"})


def pressed(turn: Turn) -> TurnResult | None:
    """Hear what was pressed below a resolved case; a card of before says how the case stands now."""
    if turn.incoming.group:
        return case_status.private(turn)
    number = turn.incoming.data.get("number")
    if not isinstance(number, str):
        return None
    case = case_status.find(turn.ports.cases.of(turn.asker), number)
    return PRESSED[turn.incoming.verb](turn, case) if case else case_status.unknown(turn, number)


def heard_first(turn: Turn, phrase: Phrase | None) -> TurnResult | None:
    """Hear a yes or a no to the newest word that a case is resolved, as long as nothing else waits since."""
    if not phrase or turn.incoming.group or phrase.intent not in {Intent.YES, Intent.NO, Intent.NONE}:
        return None
    told = [case for case in turn.ports.cases.of(turn.asker) if asks(turn, case)]
    newest = max(told, key=lambda case: case.word.seq if case.word else 0, default=None)
    if newest is None:
        return None
    return solved(turn, newest) if phrase.intent is Intent.YES else unsolved(turn, newest)


def asks(turn: Turn, case: CaseSummary) -> bool:
    """Return whether a case was resolved here, and nobody said yet whether it is solved."""
    word = case.word
    if case.state != "resolved" or not word or word.kind != "resolved" or turn.memory.is_newer(word.at):
        return False
    return case.conversation == turn.incoming.conversation and turn.incoming.at - word.at <= GOES_ON_FOR


def solved(turn: Turn, case: CaseSummary) -> TurnResult:
    """End a resolved case, and ask once how it went."""
    if case.state != "resolved":
        return stale(turn, case)
    card = questions.line(turn.language, turn.say("solved", number=case.number))
    effects = (ConfirmCase(case.number, f"{case.number}/{key_of(turn)}-solved"),)
    replies = in_place(turn, case, card)
    answer = card if turn.pressed else None
    if case.rating is not None or case.number in turn.memory.rated:
        return turn.rest(*replies, effects=effects, answer=answer)
    asked = BotReply(card=cards.rating(turn.language, case.number), slot=f"rate/{case.number}")
    now = turn.remembering(turn.memory.with_rated(case.number))
    return now.wait(Flow.RATING, {"number": case.number}, *replies, asked, effects=effects, answer=answer)


def unsolved(turn: Turn, case: CaseSummary) -> TurnResult:
    """Open the case again at once, and ask for a word why, which the next message is."""
    if case.state not in ENDED:
        return stale(turn, case)
    card = questions.line(turn.language, turn.say("unsolved", number=case.number))
    return turn.wait(
        Flow.COMMENTING,
        {"number": case.number},
        *in_place(turn, case, card),
        BotReply(turn.say("unsolved_ask", number=case.number)),
        effects=(ReopenCase(case.number, f"{case.number}/{key_of(turn)}-unsolved"),),
        answer=card if turn.pressed else None,
    )


def rated(turn: Turn, case: CaseSummary) -> TurnResult:
    """Write the rating down, once."""
    written = turn.incoming.data.get("rating")
    rating = int(written) if isinstance(written, str) and written in RATINGS else None
    return rating_of(turn, case, rating)


def rating_of(turn: Turn, case: CaseSummary, rating: int | None) -> TurnResult:
    """Take a rating from 1 to 5, None being none, in place of the question."""
    words = turn.say("rate_left")
    effects: tuple[RateCase, ...] = ()
    if case.rating is not None:
        words = turn.say("rated_already", number=case.number, rating=str(case.rating))
    elif rating is not None and case.state in ENDED:
        words = turn.say("rated", rating=str(rating))
        effects = (RateCase(case.number, f"{case.number}-rating", rating),)
    card = questions.line(turn.language, words)
    end = turn.rest if turn.state.flow == Flow.RATING else turn.keep
    more = () if turn.pressed else (BotReply(words),)
    return end(BotReply(card=card, slot=f"rate/{case.number}"), *more, effects=effects, answer=card)


def rating(turn: Turn, phrase: Phrase | None) -> TurnResult | None:
    """Hear a number from 1 to 5, or that they would rather not; anything else is not for this question."""
    match turn.state.data:
        case {"number": str(number)}:
            pass
        case _:
            raise UnreadableState("the case to rate")
    case = case_status.find(turn.ports.cases.of(turn.asker), number)
    if not case or not phrase:
        return None
    if phrase.intent in REFUSALS:
        return rating_of(turn, case, None)
    fits = phrase.intent is Intent.PICK and phrase.place and 1 <= phrase.place <= BEST
    return rating_of(turn, case, phrase.place) if fits else None


def stale(turn: Turn, case: CaseSummary) -> TurnResult:
    """Show how a case stands whose card is of before."""
    words = turn.say("solved_stale", number=case.number)
    return turn.keep(BotReply(words), BotReply(card=cards.status(turn.language, case, turn.mint("k"))), answer=words)


def in_place(turn: Turn, case: CaseSummary, card: Card) -> tuple[BotReply, ...]:
    """Return the line in place of the card that was pressed, else as a message of its own."""
    return (
        (BotReply(card=card, slot=f"solved/{case.number}/{resolution(turn)}"),)
        if turn.pressed
        else (BotReply(card=card),)
    )


def resolution(turn: Turn) -> str:
    """Return which resolution of its case a pressed card asks about; a case may be resolved more than once."""
    told = turn.incoming.data.get("resolution")
    return told if isinstance(told, str) and told.isdecimal() and len(told) < LONGEST_COUNT else ""


def key_of(turn: Turn) -> str:
    """Return the key of what is done: the same for the same card however often it is pressed."""
    return resolution(turn) or turn.mint("k")


RATINGS = frozenset(str(number) for number in range(1, BEST + 1))
PRESSED: dict[str, Callable[[Turn, CaseSummary], TurnResult]] = {
    "solved": solved,
    "unsolved": unsolved,
    "rate": rated,
}
"""What each button does."""
