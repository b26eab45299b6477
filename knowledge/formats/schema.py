"""JSON Schema of the files that people write, made of the tables that the readers read by.

What a schema lets pass, the reader reads; the reader forgives more, such as capitals.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from knowledge.audience import Role
from knowledge.check import LONGEST_ANSWER, LONGEST_QUESTION, MOST_PHRASINGS
from knowledge.formats import fields, organisations, partner_yaml, values, words_yaml
from knowledge.formats.asked import asked_yaml
from knowledge.formats.described import DESCRIBED
from knowledge.formats.language_codes import LANGUAGE_CODES

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
LINE = "# yaml-language-server: $schema="
"""What stands in the first line of a file for an editor to find its schema."""
ID = r"[\p{L}\p{N}][\p{L}\p{N}_.-]{0,99}"
CODES = "|".join(sorted(LANGUAGE_CODES))
WRITTEN: Schema = {"type": ["string", "number", "boolean"]}
"""Text needs no quotes: 007 and true are text where text belongs."""


def text(pattern: str) -> Schema:
    """Give the schema of a text like that."""
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
}
"""What each reader of a value takes."""
LIMITS: Mapping[str, Schema] = {
    "question": {"maxLength": LONGEST_QUESTION},
    "answer": {"maxLength": LONGEST_ANSWER},
    "also": {"maxItems": MOST_PHRASINGS - 1},
}


def shape(read: fields.Read) -> Schema:
    """Give what a reader takes."""
    if isinstance(read, values.Many):
        one = shape(read.read)
        return {"anyOf": [one, {"type": "array", "items": one}]}
    if isinstance(read, values.OneOf):
        return {"enum": [each.value for each in read.options]}
    return SHAPES[read]


def keys(
    table: Mapping[str, fields.Read], *, required: Collection[str] = (), own: Mapping[str, Schema] | None = None
) -> Schema:
    """Give the schema of a map by its table of keys; `own` has the schemas of those that are read further on."""
    properties: dict[str, Schema] = {}
    for key, read in table.items():
        told = {**(own or {}).get(key, {})} or {**shape(read), **LIMITS.get(key, {})}
        found = told if key in required else {"anyOf": [told, {"type": "null"}]}
        for name in dict.fromkeys((key, key.replace("_", "-"))):
            properties[name] = {"description": DESCRIBED[key], **found}
    return {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        **({"required": list(required)} if required else {}),
    }


def entries() -> Schema:
    """Give the schema of a YAML file of entries."""
    listed: Schema = {"type": "array", "items": keys(fields.ENTRY, required=("question", "answer"))}
    return keys({"entries": values.text, **fields.DEFAULTS}, required=("entries",), own={"entries": listed})


def partner() -> Schema:
    """Give the schema of partner.yaml."""
    return keys(partner_yaml.KEYS)


def asked() -> Schema:
    """Give the schema of asked.yaml."""
    return {"type": "array", "items": keys(asked_yaml.KEYS, required=("ask", "expect"))}


def words() -> Schema:
    """Give the schema of words.yaml."""
    term = shape(words_yaml.term)
    several = {"type": "array", "items": term}
    own: dict[str, Schema] = {
        "abbreviations": {"type": "object", "additionalProperties": {"anyOf": [term, {**several, "minItems": 1}]}},
        "synonyms": {"type": "array", "items": {**several, "minItems": 2}},
    }
    return keys(words_yaml.KEYS, own=own)


def directory() -> Schema:
    """Give the schema of a file of the directory."""
    people: Schema = {"type": "array", "items": keys(organisations.PERSON, required=("id",))}
    own = {"people": people, "agreement": keys(organisations.AGREEMENT, required=("signed", "expires"))}
    one = {
        role: keys(table, required=() if role is Role.VENDOR else ("id",), own=own)
        for role, table in organisations.KEYS.items()
    }
    sections = {
        name: one[role] if role is Role.VENDOR else {"type": "array", "items": one[role]}
        for name, role in organisations.SECTIONS.items()
    }
    return keys(dict.fromkeys(organisations.SECTIONS, values.text), own=sections)


KINDS: Mapping[str, tuple[str, Callable[[], Schema]]] = {
    "entries": ("a YAML file of entries", entries),
    "partner": ("partner.yaml", partner),
    "asked": ("asked.yaml", asked),
    "words": ("words.yaml", words),
    "directory": ("a file of the directory", directory),
}
"""By name: what the schema is of, and what makes it."""


def schema(name: str) -> Schema:
    """Give the schema of a kind of file by its name."""
    told, made = KINDS[name]
    return {"$schema": DIALECT, "title": f"Spot: {told}", **made()}
