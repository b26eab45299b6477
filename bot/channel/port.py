"""A channel: one object a transport, which knows nothing of turns or rows."""

from typing import Any, Protocol

from bot.activities.address import Address


class Retry(Exception):
    """The channel could not take it now; the lane waits, `after` seconds when the channel said so."""

    def __init__(self, after: float | None = None) -> None:
        super().__init__(f"retry after {after} s" if after is not None else "retry")
        self.after = after


class Gone(Exception):
    """The channel will never take it; the row is dead and a lead sees it."""


class Channel(Protocol):
    """What the sender asks of a transport; anything raised besides Retry and Gone counts as Retry."""

    async def send(self, to: Address, activity: dict[str, Any]) -> str | None:
        """Send a new activity and give the channel's id of it, None where it has none."""

    async def update(self, to: Address, id: str, activity: dict[str, Any]) -> None:
        """Replace the activity that has this channel id."""

    async def delete(self, to: Address, id: str) -> None:
        """Take the activity with this channel id away."""
