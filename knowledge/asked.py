"""A labelled question: what somebody asks and the entry that must answer it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LabelledQuestion:
    """One question of `asked.yaml`, or one row of `asked.tsv`, `asked.csv` or `asked.xlsx`."""

    ask: str
    expect: tuple[str, ...]
    """Full names of entries any of which is right; empty when nobody should answer."""
    as_: str | None
    """Who asks, such as `bakery/olu`; None for anybody of the folder's customers."""
    file: str
    line: int
