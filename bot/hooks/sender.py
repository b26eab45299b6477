"""The courier: carries deliveries to webhooks, one ordered lane an organisation, for days if it has to."""

import asyncio
import random
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from bot.gate.retry_after import seconds_of
from bot.hooks.post import Post, PostResult
from bot.hooks.signature import sign
from bot.store import audit
from bot.store.audit import Deed
from bot.store.edges import deliveries
from bot.store.edges.deliveries import WebhookDelivery
from bot.store.engine.store import Store, StoreUnavailable, Transaction

POLL = 1.0
"""Seconds between two looks for what is due."""
FIRST_WAIT, LONGEST_WAIT = 5.0, 900.0
"""Seconds before the second try, and between any two unless the receiver asks for more."""
LONGEST_ASKED = 24 * 3600.0
"""Seconds of a Retry-After that are believed."""
APART = 1.2
"""Waits are this much longer at most, so that not everything comes at once."""
AT_ONCE = 16
"""Deliveries under way at a time."""
GRACE = 5.0
"""Seconds that deliveries under way have to finish when Spot stops."""
PAUSE = 1.0
"""Seconds after which the store is asked again to note what happened."""
NO_WEBHOOK = "the directory names no webhook of it"

log = structlog.get_logger(__name__)

Lookup = Callable[[str], str | None]
"""Something of an organisation by its id."""


class WebhookSender:
    """Sends what is due. The rows are the truth: nothing that only the courier knows is needed after a crash."""

    def __init__(
        self,
        store: Store,
        post: Post,
        url_of: Lookup,
        secrets_of: Callable[[str], tuple[str, ...]],
        now: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._post = post
        self._url_of = url_of
        self._secrets_of = secrets_of
        self._now = now
        self._lanes: dict[str, asyncio.Task[None]] = {}
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._stopping = False

    async def run(self) -> None:
        """Send until cancelled."""
        self._stopping = False
        try:
            while True:
                await self.round()
                await asyncio.sleep(POLL)
        finally:
            await self._finish()

    async def round(self) -> None:
        """Take up every lane that has something to send now."""
        now = self._now()
        for organisation in await asyncio.to_thread(self._store.read, lambda reader: deliveries.lanes(reader, now)):
            if organisation not in self._lanes:
                self._lanes[organisation] = asyncio.create_task(self._carry(organisation))

    async def drain_lanes(self) -> None:
        """Wait until every lane that is carried is empty or has to wait."""
        await asyncio.gather(*self._lanes.values())

    async def close(self) -> None:
        """Close the connections."""
        await self._post.close()

    async def _carry(self, organisation: str) -> None:
        """Carry a lane's deliveries one after the other until it is empty or has to wait."""
        try:
            while not self._stopping and (delivery := await self._first(organisation)):
                if not await self._deliver(delivery):
                    return
        except Exception as fault:
            log.error("webhook_lane_failed", organisation=organisation, exc_info=fault)
        finally:
            del self._lanes[organisation]

    async def _first(self, organisation: str) -> WebhookDelivery | None:
        now = self._now()
        return await asyncio.to_thread(self._store.read, lambda reader: deliveries.first(reader, organisation, now))

    async def _deliver(self, delivery: WebhookDelivery) -> bool:
        """Try one delivery and mark its row; False when its lane has to wait."""
        async with self._slots:
            answer = await self._try(delivery)
        now = self._now()
        due = now + timedelta(seconds=_wait(delivery.attempts, answer, now))
        if answer.is_taken:
            await self._mark(lambda tx: deliveries.mark_sent(tx, delivery.seq, answer.status or 0, now))
            return True
        if answer.is_gone or due >= delivery.until:
            await self._mark(lambda tx: _give_up(tx, delivery, answer, now))
            return True
        await self._mark(lambda tx: deliveries.put_off(tx, delivery.seq, due, answer.status, answer.error))
        return False

    async def _try(self, delivery: WebhookDelivery) -> PostResult:
        url = self._url_of(delivery.organisation)
        if url is None:
            return PostResult(error=NO_WEBHOOK)
        body = delivery.body.encode()
        headers = {
            "Content-Type": "application/json",
            "Accept-Encoding": "identity",
            "User-Agent": "Spot",
            "Spot-Event": delivery.kind,
        }
        signed = sign(self._secrets_of(delivery.organisation), delivery.id, body, self._now())
        return await self._post.send(url, headers | signed, body)

    async def _mark(self, work: Callable[[Transaction], None]) -> None:
        """Write down what happened to a row, however long the store needs: what was taken must not be sent again."""
        while True:
            try:
                return await self._store.transaction(work)
            except StoreUnavailable:
                await asyncio.sleep(PAUSE)

    async def _finish(self) -> None:
        """Let what is under way end, start nothing more, and cut off what takes too long."""
        self._stopping = True
        if self._lanes:
            _, late = await asyncio.wait(self._lanes.values(), timeout=GRACE)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)


def _give_up(tx: Transaction, delivery: WebhookDelivery, answer: PostResult, now: datetime) -> None:
    log.warning(
        "webhook_delivery_abandoned", delivery=delivery.id, organisation=delivery.organisation, reason=answer.error
    )
    deliveries.mark_dead(tx, delivery.seq, now, answer.status, answer.error)
    audit.note(tx, Deed("spot", "webhook.give-up", delivery.id, detail={"organisation": delivery.organisation}), now)


def _wait(attempts: int, answer: PostResult, now: datetime) -> float:
    """Return the seconds until the next try: doubling, never less than the receiver asked for, a little apart."""
    own = min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(attempts, 20))
    asked = seconds_of(answer.retry_after, now, LONGEST_ASKED) or 0.0
    return max(own, asked) * random.uniform(1.0, APART)  # noqa: S311 - no secret
