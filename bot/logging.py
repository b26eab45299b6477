"""Structured logs: one line an event, never what a person wrote."""

import logging
import re
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any, TextIO

import structlog
from structlog.typing import Processor

TOLD = {"asyncio": re.compile(r"[^\n(<:]*"), "py.warnings": re.compile(r".*?:\d+: \w+")}
"""What is kept of records that describe what they were given: before the first object, and place and kind."""
WHOLE = re.compile(r".*", re.DOTALL)


def configure(*, people: bool, stream: TextIO | None = None) -> None:
    """Write for a person at a terminal, or else one JSON object a line; to standard output unless told otherwise."""
    out = stream or sys.stdout
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="%H:%M:%S" if people else "iso", utc=not people),
        frames_only,
    ]
    if people:
        shared.append(problem_as_sentence)
    renderer: Processor = (
        structlog.dev.ConsoleRenderer() if people else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    structlog.configure(
        processors=[*shared, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(out),
    )
    handler = logging.StreamHandler(out)
    last = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(foreign_pre_chain=[*shared, no_arguments], processors=[last, renderer])
    )
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.captureWarnings(capture=True)  # or else they go to the terminal as they are, with what a library was given


def frames_only(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Replace an exception by its type and the lines it passed through: its message may hold what somebody wrote."""
    given = event.pop("exc_info", None)
    fault = given[1] if isinstance(given, tuple) else sys.exc_info()[1] if given is True else given
    if isinstance(fault, BaseException):
        event["error"] = type(fault).__name__
        event["frames"] = [
            f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(fault.__traceback__)
        ]
    return event


def problem_as_sentence(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Say a problem in somebody's file as `check` says it, `file:line: what: remedy`, where a person reads along."""
    if event.keys() >= {"where", "what", "remedy"}:
        event["event"] = ": ".join(str(event.pop(part)) for part in ("where", "what", "remedy"))
    return event


def no_arguments(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Keep of a library's record its template, not what was filled in: that may hold what somebody wrote."""
    record: logging.LogRecord | None = event.get("_record")
    if record is not None:
        kept = TOLD.get(record.name, WHOLE).match(str(record.msg))
        event["event"] = kept[0] if kept else record.name
        event["logger"] = record.name
    return event
