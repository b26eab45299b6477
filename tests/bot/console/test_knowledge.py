"""The page on knowledge: what is live, what is to be mended, what went live last; the overview says when to look."""

import shutil

import pytest

from bot.store.knowledge import receipts
from bot.store.knowledge.receipt import Failed, Labelled, NameSummary, Receipt, receipt
from knowledge.base import KnowledgeBase
from knowledge.changes import Changes
from tests.bot.console.conftest import NOON

KEY = "entries:\n  - {id: key, question: Where is the key?, answer: Under the mat.}\n"


@pytest.fixture
def mended(inside, tmp_path):
    """Yield what saves a small folder and puts it in force, one load after the other."""
    folder = tmp_path / "content"

    def save(text, file="desk/faq.yaml"):
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        before = inside.knowledge if inside.knowledge.loaded.files < 10 else None
        inside.knowledge = KnowledgeBase.open(folder, before)

    yield save
    shutil.rmtree(folder, ignore_errors=True)


async def given(inside, **more):
    """Write a receipt down for what is in force."""
    found = receipt(inside.knowledge.loaded, Changes(**more), NOON)
    await inside.store.transaction(lambda tx: receipts.add(tx, found))


async def test_what_is_live_is_named_with_its_version_and_since_when(inside, mended):
    mended(KEY)
    await given(inside, added=("desk/key",), files=("desk/faq.yaml",))
    page = await inside.page("/console/knowledge")
    assert page.count(inside.knowledge.version) == 2
    assert page.count('datetime="2026-03-04T12:00:00Z"') == 2
    assert "1 added" in page
    assert "no mistakes" in page
    assert "desk/key" in page
    assert "Every file is used as it was last saved." in page


async def test_a_file_that_keeps_an_earlier_version_is_named_with_the_reason_and_the_remedy(inside, mended):
    mended(KEY)
    mended(KEY.replace("answer", "anwser"))
    page = await inside.page("/console/knowledge")
    assert "its last good version is used" in page
    assert "desk/faq.yaml:2" in page
    assert "did you mean answer?" in page
    assert "The last saved version of one file is not used" in await inside.page("/console")


async def test_a_file_that_was_never_good_answers_nothing(inside, mended):
    mended(KEY.replace("answer", "anwser"))
    assert "nothing in it is used" in await inside.page("/console/knowledge")


async def test_the_overview_says_nothing_where_nothing_is_to_be_mended(inside):
    assert "not in use" not in await inside.page("/console")


async def test_what_goes_wrong_newly_is_named_with_what_came_instead(inside):
    failed = Failed("desk/asked.yaml:3", "<b>where</b> is it", ("desk/key",), "desk/lamp")
    told = Receipt(
        NOON, "5p07", "", 1, 1, changed=NameSummary(1, ("desk/key",)), tested=Labelled(9, 8, 0, (failed,), 1)
    )
    await inside.store.transaction(lambda tx: receipts.add(tx, told))
    page = await inside.page("/console/knowledge")
    assert "labelled questions: 8 of 9 as expected" in page
    assert "&lt;b&gt;where&lt;/b&gt; is it" in page
    assert "desk/lamp" in page


async def test_before_the_first_receipt_the_page_is_there_all_the_same(inside):
    assert "Nothing yet." in await inside.page("/console/knowledge")
