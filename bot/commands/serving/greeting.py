"""What somebody reads who just started Spot: what it knows, where to talk, where to review, what to try, what next."""

import shlex
import sys
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import structlog

from knowledge.base import KnowledgeBase
from knowledge.people.audience import Audience

CONTENT = "knowledge/content"
HOW_TO_WRITE = f"{CONTENT}/README.md"
NOBODY_KNOWS = "the moon elevator in our warehouse makes a grinding noise"


@dataclass(frozen=True, slots=True)
class StartFacts:
    """Everything that a person or a program wants to know at the start."""

    entries: int
    folders: tuple[str, ...]
    problems: int
    knowledge: str
    check: str
    chat: str
    review: str
    endpoint: str
    trust: str
    data: str
    asking_as: str
    tries: tuple[str, ...]
    next: tuple[str, ...]


def facts(base: KnowledgeBase, folder: Path, data: Path, url: str, review: str, app_id: str, today: date) -> StartFacts:
    """Collect the facts; `url` is where Spot listens, `review` the path of the one-time link."""
    asker = base.directory.default(today)
    return StartFacts(
        entries=len(base.entries),
        folders=tuple(sorted({entry.partner for entry in base.entries})),
        problems=len(base.problems),
        knowledge=nearby(folder),
        check=check(folder),
        chat=f"{url}/",
        review=f"{url}{review}",
        endpoint=f"{url}/api/messages",
        trust=f"tokens for app {app_id} are required"
        if app_id
        else "no app id: loopback only, nobody's identity is proved",
        data=nearby(data),
        asking_as=f"{asker.name} ({asker.written})",
        tries=tries(base, asker.audience),
        next=(
            f"write an entry into {nearby(folder)}: {HOW_TO_WRITE} shows how; a saved file goes live by itself",
            f'{check(folder)} names each mistake · … app.py ask "…" shows why Spot answers as it does',
            "docs/curating.md for partners · docs/operating.md for Teams",
        ),
    )


def nearby(path: Path) -> str:
    """Return the path as short as a person would write it from here."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)


def python() -> str:
    """Return what runs Spot's commands as a person types it here: the virtual environment's Python is on no PATH."""
    here = Path(sys.executable)
    return str(here.relative_to(Path.cwd())) if here.is_relative_to(Path.cwd()) else str(here)


def check(folder: Path) -> str:
    """Return the command that checks this folder, in a terminal that knows nothing of how Spot was started."""
    usual = folder.resolve() == (Path.cwd() / CONTENT).resolve()
    return f"{python()} app.py check" + ("" if usual else f" {shlex.quote(nearby(folder))}")


def tries(base: KnowledgeBase, audience: Audience) -> tuple[str, ...]:
    """Return three things to try: a question as written, one in other words with a slip, one that nobody can answer."""
    mine = [entry for entry in base.entries if audience.admits(entry) and entry.language == "en"]
    own = [entry for entry in mine if entry.partner == audience.partners[0]] or mine
    asked = [own[0].question] if own else []
    reworded = [slip(entry.also[0]) for entry in own[1:] if entry.also]
    return (*asked, *reworded[:1], NOBODY_KNOWS)


def slip(text: str) -> str:
    """Return the text with two letters of its longest word exchanged, as fingers do."""
    longest = max(text.split(), key=len)
    if len(longest) < 5:
        return text
    return text.replace(longest, longest[:2] + longest[3] + longest[2] + longest[4:], 1)


def announce(found: StartFacts) -> None:
    """Log the facts as one line for programs."""
    structlog.get_logger().info("server_started", **asdict(found))


def text(found: StartFacts) -> str:
    """Return the facts as a person reads them at a terminal."""
    rows = [
        ("Knows", known(found)),
        ("Chat", f"{found.chat}  as {found.asking_as}, or anybody you choose there"),
        ("Review", f"{found.review}  (works once, within the hour)"),
        ("Bot", f"{found.endpoint}  ({found.trust})"),
        ("Keeps", f"everything that is said and decided in {found.data}"),
        *zip(("Try", *[""] * len(found.tries)), (f"“{tried}”" for tried in found.tries), strict=False),
        *zip(("Next", *[""] * len(found.next)), found.next, strict=False),
    ]
    return "\n".join(["", "Spot is ready. Ctrl-C stops it.", "", *(f"  {label:<8}{what}" for label, what in rows), ""])


def known(found: StartFacts) -> str:
    """Say how much Spot knows, from where, and whether anything is to be mended."""
    mistakes = f" · {found.problems} to mend: {found.check}" if found.problems else ""
    if not found.entries:
        return f"nothing yet: no entry in {found.knowledge}, so every question becomes a case{mistakes}"
    entries = f"{found.entries} {'entry' if found.entries == 1 else 'entries'}"
    folders = f"{len(found.folders)} folder{'s' * (len(found.folders) != 1)} ({', '.join(found.folders)})"
    return f"{entries} of {folders} in {found.knowledge}{mistakes or ' · nothing to mend'}"
