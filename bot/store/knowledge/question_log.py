"""The question log, as rows give it: what was asked and what came of it, without the person."""

from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from typing import Any

from bot.store.engine.columns import moment, stamp, unpack, unpack_audience
from bot.store.engine.store import Reader
from bot.store.knowledge.questions import outcome_at, source_of
from bot.store.tenant_condition import of_tenants
from knowledge.improve.logs.logged import Logged
from knowledge.match import Verdict

PAGE = 500
"""Questions that are held at once."""
FIRST = datetime(1, 1, 1, tzinfo=UTC)


def log(
    reader: Reader, now: datetime, since: datetime = FIRST, tenants: Collection[str] = ()
) -> Iterator[tuple[Logged, str]]:
    """Yield the questions asked since then, oldest first, each with the tenant of who asked it.

    Where tenants are named, only over those of their people.
    """
    place: dict[str, Any] = {"seq": -1, "id": ""}
    while rows := _page(reader, place | {"since": stamp(since), "limit": PAGE}, tenants):
        for row in rows:
            yield _logged(row, now), row["person"].partition("/")[0]
        place = {"seq": rows[-1]["incoming_seq"], "id": rows[-1]["id"]}


def _page(reader: Reader, values: dict[str, Any], tenants: Collection[str]) -> list[dict[str, Any]]:
    theirs, named = of_tenants(tenants, "q.person")
    return reader.query(
        f"""select q.id, q.incoming_seq, q.at, q.person, q.partner, q.text, q.language, q.verdict, q.confidence,
             q.entry, q.candidates, q.explanation, q.knowledge, q.outcome, q.chosen, q.audience, q.refused, q.revision,
             j.says, j.entries as judged_entries
           from questions q left join judgements j on j.seq =
             (select max(k.seq) from judgements k where k.question = q.id)
           where (q.incoming_seq > :seq or (q.incoming_seq = :seq and q.id > :id)) and q.at >= :since
             and {theirs}
           order by q.incoming_seq, q.id limit :limit""",  # noqa: S608 (the condition is ours)
        values | named,
    )


def _logged(row: dict[str, Any], now: datetime) -> Logged:
    candidates = unpack(row["candidates"])
    return Logged(
        question=row["text"],
        at=moment(row["at"]),
        audience=unpack_audience(row["audience"], row["partner"]),
        verdict=Verdict(row["verdict"]),
        outcome=outcome_at(row, now).value,
        id=row["id"],
        language=row["language"],
        partner=row["partner"],
        confidence=row["confidence"],
        entry=row["entry"],
        candidates=tuple((each["entry"], each["confidence"]) for each in candidates),
        chosen=row["chosen"],
        refused=tuple(unpack(row["refused"]) or ()),
        judged=row["says"],
        judged_entries=tuple(unpack(row["judged_entries"]) or ()),
        after=unpack(row["explanation"]).get("after"),
        knowledge=row["knowledge"],
        source=source_of(row["entry"] or row["chosen"], candidates) or "",
        revision=row["revision"] or "",
    )
