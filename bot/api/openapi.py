"""The OpenAPI document, made from the operations and their models: nothing of it is written twice."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from bot.api.idempotency import HEADER
from bot.api.operations import Nothing, Operation
from bot.api.shapes import SEVERITY, ProblemShape

SUFFIX = "Shape"
"""Of class names only: the component of `CaseShape` is called `Case`."""
REFERENCE = "#/components/schemas/{model}"
OF_EVERY = {
    401: "The token is missing or no longer valid; see `WWW-Authenticate`.",
    403: "The token's scopes, or the rights of its person, do not allow this.",
    422: "The request has invalid fields; `fields` names each of them.",
    429: "Too many requests with this token; wait as long as `Retry-After` says.",
    503: "The service is not available right now; try again after `Retry-After`.",
}
OF_POSTS = {
    400: f"The body is not strict JSON, or the {HEADER} header is not valid.",
    413: "The body is larger than 256 KiB.",
    415: "The body is not application/json in UTF-8.",
}
_KEY = {
    "name": HEADER,
    "in": "header",
    "required": False,
    "description": "A key that you choose, unique to this request. If you repeat the request with the same key "
    "within a day, it takes effect only once and you get the same answer.",
    "schema": {"type": "string", "maxLength": 200},
}
_DONE = {"GET": "Found.", "POST": "Done."}
Schema = dict[str, Any]


def document(operations: Iterable[Operation], severities: Sequence[str]) -> Schema:
    """Return the OpenAPI 3.1 document of the operations, with the severities of the policy in force."""
    known = list(operations)
    paths: dict[str, Schema] = {}
    for operation in known:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _described(operation)
    described = {
        "openapi": "3.1.0",
        "info": {
            "title": "Spot",
            "version": "1",
            "description": "The interface for the systems of partners and vendors: it reads and changes support "
            "cases, known problems, notices and accounts. Each token belongs to a person in the directory, and "
            "every response shows only what that person may see. Anything else looks as if it did not exist.",
        },
        "servers": [{"url": "/api/v1"}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "Create a token with `python app.py token new`.",
                }
            },
            "schemas": _schemas(known),
        },
    }
    return _with_severities(described, list(severities))


def _with_severities(part: Any, names: list[str]) -> Any:
    """Return the part of the document with its fields of a severity limited to these names."""
    if isinstance(part, list):
        return [_with_severities(each, names) for each in part]
    if not isinstance(part, dict):
        return part
    if part.get("format") == SEVERITY:
        kept = {key: value for key, value in part.items() if key in ("title", "description", "default")}
        return {"type": "string", "enum": names, **kept}
    return {key: _with_severities(value, names) for key, value in part.items()}


def _schemas(operations: list[Operation]) -> Schema:
    read = {each.body for each in operations if each.body is not Nothing}
    told: set[type[BaseModel]] = {ProblemShape, *(each.answer for each in operations)}
    models: list[tuple[type[BaseModel], Any]] = [(each, "validation") for each in sorted(read, key=_name)]
    models += [(each, "serialization") for each in sorted(told, key=_name)]
    _, schema = models_json_schema(models, ref_template=REFERENCE)
    return {name.removesuffix(SUFFIX): _with_public_names(each) for name, each in schema["$defs"].items()}


def _with_public_names(part: Any) -> Any:
    """Return the part of the document with its references and titles as the components are called."""
    if isinstance(part, list):
        return [_with_public_names(each) for each in part]
    if not isinstance(part, dict):
        return part
    return {key: _public_name(key, value) or _with_public_names(value) for key, value in part.items()}


def _public_name(key: str, value: Any) -> str | None:
    return value.removesuffix(SUFFIX) if key in ("$ref", "title") and isinstance(value, str) else None


def _described(operation: Operation) -> Schema:
    described: Schema = {
        "operationId": operation.name,
        "summary": operation.summary,
        "description": f"Needs the scope `{operation.scope}`.",
        "parameters": [*_path(operation), *_query(operation), *([_KEY] if operation.method == "POST" else [])],
        "responses": _responses(operation),
    }
    if operation.body is not Nothing:
        needed = any(field.is_required() for field in operation.body.model_fields.values())
        described["requestBody"] = {"required": needed, "content": _json(operation.body)}
    return described


def _path(operation: Operation) -> list[Schema]:
    names = re.findall(r"{(\w+)}", operation.path)
    return [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in names]


def _query(operation: Operation) -> list[Schema]:
    schema = operation.query.model_json_schema()
    needed = schema.get("required", [])
    return [
        {"name": name, "in": "query", "required": name in needed, "schema": each}
        for name, each in schema.get("properties", {}).items()
    ]


def _responses(operation: Operation) -> Schema:
    refusals: Mapping[int, str] = OF_EVERY | (OF_POSTS if operation.method == "POST" else {}) | dict(operation.refusals)
    done: Schema = {"description": _DONE[operation.method], "content": _json(operation.answer)}
    if operation.status == 201:
        done["headers"] = {
            "Location": {"schema": {"type": "string"}, "description": "The address of what was created."}
        }
    answers = {str(operation.status): done}
    for status, when in sorted(refusals.items()):
        answers[str(status)] = {"description": when, "content": _json(ProblemShape)}
    return answers


def _json(model: type[BaseModel]) -> Schema:
    return {"application/json": {"schema": {"$ref": REFERENCE.format(model=_name(model))}}}


def _name(model: type[BaseModel]) -> str:
    return model.__name__.removesuffix(SUFFIX)
