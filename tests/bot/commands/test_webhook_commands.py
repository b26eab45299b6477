"""The commands `webhook secret`, `webhook list`, `webhook retry` and `case package`, beside a database that is open."""

import json
from datetime import timedelta

import pytest

from bot.commands.case import package
from bot.commands.webhook import list as listing
from bot.commands.webhook import retry, secret
from bot.hooks.signature import secret_of
from bot.settings import Settings
from bot.store import audit
from bot.store.edges import deliveries
from tests.bot.support.hooked import Desk
from tests.bot.support.stored import NOW

DIRECTORY = """
vendor: {id: northwind, name: Northwind, tenants: [t], people: [{id: noor, name: Noor}]}
partners: [{id: harbour, name: Harbour, tenants: [h]}]
"""


@pytest.fixture
def settings(tmp_path):
    content = tmp_path / "content"
    (content / "directory").mkdir(parents=True)
    (content / "directory" / "all.yaml").write_text(DIRECTORY, encoding="utf-8")
    return Settings(data=tmp_path, knowledge=content, secret="the server's")


@pytest.fixture
async def filled(store):
    """Return a database with a delivery that is dead, one that waits, and one that was taken."""

    def work(tx):
        body = {"case": {"number": "C-1001"}}
        ids = [deliveries.deliver(tx, "northwind", "case.escalated", body, NOW) for _ in range(3)]
        rows = [deliveries.find(tx, id) for id in ids]
        deliveries.mark_sent(tx, rows[0].seq, 204, NOW)
        deliveries.mark_dead(tx, rows[1].seq, NOW, 410, "it answered \x1b[31m410")
        deliveries.put_off(tx, rows[2].seq, NOW + timedelta(minutes=5), None, "no answer in 10 s")
        return ids

    return await store.transaction(work)


def test_the_secret_is_the_one_that_deliveries_are_signed_with(settings, capsys):
    assert secret.run(settings, "northwind") == 0
    printed = capsys.readouterr()
    assert printed.out == secret_of(b"the server's", "northwind") + "\n"
    assert "has no webhook in the directory yet" in printed.err


def test_whoever_is_not_in_the_directory_has_no_secret(settings, capsys):
    assert secret.run(settings, "nortwind") == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "did you mean northwind?" in printed.err


async def test_what_was_not_taken_is_listed_first_with_the_reason(filled, database, capsys):
    assert listing.run(database, "json") == 0
    listed = json.loads(capsys.readouterr().out)
    assert [(each["id"], each["state"], each["case"]) for each in listed] == [
        (filled[2], "due", "C-1001"),
        (filled[1], "dead", "C-1001"),
        (filled[0], "sent", "C-1001"),
    ]
    assert listed[0]["error"] == "no answer in 10 s"
    assert listing.run(database, "text") == 0
    assert "\x1b" not in capsys.readouterr().out


async def test_another_try_is_due_now_under_the_same_id_and_audited(filled, database, store, look, capsys):
    assert retry.run(database, filled[1]) == 0
    row = await look(lambda reader: deliveries.find(reader, filled[1]))
    assert (row.state, row.ended) == ("due", None)
    assert (await look(audit.page))[0].deed.action == "webhook.retry"


async def test_a_delivery_that_there_is_none_of_is_said_to_be_none(filled, database, capsys):
    assert retry.run(database, "nothing") == 1
    assert "webhook list" in capsys.readouterr().err


async def test_a_package_is_shown_before_anything_goes_out(settings, store, capsys):
    desk = Desk(store)
    await desk.opened()
    assert package.run(settings, "C-1001", "text") == 0
    assert "my ovens are cold" in capsys.readouterr().out
    assert package.run(settings, "C-1001", "json") == 0
    assert json.loads(capsys.readouterr().out)["package"] == "spot-escalation/1"
    assert package.run(settings, "C-9", "text") == 1
