"""What the API gives of an account, as models."""

from typing import Literal

from pydantic import Field

from bot.api.shapes import Severity, Shape


class AgreementShape(Shape):
    """The state of a partner's agreement with the vendor."""

    state: Literal["current", "ending", "lapsed", "none"] = Field(
        description="`ending`: it expires soon; `lapsed`: it has expired."
    )
    expires: str | None
    renewed_by: str = Field(description="Who can renew the agreement; empty if nobody is named.")


class ServingShape(Shape):
    """A partner that serves the account."""

    id: str
    name: str
    agreement: AgreementShape


class TouchPointShape(Shape):
    """The touch point of an account (its contact person), or their deputy."""

    person: str
    name: str
    role: str
    contact: str


class OpenCaseShape(Shape):
    """An open case of the account, in short. `GET /cases/{number}` returns the whole case."""

    number: str
    title: str
    severity: Severity
    wait: Literal["customer", "partner", "vendor", "product_group"]
    partner: str | None
    product: str | None
    opened: str
    updated: str


class PlanItemShape(Shape):
    """One item of the account's plan."""

    id: str
    what: str
    owner: str
    due: str
    state: Literal["open", "underway", "done", "dropped"]
    late: bool


class GapShape(Shape):
    """A question that was asked more than once and has no answer yet."""

    example: str
    times: int
    last: str


class FigureShape(Shape):
    """One figure, with the number of cases it is based on, its 95 % confidence interval and its formula."""

    part: str
    name: str
    statistic: Literal["share", "ratio", "mean", "median", "p90"]
    unit: str
    count: int
    of: int
    value: float | None
    low: float | None
    high: float | None
    method: str
    is_small: bool = Field(description="True if the figure is based on fewer than ten and so says little.")
    formula: str


class ExperienceShape(Shape):
    """How well the account's people were helped."""

    questions: int
    matters: int
    cases: int
    figures: list[FigureShape]


class Account(Shape):
    """An account as the caller may see it."""

    id: str
    name: str
    level: Literal["whole", "shared", "names"] = Field(
        description="How much the caller sees: `whole`, `shared` (what the partner shares with the vendor) or `names` "
        "(names only, because no agreement is in force)."
    )
    partners: list[ServingShape]
    products: list[str]
    plan: str
    managed: bool
    languages: list[str]
    touch_point: TouchPointShape | None
    deputy: TouchPointShape | None
    cases: list[OpenCaseShape] = Field(description="Open support cases, the longest open first.")
    engagements: list[OpenCaseShape] = Field(description="Open sales cases, the longest open first.")
    plan_items: list[PlanItemShape]
    gaps: list[GapShape] = Field(description="The most asked first; empty if the caller may not read them.")
    gaps_in_all: int
    since: str = Field(description="Start of the period that `gaps` and `experience` cover.")
    experience: ExperienceShape | None
