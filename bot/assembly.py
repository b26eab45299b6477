"""Everything that serves, built once and handed to each other: the only place that knows all the parts."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Self

import aiohttp
import structlog

from bot import secret
from bot.api.api import Api
from bot.api.assembly import over
from bot.api.callbacks.callers import Callers
from bot.api.callbacks.handoff_status import Callback
from bot.casework import dialog_ports
from bot.casework.casework import Casework
from bot.casework.drafting import Drafting
from bot.casework.problem_detection import Suspecting
from bot.casework.problems import Problems
from bot.casework.timers import Watch
from bot.channel.adapter import SpotAdapter
from bot.channel.botframework import BotFramework
from bot.channel.endpoint import Endpoint
from bot.channel.handler import SpotHandler
from bot.channel.identity import Identity
from bot.channel.port import Channel
from bot.channel.sender import Sender
from bot.console.console import Console
from bot.gate.keys import Keys
from bot.gate.policy import GatePolicy
from bot.gate.token import Tokens
from bot.health import Health
from bot.hooks import receivers
from bot.hooks.destinations import Reach
from bot.hooks.post import Post
from bot.hooks.sender import Courier
from bot.hooks.signature import secrets_of
from bot.live.current_knowledge import Shelf
from bot.live.judgements import Judging
from bot.live.learning.trainer import ChildTeacher
from bot.live.receipts import Receipts
from bot.live.semantic_extra import extra_of
from bot.live.serving import Serving
from bot.settings import Settings
from bot.store.sqlite import SqliteStore
from bot.webchat import tokens as webchat_tokens
from bot.webchat.access import Access
from bot.webchat.channel import Either
from bot.webchat.directline import DirectLineApi
from bot.webchat.page import ChatPage
from bot.webchat.why import Why
from dialogs.conversation import conversation
from knowledge.base import KnowledgeBase

BOT_FRAMEWORK_CHANNELS = ("msteams", "emulator")
DIRECT_LINE_CHANNELS = ("webchat", "directline")


log = structlog.get_logger()

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """Return the time: the one clock that everything here is handed."""
    return datetime.now(UTC)


def policy_of(settings: Settings) -> GatePolicy:
    """Return what the gate goes by."""
    return GatePolicy(
        app_id=settings.app_id,
        channels=frozenset(settings.channels),
        service_hosts=frozenset(settings.service_hosts),
        tenants=frozenset(settings.tenants),
        openid_url=settings.openid_url or "",
        token_url=settings.token_url or "",
    )


@dataclass
class Spot:
    """The running whole; `open` builds it, `close` takes it apart in order."""

    settings: Settings
    url: str
    now: Clock
    store: SqliteStore
    trainer: ChildTeacher
    shelf: Shelf
    judging: Judging
    receipts: Receipts
    drafting: Drafting
    problems: Problems
    suspecting: Suspecting
    session: aiohttp.ClientSession
    sender: Sender
    courier: Courier
    watch: Watch
    callback: Callback
    endpoint: Endpoint
    directline: DirectLineApi
    chat: ChatPage
    console: Console
    api: Api
    health: Health

    @classmethod
    async def open(cls, settings: Settings, url: str, now: Clock = utc_now) -> Self:
        """Load the knowledge, open the store, and build what serves; what can be wrong raises with one line."""
        signing = await asyncio.to_thread(secret.read, settings.data, settings.secret)
        secrets = partial(secrets_of, secret.with_before(signing, settings.secret_before))
        extra = await asyncio.to_thread(extra_of, settings, log.warning)
        trainer = ChildTeacher(settings.learned)
        serving = Serving(lambda: trainer.child.trouble)
        shelf = await Shelf.open(settings.knowledge, lambda: now().date(), extra, trainer, settings.kept)
        store = await asyncio.to_thread(SqliteStore.open, settings.database)
        judging = Judging(store, shelf, settings.target_precision)
        await judging.look()

        drafting = Drafting(store, shelf, settings.knowledge, now)

        def knowledge() -> KnowledgeBase:
            return shelf.base

        policy = policy_of(settings)
        session = aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())
        connector = BotFramework(
            session, Identity(session, policy.token_url, (policy.app_id, settings.app_secret)), policy
        )
        channels: dict[str, Channel] = dict.fromkeys(BOT_FRAMEWORK_CHANNELS, connector)
        sender = Sender(store, channels, now)
        casework = Casework(store, now, lambda: shelf.base.loaded)
        problems = Problems(store, now, lambda: shelf.base.loaded)
        courier = Courier(
            store,
            Post(Reach(local=not settings.app_id, hosts=frozenset(settings.webhook_hosts))),
            lambda organisation: receivers.url_of(shelf.base.directory, organisation),
            secrets,
            now,
        )
        adapter = SpotAdapter(
            store,
            knowledge,
            SpotHandler(conversation, dialog_ports.ports(store, lambda: shelf.base.loaded.policy), serving),
            sender,
            now,
        )
        access = Access(webchat_tokens.Tokens(signing, now), knowledge, now, public=bool(settings.app_id))
        directline = DirectLineApi(store, adapter.process, access, now)
        channels |= dict.fromkeys(DIRECT_LINE_CHANNELS, Either(directline.channel, connector))
        return cls(
            settings=settings,
            url=url,
            now=now,
            store=store,
            trainer=trainer,
            shelf=shelf,
            judging=judging,
            receipts=Receipts(store, shelf, now),
            drafting=drafting,
            problems=problems,
            suspecting=Suspecting(store, now, lambda: shelf.base.policy.known_issue),
            session=session,
            sender=sender,
            courier=courier,
            watch=Watch(store, lambda: shelf.base.loaded, now),
            callback=Callback(
                casework,
                Callers(
                    store,
                    lambda: shelf.base.directory,
                    secrets,
                    now,
                ),
            ),
            endpoint=Endpoint(policy, Tokens(policy.app_id, Keys(session, policy.openid_url)), adapter.process, sender),
            directline=directline,
            chat=ChatPage(directline, access, Why(store, now), knowledge, now),
            console=Console(
                store,
                casework,
                knowledge,
                now,
                signing,
                is_gone=lambda: shelf.is_gone,
                drafting=drafting,
                problems=problems,
            ),
            api=over(store, lambda: shelf.base.loaded, now, knowledge),
            health=Health(store, shelf, serving, now),
        )

    @property
    def serves_chat(self) -> bool:
        """Return whether the chat page and Direct Line are open: always without an app id, else when set."""
        return bool(set(DIRECT_LINE_CHANNELS) & set(self.settings.channels))

    async def close(self) -> None:
        """End the learning child, close the session and the store, in this order."""
        self.trainer.close()
        await self.courier.close()
        await self.session.close()
        await asyncio.to_thread(self.store.close)
