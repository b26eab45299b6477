"""What the API gives, as models."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

SEVERITY = "severity"
"""The format of a field that holds one of the policy's severities."""
Severity = Annotated[str, Field(json_schema_extra={"format": SEVERITY})]
Party = Literal["customer", "partner", "vendor", "product_group"]


class Shape(BaseModel):
    """An object that a response gives."""

    model_config = ConfigDict(frozen=True)


class Booked(Shape):
    """How long the case has waited on each party, in seconds. The sum is the age of the case."""

    customer: int
    partner: int
    vendor: int
    product_group: int


class LegShape(Shape):
    """The part of a case that one party works on."""

    party: Party
    organisation: str
    state: Literal["open", "information", "accepted", "rejected", "closed"]
    owner: str | None
    opened: str
    due: str | None = Field(description="When the next promise is due; null while the case waits on another party.")


class EventShape(Shape):
    """Something that happened to a case."""

    seq: int
    at: str
    kind: str
    actor: str
    visibility: Literal["customer", "partner", "nda", "vendor", "internal"]
    text: str


class FileShape(Shape):
    """A file that belongs to a case, by name and link."""

    name: str
    link: str


class CaseShape(Shape):
    """A case as the caller may see it."""

    number: str
    kind: Literal["support", "sales"]
    state: Literal["open", "resolved", "closed", "withdrawn", "merged"]
    severity: Severity
    title: str
    requester: str = Field(
        description="As `organisation/id`, or as a plain name if the directory does not list the person."
    )
    account: str = Field(description="The account that the case is about; usually the requester's organisation.")
    partner: str | None
    product: str | None
    wait: Party = Field(
        description="The party that the case waits on; once it has ended, the customer, who can reopen it."
    )
    opened: str
    updated: str
    merged_into: str | None
    attachments: list[FileShape]
    booked: Booked
    legs: list[LegShape]
    events: list[EventShape] = Field(description="The latest events, oldest first.")


class CasePage(Shape):
    """Cases, newest first."""

    cases: list[CaseShape]
    next: str | None = Field(description="Send this as `after` to get the next page; null on the last page.")


class FieldFault(Shape):
    """What is wrong with one field."""

    field: str
    message: str


class FaultShape(Shape):
    """What is wrong, for programs and for people."""

    code: str
    message: str


class ProblemShape(Shape):
    """Why a request was refused."""

    error: FaultShape
    fields: list[FieldFault] | None = Field(None, description="What is wrong with the request, field by field.")
    missing: list[str] | None = Field(
        None, description="The details that are still missing before the case can be escalated."
    )
    reason: str | None = Field(None, description="What prevents the request: `agreement` or `plan`.")
    who: str | None = Field(None, description="Who can renew the agreement.")
