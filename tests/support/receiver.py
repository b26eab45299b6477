"""A reference receiver, as somebody who knows only docs/webhooks.md would write it: nothing of Spot is imported."""

import base64
import hashlib
import hmac
import json
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import aiohttp
from aiohttp import web

TOLERANCE = 300


@dataclass(frozen=True)
class Delivered:
    """One delivery as it arrived."""

    id: str
    event: str
    body: dict[str, Any]
    status: int
    """What it was answered."""
    headers: dict[str, str]


class Receiver:
    """Checks signatures, takes every delivery once, and answers `answers` in order before it takes everything."""

    def __init__(self, secret="", now=time.time, organisation=""):
        self.secret = secret
        self.organisation = organisation
        self.now = now
        self.answers = []
        self.tries = []
        """Every call with a good signature, whatever it was answered."""
        self.taken = {}
        """What was taken, by delivery id: a second delivery changes nothing."""
        self.forged = 0
        self.url = ""

    def signature(self, id, seconds, body):
        """Return what Standard Webhooks has as the signature of a delivery."""
        key = base64.b64decode(self.secret.removeprefix("whsec_"))
        digest = hmac.new(key, f"{id}.{seconds}.".encode() + body, hashlib.sha256).digest()
        return "v1," + base64.b64encode(digest).decode()

    def is_genuine(self, headers, body):
        """Return whether one of the signatures is our secret's, of the last five minutes."""
        id, seconds = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
        expected = self.signature(id, seconds, body).encode()
        given = headers.get("webhook-signature", "").encode().split()
        if not any(hmac.compare_digest(expected, each) for each in given):
            return False
        return abs(self.now() - int(seconds)) <= TOLERANCE

    async def take(self, request):
        """Take a delivery."""
        body = await request.read()
        if not self.is_genuine(request.headers, body):
            self.forged += 1
            return web.Response(status=401)
        status, headers = self.answers.pop(0) if self.answers else (200, {})
        id = request.headers["webhook-id"]
        delivered = Delivered(id, request.headers["Spot-Event"], json.loads(body), status, dict(request.headers))
        self.tries.append(delivered)
        if status == 200:
            self.taken.setdefault(id, delivered)
            await self.answer(delivered)
        return web.Response(status=status, headers=headers)

    async def answer(self, delivered):
        """Do something about it; nothing, here."""

    async def say(self, back, case, state, message=""):
        """Tell Spot what became of a case: a signed `handoff.status`; gives the HTTP status."""
        value = {"state": state, "message": message}
        event = {"type": "event", "name": "handoff.status", "id": uuid4().hex, "conversation": {"id": case}}
        body = json.dumps(event | {"value": value}).encode()
        id, seconds = uuid4().hex, str(int(self.now()))
        headers = {
            "Content-Type": "application/json",
            "Spot-Organisation": self.organisation,
            "webhook-id": id,
            "webhook-timestamp": seconds,
            "webhook-signature": self.signature(id, seconds, body),
        }
        async with aiohttp.ClientSession() as session, session.post(back, data=body, headers=headers) as response:
            return response.status

    def app(self):
        app = web.Application(client_max_size=4 * 1024 * 1024)
        app.router.add_post("/hook", self.take)
        return app


@asynccontextmanager
async def listening(receiver, port=0):
    """Let it listen on loopback, on any port unless one is named; its `url` is where Spot posts to."""
    runner = web.AppRunner(receiver.app(), shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port)
    await site.start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    try:
        yield receiver
    finally:
        await runner.cleanup()
