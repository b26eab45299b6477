"""What the API gives of an account, as models."""

from typing import Literal

from pydantic import Field

from bot.api.shapes import Severity, Shape


class AgreementShape(Shape):
    """How a partner's agreement with the vendor stands."""

    state: Literal["current", "ending", "lapsed", "none"] = Field(description="`ending`: it lapses soon.")
    expires: str | None
    renewed_by: str = Field(description="Who renews it; empty where nobody is named.")


class ServingShape(Shape):
    """A partner that serves the account."""

    id: str
    name: str
    agreement: AgreementShape


class TouchPointShape(Shape):
    """The named person of an account, or their deputy."""

    person: str
    name: str
    role: str
    contact: str


class OpenCaseShape(Shape):
    """An open case of the account; `GET cases/C-n` has all of it."""

    number: str
    title: str
    severity: Severity
    wait: Literal["customer", "partner", "vendor", "product_group"]
    partner: str | None
    product: str | None
    opened: str
    updated: str


class PlanItemShape(Shape):
    """One thing of the account's plan."""

    id: str
    what: str
    owner: str
    due: str
    state: Literal["open", "underway", "done", "dropped"]
    late: bool


class GapShape(Shape):
    """What was asked more than once, and nobody answers yet."""

    example: str
    times: int
    last: str


class FigureShape(Shape):
    """One number: of how many, how far it may be off with 95 % confidence, and its formula."""

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
    is_small: bool = Field(description="Fewer than ten: the number says little.")
    formula: str


class ExperienceShape(Shape):
    """How the account's people fared."""

    questions: int
    matters: int
    cases: int
    figures: list[FigureShape]


class Account(Shape):
    """An account as the caller may see it."""

    id: str
    name: str
    level: Literal["whole", "shared", "names"] = Field(
        description="`shared` is what its partner shares with the vendor; `names`: no agreement is in force."
    )
    partners: list[ServingShape]
    products: list[str]
    plan: str
    managed: bool
    languages: list[str]
    touch_point: TouchPointShape | None
    deputy: TouchPointShape | None
    cases: list[OpenCaseShape] = Field(description="Open ones of support, the longest open first.")
    engagements: list[OpenCaseShape] = Field(description="Open ones of sales, the longest open first.")
    plan_items: list[PlanItemShape]
    gaps: list[GapShape] = Field(description="The most asked first; empty where they are not the caller's to read.")
    gaps_in_all: int
    since: str = Field(description="When gaps and experience begin.")
    experience: ExperienceShape | None
