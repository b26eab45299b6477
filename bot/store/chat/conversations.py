"""Conversations: where each one lives, where its dialog stands, and who wrote in it last."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.store.engine.columns import moment, pack, stamp, unpack
from bot.store.engine.store import Reader, Transaction

MOST_OWN = 20
"""How many of somebody's latest conversations are looked at for one of their own."""


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
    """Return a conversation by its key, or None."""
    found = reader.query(
        """select key, address, state, version, person, partner, opened, updated, last_seq
           from conversations where key = :key""",
        {"key": key},
    )
    return _conversation(found[0]) if found else None


def own(reader: Reader, person: str) -> Conversation | None:
    """Return the conversation that somebody spoke in last of those that they have with Spot alone, or None."""
    rows = reader.query(
        """select key, address, state, version, person, partner, opened, updated, last_seq
           from conversations where person = :person order by last_seq desc limit :most""",
        {"person": person, "most": MOST_OWN},
    )
    found = (_conversation(row) for row in rows)
    return next((each for each in found if not each.address.get("group")), None)


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
