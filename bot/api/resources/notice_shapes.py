"""What notices look like on the wire."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.api.bodies import MOST_ON_A_PAGE, Body, Word
from bot.api.shapes import Shape

__all__ = ["MOST_ON_A_PAGE", "NoticePage", "NoticeShape", "NoticesWanted", "Reading", "Unread"]


class NoticeShape(Shape):
    """A notification to a person, a team or the support leads."""

    seq: int
    at: str
    kind: str = Field(description="What happened to the case, or which timer ran out.")
    to: Literal["person", "team", "leads"]
    case: str | None
    leg: int
    about: str = Field(description="The promise that the notice is about; the organisation if it is not about a case.")
    read: str | None
    acknowledged: str | None = Field(description="When somebody acted on the notice.")


class NoticePage(Shape):
    """Notices, newest first."""

    notices: list[NoticeShape]


class NoticesWanted(BaseModel):
    """Which notices to list."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    unread: bool = Field(False, description="Only notices that nobody has read.")
    limit: int = Field(50, ge=1, le=MOST_ON_A_PAGE, description="The largest number of notices to return.")


class Reading(Body):
    """The case whose notices to mark as read. Without a case, all notices are marked."""

    case: Word | None = None


class Unread(Shape):
    """The number of notices that are still unread."""

    unread: int
