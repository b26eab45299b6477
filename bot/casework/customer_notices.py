"""Notices: messages to the customer because their case changed, put into the outbox of their conversation."""

from datetime import datetime
from typing import Any

from bot.activities.address import Address
from bot.activities.handles import mint
from bot.activities.render import activity
from bot.casework.facts import ChangeFacts
from bot.desk.case import Case, written
from bot.desk.events import CaseEvent, Change, Happened, Seen
from bot.desk.time.clocks import Promised
from bot.desk.time.timer_plan import TimerKind
from bot.store.chat import conversations, transcript
from bot.store.chat.conversations import Conversation
from bot.store.engine.rows import Move, Op
from bot.store.engine.store import Transaction
from dialogs.cards import cases as cards
from dialogs.languages import say
from dialogs.replies import BotReply

WORDS = {
    Happened.OPENED: "case_opened_for",
    Happened.REPLIED: "case_replied",
    Happened.UPDATED: "case_replied",
    Happened.ASKED: "case_asked",
    Happened.RESOLVED: "case_resolved",
    Happened.REOPENED: "case_reopened",
    Happened.WITHDRAWN: "case_withdrawn",
    Happened.MERGED: "case_merged",
}
"""What the customer is told, by what happened."""
SLIPS = {
    Promised.FIRST: "case_late_first",
    Promised.UPDATE: "case_late_update",
    Promised.WHOLE: "case_late",
}
"""What the customer is told of a promise that was broken."""
QUOTING = frozenset({"case_replied", "case_asked"})
"""What holds the words of whoever wrote them."""


def tell_customer(tx: Transaction, change: Change, facts: ChangeFacts) -> None:
    """Tell the customer in the conversation where the case was opened; a case that came another way tells nobody.

    What they did themselves in a turn of the chat, that turn answers.
    """
    if facts.in_chat:
        return
    conversation = _conversation_of(tx, change.case)
    if conversation is None:
        return
    language = _language(conversation)
    for event in change.events:
        if event.visibility is not Seen.CUSTOMER or change.case.is_of(event.actor.key):
            continue
        for reply in _replies(event, change.case, language):
            body = activity(reply, Address(**conversation.address))
            move = Move(Op.SEND, mint(), body, reply.slot)
            transcript.post(tx, conversation.key, move, event.at)


def post_text(tx: Transaction, conversation: str, key: str, at: datetime, **values: str) -> None:
    """Say something in a conversation, in the language it is held in; nothing where there is no such conversation."""
    known = conversations.find(tx, conversation)
    if known is not None:
        reply = BotReply(say(_language(known), key, **values), plain=True)
        transcript.post(tx, known.key, Move(Op.SEND, mint(), activity(reply, Address(**known.address))), at)


def _conversation_of(tx: Transaction, case: Case) -> Conversation | None:
    return conversations.find(tx, case.origin.conversation) if case.origin.conversation else None


def _replies(event: CaseEvent, case: Case, language: str) -> list[BotReply]:
    """Return what to say; a last word on resolving goes ahead as the reply it is."""
    has_last_word = event.text and event.kind is Happened.RESOLVED
    told = [WORDS[Happened.REPLIED]] if has_last_word else []
    return [_reply(key, event, case, language) for key in (*told, _words(event)) if key]


def _words(event: CaseEvent) -> str | None:
    """Return the key of what to say; a severity is told of only where nobody could be asked about it."""
    if event.kind is Happened.SLIPPED:
        return SLIPS.get(event.detail["promise"])
    if event.kind is Happened.GRADED and event.detail.get("why") == TimerKind.UNREACHED:
        return "case_unreached"
    return WORDS.get(event.kind)


def _reply(key: str, event: CaseEvent, case: Case, language: str) -> BotReply:
    if key == "case_resolved":
        return BotReply(
            card=cards.resolved(language, case.name, case.version), slot=f"solved/{case.name}/{case.version}"
        )
    quoted = {"name": event.actor.name, "text": event.text} if key in QUOTING else {}
    severity = {"severity": case.severity} if key == "case_unreached" else {}
    merged = {"into": written(case.merged_into)} if key == "case_merged" and case.merged_into else {}
    return BotReply(say(language, key, number=case.name, **quoted, **merged, **severity), plain=key in QUOTING)


def _language(conversation: Conversation) -> str:
    """Return the language that the conversation is held in, as far as its state tells."""
    held: Any = (conversation.state or {}).get("memory") or {}
    language = held.get("language")
    return language if isinstance(language, str) else "en"
