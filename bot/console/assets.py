"""The console's few static files, served from memory by exact name, so that no path can lead elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from aiohttp import web

STATIC = Path(__file__).parent / "static"
TYPES = {".css": "text/css", ".svg": "image/svg+xml"}
FRESH = "public, max-age=31536000, immutable"
"""Every link to a file names its content, so a browser may keep it."""


@dataclass(frozen=True, slots=True)
class ConsoleAsset:
    """One file as it is served."""

    body: bytes
    type: str
    version: str
    """The first 12 hex digits of the content's sha256."""


class ConsoleAssets:
    """The static files, and the link to each."""

    def __init__(self, folder: Path = STATIC) -> None:
        self.files: Mapping[str, ConsoleAsset] = {
            path.relative_to(folder).as_posix(): read(path) for path in folder.rglob("*") if path.suffix in TYPES
        }

    def link(self, name: str) -> str:
        """Return the address of a file, with its version; KeyError for a file that is not there."""
        return f"/console/static/{name}?v={self.files[name].version}"

    async def serve(self, request: web.Request) -> web.Response:
        """Answer with one file, or 404."""
        asset = self.files.get(request.match_info["name"])
        if asset is None:
            raise web.HTTPNotFound
        return web.Response(body=asset.body, content_type=asset.type, charset="utf-8", headers={"Cache-Control": FRESH})


def read(path: Path) -> ConsoleAsset:
    """Read one file into memory."""
    body = path.read_bytes()
    return ConsoleAsset(body, TYPES[path.suffix], sha256(body).hexdigest()[:12])
