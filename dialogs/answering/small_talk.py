"""Greetings, thanks and goodbyes, a change of mind, and a yes or no to nothing: short, and no questions."""

from dialogs.cards import welcome as cards
from dialogs.matter import Matter
from dialogs.replies import BotReply
from dialogs.turn import Turn, TurnResult
from dialogs.understanding.understand import Intent, Phrase

SENTENCES = {
    Intent.GREETING: "greeting",
    Intent.THANKS: "thanks",
    Intent.DECLINE: "thanks",
    Intent.GOODBYE: "goodbye",
}


def answered(turn: Turn, phrase: Phrase) -> TurnResult:
    """Answer in kind; whoever waits goes on waiting, unless they were declined."""
    end = turn.rest if phrase.intent is Intent.DECLINE else turn.keep
    return end(BotReply(turn.say(SENTENCES[phrase.intent])))


def cancelled(turn: Turn, phrase: Phrase) -> TurnResult:
    """Leave whatever was going on."""
    return turn.rest(BotReply(turn.say("cancelled")))


def to_what(turn: Turn, phrase: Phrase) -> TurnResult:
    """Ask what a yes, a no or a number refers to, with a way on."""
    return way_on(turn, "yes_to_what")


def unread(turn: Turn) -> TurnResult:
    """Say that there is nothing to read: only a file, only signs, or nothing at all."""
    return way_on(turn, "files" if turn.incoming.attachments else "empty")


def way_on(turn: Turn, key: str) -> TurnResult:
    """Say something that is no answer, with help and a person beside it."""
    asked = Matter(turn.mint(), turn.say("button_person"), recorded=False)
    card = cards.way_on(turn.language, asked, turn.say(key))
    return turn.keep(BotReply(card=card), answer=turn.say(key) if turn.pressed else None)
