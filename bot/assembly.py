"""Everything that serves, built once and handed to each other: the only place that knows all the parts."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Self

import aiohttp
from aiohttp import web

from bot import reading, secret
from bot.casework import Casework
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
from bot.reload import Shelf
from bot.settings import Settings
from bot.store.sqlite import SqliteStore
from bot.web import application as web_application
from bot.webchat import tokens as webchat_tokens
from bot.webchat.access import Access
from bot.webchat.directline import DirectLineApi
from bot.webchat.page import ChatPage
from bot.webchat.why import Why
from dialogs.conversation import conversation
from knowledge.base import KnowledgeBase

BOT_FRAMEWORK_CHANNELS = ("msteams", "emulator")
DIRECT_LINE_CHANNELS = ("webchat", "directline")


def utc_now() -> datetime:
    """Give the time: the one clock that everything here is handed."""
    return datetime.now(UTC)


def policy_of(settings: Settings) -> GatePolicy:
    """Give what the gate goes by."""
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
    store: SqliteStore
    shelf: Shelf
    session: aiohttp.ClientSession
    sender: Sender
    endpoint: Endpoint
    directline: DirectLineApi
    chat: ChatPage
    console: Console
    health: Health

    @classmethod
    async def open(cls, settings: Settings, url: str) -> Self:
        """Open the store, load the knowledge, and build what serves; raises what the one line at the start says."""
        signing = await asyncio.to_thread(secret.read, settings.data, settings.secret)
        shelf = await Shelf.open(settings.knowledge, lambda: utc_now().date())
        store = await asyncio.to_thread(SqliteStore.open, settings.database)
        return cls.build(settings, url, store, shelf, signing)

    @classmethod
    def build(cls, settings: Settings, url: str, store: SqliteStore, shelf: Shelf, signing: bytes) -> Self:
        """Build everything over an open store and loaded knowledge; call it on the event loop."""

        def knowledge() -> KnowledgeBase:
            return shelf.base

        policy = policy_of(settings)
        session = aiohttp.ClientSession()
        identity = Identity(session, policy.token_url, (settings.app_id, settings.app_secret))
        channels: dict[str, Channel] = dict.fromkeys(BOT_FRAMEWORK_CHANNELS, BotFramework(session, identity, policy))
        sender = Sender(store, channels, utc_now)
        adapter = SpotAdapter(store, knowledge, SpotHandler(conversation, reading.ports(store)), sender, utc_now)
        access = Access(webchat_tokens.Tokens(signing, utc_now), knowledge, utc_now)
        directline = DirectLineApi(store, adapter.process, access, utc_now)
        channels |= dict.fromkeys(DIRECT_LINE_CHANNELS, directline.channel)
        tokens = Tokens(settings.app_id, Keys(session, policy.openid_url))
        return cls(
            settings=settings,
            url=url,
            store=store,
            shelf=shelf,
            session=session,
            sender=sender,
            endpoint=Endpoint(policy, tokens, adapter.process, sender),
            directline=directline,
            chat=ChatPage(directline, access, Why(store, utc_now), knowledge, utc_now),
            console=Console(store, Casework(store, utc_now), knowledge, utc_now, signing),
            health=Health(store, knowledge, utc_now),
        )

    @property
    def serves_chat(self) -> bool:
        """Say whether the chat page and Direct Line are open: always without an app id, else when set."""
        return bool(set(DIRECT_LINE_CHANNELS) & set(self.settings.channels))

    def today(self) -> date:
        """Give the day."""
        return utc_now().date()

    def application(self) -> web.Application:
        """Give the web application, with the tasks that live as long as it does."""
        return web_application(self)

    async def close(self) -> None:
        """Close the session and the store, in this order."""
        await self.session.close()
        await asyncio.to_thread(self.store.close)
