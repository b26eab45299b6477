"""An upload: a message whose files are counted and named, and whose bytes are let go as they come."""

import asyncio
from typing import Any, cast

from aiohttp import BodyPartReader, MultipartReader, StreamReader, web

from bot.gate import strict_json
from bot.gate.reading import MOST_BYTES
from bot.gate.refusal import MalformedBody, TooLarge, TooSlow, WrongType
from bot.webchat.activities import LONGEST_NAME, MOST_ATTACHMENTS

LARGEST = 20 * 1024 * 1024
"""Bytes; read and dropped, so that the bot can say kindly that it cannot read files."""
MOST_SECONDS = 60.0
MOST_LINES = 1000
"""Lines around the parts: boundaries and headers. A body of short lines before them would keep the event loop busy."""
ACTIVITY = "application/vnd.microsoft.activity"


class Upload:
    """Reads a multipart request of Direct Line."""

    def __init__(self) -> None:
        self._activity: dict[str, Any] | None = None
        self._files: list[dict[str, str]] = []
        self._bytes = 0

    @classmethod
    async def read(cls, request: web.Request) -> dict[str, Any]:
        """Return the message with its files' names and types; Malformed, TooLarge, TooSlow or WrongType."""
        if request.content_type != "multipart/form-data":
            raise WrongType("an upload is multipart/form-data")
        upload = cls()
        try:
            async with asyncio.timeout(MOST_SECONDS):
                await upload._read(MultipartReader(request.headers, cast(StreamReader, LimitedLines(request.content))))
        except TimeoutError:
            raise TooSlow("the upload was not complete in time") from None
        except (ValueError, RuntimeError, ConnectionError, web.RequestPayloadError):
            raise MalformedBody("the upload is not readable") from None
        return {**(upload._activity or {}), "type": "message", "attachments": upload._files}

    async def _read(self, parts: MultipartReader) -> None:
        async for part in parts:
            if not isinstance(part, BodyPartReader):
                raise MalformedBody("an upload has no parts within parts")
            if part.headers.get("Content-Type", "").startswith(ACTIVITY) or part.name == "activity":
                await self._read_activity(part)
            else:
                await self._pass_over(part)

    async def _read_activity(self, part: BodyPartReader) -> None:
        if self._activity is not None:
            raise MalformedBody("an upload has one activity")
        raw = bytearray()
        while chunk := await part.read_chunk():
            raw += chunk
            if len(raw) > MOST_BYTES:
                raise TooLarge(f"the activity is larger than {MOST_BYTES} bytes")
        activity, _ = strict_json.loads(bytes(raw))
        if not isinstance(activity, dict):
            raise MalformedBody("the activity is no object")
        self._activity = activity

    async def _pass_over(self, part: BodyPartReader) -> None:
        while chunk := await part.read_chunk():
            self._bytes += len(chunk)
            if self._bytes > LARGEST:
                raise TooLarge(f"the files are larger than {LARGEST} bytes")
        if len(self._files) == MOST_ATTACHMENTS:
            raise TooLarge(f"there are more than {MOST_ATTACHMENTS} files")
        kind = part.headers.get("Content-Type", "application/octet-stream")[:LONGEST_NAME]
        self._files.append({"name": (part.filename or "file")[:LONGEST_NAME], "contentType": kind})


class LimitedLines:
    """A body's stream of which so many lines are read and no more; whatever else is asked of it, the stream answers."""

    def __init__(self, stream: StreamReader) -> None:
        self._stream = stream
        self._lines = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    async def readline(self, *, max_line_length: int | None = None) -> bytes:
        """Return the next line; Malformed when there were too many."""
        self._lines += 1
        if self._lines > MOST_LINES:
            raise MalformedBody("the upload has too many lines around its parts")
        return await self._stream.readline(max_line_length=max_line_length)
