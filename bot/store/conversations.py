"""Conversations: where each one lives, where its dialog stands, and who wrote in it last."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.store.columns import LARGEST, moment, moment_or_none, pack, stamp, unpack, within
from bot.store.questions import Outcome, outcome_at
from bot.store.store import Reader, Transaction

MOST_LISTED = 200
"""The most conversations on one page."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation; version 0 is one that the store does not know yet."""

    key: str
    address: Mapping[str, Any]
    """Where it lives, as `Address.as_dict` gives it."""
    state: Mapping[str, Any] | None = None
    """Where the dialog stands; None before the first turn."""
    version: int = 0
    """Counts the turns that were committed; a turn that started from an older one runs again."""
    person: str = ""
    partner: str | None = None
    opened: datetime | None = None
    updated: datetime | None = None
    last_seq: int = 0


def find(reader: Reader, key: str) -> Conversation | None:
    """Give a conversation by its key, or None."""
    found = reader.query(
        """select key, address, state, version, person, partner, opened, updated, last_seq
           from conversations where key = :key""",
        {"key": key},
    )
    return _conversation(found[0]) if found else None


def _conversation(row: dict[str, Any]) -> Conversation:
    return Conversation(
        **row
        | {
            "address": unpack(row["address"]),
            "state": unpack(row["state"]),
            "opened": moment(row["opened"]),
            "updated": moment(row["updated"]),
        }
    )


def keep_address(tx: Transaction, conversation: Conversation, person: str, at: datetime) -> None:
    """Know the conversation and where it lives from now on; its state and version stay as they are.

    For a turn that failed: its apology needs an address, its state must not move.
    """
    tx.execute(
        """insert into conversations (key, channel, address, version, person, opened, updated, last_seq)
           select :key, :channel, :address, 0, :person, :at, :at,
             coalesce((select max(seq) from transcript where conversation = :key), 0)
           where true
           on conflict (key) do update set address = excluded.address, updated = excluded.updated""",
        {
            "key": conversation.key,
            "channel": str(conversation.address.get("channel", "")),
            "address": pack(conversation.address),
            "person": person,
            "at": stamp(at),
        },
    )


def advance(
    tx: Transaction,
    conversation: Conversation,
    state: Mapping[str, Any],
    person: str,
    partner: str | None,
    at: datetime,
) -> bool:
    """Move a conversation on by one turn, with its newest address; False when another turn came first."""
    changed = tx.execute(
        """insert into conversations
             (key, channel, address, state, version, person, partner, opened, updated, last_seq)
           select :key, :channel, :address, :state, :next, :person, :partner, :at, :at,
             coalesce((select max(seq) from transcript where conversation = :key), 0)
           where true
           on conflict (key) do update set address = excluded.address, state = excluded.state,
             version = excluded.version, person = excluded.person, partner = excluded.partner,
             updated = excluded.updated, last_seq = excluded.last_seq
           where conversations.version = :version""",
        {
            "key": conversation.key,
            "channel": str(conversation.address.get("channel", "")),
            "address": pack(conversation.address),
            "state": pack(state),
            "version": conversation.version,
            "next": conversation.version + 1,
            "person": person,
            "partner": partner,
            "at": stamp(at),
        },
    )
    return changed == 1


@dataclass(frozen=True, slots=True)
class Listed:
    """A conversation on a page of them, with the last question asked in it."""

    key: str
    channel: str
    person: str
    partner: str | None
    opened: datetime
    updated: datetime
    last_seq: int
    """The place on the page; hand the last one's to `page` for the next."""
    questions: int
    question: str | None
    """The last question's text."""
    question_id: str | None
    verdict: str | None
    confidence: float | None
    outcome: Outcome | None
    case: int | None
    """The newest case opened here."""


def page(reader: Reader, now: datetime, *, before: int = LARGEST, limit: int = 50) -> list[Listed]:
    """Give conversations, the most recently active first: those before a `last_seq`."""
    rows = reader.query(
        """select c.key, c.channel, c.person, c.partner, c.opened, c.updated, c.last_seq,
             (select count(*) from questions where conversation = c.key) as questions,
             q.text as question, q.id as question_id, q.verdict, q.confidence, q.outcome, q.at as asked,
             q.chosen, (select max(number) from cases where conversation = c.key) as latest_case
           from conversations c
           left join questions q on q.id =
             (select id from questions where conversation = c.key order by incoming_seq desc, id desc limit 1)
           where c.last_seq < :before order by c.last_seq desc limit :limit""",
        {"before": within(before, 0), "limit": within(limit, 1, MOST_LISTED)},
    )
    return [_listed(row, now) for row in rows]


def _listed(row: dict[str, Any], now: datetime) -> Listed:
    asked = moment_or_none(row.pop("asked"))
    chosen = row.pop("chosen")
    outcome = outcome_at(row["outcome"], row["verdict"], chosen, asked, now) if asked else None
    case = row.pop("latest_case")
    times = {"opened": moment(row["opened"]), "updated": moment(row["updated"])}
    return Listed(**row | times | {"outcome": outcome, "case": case})
