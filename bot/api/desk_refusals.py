"""What the desk's refusals are in HTTP: one table."""

from collections.abc import Callable, Mapping

from bot.api.refusals import Refused
from bot.desk import refusals
from bot.desk.problem import NoSuchProblem, ProblemMove
from bot.desk.refusals import AgreementLapsed, DeskError, Impossible, NotReady


def _lapsed(fault: AgreementLapsed) -> Refused:
    return Refused(409, "agreement", str(fault), {"reason": "agreement", "who": fault.who})


def _not_ready(fault: NotReady) -> Refused:
    return Refused(422, "not_ready", str(fault), {"missing": list(fault.missing)})


def _impossible(fault: Impossible) -> Refused:
    message = str(fault).removeprefix(f"{fault.field}: ")
    return Refused(422, "invalid", str(fault), {"fields": [{"field": fault.field, "message": message}]})


def _plain(status: int, code: str) -> Callable[[DeskError], Refused]:
    return lambda fault: Refused(status, code, str(fault))


DESK: Mapping[type[DeskError], Callable[..., Refused]] = {
    refusals.NoSuchCase: _plain(404, "not_found"),
    NoSuchProblem: _plain(404, "not_found"),
    ProblemMove: _plain(409, "illegal_move"),
    refusals.IllegalMove: _plain(409, "illegal_move"),
    refusals.NotYours: _plain(403, "not_yours"),
    AgreementLapsed: _lapsed,
    refusals.NotEntitled: lambda fault: Refused(409, "plan", str(fault), {"reason": "plan"}),
    NotReady: _not_ready,
    refusals.NothingSaid: _plain(422, "nothing_said"),
    refusals.TooLong: _plain(422, "too_long"),
    Impossible: _impossible,
}
"""By class; a refusal that is not here is one of a class that is."""
