"""What the tests of the watch go by: a directory that works around the clock, a clock to set, cases in a store."""

from dataclasses import replace
from datetime import date, timedelta

from bot.casework.facts import ChangeFacts
from bot.casework.settlement import settle_change
from bot.casework.timers import TimerWatch
from bot.desk.actor import Party
from bot.desk.promises import promised
from bot.desk.rules import Rules
from bot.desk.verbs import first_leg
from bot.store.chat import transcript
from bot.store.desk import cases, notices
from knowledge.agreed.policy import Policy, Rung
from knowledge.load import Loaded
from knowledge.people.audience import Role
from knowledge.people.directory import Directory
from knowledge.people.organisation import Agreement, Organisation, Person, TouchPoint
from tests.bot.support.stored import KEY, NOW, met, request, said

IDA, TOM, INES = Person("ida", "Ida"), Person("tom", "Tom"), Person("ines", "Ines")
VENDOR = Organisation(Role.VENDOR, "northsky", "Northsky", ("northsky-t",), (INES,), hours="always")
HARBOUR = Organisation(
    Role.PARTNER,
    "harbour",
    "Harbour IT",
    ("harbour-t",),
    (IDA, TOM),
    hours="always",
    agreement=Agreement(date(2025, 1, 1), date(2026, 12, 31), renewed_by="northsky/ines"),
)
BAKERY = Organisation(
    Role.CUSTOMER,
    "bakery",
    "Bakery",
    ("bakery-t",),
    (Person("olu", "Olu"),),
    partners=("harbour",),
    deputy=TouchPoint("harbour/tom"),
)
POLICY = Policy(
    ladder=(
        Rung(timedelta(), "owner"),
        Rung(timedelta(minutes=30), "team"),
        Rung(timedelta(hours=1), "deputy"),
        Rung(timedelta(hours=2), "leads"),
    )
)
LOADED = Loaded(directory=Directory((VENDOR, HARBOUR, BAKERY)), policy=POLICY)
RULES = Rules(LOADED.directory, LOADED.policy)


class Clock:
    """A clock on the wall that tests set."""

    def __init__(self, at=NOW):
        self.at = at

    def __call__(self):
        return self.at

    def after(self, **by):
        self.at = NOW + timedelta(**by)


def watching(store, clock, loaded=LOADED):
    return TimerWatch(store, lambda: loaded, clock)


def asked(key, severity, conversation=None):
    """Return the request for a case of the bakery's with what is promised of it."""
    promise = promised(RULES, "bakery", Party.PARTNER, "harbour", severity)
    return replace(request(key, conversation=conversation), severity=severity, promise=promise)


async def opened(store, at=NOW, severity="A", key="k1", conversation=KEY):
    """Open a case of the bakery's with its promises, as every door does."""

    def work(tx):
        if conversation:
            said(tx, key, at=at)
            met(tx, at=at)
        change = first_leg.open(asked(key, severity, conversation), cases.next_number(tx), at)
        settle_change(tx, change, key, ChangeFacts(at, RULES))
        return change.case.number

    return await store.transaction(work)


async def done(store, number, verb, at, rules=RULES):
    """Do a verb to a case, as casework does."""

    def work(tx):
        change = verb(cases.find(tx, number))
        settle_change(tx, change, f"verb|{number}|{change.case.version}|{at}", ChangeFacts(at, rules))

    await store.transaction(work)


def texts(reader):
    """Return what the customer is told in their chat."""
    return [row.text for row in transcript.since(reader, KEY) if row.op == "send"]


def kinds(reader, number):
    """Return what happened to a case, in order."""
    return [event.kind.value for event in cases.events(reader, number)]


def told(reader, number):
    """Return who was told what of a case, in order."""
    return [(each.kind, each.about, each.to.kind.value, each.to.id) for each in notices.of_case(reader, number)]
