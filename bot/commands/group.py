"""Groups of commands that are named at once and imported one by one: a command's module is loaded when it is used."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from bot.commands.table import COMMANDS, GROUPS, CommandRow

NAME_OF_ERROR = "Value error, "


class LazyCommand(TyperCommand):
    """A command by its name and one line of help, as a list of commands shows it; it gives way to its module's own."""

    def __init__(self, name: str, row: CommandRow) -> None:
        super().__init__(name, help=row.help)
        self._module = row.module

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        """Import the module, and read the arguments as its function `command` takes them."""
        return self.load().make_context(info_name, args, parent, **extra)

    def load(self) -> Any:
        """Return the command that the module defines."""
        alone = typer.Typer(add_completion=False)
        alone.command(self.name, help=self.help)(import_module(self._module).command)
        return get_command(alone)


class Commands(TyperGroup):
    """All commands of the table; of a wrong option it says only what is wrong, without the name of a Python error."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands.update(lazy_commands(COMMANDS))

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was named."""
        try:
            return super().invoke(ctx)
        except typer.BadParameter as fault:
            fault.message = fault.message.removeprefix(NAME_OF_ERROR)
            raise


def lazy_commands(table: Mapping[str, CommandRow]) -> dict[str, Any]:
    """Return the commands in the order of the table, those of two words in the group of their first."""
    found: dict[str, Any] = {}
    for name, row in table.items():
        first, _, second = name.partition(" ")
        if not second:
            found[first] = LazyCommand(first, row)
            continue
        if first not in found:
            found[first] = TyperGroup(name=first, help=GROUPS[first], no_args_is_help=True)
        found[first].add_command(LazyCommand(second, row))
    return found
