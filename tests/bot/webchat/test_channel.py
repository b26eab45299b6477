"""The web chat's channel: our own clients pull, a Bot Framework client of the same channel name is posted to."""

import pytest

from bot.activities.address import OWN, Address
from bot.webchat.channel import Either


class Named:
    """A channel that remembers what it was asked."""

    def __init__(self):
        self.asked = []

    async def send(self, to, activity):
        self.asked.append("send")
        return "id"

    async def update(self, to, id, activity):
        self.asked.append("update")

    async def delete(self, to, id):
        self.asked.append("delete")


@pytest.mark.parametrize(("service_url", "mine"), [(OWN, True), ("http://127.0.0.1:56150/", False)])
async def test_a_conversation_is_answered_by_the_transport_it_came_by(service_url, mine):
    own, elsewhere = Named(), Named()
    channel = Either(own, elsewhere)
    to = Address("webchat", service_url, "c", "b", "u")
    assert await channel.send(to, {}) == "id"
    await channel.update(to, "id", {})
    await channel.delete(to, "id")
    all_three = ["send", "update", "delete"]
    assert (own.asked, elsewhere.asked) == ((all_three, []) if mine else ([], all_three))
