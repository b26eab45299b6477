"""The events of a YAML text: by libyaml, which is far faster, where it and ruamel.yaml read alike; else by ruamel.yaml.

Nothing but events is taken from either: PyYAML's constructors read `no` as False and keep the last of two equal keys.
"""

import re
from collections.abc import Iterator
from typing import Any

READ_DIFFERENTLY = re.compile(
    r"[\t\r\x85\u2028\u2029\ufeff]"  # line breaks to one of them, blanks or nothing to the other
    r"|[|>][-+0-9]* *(?:#|\n+(?: +\n| *\Z|#))"  # a block of text that begins with a comment or blanks
    r"|^\.\.\.|^%",  # the end of a document, and what may stand before one
    re.MULTILINE,
)
"""What libyaml may take for something else than ruamel.yaml does."""


def quick(text: str) -> Iterator[Any] | None:
    """Return the events by libyaml, or None where it is missing or may read such a text otherwise than ruamel.yaml."""
    try:
        import yaml
    except ImportError:
        return None
    if not yaml.__with_libyaml__ or READ_DIFFERENTLY.search(text):
        return None
    return yaml.parse(text, Loader=yaml.CSafeLoader)


def slow(text: str) -> Iterator[Any]:
    """Return the events by ruamel.yaml."""
    from ruamel.yaml import YAML

    return iter(YAML(typ="safe", pure=True).parse(text))


def faults() -> tuple[type[Exception], ...]:
    """Return what libyaml raises for a text that is no YAML, or that it can't take."""
    import yaml

    return yaml.YAMLError, ValueError
