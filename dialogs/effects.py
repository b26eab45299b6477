"""What a turn changes: plain values that the edge carries out inside the turn's transaction."""

from dataclasses import dataclass
from enum import StrEnum

from dialogs.incoming import IncomingFile
from knowledge.match import Finding


class Outcome(StrEnum):
    """How a question ended; `assumed` and `abandoned` follow from time and are never set by a dialog."""

    CONFIRMED = "confirmed"
    ESCALATED = "escalated"
    REOPENED = "reopened"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class RecordQuestion:
    """Write down what was asked, with every candidate and the verdict."""

    id: str
    finding: Finding
    rephrases: str | None = None
    """The id of the question that it says in other words, asked for because no answer had helped."""


@dataclass(frozen=True, slots=True)
class SetOutcome:
    """Write down how a question ended; `entry` is what the asker chose from a did-you-mean, where they did."""

    question: str
    outcome: Outcome
    entry: str | None = None


@dataclass(frozen=True, slots=True)
class RefuseEntries:
    """Write down which entries the asker said are no help with their question."""

    question: str
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenCase:
    """Open a case for the asker; a key already used gives the case that exists."""

    name: str
    """Slots refer to the case's number by this name."""
    key: str
    title: str
    question: str | None = None
    """The id of the question that led here, if any."""
    severity: str = ""
    """Empty is the policy's default."""
    kind: str = "support"
    """support, or sales for an engagement."""


@dataclass(frozen=True, slots=True)
class CommentCase:
    """Add what the customer wrote to their case."""

    number: str
    key: str
    text: str
    files: tuple[IncomingFile, ...] = ()
    """What came along; as many are attached as there is room for."""


@dataclass(frozen=True, slots=True)
class RetractComment:
    """Take back what the customer added to their case under the comment's key."""

    number: str
    key: str
    comment: str


@dataclass(frozen=True, slots=True)
class WithdrawCase:
    """Take the asker's own case back."""

    number: str
    key: str


@dataclass(frozen=True, slots=True)
class ReopenCase:
    """Open the asker's own resolved, withdrawn or closed case again."""

    number: str
    key: str


@dataclass(frozen=True, slots=True)
class AwaitProblem:
    """Tell the asker, in this conversation, when a problem is solved."""

    number: str


@dataclass(frozen=True, slots=True)
class ConfirmCase:
    """Agree that the asker's own resolved case is solved, which ends it."""

    number: str
    key: str


@dataclass(frozen=True, slots=True)
class RateCase:
    """Say how well the asker's own case went, 1 to 5, once."""

    number: str
    key: str
    rating: int


Effect = (
    RecordQuestion
    | SetOutcome
    | RefuseEntries
    | OpenCase
    | CommentCase
    | RetractComment
    | WithdrawCase
    | ReopenCase
    | ConfirmCase
    | RateCase
    | AwaitProblem
)
