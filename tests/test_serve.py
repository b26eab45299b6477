"""`python app.py serve` as an operator meets it: what it says, where it listens, how it ends."""

import json
import os
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from bot.commands.serving.server import NoPort, listen
from tests.support.running import Running, free_port, wait_for

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def spot(tmp_path_factory):
    with Running(tmp_path_factory.mktemp("serve") / "data") as running:
        yield running


def refused(tmp_path, **settings):
    """Return (exit code, what was said) of a start that must not succeed."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SPOT_")}
    ended = subprocess.run(
        [sys.executable, str(ROOT / "app.py")],
        env={**environment, "SPOT_DATA": str(tmp_path / "data"), "SPOT_PORT": str(free_port()), **settings},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=30,
    )
    return ended.returncode, ended.stderr.strip()


def test_a_newcomer_is_told_everything_in_one_line(spot):
    facts = spot.facts
    assert facts["entries"] >= 95
    assert facts["problems"] == 0
    assert facts["review"].startswith(f"{spot.url}/console/enter?key=")
    assert len(facts["tries"]) == 3
    assert facts["next"]
    assert "loopback only" in facts["trust"]


def test_every_line_that_it_logs_is_json(spot):
    assert [line for line in spot.lines if not isinstance(json.loads(line), dict)] == []


def test_it_is_alive_and_ready(spot):
    assert spot.get("/healthz") == (200, '{"status": "ok"}')
    status, body = spot.get("/readyz")
    ready = json.loads(body)
    assert (status, ready["status"]) == (200, "ready")
    assert ready["knowledge"]["entries"] == spot.facts["entries"]
    assert ready["database"] == {"ok": True, "migrations": ready["database"]["migrations"]}
    assert ready["outbox"]["due"] == 0


def test_the_things_to_try_do_what_they_promise(spot):
    from datetime import date

    from knowledge.base import KnowledgeBase

    base = KnowledgeBase.open(ROOT / "knowledge" / "content")
    view = base.view(base.directory.default(date.today()).audience)
    assert [view.ask(tried).verdict.value for tried in spot.facts["tries"]] == ["answer", "answer", "handoff"]


def test_what_was_said_never_reaches_the_log(spot):
    words = "zebrawombat leaks nowhere"
    body = {
        "type": "message",
        "id": "log-1",
        "channelId": "emulator",
        "serviceUrl": "http://127.0.0.1:9/",
        "from": {"id": "u"},
        "recipient": {"id": "b"},
        "conversation": {"id": "log"},
        "text": words,
        "deliveryMode": "expectReplies",
    }
    request = urllib.request.Request(
        f"{spot.url}/api/messages", json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        assert json.load(answer)["activities"]
    assert [line for line in spot.lines if "zebrawombat" in line] == []


def test_a_taken_port_is_passed_over_and_said(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        with Running(tmp_path / "data", SPOT_PORT=str(taken)) as running:
            assert running.url != f"http://127.0.0.1:{taken}"
            assert any(f'"taken": {taken}' in line and "port_replaced" in line for line in running.lines)


def test_a_second_spot_on_the_same_folder_says_so_and_ends(spot, tmp_path):
    code, said = refused(tmp_path, SPOT_DATA=str(spot.data))
    assert code == 2
    assert "another Spot" in said
    assert str(spot.process.pid) in said


def test_an_unknown_setting_is_named_and_nothing_starts(tmp_path):
    assert refused(tmp_path, SPOT_PROT="1") == (
        2,
        "SPOT_PROT in the environment: there is no such setting; did you mean SPOT_PORT?",
    )


def test_a_missing_content_folder_is_named(tmp_path):
    code, said = refused(tmp_path, SPOT_KNOWLEDGE=str(tmp_path / "nowhere"))
    assert code == 2
    assert str(tmp_path / "nowhere") in said
    assert "\n" not in said


def test_a_file_in_the_place_of_the_data_folder_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    code, said = refused(tmp_path, SPOT_DATA=str(tmp_path / "file"))
    assert (code, said.split(": ")[0]) == (2, f"SPOT_DATA={tmp_path / 'file'}")


def test_an_address_of_another_machine_is_not_called_a_taken_port():
    with pytest.raises(NoPort, match=r"^SPOT_HOST=203\.0\.113\.9, SPOT_PORT=4001: Spot cannot listen there"):
        listen("203.0.113.9", 4001)


def test_it_refuses_to_be_open_to_the_world_without_an_app_id(tmp_path):
    code, said = refused(tmp_path, SPOT_HOST="0.0.0.0")
    assert code == 2
    assert said.startswith("SPOT_HOST=0.0.0.0: without SPOT_APP_ID")


def test_a_saved_file_is_live_in_two_seconds_and_a_broken_one_keeps_its_last_good_version(tmp_path):
    content = tmp_path / "content"
    (content / "desk").mkdir(parents=True)
    faq = content / "desk" / "faq.yaml"
    faq.write_text("entries:\n  - {question: Where is the key?, answer: Under the mat.}\n")
    with Running(tmp_path / "data", SPOT_KNOWLEDGE=str(content)) as running:

        def live():
            return json.loads(running.get("/readyz")[1])["knowledge"]

        faq.write_text(faq.read_text() + "  - {question: Where is the lamp?, answer: On the desk.}\n")
        wait_for(lambda: live()["entries"] == 2, seconds=2)
        faq.write_text("entries:\n  - {question: Where is the key?, anwser: Nowhere.}\n")
        wait_for(lambda: live()["errors"] >= 1, seconds=2)
        assert live()["entries"] == 2
        assert any("faq.yaml:2" in line and "answer" in line for line in running.lines)


def test_a_broken_file_keeps_its_last_good_version_across_a_restart_and_readyz_says_so(tmp_path):
    content = tmp_path / "content"
    (content / "desk").mkdir(parents=True)
    faq = content / "desk" / "faq.yaml"
    faq.write_text("entries:\n  - {question: Where is the key?, answer: Under the mat.}\n")
    running = Running(tmp_path / "data", SPOT_KNOWLEDGE=str(content))
    with running:
        kept = tmp_path / "data" / "knowledge-good" / "index.json"
        wait_for(kept.exists)
        assert json.loads(running.get("/readyz")[1])["degraded"] == []
        running.kill()
        assert kept.parent.stat().st_mode & 0o077 == kept.stat().st_mode & 0o077 == 0
        faq.write_text("entries:\n  - {question: Where is the key?, anwser: Nowhere.}\n")
        running.start()
        status, ready = running.get("/readyz")[0], json.loads(running.get("/readyz")[1])
    assert (status, ready["status"]) == (200, "ready")
    assert ready["degraded"] == ["knowledge: what was saved last in 1 file is not in use, because of errors"]
    assert ready["knowledge"]["entries"] == 1
    assert ready["knowledge"]["behind"] == [{"file": "desk/faq.yaml", "line": 2, "code": "KB301", "answers": True}]


def test_where_nothing_can_be_kept_beside_the_database_it_says_so_once_and_serves(tmp_path):
    (tmp_path / "content" / "desk").mkdir(parents=True)
    (tmp_path / "content" / "desk" / "faq.yaml").write_text("entries: [{question: Where is the key?, answer: Here.}]\n")
    (tmp_path / "data").mkdir()
    for name in ("knowledge-good", "learned"):
        (tmp_path / "data" / name).write_text("a file in the way")
    with Running(tmp_path / "data", SPOT_KNOWLEDGE=str(tmp_path / "content")) as running:
        wait_for(lambda: any("last good versions cannot be kept" in line for line in running.lines))
        assert running.get("/readyz")[0] == 200
        assert json.loads(running.get("/readyz")[1])["knowledge"]["entries"] == 1
    assert sum("last good versions cannot be kept" in line for line in running.lines) == 1


def test_it_stops_in_order_when_told_to(tmp_path):
    with Running(tmp_path / "data") as running:
        assert running.stop() == 0
        assert "stop_requested" in running.lines[-1]
