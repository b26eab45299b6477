"""Reads the rows of bad_inputs.jsonl and does to an edge what they say."""

import asyncio
import gzip
import json
import time

from tests.bot.support.botframework import activity, token

LEFT_ALONE = "bot code not run"
"""What a row's expectation says where nothing may come of it."""


def rows(path, kinds):
    """Return the rows of some kinds."""
    with path.open(encoding="utf-8") as lines:
        return [row for row in map(json.loads, lines) if row["kind"] in kinds]


def filled(value, edge):
    """Return a value with the row's placeholders replaced."""
    written = json.dumps(value).replace("${SVC}", edge.connector.url).replace("${APP}", edge.policy.app_id)
    return json.loads(written)


def headers(row, edge):
    """Return the row's headers with the token it asks for."""
    recipe = filled(row.get("payload_recipe") or {}, edge)
    proof = bearer(recipe.get("jwt", {}), edge)
    given = {name: proof if name == "Authorization" else value for name, value in row["headers"].items()}
    return given | recipe.get("headers", {})


def bearer(recipe, edge):
    """Return the Authorization header that a row describes."""
    if "raw" in recipe:
        return f"Bearer {recipe['raw']}"
    claims = {name: recipe[name] for name in ("aud", "iss", "serviceurl") if name in recipe}
    claims |= {name: moment(recipe[name]) for name in ("exp", "nbf") if name in recipe} | recipe.get("claims", {})
    key = recipe.get("key", "good")
    written = token(
        edge.connector.url,
        key="good" if key == "no-endorsements" else key,
        kid=recipe.get("kid", "unendorsed" if key == "no-endorsements" else "good"),
        alg=recipe.get("alg", "RS256"),
        drop=recipe.get("drop", ()),
        header=recipe.get("header_extra"),
        **claims,
    )
    return f"{recipe.get('scheme', 'Bearer')} {written}"


def moment(written):
    return int(time.time()) + int(written) if written[0] in "+-" else int(written)


def body(row, edge):
    """Return the bytes that a row sends, or a generator of them."""
    recipe = row.get("payload_recipe") or {}
    if recipe.get("chunked"):
        return pieces(recipe)
    if "concat" in recipe:
        return gzip.compress(recipe["concat"]["gzip_of"].encode()) * recipe["concat"]["times"]
    if "repeat" in recipe:
        return (recipe["repeat"] * recipe["times"] + recipe["then"]["repeat"] * recipe["then"]["times"]).encode()
    if "base" in recipe:
        return built(recipe, edge)
    payload = row.get("payload")
    if isinstance(payload, str):
        return payload.encode()
    changed = (recipe.get("jwt") or {}).get("activity_set", {})
    return json.dumps(filled(payload | changed if changed else payload, edge)).encode()


async def pieces(recipe):
    for _ in range(recipe["times"] // 10_000):
        yield (recipe["repeat"] * 10_000).encode()


def built(recipe, edge):
    whole = activity(edge.connector.url)
    for name, made in recipe.get("set", {}).items():
        whole[name] = made.get("prefix", "") + made["repeat"] * made["times"]
    raw = json.dumps(whole)
    for name, made in recipe.get("set_raw", {}).items():
        close = "}" if "{" in made["nest"] else "]"
        nested = made["nest"] * made["times"] + made["core"] + close * made["times"]
        raw = raw[:-1] + f', "{name}": {nested}}}'
    return raw.encode()


async def seconds_to_close(url, limit):
    """Drip a header for ever and give how long the connection lasted."""
    host, _, port = url.removeprefix("http://").rstrip("/").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    began = time.monotonic()
    writer.write(b"POST /api/messages HTTP/1.1\r\nX-Slow: ")
    ended = asyncio.create_task(reader.read())
    while not ended.done() and time.monotonic() - began < limit:
        writer.write(b"x")
        await asyncio.wait([ended], timeout=0.05)
    writer.close()
    return time.monotonic() - began
