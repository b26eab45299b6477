"""docs/webhooks.md: the receiver that it shows takes what the courier really sends, once, and nothing else."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp.test_utils import TestServer

from bot.hooks import receivers
from bot.hooks.destinations import AllowedDestinations
from bot.hooks.post import Post
from bot.hooks.sender import WebhookSender
from bot.hooks.signature import secret_of, secrets_of, sign
from bot.store.edges import deliveries
from bot.store.engine.columns import stamp
from knowledge.load import load
from knowledge.people.organisation import Webhook, WebhookFormat

PAGE = Path(__file__).resolve().parents[3] / "docs" / "webhooks.md"
SIGNING = b"what only the server knows"


@pytest.fixture
def shown():
    """Return the names of the program on the page."""
    [program] = re.findall(r"<!-- receiver -->\n```python\n(.*?)^```", PAGE.read_text("utf-8"), re.S | re.M)
    names = {"__name__": "receiver"}
    exec(compile(program, str(PAGE), "exec"), names)
    return names


@pytest.fixture
async def server(shown):
    async with TestServer(shown["app"]) as server:
        yield server


async def test_the_receiver_on_the_page_takes_a_delivery_once_and_refuses_what_is_not_signed(
    shown, server, store, monkeypatch
):
    monkeypatch.setenv("SECRET", secret_of(SIGNING, "northwind"))
    post = Post(AllowedDestinations(local=True))

    def now():
        return datetime.now(UTC)

    courier = WebhookSender(
        store, post, lambda _: str(server.make_url("/spot")), lambda id: secrets_of([b"new", SIGNING], id), now
    )
    id, forged = await store.transaction(
        lambda tx: [
            deliveries.deliver(tx, each, "case.escalated", {"n": 1}, now()) for each in ("northwind", "harbour")
        ]
    )
    for _ in range(2):
        await courier.round()
        await courier.drain_lanes()
        await store.transaction(
            lambda tx: tx.execute("update deliveries set state = 'due', due = :now", {"now": stamp(now())})
        )
    await courier.close()
    assert shown["TAKEN"] == {id: {"n": 1, "id": id}}
    found = await store.transaction(lambda tx: deliveries.find(tx, forged))
    assert found.status == 401


SECRET = secret_of(SIGNING, "northwind")
NOW = datetime.now(UTC)
GOOD = sign((SECRET,), "1", b"{}", NOW)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"webhook-id": "1", "webhook-timestamp": GOOD["webhook-timestamp"]},
        GOOD | {"webhook-id": "2"},
        GOOD | {"webhook-timestamp": "x"},
        GOOD | {"webhook-signature": "v1,é v1,\udcff v1 , v2," + GOOD["webhook-signature"][3:]},
        {name: "\udcff" for name in GOOD},
        sign((SECRET,), "1", b"{}", NOW - timedelta(minutes=6)),
    ],
)
def test_its_check_refuses_whatever_is_no_signature(shown, headers):
    assert shown["is_genuine"](SECRET, headers, b"{}") is False


def test_its_check_takes_one_good_signature_of_several(shown):
    good = sign((SECRET,), "1", b"{}", datetime.now(UTC))  # the page's receiver looks at the clock
    several = good | {"webhook-signature": "v1,xyz " + good["webhook-signature"]}
    assert shown["is_genuine"](SECRET, several, b"{}") is True


def test_the_directory_reads_the_webhooks_as_the_page_writes_them(tmp_path):
    whole, part = re.findall(r"```yaml\n(.*?)```", PAGE.read_text("utf-8"), re.S)
    assert webhook_in(tmp_path / "1", whole) == Webhook("https://portal.northwind.example/spot")
    written = re.sub(r"webhook: .*", part.strip(), whole)
    assert webhook_in(tmp_path / "2", written) == Webhook("https://hub.northwind.example/spot", WebhookFormat.HANDOFF)


def webhook_in(folder, text):
    (folder / "directory").mkdir(parents=True)
    (folder / "directory" / "vendor.yaml").write_text(text, encoding="utf-8")
    loaded = load(folder)
    assert [each for each in loaded.problems if each.level == "error"] == []
    return receivers.webhook_of(loaded.directory, "northwind")


def test_the_page_tells_the_waits_as_they_are():
    from bot.hooks import post, signature
    from bot.hooks import sender as courier

    page = PAGE.read_text("utf-8")
    assert f"after {courier.FIRST_WAIT:g} seconds" in page
    assert f"up to {courier.LONGEST_WAIT / 60:g} minutes" in page
    assert f"within {post.TIMEOUT:g} seconds" in page
    assert signature.TOLERANCE.total_seconds() == 300
    assert deliveries.TRIED_FOR.days == 3
