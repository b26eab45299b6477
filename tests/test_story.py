"""One story over the whole chain, told once: customer, partner, vendor, product group and back, with a frozen clock.

Everything is real but the clock: the server with its chat and its REST API, the rows, the files, the connector that the
customer's messages arrive at.
"""

import asyncio
import json
import shutil
from datetime import datetime, timedelta

import pytest

from bot.api import minting
from bot.store.desk import notices
from bot.store.edges import tokens
from tests.support.connector import Connector
from tests.support.over_http import OverHttp

QUESTION = "the moon elevator in our warehouse makes a grinding noise"
MENDED = "Oil the upper bearing with PELICAN grease, then start it twice."
KNOWN = {
    "severity": "B",
    "impact": "Nothing can be stored",
    "since": "this morning",
    "tried": "switched it off and on",
    "environment": "moon elevator 3, firmware 7",
}
ORGANISATIONS = """
vendor:
  id: north
  name: North Cloud
  tenants: [00000000-0000-4000-8000-000000000001]
  hours: always
  support: [ines]
  people:
    - {id: ines, name: Ines Duarte, object: 00000000-0000-4000-9000-000000000001}
    - {id: pia, name: Pia Roth, object: 00000000-0000-4000-9000-000000000002}
  product_groups:
    - {id: lifts, name: Lifts, products: [Elevator], members: [pia], hours: always}
partners:
  - id: harbor
    name: Harbor IT
    tenants: [00000000-0000-4000-8000-000000000011]
    hours: always
    agreement: {signed: 2026-01-15, expires: 2099-01-15}
    people:
      - {id: mara, name: Mara Lindt, object: 00000000-0000-4000-9000-000000000011}
  - id: summit
    name: Summit Services
    tenants: [00000000-0000-4000-8000-000000000012]
    agreement: {signed: 2024-01-15, expires: 2025-01-15}
    people:
      - {id: jon, name: Jon Eide, object: 00000000-0000-4000-9000-000000000012}
accounts:
  - id: bakery
    name: Lighthouse Bakery
    tenants: [00000000-0000-4000-8000-000000000021]
    partners: [harbor]
    people:
      - {id: olu, name: Olu Adeyemi, object: 00000000-0000-4000-9000-000000000021}
"""
ENTRIES = """
entries:
  - id: mail-password
    question: How do I reset my mail password?
    answer: Press Forgot password.
  - id: invoices
    question: Where do I find my invoices?
    answer: Under Billing.
"""


class Chain(OverHttp):
    """The whole of Spot, with the customer at a chat and everybody else at the REST API."""

    def __init__(self, knowledge, data, connector):
        super().__init__(knowledge, data)
        self.connector = connector
        self.bearers = {}

    def _activity(self):
        return super()._activity() | {"serviceUrl": self.connector.url}

    def calls(self, person, method, path, body=None):
        """Send a request as somebody and give status and body."""
        return self.loop.run(self._call(person, method, path, body))

    async def _call(self, person, method, path, body):
        if person not in self.bearers:
            asker = self.spot.shelf.base.directory.person(person, today=self.time.date())
            token, written = minting.mint(asker, (), self.time, 30)
            await self.spot.store.transaction(lambda tx: tokens.add(tx, token, minting.digest(written)))
            self.bearers[person] = written
        headers = {"Authorization": f"Bearer {self.bearers[person]}"}
        async with self.http.request(method, f"/api/v1/{path}", json=body, headers=headers) as answer:
            return answer.status, await answer.json()

    def does(self, person, verb, **body):
        """Do a verb on C-1001 that must go through, and return the case as this person sees it."""
        status, case = self.calls(person, "POST", f"cases/C-1001/{verb}", body)
        assert status == 200, (verb, case)
        return case

    def after(self, **time):
        """Let time pass, and the rounds of the tasks with it."""
        self.advance(timedelta(**time))

    def hears(self, text):
        """Say whether this has arrived in the customer's chat, once and under the case number; wait for it a little."""

        async def look():
            for _ in range(200):
                told = [json.dumps(post, ensure_ascii=False) for _, post in self.connector.posts]
                if any(text in each for each in told):
                    break
                await asyncio.sleep(0.05)
            found = [each for each in told if text in each]
            assert len(found) == 1, (text, len(found))
            assert "C-1001" in found[0]

        self.loop.run(look())

    def validates(self):
        """Validate the one draft, as a curator does, and return its entry's name."""

        async def accept():
            for _ in range(200):
                await self.spot.drafting.look()
                await self.spot.shelf.reload()
                drafted = [each for each in self.spot.shelf.base.loaded.entries if each.status.value == "draft"]
                if drafted:
                    break
                await asyncio.sleep(0.05)
            [draft] = drafted
            await self.spot.drafting.accept(draft.name, "harbor/mara")
            await self.spot.shelf.reload()
            return draft

        return self.loop.run(accept())


@pytest.fixture
def chain(tmp_path):
    content = tmp_path / "content"
    (content / "directory").mkdir(parents=True)
    (content / "harbor").mkdir()
    (content / "directory" / "organisations.yaml").write_text(ORGANISATIONS, encoding="utf-8")
    (content / "harbor" / "mail.yaml").write_text(ENTRIES, encoding="utf-8")
    (content / "harbor" / "partner.yaml").write_text("name: Harbor IT\n", encoding="utf-8")
    with Connector() as connector, Chain(content, tmp_path / "data", connector) as told:
        yield told
    shutil.rmtree(content)


def test_one_case_goes_up_the_chain_and_comes_back_as_knowledge(chain):
    olu, mara, ines, pia, jon = "bakery/olu", "harbor/mara", "north/ines", "north/pia", "summit/jon"
    # 09:00 the customer asks; nothing answers; a case is opened in the chat.
    chain.speak_as(olu)
    assert chain.say(QUESTION).verdict == "handoff"
    assert "C-1001" in chain.say("yes please").all_text
    opened = chain.time
    _, case = chain.calls(mara, "GET", "cases/C-1001")
    assert (case["wait"], case["state"], case["account"], case["partner"]) == ("partner", "open", "bakery", "harbor")
    assert case["requester"] == olu
    assert due(case, 1) == opened + timedelta(hours=8)  # the first response to a case of severity C
    # Another partner, the vendor and a product group see nothing of it yet.
    for stranger in (jon, ines, pia):
        assert chain.calls(stranger, "GET", "cases/C-1001")[0] == 404
    # 09:10 the partner takes it, notes something for itself, and looks at what it lacks.
    chain.after(minutes=10)
    chain.does(mara, "accept")
    chain.does(mara, "note", text="WOLVERINE, says the caretaker")
    status, missing = chain.calls(mara, "POST", "cases/C-1001/escalate", {})
    assert (status, missing["missing"]) == (422, ["impact", "since", "tried", "environment"])
    # 09:15 it goes to the vendor.
    chain.after(minutes=5)
    case = chain.does(mara, "escalate", **KNOWN)
    assert (case["wait"], due(case, 1)) == ("vendor", None)
    assert due(case, 2) == chain.time + timedelta(hours=4)  # severity B
    # 09:35 the vendor asks back; 09:40 the partner answers.
    chain.after(minutes=20)
    assert chain.does(ines, "ask", text="Which bearing?")["wait"] == "partner"
    chain.after(minutes=5)
    case = chain.does(mara, "answer", text="The upper one.")
    assert case["wait"] == "vendor"
    assert due(case, 2) == chain.time + timedelta(hours=8)  # a word every eight hours of its own
    # 09:50 the vendor takes it to the product group, which accepts and answers an hour later.
    chain.after(minutes=10)
    assert chain.does(ines, "escalate")["wait"] == "product_group"
    assert chain.does(pia, "accept")["legs"][2]["owner"] == pia
    chain.after(minutes=60)
    assert chain.does(pia, "answer", text="It lacks grease.")["wait"] == "vendor"
    # 10:55 the vendor answers the partner, 11:00 the partner releases it to the customer's own chat.
    chain.after(minutes=5)
    assert chain.does(ines, "answer", text=MENDED)["wait"] == "partner"
    chain.after(minutes=5)
    assert chain.does(mara, "reply", text=MENDED)["wait"] == "customer"
    chain.hears(MENDED)
    # 12:00 it is resolved, and the customer agrees.
    chain.after(minutes=60)
    assert chain.does(mara, "resolve", text="")["state"] == "resolved"
    chain.after(minutes=30)
    assert chain.does(olu, "confirm")["state"] == "closed"
    booked_by_the_minute(chain, opened)
    told_once(chain)
    everybody_sees_what_is_theirs(chain)
    asked_again(chain)


def booked_by_the_minute(chain, opened):
    """The minutes of everybody are what the story says, and their sum is the case's age."""
    _, case = chain.calls("harbor/mara", "GET", "cases/C-1001")
    minutes = {party: seconds / 60 for party, seconds in case["booked"].items()}
    assert minutes == {"customer": 90, "partner": 15 + 5 + 5, "vendor": 20 + 10 + 5, "product_group": 60}
    assert sum(case["booked"].values()) == (chain.time - opened).total_seconds()
    assert [leg["state"] for leg in case["legs"]] == ["closed", "closed", "closed"]


TOLD = [
    ("harbor", "opened"),
    ("north", "escalated"),
    ("mara", "asked"),
    ("ines", "informed"),
    ("lifts", "escalated"),
    ("ines", "answered"),
    ("mara", "answered"),
    ("ines", "resolved"),
    ("pia", "resolved"),
]
"""Who was told of what: a team while nobody had the leg, its owner from then on, and nobody of what they did."""


def told_once(chain):
    """Everybody who had to act was told so, once, and has acted; nothing slipped, so nobody climbed."""
    found = chain.loop.run(asyncio.to_thread(chain.spot.store.read, lambda reader: notices.of_case(reader, 1001)))
    names = {asker.key: asker.person for asker in chain.spot.shelf.base.directory.everybody(chain.time.date())}
    assert [(names.get(each.to.id, each.to.id), each.kind) for each in found] == TOLD
    assert [each.kind for each in found if not each.acknowledged] == ["resolved", "resolved"]


def due(case, leg):
    """Return when the next promise of a leg is due, None while another party has the ball."""
    written = case["legs"][leg - 1]["due"]
    return datetime.fromisoformat(written) if written else None


EVENTS = [
    *("opened", "accepted", "noted", "escalated", "asked", "informed", "escalated", "accepted", "answered"),
    *("answered", "replied", "resolved", "confirmed"),
]


def everybody_sees_what_is_theirs(chain):
    """The partner's events are the story; the vendor lacks its note, the customer what was said above them."""
    told = {}
    for person in ("bakery/olu", "harbor/mara", "north/ines", "north/pia"):
        _, case = chain.calls(person, "GET", "cases/C-1001")
        told[person] = [(event["kind"], event["text"]) for event in case["events"]]
    between = [kind for kind, _ in told["harbor/mara"]]
    assert [kind for kind in between if kind in set(EVENTS)] == [
        kind for place, kind in enumerate(EVENTS) if place not in (7, 8)
    ], between  # what the product group says to the vendor is theirs
    assert ("noted", "WOLVERINE, says the caretaker") in told["harbor/mara"]
    for person in ("bakery/olu", "north/ines", "north/pia"):
        assert "WOLVERINE" not in str(told[person])
    assert "It lacks grease." in str(told["north/ines"])
    for person in ("bakery/olu", "harbor/mara"):
        assert "It lacks grease." not in str(told[person])
    assert "Which bearing?" not in str(told["bakery/olu"])
    assert ("replied", MENDED) in told["bakery/olu"]


def asked_again(chain):
    """The answer is an entry of the partner's once somebody validated it, and the same question is answered by it."""
    draft = chain.validates()
    assert draft.partner == "harbor"
    assert "C-1001" in (draft.source or "")
    chain.advance(timedelta(hours=26))
    seen = chain.say(QUESTION)
    assert (seen.verdict, seen.answered) == ("answer", draft.name)
    assert "PELICAN" in seen.all_text
