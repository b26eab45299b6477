"""Logs: one line an event, ids and places, never what a person wrote."""

import asyncio
import gc
import io
import json
import logging
import warnings

import pytest
import structlog

from bot import logging as spot_logging

SECRET = "what somebody wrote"


@pytest.fixture
def lines():
    """Configure the logs for programs, and give what was logged."""
    stream = io.StringIO()
    before = logging.root.handlers[:]
    spot_logging.configure(people=False, stream=stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()
    logging.basicConfig(handlers=before, force=True)


def fail():
    raise ValueError(SECRET)


def test_an_exception_is_its_type_and_its_frames_and_not_its_message(lines):
    try:
        fail()
    except ValueError as fault:
        structlog.get_logger().error("turn_failed", exc_info=fault)
    [line] = lines()
    assert (line["event"], line["error"]) == ("turn_failed", "ValueError")
    assert any(frame.endswith(" fail") for frame in line["frames"])
    assert SECRET not in json.dumps(line)


def test_a_library_s_record_keeps_its_template_and_not_what_was_filled_in(lines):
    try:
        fail()
    except ValueError:
        logging.getLogger("aiohttp.server").exception("Error handling %s", SECRET)
    [line] = lines()
    assert (line["event"], line["logger"], line["error"]) == ("Error handling %s", "aiohttp.server", "ValueError")
    assert SECRET not in json.dumps(line)


async def test_an_exception_that_nobody_waited_for_is_told_without_its_message(lines):
    async def late():
        fail()

    task = asyncio.create_task(late())
    await asyncio.wait([task])
    del task
    gc.collect()
    [line] = lines()
    assert (line["event"], line["logger"], line["error"]) == (
        "Task exception was never retrieved",
        "asyncio",
        "ValueError",
    )
    assert SECRET not in json.dumps(line)


async def test_a_callback_that_failed_is_told_without_what_it_was_called_with(lines):
    asyncio.get_running_loop().call_soon(int, SECRET)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    [line] = lines()
    assert (line["event"], line["error"]) == ("Exception in callback int", "ValueError")
    assert SECRET not in json.dumps(line)


def test_a_library_s_warning_is_told_without_what_it_was_given(lines, capfd):
    warnings.warn(SECRET, stacklevel=1)
    [line] = lines()
    assert (line["logger"], line["level"]) == ("py.warnings", "warning")
    assert line["event"].endswith("UserWarning")
    assert SECRET not in json.dumps(line) + "".join(capfd.readouterr())


def test_a_line_is_readable_as_it_stands(lines):
    structlog.get_logger().info("ready", tries="“Wie geht das?”")
    assert lines()[0]["tries"] == "“Wie geht das?”"
