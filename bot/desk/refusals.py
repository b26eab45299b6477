"""Why the desk refuses: each class is a reason that callers tell apart."""

from collections.abc import Iterable

from bot.desk.case import Case, written
from bot.desk.moves import MOVES, Verb


class DeskError(Exception):
    """The desk refuses; the message says what is wrong and what to do."""


class NoSuchCase(DeskError):
    """There is no such case, or none that this person may know of."""

    def __init__(self, number: int | str) -> None:
        super().__init__(f"there is no case {number if isinstance(number, str) else written(number)}")


class IllegalMove(DeskError):
    """The case, or the leg, is not in a state that allows this verb."""

    def __init__(self, case: Case, verb: Verb, why: str = "") -> None:
        legal = ", ".join(MOVES[case.state]) or "nothing"
        super().__init__(why or f"{case.name} is {case.state}: {verb} is not possible; possible is {legal}")
        self.case = case
        self.verb = verb


class NotYours(DeskError):
    """Somebody may see the case, but this is for others to do."""


class NothingSaid(DeskError):
    """A comment or a reply has no text."""


class TooLong(DeskError):
    """A text is longer than a chat carries."""


class Impossible(DeskError):
    """What is asked for names something that is not there, or that cannot be."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field}: {why}")
        self.field = field


class AgreementLapsed(DeskError):
    """The partner has no agreement in force that opens this leg."""

    def __init__(self, why: str, who: str) -> None:
        super().__init__(f"{why}; {who} can renew it")
        self.who = who


class NotEntitled(DeskError):
    """The plan does not reach this far."""


class NotReady(DeskError):
    """The next party would have to ask first."""

    def __init__(self, missing: Iterable[str]) -> None:
        self.missing = tuple(missing)
        super().__init__(f"before it goes on, say: {', '.join(self.missing)}")
