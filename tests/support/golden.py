"""Golden conversations: the `.chat` grammar, and a runner over anything that can speak as a person."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Protocol

NONE_OF_THESE = ("none of these", "nichts davon")
UNITS = {"s": "seconds", "min": "minutes", "h": "hours", "d": "days"}
LINE = re.compile(r"(?P<word>[a-z][a-z ]*?)(?::\s*(?P<value>.*))?")
PLAIN = frozenset({"no case"})
"""What stands without a colon."""


@dataclass(frozen=True, slots=True)
class TurnSeen:
    """What somebody outside can see of one turn."""

    texts: tuple[str, ...] = ()
    """Every text shown in this turn, those of cards and the changes of earlier cards too, in order."""
    buttons: tuple[str, ...] = ()
    """The labels of the buttons shown in this turn."""
    verdict: str | None = None
    """answer, clarify or handoff, where a question was asked."""
    answered: str | None = None
    """The full name of the entry whose answer was given."""
    offered: tuple[str, ...] = ()
    """The full names of the entries a did-you-mean showed."""

    @property
    def all_text(self) -> str:
        """Return everything that was shown, buttons included."""
        return "\n".join((*self.texts, *self.buttons))


class Driver(Protocol):
    """Somebody at a chat: each person has one conversation, in which they say and press, and see what comes."""

    def speak_as(self, person: str) -> None:
        """Go on as this person (`organisation/id`), in their own conversation."""

    def say(self, text: str) -> TurnSeen:
        """Write a message and wait for what comes of it."""

    def press(self, label: str) -> TurnSeen:
        """Press the newest button with this label and wait for what comes of it; LookupError where there is none."""

    def team(self, verb: str, number: str, text: str) -> TurnSeen:
        """Have the team reply, update, ask or resolve, and see what comes into the person's chat; empty for newest."""

    def advance(self, time: timedelta) -> None:
        """Let time pass."""

    def restart(self) -> None:
        """Stop Spot and start it again on the same data."""

    def cases(self) -> int:
        """Count all cases there are, everybody's."""

    def declare(self, title: str, text: str) -> None:
        """Declare a problem of every partner's customers, as a lead does."""

    def solve(self, number: str, text: str) -> TurnSeen:
        """Say that a problem is solved, and see what this person is told of it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a conversation: what is done, or what must follow."""

    file: str
    number: int
    word: str
    value: str

    def __str__(self) -> str:
        said = f"{self.word}: {self.value}" if self.value else self.word
        return f"{self.file}:{self.number}: {said}"


@dataclass(frozen=True, slots=True)
class Golden:
    """A conversation that must go as it is written."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Watched:
    """A turn with the number of cases it opened."""

    seen: TurnSeen = TurnSeen()
    opened: int = 0


def goldens(folder: Path) -> list[Golden]:
    """Return the conversations of a folder by name; a line that is not of the grammar raises ValueError."""
    return [parse(file) for file in sorted(folder.glob("*.chat"))]


def parse(file: Path) -> Golden:
    """Read one conversation."""
    numbered = enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
    told = ((number, line.strip()) for number, line in numbered)
    lines = (line_of(file.name, number, text) for number, text in told if text and not text.startswith("#"))
    return Golden(file.stem, tuple(lines))


def line_of(file: str, number: int, text: str) -> Line:
    """Read one line."""
    found = LINE.fullmatch(text)
    word = found["word"] if found else ""
    if not found or word not in DOES.keys() | MUST.keys() or (found["value"] is None) != (word in PLAIN):
        raise ValueError(f"{file}:{number}: {text!r} is not a line of a conversation")
    return Line(file, number, word, found["value"] or "")


def run(golden: Golden, driver: Driver) -> None:
    """Hold the conversation; what does not go as written raises AssertionError with its file and line."""
    turn = Watched()
    for line in golden.lines:
        if act := DOES.get(line.word):
            before = driver.cases()
            seen = act(driver, line.value)
            turn = Watched(seen, driver.cases() - before) if seen else turn
        else:
            wrong = MUST[line.word](turn, line.value)
            assert not wrong, f"{line}\n{wrong}\nverdict: {turn.seen.verdict}\nshown:\n{turn.seen.all_text}"


def span(written: str) -> timedelta:
    """Read a span of time such as `26 h` or `10 min`."""
    amount, unit = written.split()
    return timedelta(**{UNITS[unit]: float(amount)})


def speaks(driver: Driver, person: str) -> None:
    """Go on as somebody."""
    driver.speak_as(person)


def team(verb: str) -> Callable[[Driver, str], TurnSeen]:
    """Have the team do something with the case that the text begins with, or with the newest one."""

    def done(driver: Driver, value: str) -> TurnSeen:
        number, colon, text = value.partition(": ")
        is_named = bool(colon and re.fullmatch(r"C-\d+", number))
        return driver.team(verb, number if is_named else "", text if is_named else value)

    return done


def waits(driver: Driver, time: str) -> None:
    """Let time pass."""
    driver.advance(span(time))


def restarts(driver: Driver, _: str) -> None:
    """Restart Spot."""
    driver.restart()


def declares(driver: Driver, what: str) -> None:
    """Declare a problem."""
    title, _, text = what.partition(" | ")
    driver.declare(title, text)


def solves(driver: Driver, what: str) -> TurnSeen:
    """Solve a problem."""
    number, _, text = what.partition(" | ")
    return driver.solve(number, text)


def answers(turn: Watched, entry: str) -> str | None:
    """Tell what is wrong when another entry answered, or none."""
    return None if turn.seen.answered == entry else f"answered by {turn.seen.answered}"


def offers(turn: Watched, entries: str) -> str | None:
    """Tell what is wrong when other entries were offered, or without none-of-these."""
    if set(turn.seen.offered) != set(names(entries)):
        return f"offered {', '.join(turn.seen.offered) or 'nothing'}"
    labels = {label.casefold() for label in turn.seen.buttons}
    return None if labels & set(NONE_OF_THESE) else "offered without none of these"


def names(written: str) -> Iterable[str]:
    """Return the names of a list with commas."""
    return (name.strip() for name in written.split(","))


def opens(turn: Watched, what: str) -> str | None:
    """Tell what is wrong when not exactly one case was opened."""
    return None if what == "case" and turn.opened == 1 else f"{turn.opened} cases opened"


def no_case(turn: Watched, _: str) -> str | None:
    """Tell what is wrong when a case was opened."""
    return f"{turn.opened} cases opened" if turn.opened else None


def says(turn: Watched, text: str) -> str | None:
    """Tell what is wrong when the text was not shown."""
    return None if text.casefold() in turn.seen.all_text.casefold() else "not said"


def never_says(turn: Watched, text: str) -> str | None:
    """Tell what is wrong when the text was shown."""
    return "said" if text.casefold() in turn.seen.all_text.casefold() else None


def judges(turn: Watched, verdict: str) -> str | None:
    """Tell what is wrong when the verdict was another."""
    return None if turn.seen.verdict == verdict else f"the verdict was {turn.seen.verdict}"


DOES: dict[str, Callable[[Driver, str], TurnSeen | None]] = {
    "as": speaks,
    "customer": lambda driver, text: driver.say(text),
    "presses": lambda driver, label: driver.press(label),
    "after": waits,
    "restart": restarts,
    "declares": declares,
    "solves": solves,
    "team replies": team("reply"),
    "team updates": team("update"),
    "team asks": team("ask"),
    "team resolves": team("resolve"),
}

MUST: dict[str, Callable[[Watched, str], str | None]] = {
    "answers": answers,
    "offers": offers,
    "opens": opens,
    "no case": no_case,
    "says": says,
    "never says": never_says,
    "verdict": judges,
}
