"""Whether promises were kept: of each leg of a case the first response and the solution, by its own clock."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.desk.actor import Party
from bot.desk.case import Case
from bot.desk.time.clocks import Clock, ClockState, Promised, clocks
from knowledge.agreed.policy import Policy

TOLD = (Promised.FIRST, Promised.SOLVE)
"""The promises that are told of; whether each update came in time shows in the case itself."""


@dataclass(frozen=True, slots=True)
class PromiseResult:
    """One promise of one leg, and what became of it."""

    party: Party
    promise: Promised
    kept: bool | None
    """None while it can still be either, and where the leg ended otherwise before it was due."""
    took: timedelta | None
    """The working time until it was kept, late or not; None where it never was."""


def promises(case: Case, policy: Policy, at: datetime) -> tuple[PromiseResult, ...]:
    """Return the promises of a case's legs, in the order of the legs."""
    return tuple(
        PromiseResult(case.leg(each.leg).party, each.kind, _kept(each), each.used if each.met else None)
        for each in clocks(case, policy, at)
        if each.leg and each.kind in TOLD
    )


def _kept(clock: Clock) -> bool | None:
    if clock.is_late:
        return False
    return True if clock.state is ClockState.MET else None
