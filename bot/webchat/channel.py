"""Direct Line as a channel: a client reads its stream from the transcript, so sending is waking it."""

from typing import Any

from bot.activities.address import OWN, Address
from bot.channel.port import Channel, Gone
from bot.webchat.activities import BOT
from bot.webchat.stream import Streams


class DirectLine:
    """The Channel of the web chat."""

    def __init__(self, streams: Streams) -> None:
        self._streams = streams

    async def send(self, to: Address, activity: dict[str, Any]) -> str | None:
        """Wake the conversation's sockets; what is only a hint, typing, is shown and not kept."""
        if activity.get("type") == "typing":
            await self._streams.tell(to.key, {"type": "typing", "from": BOT})
        self._streams.wake(to.key)
        return activity.get("id")

    async def update(self, to: Address, id: str, activity: dict[str, Any]) -> None:
        """Wake the conversation's sockets; they show the activity in the place of the one before."""
        self._streams.wake(to.key)

    async def delete(self, to: Address, id: str) -> None:
        """Raise Gone: Direct Line has no way to take something back."""
        raise Gone("Direct Line cannot delete")


class Either:
    """A channel name that two transports share: our own web chat, and a Bot Framework client of that name."""

    def __init__(self, own: Channel, elsewhere: Channel) -> None:
        self._own = own
        self._elsewhere = elsewhere

    def _of(self, to: Address) -> Channel:
        return self._own if to.service_url == OWN else self._elsewhere

    async def send(self, to: Address, activity: dict[str, Any]) -> str | None:
        """Send through the transport that the conversation came by."""
        return await self._of(to).send(to, activity)

    async def update(self, to: Address, id: str, activity: dict[str, Any]) -> None:
        """Update through the transport that the conversation came by."""
        await self._of(to).update(to, id, activity)

    async def delete(self, to: Address, id: str) -> None:
        """Delete through the transport that the conversation came by."""
        await self._of(to).delete(to, id)
