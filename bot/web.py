"""Every route on one page, and the tasks that live as long as the application."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from functools import partial

from aiohttp import web

from bot.api.api import PREFIX
from bot.assembly import Spot
from bot.gate.reading import MOST_BYTES
from bot.hooks import schemas
from bot.tasks import supervised


def application(spot: Spot) -> web.Application:
    """Return the application over everything that serves, with the tasks that live as long as it does."""
    app = web.Application(client_max_size=MOST_BYTES)
    app.router.add_route("*", "/api/messages", spot.endpoint.handle)
    app.router.add_post("/api/v1/handoff", spot.callback.handle)
    app.router.add_get(f"/api/v1/schemas/{schemas.ESCALATION}.json", schemas.escalation)
    app.router.add_get("/healthz", spot.health.alive)
    app.router.add_get("/readyz", spot.health.ready)
    if spot.serves_chat:
        app.add_routes(spot.directline.routes())
        app.add_routes(spot.chat.routes())
    app.add_subapp("/console", spot.console.app())
    app.add_subapp(PREFIX, spot.api.app())
    app.on_response_prepare.append(nothing_loose)
    app.cleanup_ctx.append(lambda _: _living(spot))
    app.on_shutdown.append(lambda _: spot.directline.close())
    return app


async def nothing_loose(_request: web.Request, response: web.StreamResponse) -> None:
    """Let no browser guess at what it was sent, or say where it came from."""
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "no-referrer")


async def _living(spot: Spot) -> AsyncIterator[None]:
    """Wake streams, send and fire what is due, learn views, take up judgements and saved files, from start to end."""
    work: dict[str, Callable[[], Awaitable[None]]] = {
        "sender": spot.sender.run,
        "webhooks": spot.courier.run,
        "timers": spot.watch.run,
        "views": spot.shelf.warm,
        "lessons": spot.shelf.teach,
        "judgements": spot.judging.run,
        "receipts": spot.receipts.run,
        "labelled questions": spot.receipts.test,
        "drafts": spot.drafting.run,
        "problems": spot.suspecting.run,
    }
    if spot.settings.watch != "off":
        work["commits"] = spot.shelf.look_for_commits
        work["knowledge"] = partial(spot.shelf.watch, often=spot.settings.watch == "poll")
    stop_waking = spot.directline.start()
    async with AsyncExitStack() as tasks:
        for name, each in work.items():
            await tasks.enter_async_context(supervised(name, each))
        yield
    stop_waking()
