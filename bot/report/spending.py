"""Who used the time of a case: how long each was waited on, by the clock on the wall and by the leg's calendar."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.desk.actor import Party
from bot.desk.case import Case
from bot.desk.time.working_time import worked
from knowledge.agreed.policy import Policy

NOTHING = timedelta()


@dataclass(frozen=True, slots=True)
class Spent:
    """What one organisation used of the time of one case."""

    party: Party
    organisation: str
    """Whose leg it was; the account, for the customer."""
    wall: timedelta
    working: timedelta
    """Of these, the time on the calendar of its leg; for the customer, on that of the first leg."""

    @property
    def whose(self) -> tuple[Party, str]:
        """Return who used it."""
        return self.party, self.organisation


def spent(case: Case, policy: Policy, at: datetime) -> tuple[Spent, ...]:
    """Return what everybody used of a case's time until then, in the order in which they were first waited on."""
    found: dict[tuple[Party, str], Spent] = {}
    for each in _stretches(case, policy, at):
        before = found.get(each.whose, Spent(*each.whose, NOTHING, NOTHING))
        found[each.whose] = Spent(*each.whose, before.wall + each.wall, before.working + each.working)
    return tuple(found.values())


def waited(parts: Iterable[Spent]) -> timedelta:
    """Return the working time in which the customer waited for somebody else."""
    return sum((each.working for each in parts if each.party is not Party.CUSTOMER), NOTHING)


def _stretches(case: Case, policy: Policy, at: datetime) -> Iterator[Spent]:
    for each in case.held:
        leg = case.leg(each.leg or 1)
        end = max(each.until or at, each.since)
        working = worked(policy.calendar(leg.promise.calendar), each.since, end)
        yield Spent(each.party, leg.organisation if each.leg else case.organisation, end - each.since, working)
