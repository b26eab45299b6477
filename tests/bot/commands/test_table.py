"""The table of commands: all are listed without importing one, and each is imported when it is used."""

import inspect
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.commands.table import COMMANDS, GROUPS

ROOT = Path(__file__).resolve().parents[3]
HEAVY = {
    *("numpy", "aiohttp", "botbuilder", "asyncio", "structlog", "pydantic", "sqlite3", "sqlite_utils", "rich"),
    *("yaml", "ruamel", "knowledge.load", "knowledge.base"),
}
"""What a command imports when it works, never where its options are read."""


def run(*arguments):
    import app

    return CliRunner(env={"COLUMNS": "200", "TERMINAL_WIDTH": "200"}).invoke(app.app, list(arguments))


def imported_by(program):
    """Return the modules that a fresh Python has imported after the program, which prints nothing."""
    program += "; import sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_list_names_every_command_with_its_line_and_imports_none():
    listed = run("--help").stdout
    for name, row in COMMANDS.items():
        first = name.split()[0]
        assert re.search(rf"^\W*{first}\s+{re.escape(GROUPS.get(first, row.help))}", listed, re.M), name
    program = (
        "import contextlib, io, sys, app\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit): app.app(['--help'])\n"
        "1"
    )
    assert imported_by(program) & {row.module for row in COMMANDS.values()} == set()


@pytest.mark.parametrize("group", GROUPS)
def test_the_list_of_a_group_names_every_command_in_it(group):
    listed = run(group, "--help").stdout
    inside = {name: row.help for name, row in COMMANDS.items() if name.startswith(f"{group} ")}
    assert len(inside) > 1
    for name, line in inside.items():
        assert re.search(rf"^\W*{name.split()[1]}\s+{re.escape(line)}", listed, re.M), name


def test_every_command_shows_its_own_options_and_the_line_of_the_table():
    for name, row in COMMANDS.items():
        shown = run(*name.split(), "--help").stdout
        assert row.help in " ".join(shown.split()), name
        known = inspect.signature(import_module(row.module).command, eval_str=True).parameters
        for option in re.findall(r"'(--[a-z-]+)'", str(known)):
            assert option in shown, (name, option)


def test_a_command_is_imported_alone():
    program = (
        "import contextlib, io, sys, app\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):\n"
        "    app.app(['case', 'list', '--help'])\n"
        "1"
    )
    assert imported_by(program) & {row.module for row in COMMANDS.values()} == {"bot.commands.case.list"}


def test_no_command_imports_anything_heavy_before_it_works():
    modules = ", ".join(sorted({row.module for row in COMMANDS.values()}))
    assert imported_by(f"import {modules}") & HEAVY == set()


def test_every_module_with_a_command_is_in_the_table_once():
    rooms = (ROOT / "bot" / "commands", ROOT / "knowledge" / "commands")
    written = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for room in rooms
        for path in room.rglob("*.py")
        if re.search(r"^def command\(", path.read_text(encoding="utf-8"), re.M)
    }
    assert sorted(row.module for row in COMMANDS.values()) == sorted(written)


def test_a_command_is_named_as_its_module():
    for name, row in COMMANDS.items():
        assert row.module.replace("_", "").endswith(name.replace(" ", ".")), name


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_without_a_command_shows_its_help_and_fails(group):
    done = run(group)
    assert done.exit_code == 2
    assert GROUPS[group] in done.output


def test_a_mistyped_command_is_told_what_comes_near():
    assert "No such command 'chekc'. Did you mean 'check'?" in run("chekc").output
    assert "No such command 'lst'. Did you mean 'list'?" in run("case", "lst").output


def test_settings_that_are_wrong_end_a_command_with_one_line(monkeypatch):
    monkeypatch.setenv("SPOT_PORT", "many")
    done = run("case", "list")
    assert done.exit_code == 2
    assert "SPOT_PORT" in done.output
    assert done.output.count("\n") == 1


def test_a_folder_that_is_named_is_checked_whatever_the_settings(monkeypatch, tmp_path):
    monkeypatch.setenv("SPOT_PORT", "many")
    (tmp_path / "faq.md").write_text("# Where?\n\nHere.\n", encoding="utf-8")
    assert "SPOT_PORT" not in run("check", str(tmp_path)).output
