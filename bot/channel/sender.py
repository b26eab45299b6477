"""The sender: carries the outbox to the channels, one ordered lane a conversation, and never gives up silently."""

import asyncio
import random
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.activities.address import Address
from bot.channel.port import Channel, Gone, Retry
from bot.store.chat import transcript
from bot.store.engine.rows import Delivery, Op
from bot.store.engine.store import Store, StoreUnavailable, Transaction

POLL = 1.0
"""Seconds after which the outbox is looked at though nobody said that something waits."""
AT_ONCE = 32
"""Deliveries under way in one channel at a time."""
MOST_CLAIMED = 1000
FIRST_WAIT, LONGEST_WAIT = 1.0, 300.0
"""Seconds before the second try, and between any two."""
MOST_TRIES = 300
"""About a day of the longest wait; then the row is dead."""
GRACE = 5.0
"""Seconds that deliveries under way have to finish when Spot stops."""
PAUSE = 1.0
"""Seconds after a fault of the sender's own."""

log = structlog.get_logger(__name__)


class ChannelSender:
    """Sends what is due. The rows are the truth: nothing that only the sender knows is needed after a crash."""

    def __init__(self, store: Store, channels: Mapping[str, Channel], now: Callable[[], datetime]) -> None:
        self._store = store
        self._channels = channels
        self._now = now
        self._wake = asyncio.Event()
        self._lanes: dict[str, deque[Delivery]] = {}
        self._queued: set[int] = set()
        self._done: set[int] = set()
        self._stopped: set[str] = set()
        self._more = False
        self._slots: dict[str, asyncio.Semaphore] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def offer(self, deliveries: Iterable[Delivery]) -> None:
        """Take notice that committed deliveries wait; they are read from the store, in the order of their lanes."""
        if any(True for _ in deliveries):
            self._wake.set()

    def aside(self, to: Address, activity: dict[str, Any]) -> None:
        """Send something at once and at best, which is stored nowhere: a hint, a refusal."""
        channel = self._channels.get(to.channel)
        if channel:
            self._start(_at_best(channel, to, activity))

    async def run(self) -> None:
        """Send until cancelled; a fault of its own is logged, and it goes on."""
        forget = self._store.watch(lambda _: self._wake.set())
        try:
            while True:
                try:
                    await self._round()
                except Exception as fault:
                    log.error("sender_failed", exc_info=fault)
                    await asyncio.sleep(PAUSE)
        finally:
            forget()
            await self._finish()

    async def _round(self) -> None:
        """Queue everything due in its lane, then wait for more."""
        self._wake.clear()
        self._done.clear()
        self._stopped.clear()
        claimed = await self._store.claim(self._now(), MOST_CLAIMED)
        self._more = len(claimed) >= transcript.LANE_RUN
        for delivery in claimed:
            self._queue(delivery)
        try:
            async with asyncio.timeout(POLL):
                await self._wake.wait()
        except TimeoutError:
            return

    def _queue(self, delivery: Delivery) -> None:
        """Queue a delivery, unless it is under way, was finished or put off while the claim looked."""
        lane = delivery.conversation
        if delivery.seq in self._queued or delivery.seq in self._done or lane in self._stopped:
            return
        self._queued.add(delivery.seq)
        if lane in self._lanes:
            self._lanes[lane].append(delivery)
            return
        self._lanes[lane] = deque([delivery])
        self._start(self._carry(lane))

    def _start(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _carry(self, lane: str) -> None:
        """Carry a lane's deliveries one after the other until it is empty or has to wait."""
        queue = self._lanes[lane]
        try:
            while queue and await self._deliver(queue[0]):
                self._done.add(queue[0].seq)
                self._queued.discard(queue.popleft().seq)
        except Exception as fault:
            log.error("lane_failed", exc_info=fault)
        finally:
            if queue:
                self._stopped.add(lane)
            self._queued.difference_update(delivery.seq for delivery in queue)
            del self._lanes[lane]
            if self._more:
                self._wake.set()

    async def _deliver(self, delivery: Delivery) -> bool:
        """Try one delivery and mark its row; False when its lane has to wait."""
        try:
            async with self._slot(delivery):
                channel_id = await self._hand_over(delivery)
        except Gone as gone:
            return await self._give_up(delivery, str(gone))
        except Exception as fault:
            return await self._put_off(delivery, fault)
        await self._mark(lambda tx: transcript.mark_sent(tx, delivery.seq, channel_id))
        return True

    async def _hand_over(self, delivery: Delivery) -> str | None:
        if not delivery.address:
            raise Gone("the row cannot be read")
        to = Address(**delivery.address)
        channel = self._channels.get(to.channel)
        if channel is None:
            raise Gone(f"there is no channel {to.channel}")
        if delivery.op is Op.SEND:
            return await channel.send(to, delivery.body) or delivery.handle
        target = delivery.target_id or await self._target(delivery)
        if delivery.op is Op.UPDATE:
            await channel.update(to, target, delivery.body)
        else:
            await channel.delete(to, target)
        return target

    async def _target(self, delivery: Delivery) -> str:
        """Return the channel's id of what is to be changed, which was sent earlier in this lane."""
        found = await asyncio.to_thread(
            self._store.read, lambda reader: transcript.channel_id_of(reader, delivery.target or "")
        )
        if found is None:
            raise Gone("what it changes was never sent")
        return found

    async def _give_up(self, delivery: Delivery, reason: str) -> bool:
        log.warning("delivery_abandoned", seq=delivery.seq, reason=reason)
        await self._mark(lambda tx: transcript.mark_dead(tx, delivery.seq, reason))
        return True

    async def _put_off(self, delivery: Delivery, fault: Exception) -> bool:
        if delivery.attempts + 1 >= MOST_TRIES:
            return await self._give_up(delivery, f"given up after {MOST_TRIES} tries")
        if not isinstance(fault, Retry):
            log.error("delivery_failed", seq=delivery.seq, exc_info=fault)
        due = self._now() + timedelta(seconds=_wait(delivery.attempts, fault))
        reason = f"{type(fault.__cause__ or fault).__name__}"
        await self._mark(lambda tx: transcript.retry(tx, delivery.seq, due, reason))
        return False

    async def _mark(self, work: Callable[[Transaction], None]) -> None:
        """Write down what happened to a row, however long the store needs: what was sent must not be sent again."""
        while True:
            try:
                return await self._store.transaction(work)
            except StoreUnavailable:
                await asyncio.sleep(PAUSE)

    def _slot(self, delivery: Delivery) -> asyncio.Semaphore:
        return self._slots.setdefault(str(delivery.address.get("channel")), asyncio.Semaphore(AT_ONCE))

    async def _finish(self) -> None:
        """Let what is under way end, start nothing more, and cut off what takes too long."""
        for queue in self._lanes.values():
            while len(queue) > 1:
                queue.pop()
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=GRACE)
            for task in late:
                task.cancel()


def _wait(attempts: int, fault: Exception) -> float:
    """Return the seconds until the next try: doubling, never less than the channel asked for, a little apart."""
    after = fault.after if isinstance(fault, Retry) else None
    return max(after or 0.0, min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(attempts, 20))) * random.uniform(1.0, 1.2)  # noqa: S311 - no secret


async def _at_best(channel: Channel, to: Address, activity: dict[str, Any]) -> None:
    try:
        await channel.send(to, activity)
    except (Retry, Gone):
        log.info("best_effort_send_failed", channel=to.channel)
