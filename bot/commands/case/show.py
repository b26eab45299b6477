"""`case show`: one case with everything that happened to it, or what somebody may see of that."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.case.viewer import AsViewer, eyes_for
from bot.commands.deployment import LocalDeployment
from bot.commands.terminal import minute, not_found, on, printable, show_json
from bot.desk.case import Case, number_in
from bot.store.desk import cases
from bot.store.desk.cases import Event
from bot.store.engine.store import Reader
from knowledge.commands.inputs.options import AsFormat, ResultFormat

if TYPE_CHECKING:
    from bot.commands.case.case_view import Eyes


def command(
    context: typer.Context,
    number: Annotated[str, typer.Argument(help="Such as C-1001.")],
    person: AsViewer = None,
    format: AsFormat = ResultFormat.TEXT,
) -> None:
    """Show a case of the database here."""
    known: LocalDeployment = context.obj
    raise typer.Exit(run(known.database, number, format.value, eyes_for(known, person, format)))


def run(store_path: Path, number: str, format: str, eyes: "Eyes | None" = None) -> int:
    """Print one case with what happened to it, all or what somebody may see; exit code 1 when there is none."""
    return on(store_path, lambda reader: _show(reader, number, format, eyes))


def _show(reader: Reader, name: str, format: str, eyes: "Eyes | None") -> int:
    from bot.commands.case.case_view import lead_eyes

    number = number_in(name) or (int(name) if name.isascii() and name.isdigit() and len(name) < 19 else 0)
    case = cases.seen(reader, number, eyes.view.viewer) if eyes else cases.find(reader, number)
    if case is None:
        return not_found(f"There is no case {name[:40]}; `case list` shows those there are.")
    if format == "json":
        seeing = eyes or lead_eyes()
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
