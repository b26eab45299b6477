"""A reference receiver, as somebody who knows only docs/webhooks.md would write it: nothing of Spot is imported."""

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

    def is_genuine(self, written, body):
        """Say whether the header is our secret's signature of this body, of the last five minutes."""
        fields = dict(part.partition("=")[::2] for part in written.split(","))
        signed = f"{fields.get('t', '')}.".encode() + body
        expected = hmac.new(self.secret.encode(), signed, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(expected.encode(), fields.get("v1", "").encode()):
            return False
        return abs(self.now() - int(fields["t"])) <= TOLERANCE

    async def take(self, request):
        """Take a delivery."""
        body = await request.read()
        if not self.is_genuine(request.headers.get("Spot-Signature", ""), body):
            self.forged += 1
            return web.Response(status=401)
        status, headers = self.answers.pop(0) if self.answers else (200, {})
        id = request.headers["Spot-Delivery"]
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
        seconds = int(self.now())
        signed = hmac.new(self.secret.encode(), f"{seconds}.".encode() + body, hashlib.sha256).hexdigest()
        headers = {
            "Content-Type": "application/json",
            "Spot-Organisation": self.organisation,
            "Spot-Signature": f"t={seconds},v1={signed}",
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
