"""A case as somebody may see it, written for the wire."""

from dataclasses import dataclass
from datetime import datetime

from bot.api import shapes
from bot.desk.actor import Actor, Party, Person
from bot.desk.case import Case, written
from bot.desk.leg import Leg
from bot.desk.rules import Rules
from bot.desk.time.clocks import ClockState, clocks
from bot.desk.visibility import sees_actor, sees_leg, sees_owner
from bot.desk.wait_times import whole_seconds
from bot.store.desk import cases, timers
from bot.store.desk.cases import Event
from bot.store.engine.store import Reader
from knowledge.people.audience import Role

MOST_EVENTS = 200
"""Of one case that is read."""
FEW_EVENTS = 20
"""Of each case in a list, and of one that something was done to."""
FEW_CHARACTERS = 64 * 1024
"""What those say, the newest at least."""


@dataclass(frozen=True, slots=True)
class View:
    """Who looks, when, and by which rules."""

    viewer: Actor
    at: datetime
    rules: Rules

    def whole(self, reader: Reader, case: Case) -> shapes.Case:
        """Return a case that the viewer may see, with its newest events of those that they may see."""
        return self._case(reader, case, cases.events(reader, case.number, MOST_EVENTS, self.viewer))

    def brief(self, reader: Reader, case: Case) -> shapes.Case:
        """Return the same with few events, so that many such cases are no burden."""
        events = cases.events(reader, case.number, FEW_EVENTS, self.viewer)
        while len(events) > 1 and sum(len(each.text) for each in events) > FEW_CHARACTERS:
            events = events[1:]
        return self._case(reader, case, events)

    def _case(self, reader: Reader, case: Case, events: list[Event]) -> shapes.Case:
        return shapes.Case(
            number=case.name,
            kind=case.kind.value,
            state=case.state.value,
            severity=case.severity,
            title=case.title,
            requester=self.name(case.requester.person),
            account=case.organisation,
            partner=case.partner,
            product=case.product,
            wait=party(case.wait),
            opened=case.opened.isoformat(),
            updated=case.updated.isoformat(),
            merged_into=written(case.merged_into) if case.merged_into else None,
            attachments=[shapes.File(name=each.name, link=each.link) for each in case.attachments],
            booked=shapes.Booked(**{party(who): held for who, held in whole_seconds(case, self.at).items()}),
            legs=self._legs(reader, case),
            events=[self._event(case, each) for each in events],
        )

    def name(self, person: Person) -> str:
        """Return somebody as `organisation/id`, or by name where the directory does not list them."""
        tenant, _, object = person.key.partition("/")
        asker = self.rules.directory.asker(tenant, object, today=self.at.date())
        organisation = self.rules.directory.by_id.get(asker.organisation)
        listed = asker.role is not Role.STRANGER and organisation and organisation.person(asker.person)
        return asker.written if listed else person.name

    def _legs(self, reader: Reader, case: Case) -> list[shapes.Leg]:
        told = timers.last_words(reader, case.number)
        running = [each for each in clocks(case, self.rules.policy, self.at, told) if each.state is ClockState.RUNNING]

        def due(leg: Leg) -> datetime | None:
            return min((each.due for each in running if each.leg == leg.ordinal and each.due), default=None)

        return [self._leg(leg, due(leg)) for leg in case.legs if sees_leg(self.viewer, leg)]

    def _leg(self, leg: Leg, due: datetime | None) -> shapes.Leg:
        owner = leg.owner if leg.owner and sees_owner(self.viewer, leg) else None
        return shapes.Leg(
            party=party(leg.party),
            organisation=leg.organisation,
            state=leg.state.value,
            owner=self.name(owner) if owner else None,
            opened=leg.opened.isoformat(),
            due=due.isoformat() if due else None,
        )

    def _event(self, case: Case, event: Event) -> shapes.Event:
        by = self.name(event.actor) if sees_actor(self.viewer, case, event.organisation) else case.first.organisation
        return shapes.Event(
            seq=event.seq,
            at=event.at.isoformat(),
            kind=event.kind.value,
            actor=by,
            visibility=event.visibility.value,
            text=event.text,
        )


def party(of: Party) -> shapes.Party:
    """Return a party as the wire has it: one word."""
    words: dict[Party, shapes.Party] = {
        Party.CUSTOMER: "customer",
        Party.PARTNER: "partner",
        Party.VENDOR: "vendor",
        Party.PRODUCT_GROUP: "product_group",
    }
    return words[of]
