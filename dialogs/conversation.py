"""The root of every conversation: which dialog has this turn. A wish for a person and case commands work everywhere."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from dialogs import memory as memories
from dialogs.answering import answer, clarify, known_issue, question, rephrase, small_talk, welcome
from dialogs.cases import case_changes, case_solved, case_status, handoff, limits, relay, sales
from dialogs.cleaning import cleaned
from dialogs.incoming import Incoming, IncomingKind
from dialogs.languages import spoken
from dialogs.matter import UnreadableState
from dialogs.memory import Memory
from dialogs.ports import Knowledge, Ports
from dialogs.replies import BotReply
from dialogs.state import VERSION, State
from dialogs.turn import NOBODY_NAMED, Flow, Turn, TurnResult, digest
from dialogs.understanding.understand import Intent, Phrase, understand
from knowledge.people.audience import Asker

__all__ = ["TurnResult", "conversation"]

Waiting = Callable[[Turn, Phrase | None], TurnResult | None]
"""A dialog that waits: what it says to what was heard, or None when it was not meant for it."""

FLOWS: Mapping[Flow, Waiting] = {
    Flow.ANSWERED: answer.heard,
    Flow.CHOOSING: clarify.heard,
    Flow.REPHRASING: rephrase.heard,
    Flow.OFFERED: handoff.offered,
    Flow.OPENED: handoff.after,
    Flow.COMMENTING: case_changes.commenting,
    Flow.RATING: case_solved.rating,
    Flow.KNOWN: known_issue.heard,
}

PHRASES: Mapping[Intent, Callable[[Turn, Phrase], TurnResult]] = {
    Intent.STATUS: case_status.told,
    Intent.COMMENT: case_changes.told,
    Intent.WITHDRAW: case_changes.told,
    Intent.REOPEN: case_changes.told,
    Intent.CONTACT: sales.contact,
    Intent.HELP: welcome.told,
    Intent.GREETING: small_talk.answered,
    Intent.THANKS: small_talk.answered,
    Intent.GOODBYE: small_talk.answered,
    Intent.DECLINE: small_talk.answered,
    Intent.CANCEL: small_talk.cancelled,
    Intent.YES: small_talk.to_what,
    Intent.NO: small_talk.to_what,
    Intent.NONE: small_talk.to_what,
    Intent.PICK: small_talk.to_what,
}

BUTTONS: Mapping[str, Callable[[Turn], TurnResult | None]] = {
    "helped": answer.pressed,
    "follow": answer.follow,
    "choose": clarify.pressed,
    "open": handoff.pressed,
    "person": handoff.pressed,
    "decline": handoff.pressed_no,
    "issue": known_issue.pressed,
    "status": case_status.pressed,
    "comment": case_changes.pressed,
    **dict.fromkeys(case_solved.PRESSED, case_solved.pressed),
    "retract": lambda turn: relay.retract(turn, heard),
    "withdraw": case_changes.pressed,
    "reopen": case_changes.pressed,
    "help": welcome.pressed,
}


def conversation(
    state: State,
    incoming: Incoming,
    asker: Asker,
    knowledge: Knowledge,
    ports: Ports,
    keepers: Mapping[str, str] = NOBODY_NAMED,
) -> TurnResult:
    """Return what Spot says and does in one turn; the same input gives the same output."""
    turn = replace(begun(state, cleaned(incoming), asker, knowledge, ports), keepers=keepers)
    said = limits.slowed(turn) or KINDS[incoming.kind](turn)
    if incoming.kind is IncomingKind.ACTION and said.answer is None:
        return replace(said, answer=turn.say("see_below"))
    return said


def begun(state: State, incoming: Incoming, asker: Asker, knowledge: Knowledge, ports: Ports) -> Turn:
    """Begin a turn; flow and answers of somebody else in the same conversation are not this asker's."""
    who = digest(asker)
    held = memories.read(state.memory)
    language = held.language or spoken(incoming.locale) or ""
    if held.who in ("", who):
        return Turn(state, replace(held, who=who, language=language), incoming, asker, knowledge, ports)
    return Turn(State(), Memory(language=language, who=who), incoming, asker, knowledge, ports)


def message(turn: Turn) -> TurnResult:
    """Hear a message, after a polite word where the conversation's state cannot be read any more."""
    if turn.state.version == VERSION and turn.state.flow in ("", *FLOWS):
        try:
            return heard(turn)
        except UnreadableState:
            pass
    said = heard(turn.afresh())
    return replace(said, replies=(BotReply(turn.say("restarted")), *said.replies))


def heard(turn: Turn) -> TurnResult:
    """Pass a message to a person, to the dialog that waits, to what the phrase asks for, or to the knowledge."""
    phrase = understand(turn.incoming.text, turn.language)
    if not phrase and not any(letter.isalnum() for letter in turn.incoming.text):
        return files_for_a_case(turn) or small_talk.unread(turn)
    spoken_in = turn.speaking(phrase.language if phrase else None)
    if phrase and phrase.intent is Intent.PERSON:
        return handoff.person(spoken_in, phrase)
    if turn.state.flow != Flow.COMMENTING and (said := case_solved.heard_first(spoken_in, phrase)):
        return said
    dialog = FLOWS.get(Flow(turn.state.flow)) if turn.state.flow else None
    if dialog and (turn.state.flow == Flow.COMMENTING or not relay.goes_first(spoken_in)):
        return dialog(spoken_in, phrase) or passed_on(turn, spoken_in, phrase)
    return relay.taken(spoken_in, phrase) or (dialog and dialog(spoken_in, phrase)) or general(turn, spoken_in, phrase)


def files_for_a_case(turn: Turn) -> TurnResult | None:
    """Return files without a word to the case that waits for something; None where none does."""
    if not turn.incoming.attachments:
        return None
    commenting = turn.state.flow == Flow.COMMENTING
    return case_changes.commenting(turn, None) if commenting else relay.taken(turn, None)


def passed_on(turn: Turn, spoken_in: Turn, phrase: Phrase | None) -> TurnResult:
    """Return what no dialog waits for to the case whose team wrote last, or do what it asks for."""
    return relay.taken(spoken_in, phrase) or general(turn, spoken_in, phrase)


def general(turn: Turn, spoken_in: Turn, phrase: Phrase | None) -> TurnResult:
    """Do what a phrase asks for, whichever dialog waits; anything else is a question."""
    intent = phrase.intent if phrase else None
    if intent is Intent.STATUS_WORD:
        intent = Intent.STATUS if turn.ports.cases.of(turn.asker) else None
    dialog = PHRASES.get(intent) if intent else None
    return dialog(spoken_in, phrase) if dialog and phrase else relay.beside(turn, question.asked(turn))


def action(turn: Turn) -> TurnResult:
    """Do what a pressed button says, however old it is; one that makes no sense any more is answered politely."""
    known = turn.state.version == VERSION and turn.state.flow in ("", *FLOWS)
    try:
        return pressed(turn if known else turn.afresh())
    except UnreadableState:
        return pressed(turn.afresh())


def pressed(turn: Turn) -> TurnResult:
    """Pass a pressed button to its dialog."""
    dialog = BUTTONS.get(turn.incoming.verb)
    return (dialog(turn) if dialog else None) or small_talk.way_on(turn, "gone" if dialog else "old_button")


KINDS: Mapping[IncomingKind, Callable[[Turn], TurnResult]] = {
    IncomingKind.MESSAGE: message,
    IncomingKind.ACTION: action,
    IncomingKind.JOINED: welcome.joined,
}
