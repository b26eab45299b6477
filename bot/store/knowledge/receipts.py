"""Receipts of what went live, newest last; the last two hundred are kept."""

from dataclasses import replace
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from bot.store.engine.columns import stamp, within
from bot.store.engine.store import Reader, Transaction
from bot.store.knowledge.receipt import Receipt

KEPT = 200


def add(tx: Transaction, receipt: Receipt) -> int:
    """Write a receipt down, drop what is older than the last two hundred, and return its number."""
    tx.execute(
        "insert into receipts (at, version, told) values (:at, :version, :told)",
        {"at": stamp(receipt.at), "version": receipt.version, "told": _written(receipt)},
    )
    [row] = tx.query("select max(seq) as seq from receipts")
    tx.execute("delete from receipts where seq <= :oldest", {"oldest": row["seq"] - KEPT})
    return int(row["seq"])


def complete(tx: Transaction, receipt: Receipt) -> None:
    """Write down what is known of a receipt by now."""
    tx.execute("update receipts set told = :told where seq = :seq", {"seq": receipt.seq, "told": _written(receipt)})


def last(reader: Reader, limit: int = 1) -> list[Receipt]:
    """Return the last receipts, the newest first."""
    rows = reader.query(
        "select seq, told from receipts order by seq desc limit :limit", {"limit": within(limit, 1, KEPT)}
    )
    return [replace(_adapter().validate_json(row["told"]), seq=row["seq"]) for row in rows]


def as_data(receipt: Receipt) -> dict[str, Any]:
    """Return a receipt as plain JSON data, without what is kept for the next one only."""
    told: dict[str, Any] = _adapter().dump_python(receipt, mode="json", exclude={"tested": {"failed"}})
    return told


@cache
def _adapter() -> TypeAdapter[Receipt]:
    return TypeAdapter(Receipt)


def _written(receipt: Receipt) -> str:
    return _adapter().dump_json(receipt).decode()
