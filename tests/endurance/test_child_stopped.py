"""The real server, whose learning child is stopped or killed: questions are answered all the same, and it is said."""

import json
import os
import signal
import subprocess
import time
import urllib.request

import pytest

from bot.live.learning.parent import SILENCE
from bot.live.serving import LESSONS_WITHIN
from tests.support.running import Running, wait_for

SLOW = 5.0
"""Seconds that everything but waiting may take on a busy machine."""
FAQ = "entries:\n" + "".join(
    f"  - {{question: Where is the {thing}?, also: [I lost the {thing}], answer: Under the {place}., id: {thing}, "
    "visibility: public}\n"
    for thing, place in (("key", "mat"), ("lamp", "desk"), ("cat", "roof"), ("ladder", "stairs"))
)
MORE = "  - {question: Where is the umbrella?, answer: Behind the door., id: umbrella, visibility: public}\n"


@pytest.fixture
def spot(tmp_path):
    (tmp_path / "content" / "vendor").mkdir(parents=True)
    (tmp_path / "content" / "vendor" / "faq.yaml").write_text(FAQ)
    (tmp_path / "data" / "learned").mkdir(parents=True)  # its own, so that there is something to learn
    with Running(tmp_path / "data", SPOT_KNOWLEDGE=str(tmp_path / "content")) as running:
        yield running


def child_of(spot):
    """Return the process id of the learning child while there is one."""
    listed = ["ps", "--ppid", str(spot.process.pid), "-o", "pid=,args="]
    lines = subprocess.run(listed, capture_output=True, text=True, check=False).stdout.splitlines()
    return next((int(line.split()[0]) for line in lines if "bot.live.learning.child" in line), None)


def said(spot, text, number=0):
    """Ask in a conversation of its own; return what is answered, and the seconds that it took."""
    body = {
        "type": "message",
        "id": f"m-{number}",
        "channelId": "emulator",
        "serviceUrl": "http://127.0.0.1:9/",
        "from": {"id": "u"},
        "recipient": {"id": "b"},
        "conversation": {"id": f"c-{number}"},
        "text": text,
        "deliveryMode": "expectReplies",
    }
    request = urllib.request.Request(
        f"{spot.url}/api/messages", json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    begun = time.monotonic()
    with urllib.request.urlopen(request, timeout=60) as answer:
        return answer.read().decode(), time.monotonic() - begun


def ready(spot):
    status, body = spot.get("/readyz")
    assert status == 200
    return json.loads(body)


def logged(spot, event):
    return [line for line in spot.lines if f'"event": "{event}"' in line]


def test_an_audience_that_nothing_was_learned_for_is_answered_while_the_child_is_stopped(spot):
    child = wait_for(lambda: child_of(spot), 30)
    os.kill(child, signal.SIGSTOP)
    answer, seconds = said(spot, "Where is the lamp?")
    assert "Under the desk." in answer
    assert seconds < LESSONS_WITHIN + SLOW
    told = ready(spot)
    assert told["status"] == "ready"
    assert any("answered by the shipped weights" in each for each in told["degraded"])
    assert {each["by"] for each in told["learning"]["views"]} == {"shipped"}
    assert len(logged(spot, "view_served_untrained")) == 1
    assert said(spot, "Where is the key?", 1)[1] < SLOW
    os.kill(child, signal.SIGCONT)
    wait_for(lambda: ready(spot)["learning"]["waiting"] == 0, 60)
    assert ready(spot)["degraded"] == []


def test_a_child_that_is_stopped_later_costs_freshness_only_and_is_replaced(spot):
    wait_for(lambda: child_of(spot) and ready(spot)["learning"]["views"] == [] and learned(spot), 60)
    stopped = child_of(spot)
    os.kill(stopped, signal.SIGSTOP)
    faq = spot.data.parent / "content" / "vendor" / "faq.yaml"
    faq.write_text(FAQ + MORE)
    wait_for(lambda: ready(spot)["knowledge"]["entries"] == 5, 20)
    answer, seconds = said(spot, "Where is the umbrella?")
    assert "Behind the door." in answer
    assert seconds < SLOW
    assert {each["by"] for each in ready(spot)["learning"]["views"]} == {"before"}
    wait_for(lambda: any("gave no sign" in each for each in ready(spot)["degraded"]), SILENCE + SLOW)
    wait_for(lambda: ready(spot)["learning"]["waiting"] == 0, 60)
    assert ready(spot)["degraded"] == []
    assert child_of(spot) != stopped
    assert (len(logged(spot, "child_timed_out")), len(logged(spot, "child_replaced"))) == (1, 1)

    os.kill(child_of(spot), signal.SIGKILL)
    faq.write_text(FAQ)
    wait_for(lambda: ready(spot)["knowledge"]["entries"] == 4, 20)
    assert "Under the mat." in said(spot, "Where is the key?", 1)[0]
    wait_for(lambda: ready(spot)["learning"]["waiting"] == 0, 60)


def learned(spot):
    return list((spot.data / "learned").glob("*.learned"))
