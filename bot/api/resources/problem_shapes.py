"""What requests on problems bring, and what the API gives of a problem, as models."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool

from bot.api.bodies import CLEAN, Body, Saying, Word
from bot.api.shapes import Shape
from bot.desk.case import LONGEST_TITLE
from bot.desk.problem import LONGEST_PHRASING, MOST_PHRASINGS

State = Literal["suspected", "open", "solved", "dismissed"]
Visibility = Literal["public", "customer", "partner", "vendor"]
Phrasing = Annotated[str, Field(min_length=1, max_length=LONGEST_PHRASING), CLEAN]


class NewProblem(Saying):
    """A known issue to declare. Customers who ask about it get `text` as the answer."""

    title: Annotated[str, Field(min_length=1, max_length=4 * LONGEST_TITLE), CLEAN] = Field(
        description="What does not work, in a customer's words."
    )
    phrasings: list[Phrasing] = Field([], max_length=MOST_PHRASINGS, description="Other ways to ask about it.")
    partner: Word | None = Field(
        None,
        description="The partner whose customers are affected; if left out, the caller's own, or all for the vendor.",
    )
    product: Word | None = None
    visibility: Visibility = Field("customer", description="Who may see it, as for a knowledge entry.")
    language: Annotated[str, Field(max_length=35, pattern=r"^[A-Za-z0-9-]+$")] = "en"


class Solving(Saying):
    """A message to everybody who is waiting for news of the problem."""

    resolve_cases: StrictBool = Field(
        False, description="If true, also resolve the attached cases that you handle, with this text."
    )


class AttachingCase(Body):
    """The case to attach."""

    case: Word = Field(description="Its number, such as `C-1042`.")


class ProblemsWanted(BaseModel):
    """Which problems, newest first."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    state: State | None = None


class ProblemEventShape(Shape):
    """An update of a problem."""

    at: str
    kind: str
    actor: str
    text: str


class KnownIssueShape(Shape):
    """A problem as the caller may see it."""

    number: str
    state: State
    title: str
    text: str
    phrasings: list[str] = Field(description="Empty if they come from customers of other partners.")
    partner: str | None
    product: str | None
    visibility: Visibility
    declared_by: str | None
    opened: str
    updated: str
    waiting: int | None = Field(
        description="How many people are waiting to hear that the problem is solved; null for customers."
    )
    cases: list[str] = Field(description="Attached cases that the caller may see.")
    updates: list[ProblemEventShape]


class ProblemPage(Shape):
    """Problems, newest first."""

    problems: list[KnownIssueShape]
