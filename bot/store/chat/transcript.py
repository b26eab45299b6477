"""The transcript: every activity of a conversation, one row each.

An incoming row is the inbox, an outgoing one the outbox: one body, stored once. A row never moves and is never
renumbered, so `seq` is at once the order, the watermark of a stream, and the lane that the sender keeps.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.store.engine.columns import moment, pack, stamp, unpack, within
from bot.store.engine.rows import (
    Delivered,
    Delivery,
    Duplicate,
    Move,
    Op,
    Received,
    StoredResponse,
    TranscriptRow,
)
from bot.store.engine.store import Reader, Transaction

__all__ = ["Delivered", "Delivery", "Duplicate", "Move", "Op", "Received", "StoredResponse", "TranscriptRow"]

MOST_ROWS = 1000
"""The most rows that one call gives."""
LANE_RUN = 20
"""The most rows of one conversation that one claim gives, so that no conversation starves the others."""
LONGEST_REASON = 300
"""The most characters kept of why something was not sent."""


def receive(tx: Transaction, received: Received) -> int:
    """Store an incoming activity and give its seq; Duplicate when this conversation has it already."""
    if received.activity is not None:
        _refuse_duplicate(tx, received.conversation, received.activity)
    [row] = tx.query(
        """insert into transcript (conversation, op, at, kind, text, person, handle, activity, body, error, attempts)
           values (:conversation, 'in', :at, :kind, :text, :person, :handle, :activity, :raw, :error, :attempts)
           returning seq""",
        {
            "conversation": received.conversation,
            "at": stamp(received.at),
            "kind": received.kind,
            "text": received.text,
            "person": received.person,
            "handle": received.handle,
            "activity": received.activity,
            "raw": received.raw,
            "error": received.error,
            "attempts": received.attempts,
        },
    )
    return _last(tx, received.conversation, int(row["seq"]))


def _last(tx: Transaction, conversation: str, seq: int) -> int:
    tx.execute("update conversations set last_seq = :seq where key = :key", {"seq": seq, "key": conversation})
    tx.touch(conversation)
    return seq


def _refuse_duplicate(tx: Transaction, conversation: str, activity: str) -> None:
    for row in _inbox(tx, conversation, activity):
        raise Duplicate(row["seq"], _response(row))


def _inbox(reader: Reader, conversation: str, activity: str) -> list[dict[str, Any]]:
    return reader.query(
        """select seq, response_status, response_body from transcript
           where conversation = :conversation and activity = :activity and op = 'in'""",
        {"conversation": conversation, "activity": activity},
    )


def _response(row: Mapping[str, Any]) -> StoredResponse | None:
    if row["response_status"] is None:
        return None
    return StoredResponse(row["response_status"], unpack(row["response_body"]))


def respond(tx: Transaction, seq: int, status: int, body: Any = None) -> None:
    """Note what an incoming activity was answered, so that a redelivery is answered the same."""
    tx.execute(
        "update transcript set response_status = :status, response_body = :body where seq = :seq",
        {"status": status, "body": None if body is None else pack(body), "seq": seq},
    )


def response_of(reader: Reader, conversation: str, activity: str) -> StoredResponse | None:
    """Return what an activity was answered; None when it is new or was given no answer."""
    for row in _inbox(reader, conversation, activity):
        return _response(row)
    return None


def post(tx: Transaction, conversation: str, move: Move, at: datetime, *, sent: bool = False) -> Delivery:
    """Put a move into the outbox of a known conversation and give it as a delivery.

    Sending to a slot that has been shown becomes an update in place. `sent` is for what has left already in the
    HTTP answer. LookupError when the store does not know the conversation.
    """
    move = _in_place(tx, conversation, move)
    address = _address(tx, conversation)
    [row] = tx.query(
        """insert into transcript
             (conversation, op, at, kind, text, handle, slot, target, body, state, due, attempts)
           values (:conversation, :op, :at, :kind, '', :handle, :slot, :target, :body, :state, :at, 0)
           returning seq""",
        {
            "conversation": conversation,
            "op": move.op.value,
            "at": stamp(at),
            "kind": str(move.body.get("type", "message")),
            "handle": move.handle,
            "slot": move.slot,
            "target": move.target,
            "body": pack(move.body),
            "state": Delivered.SENT.value if sent else Delivered.DUE.value,
        },
    )
    seq = _last(tx, conversation, int(row["seq"]))
    target_id = channel_id_of(tx, move.target) if move.target else None
    return Delivery(seq, conversation, move.handle, move.op, move.target, target_id, dict(move.body), 0, address, at)


def _in_place(tx: Transaction, conversation: str, move: Move) -> Move:
    if move.op is not Op.SEND or move.slot is None:
        return move
    shown = tx.query(
        """select handle from transcript
           where conversation = :conversation and slot = :slot and op = 'send' and state <> 'dead'""",
        {"conversation": conversation, "slot": move.slot},
    )
    return Move(Op.UPDATE, move.handle, move.body, move.slot, shown[0]["handle"]) if shown else move


def _address(tx: Transaction, conversation: str) -> dict[str, Any]:
    found = tx.query("select address from conversations where key = :key", {"key": conversation})
    if not found:
        raise LookupError(f"the conversation {conversation} is not in the store; keep its address first")
    return dict(unpack(found[0]["address"]))


def channel_id_of(reader: Reader, handle: str) -> str | None:
    """Return the channel's id of what was sent under a handle, None where there is none (yet)."""
    found = reader.query(
        "select activity from transcript where handle = :handle and state = 'sent'", {"handle": handle}
    )
    return found[0]["activity"] if found else None


def mark_sent(tx: Transaction, seq: int, channel_id: str | None) -> None:
    """Note that the channel took a row, and the id that the channel gave it."""
    tx.execute(
        """update transcript set state = 'sent', activity = :channel_id, attempts = attempts + 1, error = null
           where seq = :seq and state = 'due'""",
        {"seq": seq, "channel_id": channel_id},
    )


def retry(tx: Transaction, seq: int, due: datetime, reason: str) -> None:
    """Leave a row for later; until then its lane waits."""
    tx.execute(
        """update transcript set due = :due, attempts = attempts + 1, error = :reason
           where seq = :seq and state = 'due'""",
        {"seq": seq, "due": stamp(due), "reason": reason[:LONGEST_REASON]},
    )


def mark_dead(tx: Transaction, seq: int, reason: str) -> None:
    """Mark a row as dead: it will never be sent, and a lead sees why."""
    tx.execute(
        """update transcript set state = 'dead', attempts = attempts + 1, error = :reason
           where seq = :seq and state = 'due'""",
        {"seq": seq, "reason": reason[:LONGEST_REASON]},
    )


def due(reader: Reader, now: datetime, limit: int = 200) -> list[Delivery]:
    """Return what may be sent now, each conversation's rows in order, the first of every conversation first.

    A row that has to wait holds back the rows behind it: nothing overtakes in a lane.
    """
    rows = reader.query(
        """with lanes as (
             select seq,
               row_number() over (partition by conversation order by seq) as place,
               max(due) over (partition by conversation order by seq) as clear
             from transcript where state = 'due')
           select outgoing.seq, outgoing.conversation, outgoing.handle, outgoing.op, outgoing.target, outgoing.body,
             outgoing.attempts, outgoing.due, target.activity as target_id, conversations.address
           from lanes
           join transcript outgoing on outgoing.seq = lanes.seq
           join conversations on conversations.key = outgoing.conversation
           left join transcript target on target.handle = outgoing.target and target.state = 'sent'
           where lanes.clear <= :now and lanes.place <= :run
           order by lanes.place, lanes.seq limit :limit""",
        {"now": stamp(now), "run": LANE_RUN, "limit": within(limit, 1, MOST_ROWS)},
    )
    return [_delivery(row) for row in rows]


def _delivery(row: Mapping[str, Any]) -> Delivery:
    """Read a row; one that is damaged goes nowhere, so that it holds up no other."""
    try:
        body, address = unpack(row["body"]), unpack(row["address"])
    except ValueError:
        body, address = {}, {}
    return Delivery(
        seq=row["seq"],
        conversation=row["conversation"],
        handle=row["handle"],
        op=Op(row["op"]),
        target=row["target"],
        target_id=row["target_id"],
        body=body,
        attempts=row["attempts"],
        address=address,
        due=moment(row["due"]),
    )


def since(reader: Reader, conversation: str, seq: int = 0, limit: int = 200) -> list[TranscriptRow]:
    """Return a conversation's rows after a seq, in order."""
    rows = reader.query(
        """select seq, conversation, op, at, kind, text, person, handle, slot, target, body, activity, state,
             attempts, error
           from transcript where conversation = :conversation and seq > :seq order by seq limit :limit""",
        {"conversation": conversation, "seq": within(seq, 0), "limit": within(limit, 1, MOST_ROWS)},
    )
    return [_row(row) for row in rows]


def _row(row: dict[str, Any]) -> TranscriptRow:
    body = unpack(row["body"])
    state = row["state"]
    said = row["text"] or ("" if row["op"] == Op.IN else str(body.get("text") or ""))
    return TranscriptRow(
        **{**row, "body": body, "text": said, "op": Op(row["op"]), "at": moment(row["at"])}
        | {"state": None if state is None else Delivered(state)}
    )


def messages_since(reader: Reader, person: str, since: datetime) -> int:
    """Count the messages that somebody wrote since then, in every conversation."""
    [row] = reader.query(
        """select count(*) as messages from transcript
           where person = :person and at >= :since and op = 'in' and kind = 'message'""",
        {"person": person, "since": stamp(since)},
    )
    return int(row["messages"])
