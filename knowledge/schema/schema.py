"""JSON Schema of the files that people write, made of the tables that the readers read by.

What a schema lets pass, the reader reads; the reader forgives more, such as capitals.
"""

from collections.abc import Callable, Mapping

from knowledge.formats import fields, partner_yaml, values, words_yaml
from knowledge.formats.asked import asked_yaml
from knowledge.schema.directory_schema import directory
from knowledge.schema.policy_schema import policy
from knowledge.schema.shapes import Schema, keys, shape

DIALECT = "https://json-schema.org/draft/2020-12/schema"
LINE = "# yaml-language-server: $schema="
"""What stands in the first line of a file for an editor to find its schema."""


def entries() -> Schema:
    """Return the schema of a YAML file of entries."""
    listed: Schema = {"type": "array", "items": keys(fields.ENTRY, required=("question", "answer"))}
    return keys({"entries": values.text, **fields.DEFAULTS}, required=("entries",), own={"entries": listed})


def partner() -> Schema:
    """Return the schema of partner.yaml."""
    return keys(partner_yaml.KEYS)


def asked() -> Schema:
    """Return the schema of asked.yaml."""
    return {"type": "array", "items": keys(asked_yaml.KEYS, required=("ask", "expect"))}


def words() -> Schema:
    """Return the schema of words.yaml."""
    term = shape(words_yaml.term)
    several = {"type": "array", "items": term}
    own: dict[str, Schema] = {
        "abbreviations": {"type": "object", "additionalProperties": {"anyOf": [term, {**several, "minItems": 1}]}},
        "synonyms": {"type": "array", "items": {**several, "minItems": 2}},
    }
    return keys(words_yaml.KEYS, own=own)


KINDS: Mapping[str, tuple[str, Callable[[], Schema]]] = {
    "entries": ("a YAML file of entries", entries),
    "partner": ("partner.yaml", partner),
    "asked": ("asked.yaml", asked),
    "words": ("words.yaml", words),
    "directory": ("a file of the directory", directory),
    "policy": ("a file of the policy", policy),
}
"""By name: what the schema is of, and what makes it."""


def schema(name: str) -> Schema:
    """Return the schema of a kind of file by its name."""
    told, made = KINDS[name]
    return {"$schema": DIALECT, "title": f"Spot: {told}", **made()}
