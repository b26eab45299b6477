"""The commands `case list` and `case show`."""

from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.terminal import minute, not_found, on, printable, show_json, show_table
from bot.desk.case import Case, number_in
from bot.store.desk import cases
from bot.store.desk.cases import Event
from bot.store.engine.store import Reader

if TYPE_CHECKING:
    from bot.commands.cases.case_view import Eyes

HEADS = ("case", "state", "waits for", "severity", "opened", "requester", "title")


def run_list(store_path: Path, format: str, eyes: "Eyes | None" = None) -> int:
    """Print the newest cases, at most 200, newest first; those that somebody may see, where eyes are given."""
    if format == "json":
        return on(store_path, lambda reader: _list_data(reader, eyes or _lead()))
    if eyes is None:
        return on(store_path, lambda reader: _list(cases.page(reader, limit=cases.MOST_LISTED)))
    viewer = eyes.view.viewer
    return on(store_path, lambda reader: _list(cases.seen_page(reader, viewer, limit=cases.MOST_LISTED)))


def run_show(store_path: Path, number: str, format: str, eyes: "Eyes | None" = None) -> int:
    """Print one case with what happened to it, all or what somebody may see; exit code 1 when there is none."""
    return on(store_path, lambda reader: _show(reader, number, format, eyes))


def _lead() -> "Eyes":
    from bot.commands.cases.case_view import lead_eyes

    return lead_eyes()


def _list(found: list[Case]) -> int:
    if found:
        show_table(HEADS, [_cells(case) for case in found], wide=6)
    else:
        print("There is no case yet.")
    return 0


def _cells(case: Case) -> tuple[str, ...]:
    who = f"{case.requester.name} ({case.organisation})"
    return (case.name, case.state, case.wait, case.severity, minute(case.opened), who, case.title)


def _list_data(reader: Reader, eyes: "Eyes") -> int:
    found = cases.seen_page(reader, eyes.view.viewer, limit=cases.MOST_LISTED)
    show_json([eyes.as_data(reader, case) | eyes.origin(case) for case in found])
    return 0


def _show(reader: Reader, name: str, format: str, eyes: "Eyes | None") -> int:
    number = number_in(name) or (int(name) if name.isascii() and name.isdigit() and len(name) < 19 else 0)
    case = cases.seen(reader, number, eyes.view.viewer) if eyes else cases.find(reader, number)
    if case is None:
        return not_found(f"There is no case {name[:40]}; `case list` shows those there are.")
    if format == "json":
        seeing = eyes or _lead()
        show_json(seeing.as_data(reader, case) | seeing.origin(case))
    else:
        _print(case, cases.events(reader, number, viewer=eyes.view.viewer if eyes else None), transcript=not eyes)
    return 0


def _print(case: Case, events: list[Event], *, transcript: bool) -> None:
    facts = {
        "state": case.state,
        "waits for": case.wait,
        "severity": case.severity,
        "requester": f"{case.requester.name} ({case.organisation})",
        "partner": case.partner or "–",
        "opened": f"{minute(case.opened)} UTC",
        "updated": f"{minute(case.updated)} UTC",
    }
    if transcript:
        facts["transcript"] = case.origin.conversation or "–"
    print(printable(f"{case.name}  {case.title}"))
    for name, value in facts.items():
        print(printable(f"  {name:<10}  {value}"))
    for event in events:
        print(printable(f"\n{minute(event.at)}  {event.kind} by {event.actor.name}"))
        for line in event.text.splitlines():
            print(printable(f"    {line}"))
