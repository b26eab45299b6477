"""Mailboxes: one at a time in a conversation, and nothing kept of those that are empty."""

import asyncio

import pytest

from bot.activities.handles import mint
from bot.channel.mailbox import Mailboxes, MailboxFull


async def test_turns_of_one_conversation_do_not_overlap_and_keep_their_order():
    boxes, seen = Mailboxes(), []

    async def turn(number):
        async with boxes.turn("a"):
            seen.append(number)
            await asyncio.sleep(0)
            seen.append(number)

    await asyncio.gather(*(turn(number) for number in range(5)))
    assert seen == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]


async def test_turns_of_two_conversations_overlap():
    boxes = Mailboxes()
    async with boxes.turn("a"), asyncio.timeout(1), boxes.turn("b"):
        assert len(boxes) == 2


async def test_an_empty_mailbox_is_not_kept_whatever_happened_in_it():
    boxes = Mailboxes()
    with pytest.raises(ZeroDivisionError):
        async with boxes.turn("a"):
            raise ZeroDivisionError
    waiting = asyncio.create_task(anext(_inside(boxes)))
    async with boxes.turn("a"):
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.wait([waiting])
    assert len(boxes) == 0


async def _inside(boxes):
    async with boxes.turn("a"):
        yield


async def test_a_full_mailbox_says_so_at_once():
    boxes = Mailboxes(most_waiting=1)
    async with boxes.turn("a"):
        with pytest.raises(MailboxFull):
            async with boxes.turn("a"):
                pass


def test_handles_are_unique_and_in_order():
    minted = [mint() for _ in range(10_000)]
    assert len(set(minted)) == len(minted)
    assert [handle[:16] for handle in minted] == sorted(handle[:16] for handle in minted)
