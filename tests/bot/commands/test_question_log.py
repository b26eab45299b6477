"""The question log: exported from the database without the person, redacted for a partner, and read from anywhere."""

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import sleep

import pytest

from bot.commands import questions as command
from bot.commands.question_log import download, question_log
from bot.commands.question_log.question_log import FIRST, NoLog
from bot.commands.question_log.question_place import QuestionPlace
from bot.store.knowledge import judgements, questions
from bot.store.knowledge.judgements import LeadJudgement, Says
from dialogs.effects import Outcome, RecordQuestion, RefuseEntries, SetOutcome
from knowledge.match import Verdict
from tests.bot.support.stored import NOW, asker, finding, later, turn

DIRECTORY = """partners: [{id: harbour, name: Harbour}]
accounts: [{id: bakery, name: Bakery, tenants: [bakery-t], partners: [harbour]}]
"""
GOOD = '{"at": "2026-11-02T09:12:00Z", "question": "my bill?", "verdict": "handoff", "outcome": "unknown"}\n'


@pytest.fixture
def place(store, tmp_path):
    (tmp_path / "kb" / "directory").mkdir(parents=True)
    (tmp_path / "kb" / "directory" / "all.yaml").write_text(DIRECTORY, encoding="utf-8")
    return QuestionPlace(store.path, tmp_path / "kb")


@pytest.fixture
async def three(store):
    from bot.casework.chat_effects import carry_out

    async def ask(number, text, verdict, *effects, person=None, **said):
        def work(tx):
            facts = turn(tx, f"a{number}", person=person or asker(), at=later(hours=number), key=f"directline/{number}")
            carry_out(tx, (RecordQuestion(f"q{number}", finding(text, verdict, **said)), *effects), facts)

        await store.transaction(work)

    await ask(1, "the oven is cold", Verdict.ANSWER, SetOutcome("q1", Outcome.CONFIRMED))
    await ask(2, "it\u202e still is", Verdict.ANSWER, RefuseEntries("q2", ("vendor/ovens",)))
    await ask(3, "of the ridge", Verdict.ANSWER, person=asker("ann", "mill", "ridge"), entry="ridge/ovens")
    said = LeadJudgement("it still is", asker().audience, Says.GAP, (), "lead/ada", NOW, "q2")
    await store.transaction(lambda tx: judgements.add(tx, said))


async def test_the_log_says_what_was_asked_and_what_came_of_it_and_nothing_of_the_person(place, three, capsys):
    assert command.run(place, "-", FIRST, None) == 0
    printed = capsys.readouterr().out
    first, second, third = map(json.loads, printed.splitlines())
    assert (first["question"], first["outcome"], first["account"], first["partner"]) == (
        "the oven is cold",
        "confirmed",
        "bakery",
        "harbour",
    )
    assert first["candidates"] == [{"entry": "vendor/ovens", "confidence": 0.4}]
    assert second["refused"] == ["vendor/ovens"]
    assert second["judged"] == {"says": "gap", "entries": []}
    assert "account" not in third
    for private in ("olu", "Olu", "bakery-t", "directline", "ada", "\u202e"):
        assert private not in printed


async def test_a_partner_gets_their_own_questions_only_in_a_file_of_their_own(place, three, tmp_path, capsys):
    file = tmp_path / "log.jsonl"
    assert command.run(place, str(file), FIRST, "harbour") == 0
    assert "2 questions written" in capsys.readouterr().out
    assert "ridge" not in file.read_text(encoding="utf-8")
    if sys.platform != "win32":
        assert file.stat().st_mode & 0o077 == 0


async def test_pages_of_questions_come_whole_and_in_order(place, three, monkeypatch, store):
    monkeypatch.setattr("bot.store.knowledge.question_log.PAGE", 2)
    assert [each.id for each in question_log.read(place, None)] == ["q1", "q2", "q3"]
    assert question_log.read(place, None, since=later(days=1).date()) == []


def test_what_was_exported_is_read_as_the_database_is(place, three, tmp_path, capsys):
    file = str(tmp_path / "log.jsonl")
    command.run(place, file, FIRST, None)
    from dataclasses import replace

    assert [replace(each, line=0) for each in question_log.read(place, file)] == question_log.read(place, None)


def test_without_a_log_it_is_said_where_one_comes_from(tmp_path, capsys):
    nowhere = QuestionPlace(tmp_path / "none.sqlite", tmp_path)
    with pytest.raises(NoLog, match="--log FILE"):
        question_log.read(nowhere, None)
    with pytest.raises(NoLog, match="cannot be read"):
        question_log.read(nowhere, str(tmp_path / "none.jsonl"))
    assert command.run(nowhere, "-", FIRST, None) == 2
    assert "there is no database yet" in capsys.readouterr().err


def test_a_log_that_is_no_text_or_too_large_is_refused(tmp_path, monkeypatch):
    file = tmp_path / "log.jsonl"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(NoLog, match="UTF-8"):
        question_log.read(QuestionPlace(file, file), str(file))
    monkeypatch.setattr(question_log, "LARGEST", 2)
    with pytest.raises(NoLog, match="--since"):
        question_log.read(QuestionPlace(file, file), str(file))


def test_bad_lines_are_told_a_few_and_counted_all(tmp_path, capsys):
    file = tmp_path / "log.jsonl"
    file.write_text(GOOD + "x\n" * 9 + GOOD, encoding="utf-8")
    assert len(question_log.read(QuestionPlace(file, file), str(file))) == 2
    told = capsys.readouterr().err.splitlines()
    assert told[0].startswith(f"{file}:2: it is not JSON: write")
    assert len(told) == question_log.TOLD + 1
    assert told[-1] == f"{file}: 9 of 11 lines are no questions and are passed over."


class Exports(BaseHTTPRequestHandler):
    def do_GET(self):
        path, _, wanted = self.path.partition("?")
        if path == "/moved":
            self.send_response(302)
            self.send_header("Location", wanted)
            self.end_headers()
            return
        if path == "/slow":
            sleep(0.5)
        self.send_response(404 if path == "/none" else 200)
        self.end_headers()
        self.wfile.write(GOOD.encode() * 2)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def site():
    servers = [ThreadingHTTPServer(("127.0.0.1", 0), Exports) for _ in range(2)]
    for server in servers:
        Thread(target=server.serve_forever, daemon=True).start()
    yield [f"http://127.0.0.1:{server.server_port}" for server in servers]
    for server in servers:
        server.shutdown()
        server.server_close()


def test_a_log_is_read_from_an_address_and_follows_it_where_it_moved_on_the_same_host(site, tmp_path):
    here = QuestionPlace(tmp_path / "none.sqlite", tmp_path)
    assert len(question_log.read(here, f"{site[0]}/log")) == 2
    assert len(question_log.read(here, f"{site[0]}/moved?/log")) == 2


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("{0}/moved?{1}/log", "redirects to another place"),
        ("{0}/moved?file:///etc/passwd", "redirects|answers 302"),
        ("{0}/moved?/moved?/moved", "answers 302"),
        ("{0}/none", "answers 404"),
        ("http://127.0.0.1:9/log", "cannot be reached"),
        ("http://example.com/log", "anybody on the way"),
        ("https://name:word@example.com/log", "password"),
        ("file:///etc/passwd", "no address"),
        ("ftp://127.0.0.1/log", "no address"),
        ("https:///log", "no address"),
        ("http://127.0.0.1:99999999/log", "no address"),
        ("http://127.0.0.1\n/log", "no address"),
    ],
)
def test_an_address_that_is_not_to_be_trusted_gives_nothing(site, address, told):
    with pytest.raises(download.CannotFetch, match=told):
        download.fetch(address.format(*site))


def test_what_is_too_large_or_too_slow_is_left(site):
    with pytest.raises(download.CannotFetch, match="larger than"):
        download.fetch(f"{site[0]}/log", largest=20)
    with pytest.raises(download.CannotFetch, match="longer than"):
        download.fetch(f"{site[0]}/slow", longest=0.1)


def test_what_is_secret_in_an_address_is_not_told(site):
    with pytest.raises(download.CannotFetch) as told:
        download.fetch(f"{site[0]}/none?signature=hunter2")
    assert "hunter2" not in str(told.value)


def test_every_outcome_of_the_database_is_one_of_the_log():
    from knowledge.improve.logs.logged import JUDGED, OUTCOMES

    assert set(OUTCOMES) == set(questions.QuestionOutcome)
    assert set(JUDGED) == set(Says)


def test_a_log_without_a_question_and_a_partner_misspelt_are_no_clean_result(place, three, tmp_path):
    file = tmp_path / "log.jsonl"
    file.write_text("not JSON\n")
    with pytest.raises(question_log.NoLog, match="no line of it is a question"):
        question_log.read(place, str(file))
    command.run(place, str(tmp_path / "good.jsonl"), question_log.beginning(None), None)
    whose = question_log.read(place, str(tmp_path / "good.jsonl"))[0].partner
    with pytest.raises(question_log.NoLog, match=f"did you mean {whose}"):
        question_log.read(place, str(tmp_path / "good.jsonl"), partner=whose[:-1])
