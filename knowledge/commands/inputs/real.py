"""The real questions that a command is about: those of the folders at hand; where there are none, it is said why."""

import sys
from collections.abc import Collection, Sequence

from knowledge.commands.columns import plain
from knowledge.improve.logs.logged import Logged, at_home


def real(logged: Sequence[Logged], folders: Collection[str]) -> list[Logged]:
    """Return the logged questions of those who are answered from these folders."""
    found = at_home(logged, folders)
    if logged and not found:
        partners = sorted({each.partner or "no partner" for each in logged})
        here = ", ".join(sorted(folders)) or "no folder"
        remedy = "name the folder like the partner, or export that partner's with --partner"
        print(plain(f"the log has questions of {', '.join(partners)}, and here is {here}: {remedy}"), file=sys.stderr)
    return found
