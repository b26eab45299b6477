"""Why the last answer was given and what knowledge is live, as the side panel shows it; on loopback only."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from bot.store.engine.store import Reader, Store
from bot.store.knowledge import questions, receipts
from bot.store.knowledge.questions import Question
from bot.webchat.feed import key_of

MOST_CANDIDATES = 8
ALWAYS = 3
"""The best are always shown, however far behind; others only from a hundredth on."""
SLIGHT = 0.01


class Why:
    """Reads the last question of a conversation, and the last receipt."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now

    async def last(self, conversation: str) -> dict[str, Any] | None:
        """Return the last question with the verdict on it as JSON data, None before the first."""
        found = await asyncio.to_thread(self._store.read, lambda reader: self._last(reader, key_of(conversation)))
        return explained(found) if found else None

    async def live(self) -> dict[str, Any] | None:
        """Return the receipt of what is live as JSON data, None before there is one."""
        found = await asyncio.to_thread(self._store.read, receipts.last)
        return receipts.as_data(found[0]) if found else None

    def _last(self, reader: Reader, key: str) -> Question | None:
        found = questions.of_conversation(reader, key, self._now(), limit=1)
        return found[-1] if found else None


def explained(question: Question) -> dict[str, Any]:
    """Return a question as the panel needs it."""
    return {
        "question": question.text,
        "verdict": question.verdict,
        "confidence": question.confidence,
        "kind": question.kind,
        "entry": question.entry,
        "thresholds": question.explanation.get("thresholds", {}),
        "corrections": [*question.explanation.get("corrections", []), *question.explanation.get("taken", [])],
        "offered": question.explanation.get("offered", []),
        "reason": question.explanation.get("reason", ""),
        "grounds": question.explanation.get("grounds", ""),
        "why_not": question.explanation.get("why_not", ""),
        "candidates": worth_showing(question.candidates),
        "knowledge": question.knowledge,
        "revision": (question.revision or "")[:12],
        "outcome": question.outcome.value,
        "chosen": question.chosen,
        "case": f"C-{question.case}" if question.case else None,
    }


def worth_showing(candidates: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the candidates that say something to who reads them."""
    rest = [each for each in candidates[ALWAYS:MOST_CANDIDATES] if each.get("confidence", 0) >= SLIGHT]
    return [*candidates[:ALWAYS], *rest]
