"""Handing to a person: asked first, opened in one tap or at a word, once for each matter."""

from dataclasses import replace

from dialogs.cards import cases, engagements, questions
from dialogs.cards.parts import Part, button
from dialogs.cases import limits, sales
from dialogs.effects import Effect, OpenCase, Outcome, SetOutcome
from dialogs.matter import Matter, from_button, shortened
from dialogs.ports import CaseSummary
from dialogs.replies import BotReply, Card, number_of
from dialogs.turn import Flow, Turn, TurnResult, digest
from dialogs.understanding.understand import Intent, Phrase

OPENED = "opened"
"""The effect whose slot becomes the case's number."""
LONGEST_ADDED = 2_000
"""Characters of a message that can be added to a case by a button; more is added by writing."""
PLACES = {
    Flow.ANSWERED: "helped",
    Flow.CHOOSING: "choose",
    Flow.REPHRASING: "rephrase",
    Flow.OFFERED: "handoff",
    Flow.KNOWN: "issue",
}
"""The kind of card a waiting dialog has shown; it is replaced once its matter is with a person."""
WITH_MATTER = frozenset({*PLACES, Flow.OPENED})
REFUSALS = frozenset({Intent.NO, Intent.DECLINE, Intent.CANCEL, Intent.NONE})


def offer(
    turn: Turn, matter: Matter, *effects: Effect, lead: str = "no_answer", answer: Card | None = None
) -> TurnResult:
    """Ask whether to hand the matter to a person."""
    card = (
        engagements.offer(turn.language, matter, sales.touch_point(turn))
        if matter.sales
        else questions.handoff(turn.language, matter, lead=lead, add=adding(turn, matter))
    )
    return turn.wait(
        Flow.OFFERED,
        matter.as_dict(),
        BotReply(card=card, slot=f"handoff/{matter.question}"),
        effects=effects,
        answer=answer,
    )


def adding(turn: Turn, matter: Matter) -> Part | None:
    """Return the button that adds the message to the asker's open case, if they have one and nobody reads along."""
    held = [] if turn.incoming.group or turn.pressed else open_cases(turn)
    held = [case for case in held if case.number != turn.not_for]
    if not held or not turn.incoming.text:
        return None
    number = held[0].number
    said = {"text": turn.incoming.text[:LONGEST_ADDED], "question": matter.question, "key": turn.mint("k")}
    return button(turn.say("button_add", number=number), "comment", number=number, **said)


def offered(turn: Turn, phrase: Phrase | None) -> TurnResult | None:
    """Hear what comes after the offer: yes opens a case, no leaves it, anything else is not for this dialog."""
    matter = turn.matter
    if phrase and phrase.intent is Intent.YES:
        return opened(turn, matter, place=PLACES[Flow.OFFERED])
    if phrase and phrase.intent in REFUSALS:
        return declined(turn, matter)
    return None


def declined(turn: Turn, matter: Matter) -> TurnResult:
    """Leave it, and take the buttons away."""
    slot = f"handoff/{matter.question}"
    if turn.pressed:
        card = questions.line(turn.language, turn.say("declined"))
        return turn.rest(BotReply(card=card, slot=slot), answer=card)
    card = questions.line(turn.language, turn.say("no_case"))
    updates = (BotReply(card=card, slot=slot),) if turn.state.flow == Flow.OFFERED else ()
    return turn.rest(*updates, BotReply(turn.say("declined")))


def after(turn: Turn, phrase: Phrase | None) -> TurnResult | None:
    """Hear what comes after a case was opened: another yes opens no second one, a cancel is told how to withdraw it."""
    matter = turn.matter
    if phrase and phrase.intent is Intent.YES:
        return again(turn, matter)
    if phrase and phrase.intent is Intent.CANCEL:
        return stays(turn)
    return turn.rest(BotReply(turn.say("thanks"))) if phrase and phrase.intent in REFUSALS else None


def stays(turn: Turn) -> TurnResult:
    """Say that the newest open case stays open, with the button that takes it back; a group hears of no case."""
    held = [] if turn.incoming.group else open_cases(turn)
    if not held:
        return turn.rest(BotReply(turn.say("cancelled")))
    status = cases.status(turn.language, held[0], turn.mint("k"))
    return turn.rest(BotReply(turn.say("stays_open", number=held[0].number)), BotReply(card=status))


def person(turn: Turn, phrase: Phrase) -> TurnResult:
    """Open a case at once for somebody who asks for a person, about what they were at."""
    about = current(turn)
    title = shortened(phrase.rest or turn.incoming.text)
    new = Matter(turn.mint(), title, recorded=False, sales=sales.is_about(turn.incoming.text))
    if not about or (phrase.rest and title != about.title):
        return opened(turn, new)
    if turn.state.flow != Flow.OPENED:
        return opened(turn, about, place=PLACES[Flow(turn.state.flow)])
    return again(turn, about) if open_cases(turn) else opened(turn, replace(new, title=about.title))


def current(turn: Turn) -> Matter | None:
    """Return the matter the asker is at, if any."""
    return turn.matter if turn.state.flow in WITH_MATTER else None


def open_cases(turn: Turn) -> list[CaseSummary]:
    """Return the asker's open cases, newest first."""
    return [case for case in turn.ports.cases.of(turn.asker) if case.state == "open"]


def pressed(turn: Turn) -> TurnResult | None:
    """Open a case for a pressed button, about the matter the button stands for."""
    data = turn.incoming.data
    matter = from_button(data)
    place = data.get("place")
    if not matter:
        return None
    known = turn.matter if turn.state.flow in WITH_MATTER and turn.matter.question == matter.question else matter
    return opened(turn, known, place=place if isinstance(place, str) else "")


def pressed_no(turn: Turn) -> TurnResult | None:
    """Leave the offer whose button was pressed."""
    matter = from_button(turn.incoming.data)
    return declined(turn, matter) if matter else None


def opened(turn: Turn, matter: Matter, *, place: str = "") -> TurnResult:
    """Open the matter's case, or say which one it has."""
    key = case_key(turn, matter)
    if key in turn.memory.handed:
        return again(turn, matter, place=place)
    if refusal := limits.full(turn):
        return refusal
    number = number_of(OPENED)
    shown = (
        engagements.opened(turn.language, number, turn.mint("k"), sales.touch_point(turn))
        if matter.sales
        else cases.opened(turn.language, number, turn.mint("k"))
    )
    updates, answer = in_place(turn, matter, place)
    return turn.remembering(turn.memory.with_handed(key)).wait(
        Flow.OPENED,
        matter.as_dict(),
        *updates,
        BotReply(card=shown),
        effects=(opening(turn, matter), *escalated(matter)),
        answer=answer,
    )


def again(turn: Turn, matter: Matter, *, place: str = "") -> TurnResult:
    """Say which case the matter has already; its key gives the number without opening another."""
    updates, answer = in_place(turn, matter, place)
    effects = (opening(turn, matter),)
    still_open = bool(open_cases(turn))
    if turn.pressed and updates and still_open:
        return turn.keep(*updates, effects=effects, answer=answer)
    more = another(turn, matter)
    shown = cases.already(turn.language, number_of(OPENED), turn.mint("k"), more, still_open=still_open)
    return turn.wait(Flow.OPENED, matter.as_dict(), *updates, BotReply(card=shown), effects=effects, answer=answer)


def another(turn: Turn, matter: Matter) -> Part:
    """Return the button that opens a case of its own for something else."""
    new = Matter(turn.mint("q"), matter.title, recorded=False)
    return button(turn.say("button_another"), "person", **questions.spoken_of(new, "another"))


def in_place(turn: Turn, matter: Matter, place: str) -> tuple[tuple[BotReply, ...], str | Card | None]:
    """Return the card that takes the place of the one whose button led here, as an update and as the
    button's answer.
    """
    words = turn.say("handed", number=number_of(OPENED))
    if place not in {*PLACES.values(), "sales"}:
        return (), words if turn.pressed else None
    card = questions.line(turn.language, words)
    return (BotReply(card=card, slot=f"{place}/{matter.question}"),), card if turn.pressed else None


def opening(turn: Turn, matter: Matter) -> OpenCase:
    """Return the effect that opens the matter's case."""
    title = matter.title or turn.say("button_person")
    effect = OpenCase(OPENED, case_key(turn, matter), title, matter.question if matter.recorded else None)
    return sales.opening(effect, matter)


def escalated(matter: Matter) -> tuple[Effect, ...]:
    """Return the outcome of every question that led to the case."""
    asked = (*matter.earlier, matter.question) if matter.recorded else matter.earlier
    return tuple(SetOutcome(question, Outcome.ESCALATED) for question in asked)


def case_key(turn: Turn, matter: Matter) -> str:
    """Return the idempotency key of the matter's case: one for each question and asker, whoever else reads along."""
    return f"{matter.question}/{digest(turn.asker)}"
