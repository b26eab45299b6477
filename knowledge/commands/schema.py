"""`schema`: prints the JSON Schema of a kind of file, for editors that complete keys and underline mistakes."""

import json
import sys
from typing import Annotated

import typer

from knowledge.commands.reporting import COULD_NOT_RUN, FINE, show
from knowledge.problems.nearest import did_you_mean


def command(
    name: Annotated[
        str | None, typer.Argument(help="entries, partner, asked, words or directory; none: the list.")
    ] = None,
) -> None:
    """Print what is asked for."""
    raise typer.Exit(run(name))


def run(name: str | None) -> int:
    """Print a schema, or which there are where none is named; give 2 for one that is not there."""
    from knowledge.schema.schema import KINDS, schema

    if name is None:
        show(overview())
        return FINE
    if name not in KINDS:
        remedy = did_you_mean(name, KINDS, f"there are {', '.join(KINDS)}")
        print(f"there is no schema {name!r}: {remedy}", file=sys.stderr)
        return COULD_NOT_RUN
    show(json.dumps(schema(name), indent=2, ensure_ascii=False) + "\n")
    return FINE


def overview() -> str:
    """Return the names of the schemas, and how an editor is told of one."""
    from knowledge.schema.schema import KINDS, LINE

    width = max(map(len, KINDS))
    lines = [f"  {name:{width}}  {told}" for name, (told, _) in KINDS.items()]
    how = (
        "Write one beside your files, and name it in the first line of a file that it is of:\n\n"
        "  python app.py schema entries > entries.schema.json\n"
        f"  {LINE}entries.schema.json"
    )
    return "\n".join(["There is a JSON Schema of", *lines, "", how]) + "\n"
