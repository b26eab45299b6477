"""A server that is killed between the commit of a case and its delivery: the receiver gets it after the restart."""

import asyncio
import json
import shutil
import urllib.request

import pytest

from bot.hooks.signature import secret_of
from tests.endurance.test_kill import KNOWLEDGE, activity, rows
from tests.support.connector import Connector
from tests.support.receiver import Receiver, listening
from tests.support.running import Running, free_port, wait_for

BEFORE = b"what the server knew before"
ASKED = "the moon elevator in our warehouse makes a grinding noise"


@pytest.fixture
def port():
    return free_port()


@pytest.fixture
def content(tmp_path, port):
    """Return the knowledge of the golden conversations, with a webhook for the partner."""
    folder = tmp_path / "content"
    shutil.copytree(KNOWLEDGE, folder)
    written = folder / "directory" / "organisations.yaml"
    text = written.read_text(encoding="utf-8")
    hook = f"name: Quay Pumps\n    webhook: http://127.0.0.1:{port}/hook"
    written.write_text(text.replace("name: Quay Pumps", hook), encoding="utf-8")
    return folder


def say(server, connector, turn, text):
    request = urllib.request.Request(
        f"{server.url}/api/messages",
        json.dumps(activity(connector.url, 1, turn, text)).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=15) as answer:
        assert answer.status == 200


def opened(folder, content):
    """Open a case and kill the server at once; return it, stopped."""
    with Connector() as connector:
        before = {"SPOT_SECRET_BEFORE": BEFORE.decode()}
        server = Running(folder / "data", SPOT_KNOWLEDGE=str(content), **before).start()
        say(server, connector, 1, ASKED)
        say(server, connector, 2, "yes please")
        server.kill()
    return server


@pytest.mark.slow
async def test_a_case_that_was_committed_before_the_kill_is_delivered_after_the_restart(tmp_path, content, port):
    server = await asyncio.to_thread(opened, tmp_path, content)
    assert rows(server.database, "select state from deliveries") == [("due",)]
    receiver = Receiver(secret_of((server.data / "secret").read_bytes(), "quay"), organisation="quay")
    async with listening(receiver, port):
        try:
            await asyncio.to_thread(server.start)
            await asyncio.to_thread(wait_for, lambda: receiver.taken)
            [delivered] = receiver.taken.values()
            assert ASKED in [line["text"] for line in delivered.body["transcript"]]
            assert len(delivered.headers["webhook-signature"].split()) == 2
            receiver.secret = secret_of(BEFORE, "quay")
            assert (
                await receiver.say(f"{server.url}/api/v1/handoff", delivered.body["case"]["number"], "accepted") == 200
            )
            assert json.loads(server.get("/api/v1/schemas/spot-escalation-1.json")[1])["title"]
            assert json.loads(server.get("/readyz")[1])["webhooks"]["dead"] == 0
        finally:
            await asyncio.to_thread(server.stop)
