"""What the desk's refusals are in HTTP: one table."""

from collections.abc import Callable, Mapping

from bot.api.refusals import ApiRefusal
from bot.desk import refusals
from bot.desk.problem import NoSuchProblem, ProblemMove
from bot.desk.refusals import AgreementLapsed, DeskError, Impossible, NotReady


def _lapsed(fault: AgreementLapsed) -> ApiRefusal:
    return ApiRefusal(409, "agreement", str(fault), {"reason": "agreement", "who": fault.who})


def _not_ready(fault: NotReady) -> ApiRefusal:
    return ApiRefusal(422, "not_ready", str(fault), {"missing": list(fault.missing)})


def _impossible(fault: Impossible) -> ApiRefusal:
    message = str(fault).removeprefix(f"{fault.field}: ")
    return ApiRefusal(422, "invalid", str(fault), {"fields": [{"field": fault.field, "message": message}]})


def _plain(status: int, code: str) -> Callable[[DeskError], ApiRefusal]:
    return lambda fault: ApiRefusal(status, code, str(fault))


DESK: Mapping[type[DeskError], Callable[..., ApiRefusal]] = {
    refusals.NoSuchCase: _plain(404, "not_found"),
    NoSuchProblem: _plain(404, "not_found"),
    ProblemMove: _plain(409, "illegal_move"),
    refusals.IllegalMove: _plain(409, "illegal_move"),
    refusals.NotYours: _plain(403, "not_yours"),
    AgreementLapsed: _lapsed,
    refusals.NotEntitled: lambda fault: ApiRefusal(409, "plan", str(fault), {"reason": "plan"}),
    NotReady: _not_ready,
    refusals.NothingSaid: _plain(422, "nothing_said"),
    refusals.TooLong: _plain(422, "too_long"),
    Impossible: _impossible,
}
"""By class; a refusal that is not here is one of a class that is."""
