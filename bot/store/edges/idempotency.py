"""What was answered under an idempotency key, for a day: the same request again gets the same answer."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.store.engine.columns import stamp
from bot.store.engine.store import Reader, Transaction

KEPT = timedelta(days=1)
MOST_KEPT = 5_000
"""Answers of one token; beyond it the oldest go."""
EVERY = 50
"""How many answers are kept between one look at that and the next."""


@dataclass(frozen=True, slots=True)
class RepeatableRequest:
    """A request as it is recognised again."""

    token: str
    key: str
    request: str
    """A hash of method, path and body."""


@dataclass(frozen=True, slots=True)
class FirstAnswer:
    """What was answered, to the letter."""

    status: int
    body: str
    location: str | None = None


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """An answer, and the request that it was the answer to."""

    request: str
    answer: FirstAnswer


def find(reader: Reader, asked: RepeatableRequest, now: datetime) -> StoredAnswer | None:
    """Return what was answered to this token under this key within a day, whatever the request was."""
    found = reader.query(
        "select * from answers where token = :token and key = :key and at > :since",
        {"token": asked.token, "key": asked.key, "since": stamp(now - KEPT)},
    )
    return (
        StoredAnswer(found[0]["request"], FirstAnswer(found[0]["status"], found[0]["body"], found[0]["location"]))
        if found
        else None
    )


def keep(tx: Transaction, asked: RepeatableRequest, answer: FirstAnswer, now: datetime) -> None:
    """Keep an answer for a day, and let go of those that are older or too many."""
    tx.execute("delete from answers where at <= :since", {"since": stamp(now - KEPT)})
    tx.execute(
        """insert into answers (token, key, request, at, status, location, body)
           values (:token, :key, :request, :at, :status, :location, :body)""",
        {
            "token": asked.token,
            "key": asked.key,
            "request": asked.request,
            "at": stamp(now),
            "status": answer.status,
            "location": answer.location,
            "body": answer.body,
        },
    )
    [row] = tx.query("select max(seq) as seq from answers")
    if row["seq"] % EVERY == 0:
        tx.execute(
            """delete from answers where token = :token and seq <= (
                 select seq from answers where token = :token order by seq desc limit 1 offset :most)""",
            {"token": asked.token, "most": MOST_KEPT},
        )
