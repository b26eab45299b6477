"""Questions of price, licence, quote and renewal: for the account's touch point, whom the directory names."""

from dialogs.cards import engagements
from dialogs.cases import case_status
from dialogs.effects import OpenCase
from dialogs.languages import part, understood
from dialogs.matter import Matter
from dialogs.replies import BotReply
from dialogs.turn import Turn, TurnResult
from dialogs.understanding.understand import Phrase
from dialogs.understanding.words import words
from knowledge.entry import Entry
from knowledge.people.organisation import TouchPoint

KIND = "sales"
"""The kind of entries and of cases that are about sales."""
LONGEST = 2_000
"""Characters that are looked at."""


def is_about(text: str) -> bool:
    """Return whether the words are those of a sales question, in any language we know."""
    said = {word.folded for word in words(text[:LONGEST])}
    known = (part(language, "phrases") for language in understood())
    return any(said & each.SALES or (said & each.BUYING and said & each.BOUGHT) for each in known)


def touch_point(turn: Turn) -> TouchPoint | None:
    """Return who is there for the asker's account; nobody is named where others read along."""
    return None if turn.incoming.group else turn.ports.directory.touch_point(turn.asker.organisation)


def beside(turn: Turn, matter: Matter, entry: Entry) -> tuple[BotReply, ...]:
    """Put the way to the touch point beside an answer about sales."""
    return _way(turn, matter) if entry.kind == KIND else ()


def beside_choices(turn: Turn, matter: Matter) -> tuple[BotReply, ...]:
    """Put the way to the touch point beside a did-you-mean, where the question is worded as one about sales."""
    return _way(turn, matter) if matter.sales else ()


def _way(turn: Turn, matter: Matter) -> tuple[BotReply, ...]:
    card = engagements.beside(turn.language, matter.about_sales(), touch_point(turn))
    return (BotReply(card=card, slot=f"sales/{matter.question}"),)


def opening(effect: OpenCase, matter: Matter) -> OpenCase:
    """Return the effect as it opens the matter's case: of sales it is an engagement."""
    return OpenCase(effect.name, effect.key, effect.title, effect.question, kind=KIND) if matter.sales else effect


def contact(turn: Turn, phrase: Phrase) -> TurnResult:
    """Say who the asker's touch point is and how to reach them, with the way to pass something on."""
    if turn.incoming.group:
        return case_status.private(turn)
    point = touch_point(turn)
    title = turn.say("contact_title", who=engagements.named(turn.language, point))
    card = engagements.contact(turn.language, Matter(turn.mint(), title, recorded=False, sales=True), point)
    return turn.keep(BotReply(card=card))
