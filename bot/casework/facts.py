"""What is true when a change is written down, for everything that follows from it."""

from dataclasses import dataclass
from datetime import datetime

from bot.desk.rules import Rules


@dataclass(frozen=True)
class ChangeFacts:
    """What is true when a change is written down."""

    at: datetime
    rules: Rules
    in_chat: bool = False
    """Whether the customer is told by the turn in which they did it."""
