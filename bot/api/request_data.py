"""What a request brings: its body and its query, read as a model; whatever is wrong is named field by field."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, TypeVar

from aiohttp import web
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.api.refusals import ApiRefusal
from bot.gate import reading, strict_json
from knowledge.problems.nearest import did_you_mean, shown

M = TypeVar("M", bound=BaseModel)

MOST_NAMED = 20
"""Faults that one answer names."""
REMEDIES = {
    "missing": "is missing",
    "string_type": "must be text",
    "string_unicode": "holds half a character",
    "bool_type": "must be true or false",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "list_type": "must be a list",
    "model_type": "must be an object",
    "dict_type": "must be an object",
    "string_too_short": "is empty",
    "string_too_long": "is longer than {max_length} characters",
    "too_long": "holds more than {max_length}",
    "greater_than_equal": "must be {ge} or more",
    "less_than_equal": "must be {le} or less",
    "literal_error": "must be one of {expected}",
    "string_pattern_mismatch": "is not written like that",
    "datetime_from_date_parsing": "must be a time such as 2026-03-02T09:00:00Z",
    "datetime_parsing": "must be a time such as 2026-03-02T09:00:00Z",
    "timezone_aware": "must have a time zone, such as 2026-03-02T09:00:00Z",
}
"""What is said of a kind of fault; none of it repeats what was sent."""


async def body_of(request: web.BaseRequest, model: type[M], context: Mapping[str, Any]) -> M:
    """Return the body as a model; a request without a body is one of an empty object."""
    reading.refuse_compressed(request)
    reading.refuse_size(request)
    if request.can_read_body:
        reading.refuse_type(request)
        data, _ = strict_json.loads(await reading.read(request))
    else:
        data = {}
    if not isinstance(data, dict):
        raise ApiRefusal(422, "invalid", "the body must be a JSON object")
    return checked(model, data, context)


def query_of(request: web.BaseRequest, model: type[M], context: Mapping[str, Any]) -> M:
    names = list(request.query)
    if twice := [name for name in names if names.count(name) > 1]:
        raise ApiRefusal(422, "invalid", f"{shown(twice[0])} is given twice")
    return checked(model, dict(request.query), context)


def checked(model: type[M], data: Mapping[str, Any], context: Mapping[str, Any]) -> M:
    """Return the data as a model; Refused with 422 names every field that is wrong."""
    try:
        return model.model_validate(data, context=context)
    except ValidationError as fault:
        found = [_told(model, each) for each in fault.errors(include_url=False, include_input=False)[:MOST_NAMED]]
        message = "; ".join(f"{each['field']} {each['message']}".strip() for each in found)
        raise ApiRefusal(422, "invalid", message, {"fields": found}) from None


def fingerprint(request: web.BaseRequest, body: BaseModel) -> str:
    """Return a hash by which the same request is known again."""
    given = body.model_dump(mode="json", exclude_unset=True)
    written = json.dumps([request.method, request.path, given], sort_keys=True)
    return sha256(written.encode("utf-8", "replace")).hexdigest()


def _told(model: type[BaseModel], fault: ErrorDetails) -> dict[str, str]:
    names = [shown(str(each)).strip('"') for each in fault["loc"]]
    kind = fault["type"]
    if kind == "extra_forbidden":
        known = list(model.model_fields) if len(names) == 1 else []
        hint = did_you_mean(names[-1], known, f"there are {', '.join(known)}" if known else "leave it away")
        message = f"is not known here: {hint}"
    elif kind in REMEDIES:
        message = REMEDIES[kind].format(**fault.get("ctx", {}))
    else:
        message = fault["msg"].removeprefix("Value error, ")
    return {"field": ".".join(names), "message": message}
