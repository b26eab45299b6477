"""Between JSON and botbuilder.schema models, losing nothing and altering nothing.

The SDK's own serialiser is ten times slower, turns numbers into strings, drops unknown keys and what extends an
entity, and reads Teams' `tenantId` as None. This one walks the models' own attribute maps; what does not fit a model
stays plain JSON.
"""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple, TypeVar

import botbuilder.schema
from botbuilder.schema import ConversationAccount
from msrest.serialization import Model

M = TypeVar("M", bound=Model)

KEYS = {(ConversationAccount, "tenant_id"): "tenantId"}
"""Where a model's own map is wrong about the key on the wire."""


class Field(NamedTuple):
    """One attribute of a model."""

    name: str
    model: type[Model] | None
    """The model of the value, or of a list's items; None for plain data."""


def load(model: type[M], data: dict[str, Any]) -> M:
    """Return the data as a model; unknown keys are kept in `additional_properties`."""
    fields = _fields(model)
    known: dict[str, Any] = {}
    extra: dict[str, Any] = {}
    for key, value in data.items():
        field = fields.get(key)
        if field is None:
            extra[key] = value
        else:
            known[field.name] = _loaded(field.model, value)
    loaded = model(**known)
    loaded.additional_properties = extra
    return loaded


def dump(model: Model) -> dict[str, Any]:
    """Return the model as JSON data, without what is None."""
    data = dict(model.additional_properties or {})
    for key, field in _fields(type(model)).items():
        value = getattr(model, field.name, None)
        if value is not None:
            data[key] = plain(value)
    return data


def plain(value: Any) -> Any:
    """Return any value that holds models as JSON data."""
    if isinstance(value, Model):
        return dump(value)
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, datetime) else value


def _loaded(model: type[Model] | None, value: Any) -> Any:
    if model is None:
        return value
    if isinstance(value, list):
        return [_loaded(model, inner) for inner in value]
    return load(model, value) if isinstance(value, dict) else value


def _read_fields(model: type[Model]) -> dict[str, Field]:
    """Return a model's attributes by their key on the wire."""
    return {
        KEYS.get((model, name), spec["key"]): Field(name, _model(spec["type"]))
        for name, spec in model._attribute_map.items()
    }


_fields: Callable[[Any], dict[str, Field]] = cache(_read_fields)


def _model(written: str) -> type[Model] | None:
    found = getattr(botbuilder.schema, written.strip("[]{}"), None)
    return found if isinstance(found, type) and issubclass(found, Model) else None
