"""The drafts on the page on knowledge: shown as they would be answered, published or dropped with one button."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.console.console import Console
from bot.store.knowledge import drafts
from knowledge.base import KnowledgeBase
from knowledge.improve.drafting import from_cases
from knowledge.load import load
from tests.knowledge.improve.drafting.test_answered import CASE

NAME = "harbor/is-b-1-less-than-2"


class Files:
    """Publishes and drops in the files alone."""

    def __init__(self, folder):
        self.folder = folder

    async def accept(self, name, actor):
        return from_cases.accept(self.folder, load(self.folder), name)

    async def drop(self, name, actor):
        return from_cases.drop(self.folder, load(self.folder), name)


@pytest.fixture
async def drafted(inside, tmp_path):
    """Yield the room over a folder with one draft in it."""
    folder = tmp_path / "content"
    (folder / "harbor").mkdir(parents=True)
    (folder / "vendor").mkdir()
    (folder / "harbor" / "mail.md").write_text("---\nowner: a\n---\n# How do I reset my password?\n\nCall.\n")
    case = replace(CASE, question="Is <b>1</b> less than 2?", answer="Yes: **1 < 2**")
    from_cases.place(folder, load(folder), "harbor", case, datetime(2030, 1, 1, tzinfo=UTC))
    inside.folder, inside.knowledge = folder, KnowledgeBase.open(folder)
    over = (inside.store, inside.casework, lambda: inside.knowledge, inside.clock, b"secret" * 6, UTC)
    inside.console = Console(*over, drafting=Files(folder))
    main = web.Application()
    main.add_subapp("/console", inside.console.app())
    async with TestClient(TestServer(main)) as inside.client:
        await inside.enter()
        yield inside


async def fields(room, act):
    html = await room.page("/console/knowledge")
    [form] = re.findall(rf'<form method="post" action="/console/knowledge/{act}"[^>]*>(.*?)</form>', html, re.S)
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form))


async def test_a_draft_is_shown_with_its_provenance_and_what_was_written_is_only_text(drafted):
    page = await drafted.page("/console/knowledge")
    assert "C-1042, answered by Mara Stern of Harbour IT, 2026-11-24" in page
    assert "Is &lt;b&gt;1&lt;/b&gt; less than 2?" in page
    assert "seen by customer" in page


@pytest.mark.parametrize(("act", "done"), [("accept", "published"), ("drop", "retired")])
async def test_one_button_settles_it(drafted, act, done):
    form = await fields(drafted, act)
    answer = await drafted.post(f"/console/knowledge/{act}", form)
    assert answer.status == 303
    [entry] = [each for each in load(drafted.folder).entries if each.source]
    assert entry.status == done
    drafted.knowledge = KnowledgeBase.open(drafted.folder)
    page = await drafted.page(answer.headers["Location"])
    assert "No draft is waiting for you." in page
    assert 'role="status"' in page


async def test_a_second_press_says_that_it_is_no_draft_any_more(drafted):
    form = await fields(drafted, "accept")
    await drafted.post("/console/knowledge/accept", form)
    answer = await drafted.post("/console/knowledge/accept", form)
    assert answer.status == 409
    assert "only a draft is accepted or dropped" in await answer.text()


async def test_a_form_of_another_session_changes_nothing(drafted):
    form = await fields(drafted, "accept")
    assert (await drafted.post("/console/knowledge/accept", {**form, "csrf": "x" * 40})).status == 403
    assert [each.status for each in load(drafted.folder).entries if each.source] == ["draft"]


async def test_a_draft_that_is_held_up_says_why(drafted):
    await drafted.talk().asks("is it on?", opens_case=True)

    def work(tx):
        drafts.expect(tx, 1001, drafted.clock())
        drafts.hold_up(tx, 1001, "harbor/from-cases.yaml is being edited", drafted.clock())

    await drafted.store.transaction(work)
    page = await drafted.page("/console/knowledge")
    assert "C-1001 is not written yet:" in page
    assert "harbor/from-cases.yaml is being edited" in page
