"""The server that `serve` runs: take the data folder, open everything, listen, say so, and stop in order."""

import asyncio
import contextlib
import errno
import os
import signal
import socket
import webbrowser
from pathlib import Path
from typing import IO

import structlog
from aiohttp import web

from bot.assembly import Spot
from bot.commands.serving import greeting, lock
from bot.gate.watchdog import WatchedRunner
from bot.settings import Settings, has_screen
from bot.web import application

PORTS = 20
"""How many ports above the wished one are tried."""

TAKEN = frozenset({errno.EADDRINUSE, *([errno.EACCES] if os.name == "nt" else [])})
"""Failures that another port may not meet; Windows denies access to a port that somebody holds for themselves."""

log = structlog.get_logger()


class NoFolder(Exception):
    """The data folder can't be made or written; the message says what to do."""


class NoPort(Exception):
    """Nothing near the wished port is free; the message says what to do."""


async def serve(settings: Settings, people: bool) -> None:
    """Serve until told to stop; with `people` greet whoever started it, else write the facts as log lines."""
    with _hold(settings.data):
        listening = listen(settings.host, settings.port)
        port = listening.getsockname()[1]
        spot = await Spot.open(settings, f"http://{_bracketed(settings.host)}:{port}")
        try:
            runner = WatchedRunner(application(spot), access_log=None, handle_signals=False, shutdown_timeout=5)
            await runner.setup()
            await web.SockSite(runner, listening).start()
            stop = _listen_for_stop()
            _greet(spot, settings, people)
            await stop.wait()
            log.info("stop_requested")
            await runner.cleanup()
        finally:
            await spot.close()


def _hold(folder: Path) -> IO[str]:
    """Make the data folder where there is none and hold it; raise NoFolder or Taken."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return lock.take(folder)
    except OSError as fault:
        raise NoFolder(
            f"SPOT_DATA={folder}: no folder to write to ({fault.strerror}); set SPOT_DATA to one that can be written"
        ) from fault


def listen(host: str, wished: int) -> socket.socket:
    """Return a bound socket on the wished port or the next free one; say in one line when it is another."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for port in range(wished, min(wished + PORTS, 65535) + 1):
        bound = socket.socket(family, socket.SOCK_STREAM)
        if os.name == "posix":
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            bound.bind((host, port))
            bound.listen(128)
        except OSError as fault:
            bound.close()
            if fault.errno not in TAKEN:
                raise NoPort(
                    f"SPOT_HOST={host}, SPOT_PORT={port}: Spot cannot listen there ({fault.strerror}); set others"
                ) from fault
            continue
        if port != wished:
            log.warning("port_replaced", taken=wished, port=port)
        return bound
    raise NoPort(f"SPOT_PORT={wished}: this port and the {PORTS} above it are taken; set SPOT_PORT to a free one")


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _greet(spot: Spot, settings: Settings, people: bool) -> None:
    found = greeting.facts(
        spot.shelf.base,
        settings.knowledge,
        settings.data,
        spot.url,
        spot.console.link(),
        settings.app_id,
        spot.now().date(),
    )
    if not people:
        greeting.announce(found)
        return
    print(greeting.text(found), flush=True)
    if settings.browser and has_screen():
        webbrowser.open(found.chat)


def _listen_for_stop() -> asyncio.Event:
    """Return the event that Ctrl-C or a polite kill sets from now on."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for one in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(one, stop.set)
    return stop
