"""The page of figures: how questions ended, what that took, and who used the time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from typing import Any

from aiohttp import web

from bot.console import forms
from bot.console.forms import FormRefused
from bot.console.rendering import Viewer
from bot.console.speech import say
from bot.report.experience import By, Experience, ReportedMatter, experience, grouped, kept
from bot.report.figures import cells, figures
from bot.report.matters import MatterLookup, matters, products_of
from bot.store.engine.store import Reader
from knowledge.entry import VENDOR_FOLDER
from knowledge.people.audience import Role

LOOKED_BACK = timedelta(days=90)
"""Since when a report is where nothing is asked for."""
SHOWN = 50
"""Groups on the page."""


@dataclass(frozen=True, slots=True)
class FiguresQuery:
    """What the page was asked for."""

    since: date
    of: Mapping[By, str]
    by: str


class Reporting:
    """The handler of the page of figures."""

    def __init__(self, viewer: Viewer) -> None:
        self._viewer = viewer

    async def report(self, request: web.Request) -> web.StreamResponse:
        """Show the figures of what was asked for."""
        asked = FiguresQuery(
            since=day(request, (self._viewer.now() - LOOKED_BACK).date()),
            of={by: name for by in By if (name := forms.searched(request, by))},
            by=forms.chosen(request, "by", set(By)),
        )
        return await self._viewer.show(request, "report.html", lambda reader: self._report(reader, asked))

    def _report(self, reader: Reader, asked: FiguresQuery) -> Mapping[str, Any]:
        found = kept(self._matters(reader, asked.since), asked.of)
        groups = grouped(found, By(asked.by)) if asked.by else [experience(found)]
        directory = self._viewer.knowledge().directory
        partners = [each.id for each in directory.organisations if each.role is Role.PARTNER]
        return {
            "here": "report",
            "since": asked.since.isoformat(),
            "asked": {by.value: asked.of.get(by, "") for by in By} | {"by": asked.by},
            "accounts": [each.id for each in directory.accounts],
            "partners": [*partners, VENDOR_FOLDER],
            "products": sorted({each for each in self._names().products.values()}),
            "groups": [shown(each, asked) for each in groups[:SHOWN] if each.matters],
            "more": max(len(groups) - SHOWN, 0),
        }

    def _matters(self, reader: Reader, since: date) -> list[ReportedMatter]:
        now = self._viewer.now()
        return matters(reader, self._names(), now, datetime.combine(since, time(), UTC))

    def _names(self) -> MatterLookup:
        base = self._viewer.knowledge()
        return MatterLookup(base.directory, products_of(base.entries), base.policy)


def day(request: web.Request, default: date) -> date:
    """Return the day that a report begins with; raise Refused for what is none."""
    written = request.query.get("since", "")
    try:
        return date.fromisoformat(written) if written else default
    except ValueError as error:
        raise FormRefused("bad_choice") from error


def shown(group: Experience, asked: FiguresQuery) -> Mapping[str, Any]:
    """Return a group as the page shows it: its figures as tables, one for each part."""
    return {
        "name": (group.name or say("no_name")) if asked.by else say("all_together"),
        "counts": say(
            "report_counts",
            questions=f"{group.questions:,}",
            matters=f"{group.matters:,}",
            cases=f"{group.cases:,}",
            since=asked.since.isoformat(),
        ),
        "parts": tables(group),
    }


def tables(group: Experience) -> Iterable[Mapping[str, Any]]:
    """Return a table for each part of the figures."""
    return [
        {"part": part, "rows": [cells(each) for each in many]}
        for part, many in groupby(figures(group), lambda figure: figure.part)
    ]
