"""Where a conversation lives: what a channel needs to reach it, stored with the conversation."""

from dataclasses import asdict, dataclass
from typing import Any

OWN = "urn:spot:directline"
"""The service URL of our own web chat; none that a connector could bring."""
SHARED = frozenset({"directline", "webchat"})
"""Channel names that our own web chat and the connector both speak under."""


def is_foreign(channel: str, service_url: str | None) -> bool:
    """Return whether the connector brings this under a channel name of our own web chat.

    It stands apart then, whatever it says: a web chat's client chooses its own user and channel data, so nobody gets
    into a conversation of ours, or becomes somebody, by way of the connector.
    """
    return channel in SHARED and service_url != OWN


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
        """Return the conversation's key in the store: channel and conversation id."""
        apart = "@connector" if is_foreign(self.channel, self.service_url) else ""
        return f"{self.channel}{apart}/{self.conversation}"

    def as_dict(self) -> dict[str, Any]:
        """Return the address as plain JSON data."""
        return asdict(self)
