"""Where a conversation lives: what a channel needs to reach it, stored with the conversation."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Address:
    """A conversation as its channel knows it."""

    channel: str
    """`msteams`, `emulator`, `directline`, `webchat`."""
    service_url: str
    conversation: str
    """The channel's conversation id."""
    bot: str
    """The bot's id in this channel."""
    user: str
    """The id of who wrote last."""
    tenant: str = ""
    group: bool = False
    locale: str = ""

    @property
    def key(self) -> str:
        """Give the conversation's key in the store: channel and conversation id."""
        return f"{self.channel}/{self.conversation}"

    def as_dict(self) -> dict[str, Any]:
        """Give the address as plain JSON data."""
        return asdict(self)
