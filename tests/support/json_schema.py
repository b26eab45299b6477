"""A small JSON Schema validator: the keywords that Spot's schemas use, and an error for any other."""

import re

ANNOTATIONS = {"$schema", "title", "description", "format"}
TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "number": (int, float),
    "integer": int,
    "boolean": bool,
    "null": type(None),
}


def faults(schema, value, path="$"):
    """Yield what is wrong with a value, each as `path: keyword`."""
    for keyword, wanted in schema.items():
        if keyword not in ANNOTATIONS and not KEYWORDS[keyword](wanted, value, schema, path):
            yield from DEEPER[keyword](wanted, value, schema, path) if keyword in DEEPER else [f"{path}: {keyword}"]


def fits(schema, value):
    return not list(faults(schema, value))


def is_a(value, name):
    if isinstance(value, bool) and name in ("number", "integer"):
        return False
    return isinstance(value, TYPES[name])


def properties(wanted, value, _schema, path):
    for key, schema in wanted.items():
        if key in value:
            yield from faults(schema, value[key], f"{path}.{key}")


def additional(wanted, value, schema, path):
    for key in set(value) - set(schema.get("properties", {})):
        yield from [f"{path}.{key}: unknown"] if wanted is False else faults(wanted, value[key], f"{path}.{key}")


def names(wanted, value, _schema, path):
    for key in value:
        yield from faults(wanted, key, f"{path}.{key}")


def items(wanted, value, _schema, path):
    for number, each in enumerate(value):
        yield from faults(wanted, each, f"{path}[{number}]")


def only(kind, rule):
    """Return a rule that holds for values of one type and lets all others pass."""
    return lambda wanted, value, schema, path: not is_a(value, kind) or rule(wanted, value)


def pattern(wanted, value):
    return re.search(wanted.replace(r"\p{L}\p{N}_", r"\w").replace(r"[\p{L}\p{N}]", r"[^\W_]"), value) is not None


DEEPER = {"properties": properties, "propertyNames": names, "additionalProperties": additional, "items": items}
KEYWORDS = {
    "type": lambda wanted, value, *_: any(
        is_a(value, each) for each in ([wanted] if isinstance(wanted, str) else wanted)
    ),
    "enum": lambda wanted, value, *_: any(each == value and type(each) is type(value) for each in wanted),
    "const": lambda wanted, value, *_: wanted == value,
    "anyOf": lambda wanted, value, *_: any(fits(each, value) for each in wanted),
    "not": lambda wanted, value, *_: not fits(wanted, value),
    "pattern": only("string", pattern),
    "minLength": only("string", lambda wanted, value: len(value) >= wanted),
    "maxLength": only("string", lambda wanted, value: len(value) <= wanted),
    "minItems": only("array", lambda wanted, value: len(value) >= wanted),
    "maxItems": only("array", lambda wanted, value: len(value) <= wanted),
    "minimum": only("number", lambda wanted, value: value >= wanted),
    "maximum": only("number", lambda wanted, value: value <= wanted),
    "required": only("object", lambda wanted, value: set(wanted) <= set(value)),
    "properties": lambda wanted, value, schema, path: (
        not isinstance(value, dict) or not any(properties(wanted, value, schema, path))
    ),
    "additionalProperties": lambda wanted, value, schema, path: (
        not isinstance(value, dict) or not any(additional(wanted, value, schema, path))
    ),
    "propertyNames": lambda wanted, value, schema, path: (
        not isinstance(value, dict) or not any(names(wanted, value, schema, path))
    ),
    "items": lambda wanted, value, schema, path: (
        not isinstance(value, list) or not any(items(wanted, value, schema, path))
    ),
}
