"""Kill -9 at random moments under load, judged from outside on the database file and on what the connector received."""

import itertools
import json
import random
import sqlite3
import threading
import time
import urllib.error
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.connector import Connector
from tests.support.running import Running, wait_for

KILLS = 20
TURNS_AT_LEAST = 500
ROUNDS = 6
TURNS = ("How can I pay my bill?", "the moon elevator in our warehouse makes a grinding noise", "yes please")
"""What everybody says in every round: something answered, something nobody knows, and a case."""
WORKERS = 3
PATIENCE = 240
"""Seconds for everything; it takes about forty."""

KNOWLEDGE = Path(__file__).parent / "conversations" / "knowledge"
TENANT = "10000000-0000-4000-8000-000000000021"
"""An account of the directory there: everybody in it is a customer."""


class Customers:
    """People who write and, like Teams, send the same activity again until it is acknowledged."""

    def __init__(self, server, connector):
        self.server = server
        self.connector = connector
        self.acknowledged = []
        self.refused = []
        self.done = threading.Event()
        self.enough = threading.Event()
        self.people = itertools.count()

    def work(self):
        """Let one person after the other say everything, until it is enough."""
        while not self.enough.is_set():
            person = next(self.people)
            for turn in range(ROUNDS * len(TURNS)):
                self._say(person, turn, TURNS[turn % len(TURNS)])

    def _say(self, person, turn, text):
        body = json.dumps(activity(self.connector.url, person, turn, text)).encode()
        while not self.done.is_set():
            try:
                status = self._post(body)
            except (OSError, urllib.error.URLError):
                time.sleep(0.05)
                continue
            if status == 200:
                self.acknowledged.append((f"a:person-{person}", f"{person}-{turn}", text))
                return
            if status != 503:
                self.refused.append((person, turn, status))
                return

    def _post(self, body):
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.server.settings['SPOT_PORT']}/api/messages",
            body,
            {"Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=15) as answer:
                return answer.status
        except urllib.error.HTTPError as refused:
            return refused.code


def activity(service_url, person, turn, text):
    return {
        "type": "message",
        "id": f"{person}-{turn}",
        "channelId": "msteams",
        "serviceUrl": service_url,
        "from": {"id": f"29:{person}", "aadObjectId": f"object-{person}"},
        "recipient": {"id": "28:spot"},
        "conversation": {"id": f"a:person-{person}", "conversationType": "personal", "tenantId": TENANT},
        "text": text,
    }


@pytest.fixture(scope="module")
def aftermath(tmp_path_factory):
    """Run the whole load under the kills once; give (customers, connector, database file)."""
    folder = tmp_path_factory.mktemp("kill")
    with Connector() as connector:
        server = Running(folder / "data", SPOT_KNOWLEDGE=str(KNOWLEDGE)).start()
        customers = Customers(server, connector)
        workers = [threading.Thread(target=customers.work, daemon=True) for _ in range(WORKERS)]
        for worker in workers:
            worker.start()
        kill_at_random(server, customers, random.Random(11))
        customers.enough.set()
        wait_for(lambda: not any(worker.is_alive() for worker in workers), PATIENCE)
        wait_for(lambda: not rows(server.database, "select 1 from transcript where state = 'due'"), 30)
        server.stop()
        customers.done.set()
        yield customers, connector, server.database


def kill_at_random(server, customers, chance):
    """Kill and start again while people write, then let them go on until there were enough turns."""
    for _ in range(KILLS):
        time.sleep(chance.uniform(0.02, 0.5))
        server.kill()
        server.start()
    wait_for(lambda: len(customers.acknowledged) >= TURNS_AT_LEAST, PATIENCE)


def rows(database, sql):
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return connection.execute(sql).fetchall()


def test_it_was_killed_twenty_times_over_five_hundred_turns(aftermath):
    customers, _, _ = aftermath
    assert len(customers.acknowledged) >= TURNS_AT_LEAST
    assert customers.refused == []


def test_every_acknowledged_question_is_in_the_transcript_once(aftermath):
    customers, _, database = aftermath
    kept = rows(database, "select conversation, activity, text from transcript where op = 'in' and kind = 'message'")
    assert sorted(kept) == sorted((f"msteams/{where}", id, text) for where, id, text in customers.acknowledged)


def test_no_question_has_two_cases(aftermath):
    customers, _, database = aftermath
    people = len({where for where, _, _ in customers.acknowledged})
    assert rows(database, "select question from cases group by question having count(*) > 1") == []
    assert rows(database, "select count(*) from cases")[0][0] == people * 5, "five open cases a person is the limit"


def test_every_reply_is_delivered_at_least_once(aftermath):
    _, connector, database = aftermath
    replies = rows(database, "select conversation, state, body from transcript where op <> 'in'")
    assert {state for _, state, _ in replies} == {"sent"}
    arrived = {(f"msteams/{where}", content(activity)) for where, activity in connector.posts}
    assert {(where, content(json.loads(body))) for where, _, body in replies} <= arrived


def content(activity):
    """Give what a person sees of an activity, to compare by."""
    return json.dumps([activity.get("text"), activity.get("attachments")], sort_keys=True)


def test_nobody_is_answered_out_of_order(aftermath):
    _, _, database = aftermath
    late = """select a.seq from transcript a join transcript b on a.conversation = b.conversation and b.seq > a.seq
              where a.state = 'due' and b.state = 'sent'"""
    assert rows(database, late) == []
