"""Who Spot is and what it can do, said when somebody joins or asks."""

from dialogs.cards import welcome as cards
from dialogs.matter import Matter
from dialogs.replies import BotReply
from dialogs.turn import Turn, TurnResult
from dialogs.understanding.understand import Phrase


def joined(turn: Turn) -> TurnResult:
    """Welcome somebody new."""
    return introduced(turn, "welcome_title")


def told(turn: Turn, phrase: Phrase) -> TurnResult:
    """Say what Spot can do."""
    return introduced(turn, "help_title")


def pressed(turn: Turn) -> TurnResult:
    """Say what Spot can do to somebody who pressed for it."""
    return introduced(turn, "help_title")


def introduced(turn: Turn, title: str) -> TurnResult:
    """Introduce Spot; whoever waits goes on waiting."""
    asked = Matter(turn.mint(), turn.say("button_person"), recorded=False)
    return turn.keep(BotReply(card=cards.welcome(turn.language, asked, title=title)))
