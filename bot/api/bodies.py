"""What requests on cases bring, as models: unknown fields are refused, `null` counts as not given."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    ValidationInfo,
    model_validator,
)

from bot.api.shapes import SEVERITY
from bot.desk.case import BEST_RATING, LONGEST_DETAIL, LONGEST_TEXT, LONGEST_TITLE, MOST_ATTACHMENTS
from dialogs.cleaning import safe

LONGEST_WORD = 200
LONGEST_LINK = 2000
WEB_ADDRESS = r"^https?://[^\s\x00-\x1f\x7f]+$"
MOST_ON_A_PAGE = 100

PERSON = "A person in the directory, as `organisation/id`."
NDA = "If true, the partner sees the text only while its agreement with the vendor is in force."

CLEAN = BeforeValidator(lambda value: safe(value) if isinstance(value, str) else value)
Text = Annotated[str, Field(max_length=LONGEST_TEXT), CLEAN]
Said = Annotated[Text, Field(min_length=1)]
Detail = Annotated[str, Field(max_length=LONGEST_DETAIL), CLEAN]
Word = Annotated[str, Field(min_length=1, max_length=LONGEST_WORD), CLEAN]
Title = Annotated[str, Field(min_length=1, max_length=4 * LONGEST_TITLE), CLEAN]


def _listed(name: str, info: ValidationInfo) -> str:
    """Return a severity of the policy in force, which comes with the request as the context of its validation."""
    known: Sequence[str] = (info.context or {}).get(SEVERITY, ())
    if name not in known:
        *rest, last = (repr(each) for each in known)
        raise ValueError(f"must be one of {', '.join(rest)} or {last}" if rest else f"must be {last}")
    return name


Severity = Annotated[Word, AfterValidator(_listed), Field(json_schema_extra={"format": SEVERITY})]
Kind = Literal["support", "sales"]


class Body(BaseModel):
    """An object that a request brings."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _without_nulls(cls, data: Any) -> Any:
        return {name: value for name, value in data.items() if value is not None} if isinstance(data, dict) else data


class Link(Body):
    """A file that belongs to a case, by name and link. Spot stores the link and does not fetch the file."""

    name: Word
    link: Annotated[str, Field(max_length=LONGEST_LINK, pattern=WEB_ADDRESS), CLEAN]


def _not_blank(text: str) -> str:
    if not text.strip():
        raise ValueError("is empty")
    return text


class NewCase(Body):
    """A case to open."""

    title: Annotated[Title, AfterValidator(_not_blank)] = Field(
        description="One line. A title longer than 200 characters is cut."
    )
    text: Text = Field("", description="What the case is about, in the requester's words.")
    kind: Kind = Field("support", description="`sales` opens a sales case, which goes to the account's touch point.")
    severity: Severity | None = Field(None, description="A severity of the policy; if left out, the policy's default.")
    account: Word | None = Field(None, description="The account that the case is about; if left out, the requester's.")
    requester: Word | None = Field(None, description=f"For whom the case is opened; if left out, for you. {PERSON}")
    product: Word | None = Field(None, description="The product that the case is about.")
    language: Annotated[str, Field(max_length=35, pattern=r"^[A-Za-z0-9-]+$")] | None = Field(
        None, description="The language that the requester writes in, such as `de`."
    )
    attachments: list[Link] = Field([], max_length=MOST_ATTACHMENTS)


class Saying(Body):
    """A message."""

    text: Said


class Answering(Saying):
    """An answer to another party of the case."""

    nda: StrictBool = Field(False, description=NDA)


class Replying(Saying):
    """A message to the customer."""

    keep: StrictBool = Field(False, description="If true, the message is an update and the case still waits on you.")


class Noting(Saying):
    """A note that the customer does not see."""

    visibility: Literal["partner", "nda", "vendor", "internal"] = Field(
        "internal", description="Who can read the note; `internal` means only your own organisation."
    )


class Rejecting(Body):
    """The reason for rejecting an escalation."""

    reason: Said


class Escalating(Body):
    """What the next party needs to know. Details that the case already has can be left out."""

    severity: Severity | None = Field(None, description="The new severity, if it has changed.")
    impact: Detail = Field("", description="How the problem affects the customer.")
    since: Detail = Field("", description="When the problem began.")
    tried: Detail = Field("", description="What has already been tried.")
    environment: Detail = Field("", description="Where the problem occurs: device, system, version, tenant, region.")
    group: Word | None = Field(None, description="The product group; if left out, the one that builds the product.")
    text: Text = Field("", description="A message to the next party.")


class Resolving(Body):
    """A closing message, which can be left out."""

    text: Text = ""
    nda: StrictBool = Field(False, description=NDA)


class Reopening(Body):
    """The reason, which can be left out."""

    text: Text = ""


class Merging(Body):
    """The case that stays open."""

    into: Word = Field(description="Its number, such as `C-1042`.")


class Relating(Body):
    """Another case that is related to this one."""

    to: Word = Field(description="Its number, such as `C-1042`.")


class Grading(Body):
    """The new severity."""

    severity: Severity


class Naming(Body):
    """A person in the directory."""

    person: Word = Field(description=PERSON)


class Rating(Body):
    """A rating of the help received, from 1 (bad) to 5 (good)."""

    rating: StrictInt = Field(ge=1, le=BEST_RATING)


class CaseQuery(BaseModel):
    """Which cases, newest first."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    limit: int = Field(50, ge=1, le=MOST_ON_A_PAGE, description="The largest number of cases on the page.")
    after: Word | None = Field(None, description="The value of `next` from the previous page.")
    state: Literal["open", "resolved", "closed", "withdrawn", "merged"] | None = None
    wait: Literal["customer", "partner", "vendor", "product_group"] | None = Field(
        None, description="The party that the case waits on."
    )
    account: Word | None = None
    partner: Word | None = None
    kind: Kind | None = None
    severity: Severity | None = None
    updated_since: AwareDatetime | None = Field(None, description="Only cases that changed at this time or later.")
