"""The page on knowledge: what is live since when, which files are to be mended, and the last receipts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from bot.console.rendering import Viewer
from bot.console.speech import say
from bot.store.engine.store import Reader
from bot.store.knowledge import receipts
from bot.store.knowledge.receipt import Labelled, NameSummary, Receipt, behind

SHOWN = 20
"""Receipts on the page."""
MOST = 50
"""Files to be mended on the page."""


@dataclass(frozen=True, slots=True)
class ReceiptGroup:
    """Entries or files that a receipt names."""

    label: str
    names: NameSummary


@dataclass(frozen=True, slots=True)
class ShownReceipt:
    """A receipt as the page shows it."""

    receipt: Receipt
    headline: str
    kinds: tuple[ReceiptGroup, ...]
    labelled: str
    """How the labelled questions went; empty where there are none, or not yet."""


class Live:
    """What the page on knowledge says of the files."""

    def __init__(self, viewer: Viewer, is_gone: Callable[[], bool]) -> None:
        self._viewer = viewer
        self._is_gone = is_gone

    def found(self, reader: Reader) -> Mapping[str, Any]:
        """Return what is live, what is to be mended, and what went live last."""
        loaded = self._viewer.knowledge().loaded
        given = receipts.last(reader, SHOWN)
        same = list(takewhile(lambda each: each.version == loaded.version, given))
        return {
            "here": "knowledge",
            "version": loaded.version,
            "revision": loaded.commits.whole[:12],
            "entries": len(loaded.entries),
            "files": loaded.files,
            "since": same[-1].at if same else None,
            "gone": self._is_gone(),
            "behind": [behind(each) for each in loaded.behind[:MOST]],
            "more": max(len(loaded.behind) - MOST, 0),
            "receipts": [shown(each) for each in given],
        }


def shown(each: Receipt) -> ShownReceipt:
    """Return a receipt as the page shows it."""
    counted = (("added", each.added), ("changed", each.changed), ("removed", each.removed))
    kinds = tuple(ReceiptGroup(say(key, count=names.total), names) for key, names in counted if names.total)
    return ShownReceipt(each, headline(each, kinds), kinds, labelled(each.tested))


def headline(each: Receipt, kinds: tuple[ReceiptGroup, ...]) -> str:
    """Say in a few words what went live."""
    if each.started:
        return say("started_with", count=each.entries)
    return ", ".join(kind.label for kind in kinds) or say("no_entry_changed")


def labelled(tested: Labelled | None) -> str:
    """Say how the labelled questions went."""
    if tested is None or not tested.asked:
        return ""
    return say("as_expected", expected=tested.expected, asked=tested.asked)
