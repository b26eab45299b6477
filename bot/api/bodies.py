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

PERSON = "Somebody of the directory, as `organisation/id`."
NDA = "Whether the partner sees it only while its agreement is in force."

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
    """A file that belongs to a case, by name and link; nothing is fetched."""

    name: Word
    link: Annotated[str, Field(max_length=LONGEST_LINK, pattern=WEB_ADDRESS), CLEAN]


def _not_blank(text: str) -> str:
    if not text.strip():
        raise ValueError("is empty")
    return text


class NewCase(Body):
    """A case to open."""

    title: Annotated[Title, AfterValidator(_not_blank)] = Field(
        description="One line; what is longer than 200 characters is cut."
    )
    text: Text = Field("", description="What it is about, in the requester's words.")
    kind: Kind = Field("support", description="`sales` opens an engagement, which goes to the account's touch point.")
    severity: Severity | None = Field(None, description="One of the policy's; its default where there is none.")
    account: Word | None = Field(None, description="The account that it is about, where it is not the requester's.")
    requester: Word | None = Field(None, description=f"On whose behalf. {PERSON} Otherwise it is your own.")
    product: Word | None = Field(None, description="The product that it is about.")
    language: Annotated[str, Field(max_length=35, pattern=r"^[A-Za-z0-9-]+$")] | None = Field(
        None, description="The language that the requester writes in, such as `de`."
    )
    attachments: list[Link] = Field([], max_length=MOST_ATTACHMENTS)


class Saying(Body):
    """Something to say."""

    text: Said


class Answering(Saying):
    """An answer across the border of a leg."""

    nda: StrictBool = Field(False, description=NDA)


class Replying(Saying):
    """A word to the customer."""

    keep: StrictBool = Field(False, description="An update: you go on working, the ball stays with you.")


class Noting(Saying):
    """Something that the customer does not see."""

    visibility: Literal["partner", "nda", "vendor", "internal"] = Field(
        "internal", description="Who sees it; `internal` is your own organisation alone."
    )


class Rejecting(Body):
    """Why a leg is given back."""

    reason: Said


class Escalating(Body):
    """What the next party needs to know; what the case knows already need not be told again."""

    severity: Severity | None = Field(None, description="By the policy's definition, where it is another now.")
    impact: Detail = Field("", description="What it costs the customer.")
    since: Detail = Field("", description="Since when it is so.")
    tried: Detail = Field("", description="What was tried already.")
    environment: Detail = Field("", description="Where it happens: device, system, version, tenant, region.")
    group: Word | None = Field(None, description="The product group, where it is not the one that builds the product.")
    text: Text = Field("", description="A word to whoever gets it.")


class Resolving(Body):
    """A last word, or none."""

    text: Text = ""
    nda: StrictBool = Field(False, description=NDA)


class Reopening(Body):
    """A word why, or none."""

    text: Text = ""


class Merging(Body):
    """The case that goes on."""

    into: Word = Field(description="Its number, such as `C-1042`.")


class Relating(Body):
    """A case that has to do with this one."""

    to: Word = Field(description="Its number, such as `C-1042`.")


class Grading(Body):
    """Another severity."""

    severity: Severity


class Naming(Body):
    """Somebody of the directory."""

    person: Word = Field(description=PERSON)


class Rating(Body):
    """How it went."""

    rating: StrictInt = Field(ge=1, le=BEST_RATING)


class CaseQuery(BaseModel):
    """Which cases, newest first."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    limit: int = Field(50, ge=1, le=MOST_ON_A_PAGE, description="How many at most.")
    after: Word | None = Field(None, description="The `next` of the page before.")
    state: Literal["open", "resolved", "closed", "withdrawn", "merged"] | None = None
    wait: Literal["customer", "partner", "vendor", "product_group"] | None = Field(
        None, description="Who holds the ball."
    )
    account: Word | None = None
    partner: Word | None = None
    kind: Kind | None = None
    severity: Severity | None = None
    updated_since: AwareDatetime | None = Field(None, description="Only what changed at this time or later.")
