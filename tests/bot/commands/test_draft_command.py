"""The commands for drafts: what waits, and one step that settles it."""

import json
from datetime import UTC, datetime

import pytest

from bot.commands.draft import accept, drop
from bot.commands.draft import list as listing
from bot.store.desk import cases
from bot.store.knowledge import drafts
from knowledge.improve.drafting import from_cases
from knowledge.load import load
from tests.bot.support.stored import NOW, asker
from tests.knowledge.improve.drafting.test_answered import CASE

NAME = "harbor/how-do-i-change-the-tax-number-on-my-invoice"


@pytest.fixture
def folder(tmp_path):
    content = tmp_path / "content"
    for name in ("harbor", "vendor"):
        (content / name).mkdir(parents=True)
    (content / "harbor" / "mail.md").write_text("# How do I reset my password?\n\nCall the desk.\n")
    from_cases.place(content, load(content), "harbor", CASE, datetime(2030, 1, 1, tzinfo=UTC))
    return content


def test_what_waits_is_listed_with_where_it_came_from(folder, tmp_path, capsys):
    assert listing.run(folder, tmp_path / "none.sqlite", "text") == 0
    shown = capsys.readouterr().out
    assert NAME in shown
    assert "C-1042, answered by Mara Stern of Harbour IT" in shown
    assert listing.run(folder, tmp_path / "none.sqlite", "json") == 0
    [told] = json.loads(capsys.readouterr().out)["drafts"]
    assert (told["entry"], told["file"], told["visibility"]) == (NAME, "harbor/from-cases.yaml", "customer")


async def test_what_is_not_written_yet_is_listed_with_the_reason(folder, store, database, capsys):
    from bot.desk.verbs import first_leg
    from tests.bot.support.stored import request

    def work(tx):
        cases.add(tx, first_leg.open(request(person=asker()), 1001, NOW))
        drafts.expect(tx, 1001, NOW)
        drafts.hold_up(tx, 1001, "harbor/from-cases.yaml: it cannot be written", NOW)

    await store.transaction(work)
    assert listing.run(folder, database, "text") == 0
    assert "C-1001 is not written yet: harbor/from-cases.yaml: it cannot be written" in capsys.readouterr().out


@pytest.mark.parametrize(("run", "status"), [(accept.run, "published"), (drop.run, "retired")])
def test_one_step_settles_it_and_says_where(folder, capsys, run, status):
    assert run(folder, NAME) == 0
    assert f"harbor/from-cases.yaml:3: {NAME} is {status}" in capsys.readouterr().out
    [entry] = [each for each in load(folder).entries if each.name == NAME]
    assert entry.status == status
    assert run(folder, NAME) == 1
    assert "only a draft" in capsys.readouterr().err


def test_a_name_that_is_none_is_told_with_what_comes_near(folder, capsys):
    assert accept.run(folder, NAME[:-2]) == 1
    assert f"did you mean {NAME}" in capsys.readouterr().err
    assert accept.run(folder / "none", NAME) == 2
