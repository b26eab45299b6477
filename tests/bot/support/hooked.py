"""A case with three parties, two of which have a webhook, for the tests of what goes out and comes back."""

from dataclasses import replace
from datetime import date

from bot.casework.casework import Casework
from bot.casework.chat_effects import carry_out
from bot.casework.people import actor_of
from bot.desk.case import Details
from bot.desk.commands import Escalate
from bot.store.chat import transcript
from dialogs.effects import OpenCase, RecordQuestion, RefuseEntries
from knowledge.load import Loaded
from knowledge.match import Verdict
from knowledge.people.audience import Role
from knowledge.people.directory import Directory
from knowledge.people.organisation import Agreement, Organisation, Person, ProductGroup, Webhook, WebhookFormat
from tests.bot.support.stored import KEY, NOW, finding, message, turn

PORTAL = Webhook("https://portal.northwind.example/spot")
HUB = Webhook("https://hub.northwind.example/handoff", WebhookFormat.HANDOFF)
DETAILS = Details("the bakery is closed", "since six", "**unplugged** it", "oven 3, firmware 2")
NORTHWIND = Organisation(
    Role.VENDOR,
    "northwind",
    "Northwind",
    ("northwind-t",),
    (Person("noor", "Noor", "noor"), Person("gil", "Gil", "gil")),
    support=("noor",),
    groups=(ProductGroup("ovens", "Ovens", ("oven",), ("gil",), webhook=HUB),),
    webhook=PORTAL,
)
HARBOUR = Organisation(
    Role.PARTNER,
    "harbour",
    "Harbour",
    ("harbour-t",),
    (Person("mara", "Mara", "mara"),),
    agreement=Agreement(date(2026, 1, 1), date(2027, 1, 1)),
)
BAKERY = Organisation(
    Role.CUSTOMER, "bakery", "Bakery", ("bakery-t",), (Person("olu", "Olu", "olu"),), partners=("harbour",)
)


def directory(portal=PORTAL, hub=HUB):
    """Return the directory with these webhooks, None being none."""
    groups = tuple(replace(each, webhook=hub) for each in NORTHWIND.groups)
    return Directory((replace(NORTHWIND, webhook=portal, groups=groups), HARBOUR, BAKERY))


class Desk:
    """The casework on a store, and everybody's verbs."""

    def __init__(self, store, known=None, now=lambda: NOW):
        self.store = store
        self.directory = known or directory()
        self.casework = Casework(store, now, lambda: Loaded(directory=self.directory))
        self.keys = 0

    def actor(self, written):
        return actor_of(self.directory.person(written, today=NOW.date()), self.directory, NOW.date())

    async def opened(self):
        """Open C-1001 from a chat in which an entry did not help."""

        def said(tx, *told):
            return replace(turn(tx, *told), knowledge=Loaded(directory=self.directory))

        def work(tx):
            carry_out(tx, (RecordQuestion("q1", finding(verdict=Verdict.ANSWER)),), said(tx, "a1", "my ovens are cold"))
            transcript.post(tx, KEY, message("h1", "Is it *Ovens*?"), NOW)
            effects = (
                RefuseEntries("q1", ("vendor/ovens",)),
                OpenCase("opened", "k1", "The <b>oven</b> is cold", "q1"),
            )
            carry_out(tx, effects, said(tx, "a2", "no"))

        await self.store.transaction(work)

    async def in_chat(self, *effects):
        """Let the customer's next turn do something."""
        self.keys += 1
        facts = f"c{self.keys}"
        await self.store.transaction(
            lambda tx: carry_out(tx, effects, replace(turn(tx, facts, "…"), knowledge=Loaded(directory=self.directory)))
        )

    async def do(self, who, command):
        """Let somebody do something to the case, under a key of its own."""
        self.keys += 1
        return await self.casework.do("C-1001", self.actor(who), command, f"test-{self.keys}")

    async def escalated(self, who="harbour/mara", **told):
        return await self.do(who, Escalate(DETAILS, **told))
