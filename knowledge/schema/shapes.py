"""What each reader of a value takes, as JSON Schema, and the schema of a table of keys."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from knowledge.agreed.policy import TELLS
from knowledge.checking.check import LONGEST_ANSWER, LONGEST_QUESTION, MOST_PHRASINGS
from knowledge.formats import fields, values, words_yaml
from knowledge.formats.asked import asked_yaml
from knowledge.formats.directory import people, reached
from knowledge.formats.language_codes import LANGUAGE_CODES
from knowledge.formats.policy import calendars, days_off, plans, policy_yaml, routing, spans
from knowledge.loopback import URL_HOST
from knowledge.schema.descriptions import DESCRIBED

Schema = dict[str, Any]
ID = r"[\p{L}\p{N}][\p{L}\p{N}_.-]{0,99}"
CODES = "|".join(sorted(LANGUAGE_CODES))
TIME = r"\d{1,3}(\.\d{1,2})?\s*(min|h|d|minutes?|hours?|days?)"
WORKING_TIME = r"0*[1-9]\d{0,2}(\.\d{1,2})?\s*(min|h|minutes?|hours?)"
WRITTEN: Schema = {"type": ["string", "number", "boolean"]}
"""Text needs no quotes: 007 and true are text where text belongs."""


def text(pattern: str) -> Schema:
    """Return the schema of a text like that."""
    return {"type": "string", "pattern": f"^(?:{pattern})$"}


SHAPES: Mapping[Callable[..., Any], Schema] = {
    values.text: WRITTEN,
    values.line: WRITTEN,
    values.optional_line: WRITTEN,
    values.phrasing: WRITTEN,
    values.tags: {"anyOf": [WRITTEN, {"type": "array", "items": WRITTEN}]},
    values.identifier: {"anyOf": [{**text(ID), "not": {"const": values.NOBODY}}, {"type": "integer", "minimum": 0}]},
    values.reference: {"anyOf": [text(f"{ID}(/{ID})?"), {"type": "integer", "minimum": 0}]},
    values.boolean: {"enum": [True, False, *values.TRUTH]},
    values.day: {**text(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"), "format": "date"},
    values.language: text(rf"({CODES}|[a-z]{{3}})(-[A-Za-z0-9]{{2,8}})*"),
    values.probability: {"type": "number", "minimum": 0, "maximum": 1},
    asked_yaml.expected: {
        "anyOf": [
            {"const": values.NOBODY},
            text(f"{ID}(/{ID})?"),
            {"type": "array", "items": text(f"{ID}(/{ID})?"), "minItems": 1},
        ]
    },
    words_yaml.term: {"type": ["string", "number"], "minLength": 1, "maxLength": words_yaml.LONGEST_TERM},
    words_yaml.ignored: {"type": ["string", "number"], "minLength": 1, "maxLength": words_yaml.LONGEST_TERM},
    people.written: text(f"{ID}/{ID}"),
    reached.address: text(rf"https://[^\s@]+|http://{URL_HOST}([:/?#][^\s@]*)?"),
    spans.duration: {"anyOf": [text(rf"0|{TIME}(\s*{TIME})*"), {"const": 0}]},
    spans.some_time: text(rf"{TIME}(\s*{TIME})*"),
    spans.working_time: text(rf"{WORKING_TIME}(\s*{WORKING_TIME})*"),
    spans.span: text(r"([01]?\d|2[0-3]):[0-5]\d *- *(([01]?\d|2[0-3]):[0-5]\d|24:00)"),
    calendars.zone: text(r"[A-Za-z][A-Za-z0-9_+/-]*"),
    days_off.country: text(r"[A-Za-z]{2}"),
    plans.severity: text(plans.SEVERITY_NAME.pattern),
    routing.told: {"anyOf": [{"enum": list(TELLS)}, text(f"{ID}/{ID}")]},
}
"""What each reader of a value takes."""
LIMITS: Mapping[str, Schema] = {
    "question": {"maxLength": LONGEST_QUESTION},
    "answer": {"maxLength": LONGEST_ANSWER},
    "also": {"maxItems": MOST_PHRASINGS - 1},
}


def shape(read: fields.Read) -> Schema:
    """Return what a reader takes."""
    if isinstance(read, values.Many):
        one = shape(read.read)
        return {"anyOf": [one, {"type": "array", "items": one}]}
    if isinstance(read, values.OneOf):
        return {"enum": [each.value for each in read.options]}
    if isinstance(read, policy_yaml.CountUpTo):
        return {"type": "integer", "minimum": 1, "maximum": read.most}
    return SHAPES[read]


def keys(
    table: Mapping[str, fields.Read],
    *,
    required: Collection[str] = (),
    own: Mapping[str, Schema] | None = None,
    described: Mapping[str, str] = DESCRIBED,
) -> Schema:
    """Return the schema of a map by its table of keys; `own` has the schemas of those that are read further on."""
    properties: dict[str, Schema] = {}
    for key, read in table.items():
        told = {**(own or {}).get(key, {})} or {**shape(read), **LIMITS.get(key, {})}
        found = told if key in required else {"anyOf": [told, {"type": "null"}]}
        for name in dict.fromkeys((key, key.replace("_", "-"))):
            properties[name] = {"description": described[key], **found}
    return {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        **({"required": list(required)} if required else {}),
    }
