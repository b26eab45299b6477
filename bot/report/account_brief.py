"""An account's page as plain data, and as a brief in Markdown for a review meeting."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from bot.desk.case import Case
from bot.desk.case_data import case_data
from bot.report.account import AccountLevel, AccountPage, ServingPartner, Standing, is_late
from bot.report.figures import as_data as figures_as_data
from bot.report.figures import cells, figures
from knowledge.people.organisation import TouchPoint
from knowledge.writing.markdown import plain

HEADS = ("figure", "counted", "value", "95 %", "what it is")
CASE_FIELDS = ("number", "title", "severity", "wait", "partner", "product", "opened", "updated")
CASE_HEADS = ("number", "title", "severity", "waits for", "open since")
ITEM_HEADS = ("what", "owner", "due", "state")
GAP_HEADS = ("asked", "times", "last")


def as_data(page: AccountPage, since: datetime, today: date) -> dict[str, Any]:
    """Return the page as plain JSON data; `since` is when its experience and its gaps begin."""
    return {
        "id": page.id,
        "name": page.name,
        "level": page.level.value,
        "partners": [_partner(each) for each in page.partners],
        "products": list(page.products),
        "plan": page.plan,
        "managed": page.managed,
        "languages": list(page.languages),
        "touch_point": asdict(page.touch_point) if page.touch_point else None,
        "deputy": asdict(page.deputy) if page.deputy else None,
        "cases": [case_data(each, CASE_FIELDS) for each in page.cases],
        "engagements": [case_data(each, CASE_FIELDS) for each in page.engagements],
        "plan_items": [
            {
                "id": each.id,
                "what": each.what,
                "owner": each.owner,
                "due": each.due.isoformat(),
                "state": each.state.value,
                "late": is_late(each, today),
            }
            for each in page.items
        ],
        "gaps": [{"example": each.example, "times": each.times, "last": each.last.isoformat()} for each in page.gaps],
        "gaps_in_all": page.gaps_in_all,
        "since": since.isoformat(),
        "experience": figures_as_data(page.experience) if page.experience else None,
    }


def _partner(serving: ServingPartner) -> dict[str, Any]:
    return {
        "id": serving.id,
        "name": serving.name,
        "agreement": {
            "state": serving.standing.value,
            "expires": serving.expires.isoformat() if serving.expires else None,
            "renewed_by": serving.renewed_by,
        },
    }


def as_markdown(page: AccountPage, since: datetime, today: date) -> str:
    """Return the page as a brief; what people wrote stands in it as they wrote it, and never as markup."""
    lines = [f"# {text(page.name)}", "", f"As of {today.isoformat()}. {ABOUT[page.level]}", ""]
    lines += [f"- {each}" for each in facts(page)]
    if page.level is not AccountLevel.NAMES:
        lines += _body(page, since, today)
    return "\n".join(lines).rstrip() + "\n"


ABOUT: Mapping[AccountLevel, str] = {
    AccountLevel.WHOLE: "What those who serve this account have of it.",
    AccountLevel.SHARED: "What its partner shares with the vendor under their agreement.",
    AccountLevel.NAMES: "No agreement is in force: there is nothing to see but the names.",
}
"""What a brief says of itself."""


def facts(page: AccountPage) -> Iterator[str]:
    """Yield what there is to know of an account, a line each."""
    for each in page.partners:
        yield f"Partner: {text(f'{each.name}, {agreement_of(each)}')}"
    if page.level is AccountLevel.NAMES:
        return
    if page.touch_point:
        yield f"Touch point: {_named(page.touch_point)}"
    if page.deputy:
        yield f"Deputy: {_named(page.deputy)}"
    yield f"Care: {'managed' if page.managed else 'breadth'}"
    if page.plan:
        yield f"Plan: {text(page.plan)}"
    if page.products:
        yield f"Products: {text(', '.join(page.products))}"


def agreement_of(partner: ServingPartner) -> str:
    """Say how a partner's agreement stands, and who renews one that lapsed or soon will."""
    if partner.standing is Standing.NONE:
        return "no agreement"
    renews = f"; {partner.renewed_by} renews it" if partner.renewed_by else ""
    if partner.standing is Standing.CURRENT:
        return f"agreement until {partner.expires}"
    return f"agreement {'lapses' if partner.standing is Standing.ENDING else 'lapsed'} on {partner.expires}{renews}"


def _named(person: TouchPoint) -> str:
    told = (person.name or person.person, person.role, person.contact)
    return text(", ".join(each for each in told if each))


def _body(page: AccountPage, since: datetime, today: date) -> Iterator[str]:
    for title, cases in (("Open cases", page.cases), ("Engagements", page.engagements)):
        yield from _section(title, CASE_HEADS, [_told(_case_row(case)) for case in cases])
    items = [(each.what, each.owner, _due(each.due, is_late(each, today)), each.state.value) for each in page.items]
    yield from _section("Plan", ITEM_HEADS, list(map(_told, items)))
    yield from _section(
        f"What recurs and nobody answers, since {since.date()}",
        GAP_HEADS,
        [_told((each.example, str(each.times), each.last.isoformat())) for each in page.gaps],
        f"{page.gaps_in_all} in all" if page.gaps_in_all > len(page.gaps) else "",
    )
    if page.experience:
        yield from _section(
            f"Experience, since {since.date()}", HEADS, [cells(each) for each in figures(page.experience)]
        )


def _told(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(text, cells))


def _case_row(case: Case) -> tuple[str, ...]:
    return (case.name, case.title, case.severity, case.wait.value, case.opened.date().isoformat())


def _due(day: date, late: bool) -> str:
    return f"{day.isoformat()}, late" if late else day.isoformat()


def _section(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], note: str = "") -> Iterator[str]:
    yield from ("", f"## {title}", "")
    if rows:
        yield f"| {' | '.join(heads)} |"
        yield f"|{' --- |' * len(heads)}"
        yield from (f"| {' | '.join(row)} |" for row in rows)
        yield from ("", note) if note else ()
    else:
        yield note or "None."


def text(written: str) -> str:
    """Return what somebody wrote as one line that Markdown shows as it is, in a table too."""
    return plain(" ".join(written.split())).replace("|", "\\|")
