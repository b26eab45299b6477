"""The pages on accounts: the list, and one account as those who look after it see it."""

from collections.abc import Mapping, Sequence
from typing import Any

from aiohttp import web

from bot.console import forms
from bot.console.forms import FormRefused
from bot.console.pages.figures import tables
from bot.console.rendering import Viewer
from bot.console.speech import say
from bot.desk.case import Case
from bot.report.account import AccountLevel, AccountPage, ServingPartner, is_late, serving
from bot.report.account_brief import agreement_of
from bot.report.account_page import LOOKED_BACK, Look, page, visible
from bot.store.engine.store import Reader
from knowledge.people.audience import Role
from knowledge.people.directory import Directory, UnknownPerson
from knowledge.people.organisation import Organisation, TouchPoint


class AccountPages:
    """The handlers of the pages on accounts."""

    def __init__(self, viewer: Viewer) -> None:
        self._viewer = viewer

    async def accounts(self, request: web.Request) -> web.StreamResponse:
        """List the accounts, with who serves them and who is their touch point."""
        return await self._viewer.show(request, "accounts.html", lambda _: self._listed())

    def _listed(self) -> Mapping[str, Any]:
        look = self._look("")
        return {
            "here": "accounts",
            "accounts": [
                {
                    "id": each.id,
                    "name": each.name,
                    "partners": partners(self._serving(each, look)),
                    "touch_point": named_of(look.directory.touch_point(each.id)),
                    "care": say("managed" if each.managed else "breadth"),
                }
                for each in visible(look)
            ],
        }

    async def account(self, request: web.Request) -> web.StreamResponse:
        """Show one account, as a lead or as somebody else sees it."""
        who, id = forms.searched(request, "as"), request.match_info["id"]
        look = self._look(who)
        return await self._viewer.show(request, "account.html", lambda reader: self._account(reader, look, id, who))

    def _look(self, who: str) -> Look:
        now, base = self._viewer.now(), self._viewer.knowledge()
        try:
            return Look(base, base.directory.person(who, today=now.date()) if who else None, now)
        except UnknownPerson as error:
            raise FormRefused("bad_choice") from error

    def _serving(self, account: Organisation, look: Look) -> Sequence[ServingPartner]:
        return serving(account, look.directory, look.now.date(), look.base.policy.agreement_warning)

    def _account(self, reader: Reader, look: Look, id: str, who: str) -> Mapping[str, Any]:
        account = look.directory.by_id.get(id)
        if account is None or account.role is not Role.CUSTOMER:
            raise web.HTTPNotFound
        found = page(reader, look, id)
        return {
            "here": "accounts",
            "id": id,
            "name": account.name,
            "who": who,
            "people": choices(account, look.directory),
            "level": found.level.value if found else "",
            "page": shown(found, look) if found else {},
        }


def choices(account: Organisation, directory: Directory) -> list[str]:
    """Return whose eyes an account can be looked at through: its partners' people and the vendor's."""
    vendor = directory.vendor
    serving = [directory.by_id[each] for each in account.partners if each in directory.by_id]
    return [f"{each.id}/{person.id}" for each in (*serving, *([vendor] if vendor else ())) for person in each.people]


def shown(found: AccountPage, look: Look) -> Mapping[str, Any]:
    """Return an account's page as the template takes it."""
    today = look.now.date()
    return {
        "facts": facts(found),
        "cases": [row(case) for case in found.cases],
        "engagements": [row(case) for case in found.engagements],
        "items": [
            {"what": each.what, "owner": each.owner, "due": each.due, "state": each.state, "late": is_late(each, today)}
            for each in found.items
        ],
        "gaps": found.gaps,
        "gaps_in_all": found.gaps_in_all,
        "days": LOOKED_BACK.days,
        "parts": tables(found.experience) if found.experience else (),
    }


def facts(found: AccountPage) -> list[tuple[str, str]]:
    """Return what there is to know of an account, name and value."""
    known = [(say("partner"), partners(found.partners) or say("nothing"))]
    if found.level is AccountLevel.NAMES:
        return known
    return [
        *known,
        (say("touch_point"), named_of(found.touch_point)),
        (say("deputy"), named_of(found.deputy)),
        (say("care"), say("managed" if found.managed else "breadth")),
        (say("plan"), found.plan or say("nothing")),
        (say("products"), ", ".join(found.products) or say("nothing")),
        (say("languages"), ", ".join(found.languages) or say("nothing")),
    ]


def partners(serving: Sequence[ServingPartner]) -> str:
    """Return the partners of an account, each with how its agreement stands."""
    return "; ".join(f"{each.name}, {agreement_of(each)}" for each in serving)


def named_of(person: TouchPoint | None) -> str:
    """Return a touch point with their role and how to reach them."""
    if person is None:
        return say("nothing")
    return ", ".join(each for each in (person.name or person.person, person.role, person.contact) if each)


def row(case: Case) -> Mapping[str, Any]:
    """Return a case as a list shows it."""
    return {
        "number": case.name,
        "title": case.title,
        "requester": case.requester.name,
        "partner": case.partner,
        "state": case.state.value,
        "wait": case.wait.value,
        "since": None,
        "opened": case.opened,
        "updated": case.updated,
    }
