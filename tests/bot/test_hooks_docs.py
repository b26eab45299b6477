"""docs/webhooks.md: the receiver that it shows takes what the courier really sends, once, and nothing else."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp.test_utils import TestServer

from bot.hooks import receivers
from bot.hooks.courier import Courier
from bot.hooks.post import Post
from bot.hooks.reach import Reach
from bot.hooks.signature import secret_of
from bot.store import deliveries
from bot.store.columns import stamp
from knowledge.load import load
from knowledge.people.organisation import Format, Webhook

PAGE = Path(__file__).resolve().parents[2] / "docs" / "webhooks.md"
SIGNING = b"what only the server knows"


@pytest.fixture
def shown():
    """Give the names of the program on the page."""
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
    post = Post(Reach(local=True))

    def now():
        return datetime.now(UTC)

    courier = Courier(store, post, lambda _: str(server.make_url("/spot")), lambda id: secret_of(SIGNING, id), now)
    id, forged = await store.transaction(
        lambda tx: [
            deliveries.deliver(tx, each, "case.escalated", {"n": 1}, now()) for each in ("northwind", "harbour")
        ]
    )
    for _ in range(2):
        await courier.round()
        await courier.settle()
        await store.transaction(
            lambda tx: tx.execute("update deliveries set state = 'due', due = :now", {"now": stamp(now())})
        )
    await courier.close()
    assert shown["TAKEN"] == {id: {"n": 1, "id": id}}
    found = await store.transaction(lambda tx: deliveries.find(tx, forged))
    assert found.status == 401


@pytest.mark.parametrize("written", ["", "t=1", "v1=", "t=x,v1=y", "=,=", "t=1,v1=é", "t=\udcff,v1=\udcff"])
def test_its_check_refuses_whatever_is_no_signature(shown, written):
    assert shown["is_genuine"]("secret", written, b"{}") is False


def test_the_directory_reads_the_webhooks_as_the_page_writes_them(tmp_path):
    whole, part = re.findall(r"```yaml\n(.*?)```", PAGE.read_text("utf-8"), re.S)
    assert webhook_in(tmp_path / "1", whole) == Webhook("https://portal.northwind.example/spot")
    written = re.sub(r"webhook: .*", part.strip(), whole)
    assert webhook_in(tmp_path / "2", written) == Webhook("https://hub.northwind.example/spot", Format.HANDOFF)


def webhook_in(folder, text):
    (folder / "directory").mkdir(parents=True)
    (folder / "directory" / "vendor.yaml").write_text(text, encoding="utf-8")
    loaded = load(folder)
    assert [each for each in loaded.problems if each.level == "error"] == []
    return receivers.webhook_of(loaded.directory, "northwind")


def test_the_page_tells_the_waits_as_they_are():
    from bot.hooks import courier, post, signature

    page = PAGE.read_text("utf-8")
    assert f"after {courier.FIRST_WAIT:g} seconds" in page
    assert f"up to {courier.LONGEST_WAIT / 60:g} minutes" in page
    assert f"within {post.TIMEOUT:g} seconds" in page
    assert signature.TOLERANCE.total_seconds() == 300
    assert deliveries.TRIED_FOR.days == 3
