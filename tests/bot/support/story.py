"""A story of questions and cases in a real store, told minute by minute, for the tests of what is reported of it."""

from dataclasses import dataclass, field
from itertools import count

from bot.casework.chat_effects import carry_out
from bot.report.matters import MatterLookup
from dialogs.effects import CommentCase, OpenCase, RecordQuestion, RefuseEntries, SetOutcome
from knowledge.match import Verdict
from knowledge.people.audience import Role
from knowledge.people.directory import Directory
from knowledge.people.organisation import Organisation
from tests.bot.support.stored import KEY, NOW, OLU, finding, later, turn

DIRECTORY = Directory(
    (
        Organisation(Role.PARTNER, "harbour", "Harbour", ("harbour-t",)),
        Organisation(Role.CUSTOMER, "bakery", "Bakery", ("bakery-t",), partners=("harbour",)),
        Organisation(Role.CUSTOMER, "lido", "Lido", ("lido-t",)),
    )
)
NAMES = MatterLookup(DIRECTORY, {"vendor/ovens": "ovens", "vendor/boilers": "boilers"})
HELPED, PERSON = "presses: yes", "presses: a person"


@dataclass
class Story:
    """What happens in one conversation; every step is a minute after the one before."""

    store: object
    who: object = OLU
    key: str = KEY
    minute: int = 0
    numbers: count = field(default_factory=lambda: count(1))

    async def does(self, text, *effects):
        """Bring one message or press in, with what it does."""
        at, activity = later(minutes=self.minute), f"{self.key}-{next(self.numbers)}"
        self.minute += 1

        def work(tx):
            return carry_out(tx, effects, turn(tx, activity, text, self.key, self.who, at))

        return await self.store.transaction(work)

    async def asks(self, id, text="my ovens are cold", verdict=Verdict.ANSWER, *, entry="vendor/ovens", says=None):
        """Ask a question; `says` is the id of the one that it says in other words."""
        await self.does(text, RecordQuestion(id, finding(text, verdict, entry), says))

    async def confirms(self, id):
        await self.does(HELPED, SetOutcome(id, "confirmed"))

    async def refuses(self, id, entry="vendor/ovens"):
        await self.does("presses: no", RefuseEntries(id, (entry,)))

    async def opens(self, *ids, title="my ovens are cold"):
        """Have a case opened of questions, the last of which leads to it; return its number."""
        ends = [SetOutcome(id, "escalated") for id in ids]
        slots = await self.does(PERSON, OpenCase("opened", f"open-{ids}", title, ids[-1] if ids else None), *ends)
        return slots["opened"]

    async def adds(self, number, text):
        await self.does(text, CommentCase(number, f"add-{self.minute}", text))


__all__ = ["DIRECTORY", "NAMES", "NOW", "Story"]
