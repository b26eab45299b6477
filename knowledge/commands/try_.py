"""`try`: one question after the other, each with its verdict and why; files that change meanwhile are read again."""

import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import typer

from knowledge.commands.ask import open_base, show
from knowledge.commands.inputs.deployment import Deployment
from knowledge.commands.inputs.options import AnyFolder, AsPerson
from knowledge.commands.reporting import FINE, cannot, counted, written
from knowledge.evaluation.labelled import unlisted
from knowledge.match import Verdict
from knowledge.people.audience import Asker, Role
from knowledge.people.directory import UnknownPerson
from knowledge.printable import one_line
from knowledge.problems.nearest import did_you_mean
from knowledge.problems.problem import ProblemLevel

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase
    from knowledge.entry import Entry
    from knowledge.judgement import Judged
    from knowledge.match import Finding
    from knowledge.matching.encoder.semantic_extra import SemanticExtra

SHOWN = 200
"""Characters of a word that a refusal quotes."""
LONGEST = 28_000
"""Characters of a line; a message in Teams has no more."""
HELP = """Ask as a customer would; files that you save are read before the next question.
  :as PERSON    ask as somebody else, such as bakery/olu
  :after ENTRY  ask what goes on from an answer; without ENTRY, from the last one;
                :after none lets questions stand alone again
  :why          explain the last verdict in full
  :reload       read the files now
  :quit         stop"""
Stamp = tuple[tuple[str, int, int], ...]


def command(context: typer.Context, folder: AnyFolder = None, as_: AsPerson = None) -> None:
    """Ask as Spot would answer where it runs."""
    known: Deployment = context.obj
    place = folder or known.knowledge
    judged = known.judged()
    raise typer.Exit(run(place, as_, known.today, judged=judged, extra=known.extra(), learned=known.learned))


def run(
    folder: Path,
    as_: str | None,
    today: date,
    *,
    judged: "Judged | None" = None,
    extra: "SemanticExtra | None" = None,
    learned: Path | None = None,
) -> int:
    """Answer questions until there are no more; give 2 when there is no such folder or person.

    What is judged, the extra and what was learned are as for `ask`.
    """
    from knowledge.load import FolderMissing

    try:
        base = open_base(folder, judged, extra, learned)
        session = TryingSession(folder, base, today, asker_of(base, as_, today), stamp(folder))
    except (FolderMissing, LookupError) as fault:
        return cannot(fault)
    session.greet()
    for line in lines(lambda: f"{session.asker.written}> "):
        if not session.heard(line):
            break
    return FINE


def asker_of(base: "KnowledgeBase", as_: str | None, today: date) -> Asker:
    """Return who asks; where no directory lists anybody, anybody may be named. Raise UnknownPerson."""
    directory = base.directory
    if as_ is None:
        return directory.default(today)
    if directory.organisations or as_ == directory.guest().written:
        return directory.person(as_, today=today)
    organisation, _, person = as_.partition("/")
    if not person:
        raise UnknownPerson(f"{as_} is nobody: name an organisation and a person in it, such as bakery/olu")
    audience = unlisted(as_, directory.guest().audience.partners)
    return Asker(Role.CUSTOMER, organisation, person, as_, audience, directory.guest().partner)


def lines(prompt: Callable[[], str]) -> Iterator[str]:
    """Yield what is asked: with a prompt at a terminal, else what comes in, a line at a time."""
    if sys.stdin.isatty():
        with suppress(ImportError):
            import readline  # noqa: F401 - importing it gives `input` its history and its keys
    elif hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")
    while True:
        try:
            line = input(prompt()) if sys.stdin.isatty() else sys.stdin.readline(LONGEST)
        except (EOFError, KeyboardInterrupt):
            print()
            return
        if not line and not sys.stdin.isatty():
            return
        if line.strip():
            yield line.strip()[:LONGEST]


@dataclass
class TryingSession:
    """Who asks what of which knowledge, as it goes on."""

    folder: Path
    base: "KnowledgeBase"
    today: date
    asker: Asker
    stamp: Stamp
    after: tuple[str, ...] = ()
    answered: str | None = None
    """The entry that answered last."""
    last: "Finding | None" = None

    def greet(self) -> None:
        """Say what there is to ask."""
        print(f"{counted(len(self.base.entries), 'entry')}. Ask as a customer would; :help says what else there is.")

    def heard(self, line: str) -> bool:
        """Do what a line says, or ask it; False when that was all."""
        word, _, rest = line.partition(" ")
        if word in (":quit", ":q", ":exit"):
            return False
        if not line.startswith(":"):
            self.ask(line)
        elif command := COMMANDS.get(word):
            command(self, rest.strip())
        else:
            print(
                f"{one_line(word, SHOWN)} is no command: {did_you_mean(word, [*COMMANDS, ':quit'], ':help lists them')}"
            )
        return True

    def ask(self, question: str) -> None:
        """Ask a question, of the files as they are now."""
        if (now := stamp(self.folder)) != self.stamp:
            self.reload(now)
        view = self.base.view(self.asker.audience)
        begun = perf_counter()
        finding = view.ask(question, after=self.after)
        took = 1000 * (perf_counter() - begun)
        print()
        show(self.asker, finding, took, self.following(finding), in_short=True)
        print()
        self.last = finding

    def following(self, finding: "Finding") -> list["Entry"]:
        """Return what is offered below the answer."""
        if finding.verdict is not Verdict.ANSWER or not finding.best:
            return []
        self.answered = finding.best.entry.name
        view = self.base.view(self.asker.audience)
        return [found for name in finding.best.entry.follow_ups if (found := view.entry(name))]

    def be(self, written: str) -> None:
        """Ask as somebody else."""
        try:
            self.asker = asker_of(self.base, written, self.today) if written else self.asker
        except LookupError as fault:
            print(fault)
            return
        self.after = ()
        print(f"You ask as {self.asker.name} ({self.asker.written}).")

    def follow(self, entry: str) -> None:
        """Ask what goes on from an answer."""
        name = entry or self.answered
        if not name or name == "none":
            self.after = ()
            print("Questions stand alone." if name else "Nothing was answered yet: ask, or name an entry.")
        elif self.base.view(self.asker.audience).entry(name):
            self.after = (name,)
            print(f"Questions go on from {name}.")
        else:
            known = [each.name for each in self.base.view(self.asker.audience).entries]
            remedy = did_you_mean(name, known, "name one as partner/id")
            print(f"{self.asker.written} may see no entry {one_line(name, SHOWN)!r}: {remedy}")

    def why(self) -> None:
        """Explain the last verdict in full."""
        from knowledge.matching.explain import explain

        print(explain(self.last) if self.last else "Nothing was asked yet.")

    def reload(self, now: Stamp | None = None) -> None:
        """Read the files again, and say what came of it; one with an error keeps its last good version."""
        from knowledge.base import KnowledgeBase
        from knowledge.load import FolderMissing

        try:
            base = KnowledgeBase.open(self.folder, self.base)
        except FolderMissing as fault:
            print(f"{fault}; what was read before still answers")
            return
        before, self.base, self.stamp = self.base, base, now or stamp(self.folder)
        changed = before.version != base.version
        print(f"Read again: {f'knowledge {base.version}' if changed else 'it answers as before'}.")
        for each in base.problems:
            if each.level is ProblemLevel.ERROR:
                print(f"{written(self.folder, each.where)}: {each.code} {each.what}: {each.remedy}")

    def help(self) -> None:
        """Say what can be typed."""
        print(HELP)


COMMANDS: dict[str, Callable[[TryingSession, str], None]] = {
    ":as": TryingSession.be,
    ":after": TryingSession.follow,
    ":why": lambda session, _: session.why(),
    ":reload": lambda session, _: session.reload(),
    ":help": lambda session, _: session.help(),
}


def stamp(folder: Path) -> Stamp:
    """Return what tells whether a file of the folder was saved: names, times and sizes."""
    from knowledge.files.survey import FolderMissing, survey

    found = []
    with suppress(FolderMissing):
        for each in survey(folder).files:
            with suppress(OSError):
                about = each.path.stat()
                found.append((each.file, about.st_mtime_ns, about.st_size))
    return tuple(found)
