"""The group of all commands: what is wrong with an option is said without the name of a Python error."""

from typing import Any

import typer
from typer.core import TyperGroup

NAME_OF_ERROR = "Value error, "


class Commands(TyperGroup):
    """A group that says of a wrong option only what is wrong with it."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was named."""
        try:
            return super().invoke(ctx)
        except typer.BadParameter as fault:
            fault.message = fault.message.removeprefix(NAME_OF_ERROR)
            raise
