"""Kill -9 under load, judged from outside: on the database file, on what customers and the connector received.

Every life of the server acknowledges something before it is killed, while the connector answers 429 and 500 and drops
connections, and while the channel brings again what it brought before.
"""

import itertools
import json
import random
import sqlite3
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from dialogs.cards.parts import buttons
from tests.support.connector import TROUBLES, Connector
from tests.support.running import Running, wait_for

pytestmark = pytest.mark.slow

KILLS = 20
TURNS_AT_LEAST = 500
IN_A_LIFE = (15, 40)
"""How many acknowledgements a life gets before it is killed: at least and at most."""
ROUNDS = 6
AGAIN = 0.2
"""How often the channel brings something again that was acknowledged, in the same life or in an earlier one."""
TURNS = ("How can I pay my bill?", "the moon elevator in our warehouse makes a grinding noise", "yes please")
"""What everybody says in every round: something answered, something nobody knows, and a case."""
CLICK = {"verb": "open", "after": TURNS[1]}
"""Every second case is opened by the button of the newest card, once that has arrived."""
WORKERS = 8
PATIENCE = 300
"""Seconds that one of the waits may take on a busy machine."""

KNOWLEDGE = Path(__file__).parents[1] / "conversations" / "knowledge"
TENANT = "10000000-0000-4000-8000-000000000021"
"""An account of the directory there: everybody in it is a customer."""


class Customers:
    """People who write and press and, like Teams, send the same activity again until it is acknowledged."""

    def __init__(self, server, connector):
        self.server = server
        self.connector = connector
        self.life = 0
        self.acknowledged = []
        self.in_life = Counter()
        self.repeated = []
        self.refused = []
        self.done = threading.Event()
        self.enough = threading.Event()
        self.people = itertools.count()

    def work(self):
        """Let one person after the other say everything, until it is enough."""
        while not self.enough.is_set():
            self._live(next(self.people))

    def _live(self, person):
        chance, said = random.Random(person), []
        for turn in range(ROUNDS * len(TURNS)):
            text = TURNS[turn % len(TURNS)]
            is_click = turn % (2 * len(TURNS)) == len(TURNS) - 1
            brought = self._click(person, turn) if is_click else activity(self.connector.url, person, turn, text)
            answer = self._bring(brought)
            if answer is None:
                return
            said.append((brought, answer))
            self.acknowledged.append(brought)
            if chance.random() < AGAIN:
                self._repeat(*chance.choice(said))

    def _click(self, person, turn):
        """Return the press of the button on the newest card, once it has come."""
        asked = turn // len(TURNS) + 1
        wait_for(lambda: len(self._offers(person)) >= asked, PATIENCE)
        pressed = {"type": "Action.Execute", "verb": CLICK["verb"], "data": self._offers(person)[-1]["data"]}
        brought = activity(self.connector.url, person, turn, "")
        return brought | {"type": "invoke", "name": "adaptiveCard/action", "value": {"action": pressed}}

    def _offers(self, person):
        """Return the buttons that open a case and have arrived, one a card however often that came."""
        cards = [
            attachment["content"]
            for where, sent in list(self.connector.posts)
            if where == f"a:person-{person}"
            for attachment in sent.get("attachments", ())
        ]
        found = [button for card in cards for button in buttons(card) if button["verb"] == CLICK["verb"]]
        return list({json.dumps(button["data"], sort_keys=True): button for button in found}.values())

    def _repeat(self, brought, before):
        self.repeated.append((before, self._bring(brought)))

    def _bring(self, brought):
        """Send until it is acknowledged; return the body of the answer, None where there was none."""
        body = json.dumps(brought).encode()
        while not self.done.is_set():
            life = self.life
            try:
                status, answer = self._post(body)
            except (OSError, urllib.error.URLError):
                time.sleep(0.05)
                continue
            if status == 200:
                self.in_life[life] += 1
                return answer
            if status != 503:
                self.refused.append((brought, status))
                return None
        return None

    def _post(self, body):
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.server.settings['SPOT_PORT']}/api/messages",
            body,
            {"Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=15) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as refused:
            return refused.code, b""


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
    with Connector(random.Random(7)) as connector:
        server = Running(folder / "data", SPOT_KNOWLEDGE=str(KNOWLEDGE)).start()
        customers = Customers(server, connector)
        workers = [threading.Thread(target=customers.work, daemon=True) for _ in range(WORKERS)]
        for worker in workers:
            worker.start()
        kill_after_acknowledgements(server, customers, random.Random(11))
        customers.enough.set()
        wait_for(lambda: not any(worker.is_alive() for worker in workers), PATIENCE)
        connector.chance = None
        wait_for(lambda: not rows(server.database, "select 1 from transcript where state = 'due'"), 60)
        server.stop()
        customers.done.set()
        yield customers, connector, server.database


def kill_after_acknowledgements(server, customers, chance):
    """Kill while people write, each life as soon as it has acknowledged enough; the last one lives on."""
    for life in range(KILLS):
        enough = chance.randint(*IN_A_LIFE)
        wait_for(lambda life=life, enough=enough: customers.in_life[life] >= enough, PATIENCE)
        server.kill()
        customers.life += 1
        server.start()


def rows(database, sql):
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return connection.execute(sql).fetchall()


def test_every_killed_life_had_acknowledged_something_and_most_came_before_the_last_kill(aftermath):
    customers, _, _ = aftermath
    lives = [customers.in_life[life] for life in range(KILLS)]
    assert min(lives) >= IN_A_LIFE[0]
    assert sum(lives) > customers.in_life.total() / 2
    assert len(customers.acknowledged) >= TURNS_AT_LEAST
    assert customers.refused == []


def test_every_trouble_of_a_channel_was_among_what_was_gone_through(aftermath):
    customers, connector, _ = aftermath
    assert set(connector.troubles) == set(TROUBLES)
    assert len(customers.repeated) > KILLS
    assert len([each for each in customers.acknowledged if each["type"] == "invoke"]) > KILLS


def test_what_is_brought_again_is_answered_as_it_was_the_first_time(aftermath):
    customers, _, _ = aftermath
    assert [pair for pair in customers.repeated if pair[0] != pair[1]] == []


def test_every_acknowledged_question_and_click_is_in_the_transcript_once(aftermath):
    customers, _, database = aftermath
    kept = rows(database, "select conversation, activity, kind, text from transcript where op = 'in'")
    brought = [
        (f"msteams/{each['conversation']['id']}", each["id"], each["type"], each["text"])
        for each in customers.acknowledged
    ]
    assert sorted(kept) == sorted(brought)


def test_no_question_has_two_cases(aftermath):
    customers, _, database = aftermath
    people = len({each["conversation"]["id"] for each in customers.acknowledged})
    assert rows(database, "select question from cases group by question having count(*) > 1") == []
    assert rows(database, "select count(*) from cases")[0][0] == people * 5, "five open cases a person is the limit"


def test_every_reply_is_delivered_at_least_once(aftermath):
    _, connector, database = aftermath
    replies = rows(database, "select conversation, state, body from transcript where op <> 'in'")
    assert {state for _, state, _ in replies} == {"sent"}
    arrived = {(f"msteams/{where}", content(activity)) for where, activity in connector.posts}
    assert {(where, content(json.loads(body))) for where, _, body in replies} <= arrived


def content(activity):
    """Return what a person sees of an activity, to compare by."""
    return json.dumps([activity.get("text"), activity.get("attachments")], sort_keys=True)


def test_nobody_is_answered_out_of_order(aftermath):
    _, _, database = aftermath
    late = """select a.seq from transcript a join transcript b on a.conversation = b.conversation and b.seq > a.seq
              where a.state = 'due' and b.state = 'sent'"""
    assert rows(database, late) == []
