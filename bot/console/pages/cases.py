"""The pages on cases: the list, and one case with what happened and what may be done."""

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from textwrap import shorten
from typing import Any

from aiohttp import web

from bot.console import forms
from bot.console.guard import SESSION
from bot.console.pages.case_actions import ACTS, NUMBER, VISIBILITIES, WORDS_OPTIONAL, acts_for, filled
from bot.console.pages.notices import shown as noticed
from bot.console.pages.timeline import turns
from bot.console.rendering import Viewer, address
from bot.console.speech import named, say
from bot.desk.actor import CasePerson, lead
from bot.desk.case import Case, number_in
from bot.desk.case_data import case_data
from bot.desk.leg import Leg
from bot.desk.time.clocks import CUSTOMER, Clock, ClockState, clocks
from bot.desk.wait_times import booked
from bot.store.desk import cases, notices, timers
from bot.store.engine.store import Reader
from bot.store.knowledge import questions
from bot.store.report import review
from bot.store.report.review import CaseOrder
from knowledge.agreed.policy import Severity

LEAD = lead(CasePerson("lead/console", say("team")))
"""Who acts from the console, until leads sign in by name."""
DONE = ("replied", "resolved", "reopened", "changed")
CHOICE = 34
"""Characters of a choice in a list, which a narrow window shows whole."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What somebody tried with a case and why it was not done; their words stay in the form."""

    act: str
    given: Mapping[str, str]
    trouble: str


class Casebook:
    """The handlers of the pages on cases."""

    def __init__(self, viewer: Viewer) -> None:
        self._viewer = viewer

    async def cases(self, request: web.Request) -> web.StreamResponse:
        """Show cases in an order."""
        only_open = forms.chosen(request, "show", {"open", "all"}, "open") == "open"
        order = CaseOrder(forms.chosen(request, "sort", set(CaseOrder), CaseOrder.UPDATED))
        after, size = forms.cursor(request, "after"), forms.page_size(request)
        return await self._viewer.show(
            request, "cases.html", lambda reader: self._cases(reader, order, only_open, after, size)
        )

    def _cases(
        self, reader: Reader, order: CaseOrder, only_open: bool, after: int | None, size: int
    ) -> Mapping[str, Any]:
        found = review.listed_cases(reader, order, only_open=only_open, after=after, limit=size + 1)
        asked = {"show": "open" if only_open else "all", "sort": order.value}
        path, limit = "/console/cases", size if size != forms.PAGE else None
        older = found[size - 1].case.number if len(found) > size else None
        return {
            "here": "cases",
            "asked": asked,
            "orders": list(CaseOrder),
            "cases": [shown(each) for each in found[:size]],
            "newest": address(path, **asked, limit=limit) if after is not None else "",
            "older": address(path, **asked, limit=limit, after=older) if older is not None else "",
        }

    async def case(self, request: web.Request) -> web.StreamResponse:
        """Show one case."""
        return await self.page(request)

    async def page(self, request: web.Request, attempt: Attempt | None = None, status: int = 200) -> web.Response:
        """Answer with a case's page; after an attempt that failed it says why."""
        number = number_of(request)
        return await self._viewer.show(
            request, "case.html", lambda reader: self._case(reader, request, number, attempt), status
        )

    def _case(self, reader: Reader, request: web.Request, number: int, attempt: Attempt | None) -> Mapping[str, Any]:
        case = cases.find(reader, number)
        if case is None:
            raise web.HTTPNotFound
        done = request.query.get("done", "")
        policy = self._viewer.knowledge().policy
        running = clocks(case, policy, self._viewer.now(), timers.last_words(reader, number))
        return {
            "here": "cases",
            "case": shown(review.WaitingCase(case, None)),
            "facts": facts(case),
            "events": self._events(reader, case),
            "told": [noticed(each, self._viewer) for each in notices.of_case(reader, case.number)],
            "asked": self._asked(reader, case),
            "acts": [
                _form(case, name, attempt, policy.severities) for name, act in ACTS.items() if act.offered(case, LEAD)
            ],
            "acts_for": acts_for(case),
            "legs": [_leg(leg, running) for leg in case.legs],
            "whole": _clock(next(clock for clock in running if clock.leg == CUSTOMER)) if running else None,
            "booked": [(party.value, time) for party, time in booked(case, self._viewer.now()).items()],
            "form": {"csrf": request[SESSION].csrf, "key": secrets.token_urlsafe(16), "seen": case.version},
            "trouble": attempt.trouble if attempt else "",
            "done": say(f"done_{done}") if done in DONE and attempt is None else "",
        }

    def _asked(self, reader: Reader, case: Case) -> Mapping[str, Any] | None:
        id, now = case.origin.question, self._viewer.now()
        question = questions.find(reader, id, now) if id else None
        if question is None:
            return None
        rows = review.exchange(reader, question.conversation, question.incoming_seq)
        [turn] = turns(rows, [question], self._viewer.name)
        return {"said": turn.said, "why": turn.why}

    def _events(self, reader: Reader, case: Case) -> list[Mapping[str, Any]]:
        told = review.notices(reader, case)
        return [
            {
                "kind": event.kind,
                "title": named("event", event.kind),
                "who": event.actor.name,
                "at": event.at,
                "text": event.text,
                "delivery": told[event.seq].state if event.seq in told else None,
                "error": (told[event.seq].error or "") if event.seq in told else "",
            }
            for event in cases.events(reader, case.number)
        ]


def _form(case: Case, name: str, attempt: Attempt | None, severities: Mapping[str, Severity]) -> Mapping[str, Any]:
    """Return a form as the page draws it: its fields with what they hold, open where an attempt with it failed."""
    failed = attempt is not None and attempt.act == name
    given = attempt.given if attempt and failed else {}
    unlisted = {} if case.severity in severities else {case.severity: case.severity}
    choices = {
        "severity": unlisted
        | {
            each: shorten(f"{each}: {known.definition}", CHOICE, placeholder=" …") for each, known in severities.items()
        },
        "visibility": {each: named("visibility", each) for each in VISIBILITIES},
    }
    fields = [
        {
            "name": field,
            "value": given.get(field) or filled(case, field),
            "longest": longest,
            "choices": choices.get(field, {}),
            "is_line": longest <= NUMBER,
            "is_optional": name in WORDS_OPTIONAL,
        }
        for field, longest in ACTS[name].fields.items()
    ]
    return {"name": name, "fields": fields, "open": failed}


def _clock(clock: Clock) -> Mapping[str, Any]:
    """Return a clock as the page shows it: late goes before everything else that it is."""
    state = "late" if clock.is_late and clock.state is ClockState.RUNNING else clock.state.value
    return {"kind": clock.kind.value, "state": state, "at": clock.due or clock.met}


def _leg(leg: Leg, running: tuple[Clock, ...]) -> Mapping[str, Any]:
    own = [clock for clock in running if clock.leg == leg.ordinal]
    return {
        "party": leg.party.value,
        "organisation": leg.organisation,
        "state": leg.state.value,
        "owner": leg.owner.name if leg.owner else "",
        "opened": leg.opened,
        "closed": leg.closed,
        "clocks": [_clock(each) for each in own if each.state is not ClockState.OVER],
    }


def number_of(request: web.Request) -> int:
    """Return the number of the case that the address names; 404 when it names none."""
    number = number_in(request.match_info["number"])
    if number is None:
        raise web.HTTPNotFound
    return number


def shown(listed: review.WaitingCase) -> Mapping[str, Any]:
    """Return a case as a list shows it."""
    case = listed.case
    return {
        **case_data(case, ("number", "title", "partner", "state", "opened", "updated"), times=lambda at: at),
        "requester": case.requester.name,
        "wait": case.wait.value,
        "since": listed.since,
        "conversation": case.origin.conversation,
    }


def facts(case: Case) -> list[tuple[str, str]]:
    """Return what there is to know of a case, name and value."""
    return [
        (say("requester"), case.requester.name),
        (say("organisation"), case.organisation),
        (say("partner"), case.partner or say("nothing")),
        (say("severity"), case.severity),
        (say("kind"), case.kind.value),
        *([(say("product"), case.product)] if case.product else []),
        *((named("fact", name), told) for name, told in asdict(case.details).items() if told),
    ]
