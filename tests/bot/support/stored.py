"""What the tests of the store and the desk put into it: a clock, people, a conversation, what is said in it."""

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.casework.chat_effects import TurnFacts
from bot.desk.case import Origin, Requester
from bot.desk.verbs.first_leg import Request
from bot.store.chat import conversations, transcript
from bot.store.chat.conversations import Conversation
from bot.store.engine.rows import Move, Op, Received
from bot.store.sqlite import SqliteStore
from knowledge.entry import Entry, Visibility
from knowledge.load import Loaded
from knowledge.match import Finding, Match, Verdict
from knowledge.people.audience import Asker, Audience, Role

NOW = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
KEY = "directline/talk"


@cache
def migrated():
    """Return the bytes of an empty database: every migration is applied once a run, and not once a test."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "spot.sqlite"
        SqliteStore.open(path).close()
        return path.read_bytes()


def later(**by):
    return NOW + timedelta(**by)


def asker(person="olu", organisation="bakery", partner="harbour"):
    audience = Audience((partner, "vendor") if partner else ("vendor",), Visibility.CUSTOMER)
    return Asker(Role.CUSTOMER, organisation, person, person.title(), audience, partner, f"{organisation}-t", person)


OLU = asker()


def address(key=KEY):
    channel, conversation = key.split("/")
    return {
        "channel": channel,
        "service_url": "http://127.0.0.1",
        "conversation": conversation,
        "bot": "spot",
        "user": "dl_olu",
        "tenant": "",
        "group": False,
        "locale": "",
    }


def met(tx, key=KEY, person=OLU, at=NOW, language="en"):
    """Know a conversation, as a first turn leaves it."""
    known = conversations.find(tx, key) or Conversation(key, address(key))
    state = {"version": 1, "flow": "", "data": {}, "memory": {"language": language}}
    assert conversations.advance(tx, known, state, person.key, person.partner, at)


def said(tx, activity, text="hello", key=KEY, person=OLU, at=NOW, kind="message"):
    """Receive a message and give its seq."""
    raw = f'{{"type":"{kind}"}}'
    return transcript.receive(tx, Received(key, activity, f"in-{key}-{activity}", at, kind, text, person.key, raw))


def message(handle, text="an answer", slot=None):
    return Move(Op.SEND, handle, {"type": "message", "text": text}, slot)


def turn(tx, activity="a1", text="hello", key=KEY, person=OLU, at=NOW):
    """Do a whole turn and give its facts."""
    seq = said(tx, activity, text, key, person, at)
    met(tx, key, person, at)
    return TurnFacts(key, seq, person, at, Loaded(version="v1"))


def finding(question="my ovens", verdict=Verdict.HANDOFF, entry="vendor/ovens"):
    folder, id = entry.split("/")
    match = Match(Entry(folder, id, "Ovens?", "Clean them."), 0.4, 1.5, {"words": 0.3}, "Ovens?", ("ovens",))
    return Finding(
        question, "en", verdict, 0.4, "shipped", (match,), (), {"answer": 0.9, "clarify": 0.5}, (), "too unsure", "v1"
    )


def request(key="k1", title="The oven is cold", person=OLU, conversation=None):
    requester = Requester(person.tenant, person.object, person.name)
    return Request(key, title, requester, person.organisation, person.partner, Origin(conversation))
