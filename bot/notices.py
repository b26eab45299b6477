"""Notices: messages to the customer because their case changed, put into the outbox of their conversation."""

from typing import Any

from bot.channel.address import Address
from bot.channel.handles import mint
from bot.channel.render import activity
from bot.desk.case import Case
from bot.desk.events import CaseReopened, CaseReplied, CaseResolved, CaseWithdrawn, Change
from bot.store import conversations, transcript
from bot.store.conversations import Conversation
from bot.store.rows import Move, Op
from bot.store.store import Transaction
from dialogs.replies import Reply
from dialogs.wording import say

WORDS = {
    CaseReplied: "case_replied",
    CaseResolved: "case_resolved",
    CaseReopened: "case_reopened",
    CaseWithdrawn: "case_withdrawn",
}
"""What the customer is told, by what happened."""


def tell_customer(tx: Transaction, change: Change) -> None:
    """Tell the customer in the conversation where the case was opened; a case that came another way tells nobody."""
    conversation = _conversation_of(tx, change.case)
    if conversation is None:
        return
    for reply in _replies(change, _language(conversation)):
        move = Move(Op.SEND, mint(), activity(reply, Address(**conversation.address)))
        transcript.post(tx, conversation.key, move, change.event.at)


def _conversation_of(tx: Transaction, case: Case) -> Conversation | None:
    return conversations.find(tx, case.origin.conversation) if case.origin.conversation else None


def _replies(change: Change, language: str) -> list[Reply]:
    """Give what to say; a last word on resolving goes ahead as the reply it is."""
    event = change.event
    facts = {"number": change.case.name, "name": event.actor.name, "text": event.text}
    replied = event.text and isinstance(event, CaseResolved)
    told = [CaseReplied, CaseResolved] if replied else [type(event)]
    return [Reply(_say(language, WORDS[kind], facts), plain=kind is CaseReplied) for kind in told if kind in WORDS]


def _say(language: str, key: str, facts: dict[str, str]) -> str:
    return say(language, key, **(facts if key == "case_replied" else {"number": facts["number"]}))


def _language(conversation: Conversation) -> str:
    """Give the language that the conversation is held in, as far as its state tells."""
    held: Any = (conversation.state or {}).get("memory") or {}
    language = held.get("language")
    return language if isinstance(language, str) else "en"
