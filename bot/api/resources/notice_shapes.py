"""What notices look like on the wire."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.api.bodies import MOST_ON_A_PAGE, Body, Word
from bot.api.shapes import Shape

__all__ = ["MOST_ON_A_PAGE", "NoticePage", "NoticeShape", "NoticesWanted", "Reading", "Unread"]


class NoticeShape(Shape):
    """Something that somebody was told."""

    seq: int
    at: str
    kind: str = Field(description="What happened to the case, or the kind of the timer that fired.")
    to: Literal["person", "team", "leads"]
    case: str | None
    leg: int
    about: str = Field(description="The promise that it is about; or the organisation, where it is about no case.")
    read: str | None
    acknowledged: str | None = Field(description="When something was done about it.")


class NoticePage(Shape):
    """Notices, newest first."""

    notices: list[NoticeShape]


class NoticesWanted(BaseModel):
    """Which notices."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    unread: bool = Field(False, description="Only those that nobody has read.")
    limit: int = Field(50, ge=1, le=MOST_ON_A_PAGE, description="How many at most.")


class Reading(Body):
    """Of which case the notices were read; of none named, all."""

    case: Word | None = None


class Unread(Shape):
    """How many are left unread."""

    unread: int
