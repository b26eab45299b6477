"""A case as somebody may see it, written for the wire."""

from dataclasses import dataclass
from datetime import datetime

from bot.api import shapes
from bot.desk.actor import Actor, CasePerson
from bot.desk.case import Case
from bot.desk.case_data import booked_seconds, case_data, iso, leg_data, legs_seen
from bot.desk.leg import Leg
from bot.desk.rules import Rules
from bot.desk.time.clocks import ClockState, clocks
from bot.desk.visibility import sees_actor
from bot.store.desk import cases, timers
from bot.store.desk.cases import Event
from bot.store.engine.store import Reader
from knowledge.people.audience import Role

FIELDS = (
    *("number", "kind", "state", "severity", "title", "account", "partner", "product"),
    *("wait", "opened", "updated", "merged_into", "attachments"),
)
LEG_FIELDS = ("party", "organisation", "state", "opened")
MOST_EVENTS = 200
"""Of one case that is read."""
FEW_EVENTS = 20
"""Of each case in a list, and of one that something was done to."""
FEW_CHARACTERS = 64 * 1024
"""What those say, the newest at least."""


@dataclass(frozen=True, slots=True)
class CaseView:
    """Who looks, when, and by which rules."""

    viewer: Actor
    at: datetime
    rules: Rules

    def whole(self, reader: Reader, case: Case) -> shapes.CaseShape:
        """Return a case that the viewer may see, with its newest events of those that they may see."""
        return self._case(reader, case, cases.events(reader, case.number, MOST_EVENTS, self.viewer))

    def brief(self, reader: Reader, case: Case) -> shapes.CaseShape:
        """Return the same with few events, so that many such cases are no burden."""
        events = cases.events(reader, case.number, FEW_EVENTS, self.viewer)
        while len(events) > 1 and sum(len(each.text) for each in events) > FEW_CHARACTERS:
            events = events[1:]
        return self._case(reader, case, events)

    def _case(self, reader: Reader, case: Case, events: list[Event]) -> shapes.CaseShape:
        return shapes.CaseShape(
            **case_data(case, FIELDS),
            requester=self.name(case.requester.person),
            booked=shapes.Booked(**booked_seconds(case, self.at)),
            legs=self._legs(reader, case),
            events=[self._event(case, each) for each in events],
        )

    def name(self, person: CasePerson) -> str:
        """Return somebody as `organisation/id`, or by name where the directory does not list them."""
        tenant, _, object = person.key.partition("/")
        asker = self.rules.directory.asker(tenant, object, today=self.at.date())
        organisation = self.rules.directory.by_id.get(asker.organisation)
        listed = asker.role is not Role.STRANGER and organisation and organisation.person(asker.person)
        return asker.written if listed else person.name

    def _legs(self, reader: Reader, case: Case) -> list[shapes.LegShape]:
        told = timers.last_words(reader, case.number)
        running = [each for each in clocks(case, self.rules.policy, self.at, told) if each.state is ClockState.RUNNING]

        def due(leg: Leg) -> datetime | None:
            return min((each.due for each in running if each.leg == leg.ordinal and each.due), default=None)

        return [self._leg(leg, owner, due(leg)) for leg, owner in legs_seen(case, self.viewer)]

    def _leg(self, leg: Leg, owner: CasePerson | None, due: datetime | None) -> shapes.LegShape:
        return shapes.LegShape(
            **leg_data(leg, LEG_FIELDS),
            owner=self.name(owner) if owner else None,
            due=iso(due) if due else None,
        )

    def _event(self, case: Case, event: Event) -> shapes.EventShape:
        by = self.name(event.actor) if sees_actor(self.viewer, case, event.organisation) else case.first.organisation
        return shapes.EventShape(
            seq=event.seq,
            at=iso(event.at),
            kind=event.kind.value,
            actor=by,
            visibility=event.visibility.value,
            text=event.text,
        )
