"""The JSON Schemas of what goes out, for whoever writes a receiver."""

from pathlib import Path

from aiohttp import web

FOLDER = Path(__file__).resolve().parent.parent / "desk" / "packages"
ESCALATION = "spot-escalation-1"


async def escalation(_request: web.Request) -> web.FileResponse:
    """Return the schema of the escalation package."""
    return web.FileResponse(FOLDER / f"{ESCALATION}.schema.json", headers={"Content-Type": "application/schema+json"})
