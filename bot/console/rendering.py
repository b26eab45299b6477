"""Fill the pages' templates: what each of them may call, and how a page is read and filled off the event loop."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import aiohttp_jinja2
import jinja2
from aiohttp import web

from bot.console.assets import ConsoleAssets
from bot.console.guard import SESSION
from bot.console.markup import flowing, markdown, printed, shortened
from bot.console.speech import language, named, say
from bot.console.times import day_start, elapsed, moment
from bot.store.engine.store import Reader, Store
from knowledge.base import KnowledgeBase

TEMPLATES = Path(__file__).parent / "templates"
FILTERS: Mapping[str, Callable[..., str]] = {"shortened": shortened, "flowing": flowing, "markdown": markdown}


def prepare(app: web.Application, assets: ConsoleAssets) -> None:
    """Set up the templates of an application; all in them is escaped but what `markup.markdown` rendered."""
    environment = aiohttp_jinja2.setup(
        app,
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=printed,
        trim_blocks=True,
        lstrip_blocks=True,
        filters=FILTERS,
    )
    environment.globals.update(
        language=language,
        say=say,
        named=named,
        asset=assets.link,
        case_link=case_link,
        conversation_link=conversation_link,
        account_link=account_link,
        clamped=clamped,
    )


@dataclass(frozen=True, slots=True)
class Viewer:
    """Reads rows and fills pages with them."""

    store: Store
    knowledge: Callable[[], KnowledgeBase]
    now: Callable[[], datetime]
    zone: tzinfo | None = None
    """Where times are local; None is this machine's zone."""

    async def show(
        self, request: web.Request, template: str, look: Callable[[Reader], Mapping[str, Any]], status: int = 200
    ) -> web.Response:
        """Answer with a page filled with what `look` finds; both happen off the event loop."""
        return page(await asyncio.to_thread(lambda: self.fill(request, template, self.store.read(look))), status)

    def fill(self, request: web.Request, template: str, values: Mapping[str, Any]) -> str:
        """Return a page as HTML."""
        now = self.now()
        known = {
            "here": "",
            "signed_in": request.get(SESSION) is not None,
            "moment": lambda at: moment(at, now, self.zone),
            "elapsed": lambda at: elapsed(at, now),
            "lasted": lambda time: elapsed(now - time, now),
        }
        return aiohttp_jinja2.render_string(template, request, {**known, **values})

    def name(self, person: str | None) -> str:
        """Return the name of a person by their key, as the directory knows them today."""
        tenant, _, object = (person or "").partition("/")
        return self.knowledge().directory.asker(tenant, object, today=self.now().date()).name

    def today(self) -> datetime:
        """Return the moment when the local day began."""
        return day_start(self.now(), self.zone)


def page(html: str, status: int = 200) -> web.Response:
    """Return a page as an answer."""
    return web.Response(text=html, status=status, content_type="text/html")


def case_link(number: str) -> str:
    """Return the address of a case's page."""
    return f"/console/cases/{quote(number, safe='')}"


def conversation_link(key: str) -> str:
    """Return the address of a conversation's page."""
    return f"/console/conversations/{quote(key, safe='')}"


def account_link(id: str) -> str:
    """Return the address of an account's page."""
    return f"/console/accounts/{quote(id, safe='')}"


def address(path: str, **parameters: str | int | None) -> str:
    """Return an address with those parameters that are not empty."""
    given = {name: value for name, value in parameters.items() if value not in (None, "")}
    return f"{path}?{urlencode(given)}" if given else path


def clamped(value: float) -> float:
    """Return a share that fits a scale."""
    return min(max(float(value), 0.0), 1.0)
