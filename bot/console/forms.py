"""What a browser sends, read strictly: only the fields that are asked for, each once, each within its limit."""

from collections.abc import Collection, Mapping
from urllib.parse import parse_qsl

from aiohttp import web

BODY = 128 * 1024
"""Bytes of a posted form; the longest reply fits four times over."""
FORM = "application/x-www-form-urlencoded"
PAGE, PAGE_MOST = 50, 200
"""Rows on a page when nothing is asked for, and at most."""


class FormRefused(ValueError):
    """What was sent is not what the page asks for; the name of the word to say is in the message."""


async def posted(request: web.Request) -> list[tuple[str, str]]:
    """Return a posted form's fields as they came, none when it is no form; raise Refused for what can't be read."""
    if request.content_type != FORM:
        return []
    if (request.content_length or 0) > BODY or len(body := await request.read()) > BODY:
        raise web.HTTPRequestEntityTooLarge(BODY, request.content_length or 0)
    return pairs(body)


def pairs(body: bytes) -> list[tuple[str, str]]:
    """Take a form apart; raise Refused for what is not UTF-8 or has too many fields."""
    try:
        return parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=20, errors="strict")
    except ValueError as error:
        raise FormRefused("bad_form") from error


def only(fields: list[tuple[str, str]], limits: Mapping[str, int]) -> dict[str, str]:
    """Return the fields by name, absent ones empty; raise Refused for an unknown, repeated or too long one."""
    given = dict(fields)
    if len(given) != len(fields) or not given.keys() <= limits.keys():
        raise FormRefused("unknown_field")
    if any(len(value) > limits[name] for name, value in given.items()):
        raise FormRefused("too_long")
    return {name: given.get(name, "").replace("\r\n", "\n").replace("\0", "\ufffd").strip() for name in limits}


def chosen(request: web.Request, name: str, allowed: Collection[str], default: str = "") -> str:
    """Return a query parameter that must be one of a few words; raise Refused otherwise."""
    value = request.query.get(name) or default
    if value != default and value not in allowed:
        raise FormRefused("bad_choice")
    return value


def searched(request: web.Request, name: str = "q", limit: int = 100) -> str:
    """Return what is searched for; raise Refused when it is too long to be a search."""
    value = request.query.get(name, "").strip()
    if len(value) > limit:
        raise FormRefused("too_long")
    return value


def page_size(request: web.Request) -> int:
    """Return how many rows to show: what is asked for, between 1 and 200."""
    written = request.query.get("limit") or str(PAGE)
    if not (written.isascii() and written.isdigit()):
        raise FormRefused("bad_choice")
    return min(max(int(written[:9]), 1), PAGE_MOST)


def cursor(request: web.Request, name: str = "before") -> int | None:
    """Return where the page begins, None for its start."""
    written = request.query.get(name)
    if not written:
        return None
    if not (written.isascii() and written.isdigit() and len(written) < 19):
        raise FormRefused("bad_choice")
    return int(written)
