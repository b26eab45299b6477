"""The real server as a process of its own, for tests that look at Spot from outside."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

from tests.trained import share_with_server

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60
"""Seconds until a start counts as failed; a start takes two."""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Running:
    """`python app.py serve` with its own data folder; what it said is in `lines`, its facts in `facts`."""

    def __init__(self, data, **settings):
        self.data = Path(data)
        own = {"SPOT_PORT": str(free_port()), "SPOT_KNOWLEDGE": str(self.data.parent / "example")}
        self.settings = {**own, **settings, "SPOT_DATA": str(self.data)}
        self.lines = []
        self.facts = {}
        self.process = None

    def start(self):
        """Start it and wait until it says that it is ready; the example content is a copy, since Spot writes drafts."""
        if not Path(self.settings["SPOT_KNOWLEDGE"]).exists():
            shutil.copytree(ROOT / "knowledge" / "content", self.settings["SPOT_KNOWLEDGE"])
        share_with_server(self.data)
        environment = {name: value for name, value in os.environ.items() if not name.startswith("SPOT_")}
        self.process = subprocess.Popen(
            [sys.executable, str(ROOT / "app.py"), "serve"],
            env={**environment, **self.settings},
            cwd=self.data.parent,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        ready = threading.Event()
        threading.Thread(target=self._read, args=(self.process.stdout, ready), daemon=True).start()
        if not ready.wait(PATIENCE) or not self.facts:
            self.kill()
            raise AssertionError("Spot did not become ready:\n" + "\n".join(self.lines[-20:]))
        return self

    def _read(self, stream, ready):
        for line in stream:
            self.lines.append(line.rstrip("\n"))
            if '"event": "server_started"' in line:
                self.facts = json.loads(line)
                ready.set()
        ready.set()

    @property
    def url(self):
        return self.facts["chat"].rstrip("/")

    @property
    def database(self):
        return self.data / "spot.sqlite"

    def get(self, path):
        """Return (status, body text) of a GET."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode()

    def kill(self):
        """End it as a power cut would."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)

    def stop(self):
        """End it as an operator would, and return its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(15)

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.stop()


def wait_for(seen, seconds=10):
    """Return what `seen` gives as soon as it is true; fail when that takes too long."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := seen():
            return found
        time.sleep(0.05)
    raise AssertionError("it did not happen in time")
