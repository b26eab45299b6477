"""Notices over HTTP: what the caller, their team and their product groups were told, and that they have read it."""

import asyncio
from collections.abc import Callable, Iterator

from bot.api.operations import Call, Operation
from bot.api.resources import notice_shapes as shapes
from bot.api.scopes import Scope
from bot.casework.people import actor_of
from bot.desk import recipients
from bot.desk.actor import Actor, Side
from bot.desk.case import number_in, written
from bot.desk.recipients import Recipient
from bot.store.desk import cases, notices
from bot.store.desk.notices import Notice
from bot.store.edges.idempotency import FirstAnswer
from bot.store.engine.store import Reader, Store, Transaction
from knowledge.people.directory import Directory


class NoticeOperations:
    """The operations on notices."""

    def __init__(self, store: Store, directory: Callable[[], Directory]) -> None:
        self._store = store
        self._directory = directory

    def operations(self) -> Iterator[Operation]:
        yield Operation(
            "GET", "/notices", "listNotices", "List the notices to you and your team, newest first.",
            Scope.CASES_READ, self.page, shapes.NoticePage, query=shapes.NoticesWanted,
        )  # fmt: skip
        yield Operation(
            "POST", "/notices/read", "readNotices", "Mark the notices of one case, or all, as read.",
            Scope.CASES_WRITE, self.read, shapes.Unread, body=shapes.Reading,
        )  # fmt: skip

    async def page(self, call: Call) -> FirstAnswer:
        """List what the caller was told."""
        actor = self._actor(call)

        def look(reader: Reader) -> str:
            found = _told(reader, actor, unread=call.query.unread, limit=call.query.limit)
            return shapes.NoticePage(notices=[_shown(each) for each in found]).model_dump_json()

        return FirstAnswer(200, await asyncio.to_thread(self._store.read, look))

    async def read(self, call: Call) -> FirstAnswer:
        """Note that the caller has read what they were told."""
        actor, number = self._actor(call), number_in(call.body.case) if call.body.case else None

        def work(tx: Transaction) -> int:
            if call.body.case is None or (number and cases.seen(tx, number, actor)):
                notices.read(tx, addresses(actor), call.at, number)
            return len(_told(tx, actor, unread=True, limit=shapes.MOST_ON_A_PAGE))

        return FirstAnswer(200, shapes.Unread(unread=await self._store.transaction(work)).model_dump_json())

    def _actor(self, call: Call) -> Actor:
        return actor_of(call.caller.asker, self._directory(), call.at.date())


def addresses(actor: Actor) -> list[Recipient]:
    """Return as whom somebody is told: themselves, their organisation's team, their product groups."""
    is_of_team = actor.organisation and actor.side is not Side.CUSTOMER and (actor.is_support or actor.sells)
    teams = [actor.organisation] if is_of_team else []
    return [recipients.of_person(actor.person), *(recipients.team(each) for each in (*teams, *sorted(actor.groups)))]


def _told(reader: Reader, actor: Actor, *, unread: bool, limit: int) -> list[Notice]:
    """Return what somebody was told, newest first; of cases that they may not see any more, nothing."""
    found = [notice for to in addresses(actor) for notice in notices.to(reader, to, unread=unread, limit=limit)]
    seen = {number: cases.seen(reader, number, actor) for number in {each.number for each in found if each.number}}
    shown = [each for each in found if each.number is None or seen[each.number]]
    return sorted(shown, key=lambda each: -each.seq)[:limit]


def _shown(notice: Notice) -> shapes.NoticeShape:
    return shapes.NoticeShape(
        seq=notice.seq,
        at=notice.at.isoformat(),
        kind=notice.kind,
        to=notice.to.kind.value,
        case=written(notice.number) if notice.number else None,
        leg=notice.leg,
        about=notice.about,
        read=notice.read.isoformat() if notice.read else None,
        acknowledged=notice.acknowledged.isoformat() if notice.acknowledged else None,
    )
