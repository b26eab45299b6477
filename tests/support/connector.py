"""A connector on loopback, as the Bot Framework's would be: it remembers what the sender posts, or is away."""

import asyncio
import threading
from collections import Counter

from aiohttp import web

TROUBLES = ("429", "500", "dropped unread", "dropped when taken")
TROUBLED = 0.15
"""The share of posts that end in one of the troubles, where there is a `chance` of any."""


class Connector:
    """Runs on a thread of its own and outlives a server that is killed; `posts` holds (conversation, activity)."""

    def __init__(self, chance=None):
        self.chance = chance
        self.troubles = Counter()
        self.posts = []
        self.away = False
        self.refused = 0
        self.url = ""
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._listening = threading.Event()

    def __enter__(self):
        self._thread.start()
        assert self._listening.wait(10)
        return self

    def __exit__(self, *_):
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _run(self):
        self._loop.run_until_complete(self._listen())
        self._loop.run_forever()
        self._loop.run_until_complete(self._runner.cleanup())
        self._loop.close()

    async def _listen(self):
        app = web.Application()
        app.router.add_post("/v3/conversations/{conversation}/activities", self._take)
        app.router.add_post("/v3/conversations/{conversation}/activities/{to}", self._take)
        app.router.add_put("/v3/conversations/{conversation}/activities/{id}", self._take)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}/"
        self._listening.set()

    async def _take(self, request):
        if self.away:
            self.refused += 1
            return web.Response(status=503)
        trouble = self._trouble()
        if trouble.isdecimal():
            return web.Response(status=int(trouble), headers={"Retry-After": "1"} if trouble == "429" else {})
        if trouble != "dropped unread":
            self.posts.append((request.match_info["conversation"], await request.json()))
        if trouble:
            request.transport.abort()
        return web.json_response({"id": request.match_info.get("id") or f"sent-{len(self.posts)}"}, status=201)

    def _trouble(self):
        if self.chance is None or self.chance.random() > TROUBLED:
            return ""
        trouble = self.chance.choice(TROUBLES)
        self.troubles[trouble] += 1
        return trouble
