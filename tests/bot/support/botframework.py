"""The Bot Framework on loopback: an authority with keys and tokens, and a connector that takes posts."""

import asyncio
import json
import time
from contextlib import asynccontextmanager
from functools import cache

import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import rsa

APP = "11111111-1111-1111-1111-111111111111"
ISSUER = "https://api.botframework.com"
TENANT = "tenant-1"


@cache
def private_key(name):
    """Return one key a name, made once: making one takes a tenth of a second."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def activity(service_url="http://127.0.0.1:1/", **changes):
    """Return an activity as Teams would send it; a change to None takes the key away."""
    whole = {
        "type": "message",
        "id": "1700000000001",
        "channelId": "msteams",
        "serviceUrl": service_url,
        "timestamp": "2026-11-24T02:00:00.1234567Z",
        "from": {"id": "29:user-a", "aadObjectId": "00000000-0000-0000-0000-00000000000a", "name": "User A"},
        "recipient": {"id": "28:bot", "name": "Support"},
        "conversation": {"id": "a:conv-1", "tenantId": TENANT, "conversationType": "personal"},
        "channelData": {"tenant": {"id": TENANT}},
        "text": "how do I reset my password",
    }
    return {key: value for key, value in (whole | changes).items() if value is not None}


class Clock:
    """Seconds that pass when told to."""

    def __init__(self):
        self.at = 1000.0

    def __call__(self):
        return self.at


class Authority:
    """An identity service: what it announces may be changed, and it counts what it is asked."""

    def __init__(self):
        self.keys = {"good": ("good", ["msteams"])}
        self.asked = {"openid": 0, "keys": 0, "token": 0}
        self.status = 200
        self.delay = 0.0
        self.granted = {"access_token": "own-token-1", "expires_in": 3600}
        self.forms = []
        self.url = ""

    def jwk(self, key_id):
        name, endorsements = self.keys[key_id]
        written = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(private_key(name).public_key()))
        return (
            written | {"kid": key_id, "use": "sig"} | ({} if endorsements is None else {"endorsements": endorsements})
        )

    async def openid(self, _request):
        self.asked["openid"] += 1
        await asyncio.sleep(self.delay)
        return web.json_response({"issuer": ISSUER, "jwks_uri": f"{self.url}keys"}, status=self.status)

    async def announce(self, _request):
        self.asked["keys"] += 1
        return web.json_response({"keys": [self.jwk(key_id) for key_id in self.keys]}, status=self.status)

    async def grant(self, request):
        self.asked["token"] += 1
        self.forms.append(dict(await request.post()))
        return web.json_response(self.granted, status=self.status)

    def app(self):
        app = web.Application()
        app.router.add_get("/openid", self.openid)
        app.router.add_get("/keys", self.announce)
        app.router.add_post("/token", self.grant)
        return app


def token(service_url="http://127.0.0.1:1/", *, key="good", kid="good", alg="RS256", drop=(), header=None, **claims):
    """Return a token as the Bot Framework would sign it, or one that is wrong in the way asked for."""
    now = int(time.time())
    whole = {
        "iss": ISSUER,
        "aud": APP,
        "nbf": now - 60,
        "exp": now + 3600,
        "serviceurl": service_url,
    } | claims
    headers = (header or {}) | ({"kid": kid} if kid else {})
    signing = None if alg == "none" else private_key(key)
    payload = json.dumps({name: value for name, value in whole.items() if name not in drop}).encode()
    return jwt.api_jws.encode(payload, signing, algorithm=alg, headers={"typ": "JWT"} | headers)


class Connector:
    """Takes what the sender posts; `answers` are given in order before everything is accepted."""

    def __init__(self):
        self.taken = []
        self.answers = []
        self.arrived = asyncio.Event()
        self.url = ""

    async def take(self, request):
        body = await request.json() if request.can_read_body else None
        self.taken.append((request.method, request.raw_path, dict(request.headers), body))
        self.arrived.set()
        if self.answers:
            status, headers = self.answers.pop(0)
            return web.json_response({"error": {"code": "no"}}, status=status, headers=headers)
        return web.json_response({"id": f"c-{len(self.taken)}"}, status=201)

    @property
    def texts(self):
        return [body.get("text") for _, _, _, body in self.taken if body and body["type"] == "message"]

    async def until(self, count, seconds=5):
        """Wait until that many calls have come."""
        async with asyncio.timeout(seconds):
            while len(self.taken) < count:
                self.arrived.clear()
                await self.arrived.wait()
        return self.taken

    def app(self):
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self.take)
        return app


@asynccontextmanager
async def listening(served, runner=web.AppRunner, **options):
    """Serve something that has an `app()` on loopback, or an app itself, and give its URL."""
    app = served if isinstance(served, web.Application) else served.app()
    running = runner(app, access_log=None, **options)
    await running.setup()
    site = web.TCPSite(running, "127.0.0.1", 0)
    await site.start()
    url = f"http://127.0.0.1:{running.addresses[0][1]}/"
    if not isinstance(served, web.Application):
        served.url = url
    try:
        yield url
    finally:
        await running.cleanup()
