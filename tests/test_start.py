"""Every tool of a curator starts at once: in a partner's own folder, without server, directory or database."""

import os
import subprocess
import sys

import pytest

AIM, ROOM = 0.5, 3
"""Seconds of computing that a start may take, and how many times that a slow or busy machine gets."""
PAGE = "---\nowner: desk@harbor.example\n---\n# Where is the desk?\n\nIn the hall.\n"


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="this system does not say how long a process computed")
@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "{}"],
        ["owner", "{}"],
        ["schema", "entries"],
        ["words", "{}"],
        ["new", "How do I print?", "--into", "desk.md", "--folder", "{}"],
        ["preview", "where-is-the-desk", "--no-open", "--folder", "{}"],
        ["try", "{}"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_tool_starts_in_half_a_second(root, tmp_path, arguments):
    own = tmp_path / "harbor"
    own.mkdir()
    (own / "desk.md").write_text(PAGE, encoding="utf-8")
    program = [sys.executable, str(root / "app.py"), *(each.format(own) for each in arguments)]
    started = subprocess.Popen(
        program,
        cwd=tmp_path,
        env={**os.environ, "TMPDIR": str(tmp_path), "SPOT_DATA": str(tmp_path / "data")},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    printed = started.stdout.read().decode()
    _, status, used = os.wait4(started.pid, 0)
    started.returncode = os.waitstatus_to_exitcode(status)
    assert started.returncode == 0, printed
    assert used.ru_utime + used.ru_stime < AIM * ROOM
    assert not (tmp_path / "data").exists(), "a tool leaves nothing behind"
