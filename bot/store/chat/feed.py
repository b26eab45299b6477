"""What a pulling channel reads: a conversation's rows in order, an update in the place of the row it replaces."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.store.engine.columns import moment, unpack, within
from bot.store.engine.rows import Op
from bot.store.engine.store import Reader

MOST_LINES = 200
"""The most rows that one call gives."""


@dataclass(frozen=True, slots=True)
class FeedRow:
    """One row of the transcript as a client has to show it."""

    seq: int
    op: Op
    body: dict[str, Any]
    handle: str
    """The handle of the activity that is shown: an update's is that of the row it replaces."""
    place: int
    """The seq at which it is shown: an update's is that of the row it replaces."""
    at: datetime
    """When what stands in that place was said first."""


def lines(reader: Reader, conversation: str, seq: int = 0, limit: int = MOST_LINES) -> list[FeedRow]:
    """Return a conversation's rows after a seq, in order."""
    rows = reader.query(
        """select line.seq, line.op, line.body,
             coalesce(origin.handle, line.handle) as handle,
             coalesce(origin.seq, line.seq) as place,
             coalesce(origin.at, line.at) as at
           from transcript as line
           left join transcript as origin
             on origin.handle = line.target and origin.conversation = line.conversation and origin.op = 'send'
           where line.conversation = :conversation and line.seq > :seq
           order by line.seq limit :limit""",
        {"conversation": conversation, "seq": within(seq, 0), "limit": within(limit, 1, MOST_LINES)},
    )
    return [
        FeedRow(row["seq"], Op(row["op"]), unpack(row["body"]), row["handle"], row["place"], moment(row["at"]))
        for row in rows
    ]


def known(reader: Reader, conversation: str) -> bool:
    """Return whether anything was ever said in the conversation."""
    return bool(lines(reader, conversation, limit=1))
