"""The shelf: what is saved goes live whole, and nobody who asks meanwhile waits for it."""

import asyncio
from datetime import UTC, date, datetime

import pytest
from structlog.testing import capture_logs

from bot import logging as spot_logging
from bot.live.current_knowledge import MOST_NAMED, CurrentKnowledge, _learn
from bot.live.judgements import Judging
from bot.store.knowledge import judgements
from bot.store.knowledge.judgements import LeadJudgement, Says
from bot.store.sqlite import writing
from knowledge.base import KnowledgeBase
from knowledge.entry import Visibility
from knowledge.judgement import Judged, Judgement
from knowledge.people.audience import Audience

TODAY = date(2026, 3, 2)
GUESTS = Audience(("desk", "vendor"), Visibility.CUSTOMER)


class Watched(CurrentKnowledge):
    """Notes what was in force while a new knowledge base was learned."""

    async def _learned(self, base):
        await super()._learned(base)
        self.meanwhile = self.base


@pytest.fixture
async def shelf(tmp_path):
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / "faq.yaml").write_text("entries:\n  - {question: Where is the key?, answer: Under the mat.}\n")
    return Watched(tmp_path, KnowledgeBase.open(tmp_path), lambda: TODAY)


async def test_the_old_knowledge_answers_until_the_new_has_learned(shelf, tmp_path):
    before = shelf.base
    faq = tmp_path / "desk" / "faq.yaml"
    faq.write_text(faq.read_text() + "  - {question: Where is the lamp?, answer: On the desk.}\n")
    await shelf.reload()
    assert shelf.meanwhile is before
    assert shelf.base is not before
    audiences = {asker.audience for asker in shelf.base.directory.everybody(TODAY)}
    assert audiences == set(shelf.base.learned)


async def test_a_problem_is_named_once_and_not_at_every_save(shelf, tmp_path):
    faq = tmp_path / "desk" / "faq.yaml"
    with capture_logs() as told:
        faq.write_text(faq.read_text() + "  - {question: Where is the lamp?}\n")
        await shelf.reload()
        (tmp_path / "desk" / "more.yaml").write_text("entries:\n  - {question: Where is the cat?, answer: Asleep.}\n")
        await shelf.reload()
    assert [each["event"] for each in told].count("knowledge_problem_found") == 1
    assert (told[-1]["event"], told[-1]["problems"]) == ("knowledge_loaded", 1)


async def test_a_folder_full_of_problems_does_not_flood_the_log(shelf, tmp_path):
    bad = "entries:\n" + "  - {question: Where is it?, answer: Here., wrong: 1}\n" * (3 * MOST_NAMED)
    (tmp_path / "desk" / "bad.yaml").write_text(bad)
    with capture_logs() as told:
        await shelf.reload()
    assert [each["event"] for each in told].count("knowledge_problem_found") == MOST_NAMED
    assert told[-1]["more"] == len(shelf.base.problems) - MOST_NAMED


def test_a_problem_reads_as_one_sentence_at_a_terminal():
    problem = {"where": "desk/faq.yaml:3", "what": "no answer", "remedy": "write one", "code": "KB1"}
    said = spot_logging.problem_as_sentence(None, "warning", {"event": "knowledge_problem_found", **problem})
    assert said == {"event": "desk/faq.yaml:3: no answer: write one", "code": "KB1"}


async def becomes(seen):
    """Wait until it is so."""
    for _ in range(200):
        if seen():
            return
        await asyncio.sleep(0.05)
    raise AssertionError("it did not happen in time")


async def known(shelf, entry):
    """Wait until the entry is in force."""
    await becomes(lambda: entry in {each.id for each in shelf.base.entries})


async def test_what_was_saved_before_the_watch_began_goes_live_too(shelf, tmp_path):
    (tmp_path / "desk" / "more.yaml").write_text("entries:\n  - {question: Where is the cat?, answer: Asleep.}\n")
    watching = asyncio.create_task(shelf.watch())
    await known(shelf, "where-is-the-cat")
    watching.cancel()
    await asyncio.wait([watching])


async def test_another_folder_in_the_place_of_the_first_is_read_and_watched(tmp_path):
    content = tmp_path / "content"
    (content / "desk").mkdir(parents=True)
    shelf = CurrentKnowledge(content, KnowledgeBase.open(content), lambda: TODAY)
    watching = asyncio.create_task(shelf.watch())
    await asyncio.sleep(0.1)
    with capture_logs() as told:
        content.rename(tmp_path / "away")
        await becomes(lambda: told and told[-1]["event"] == "content_folder_lost")
    (tmp_path / "new" / "desk").mkdir(parents=True)
    (tmp_path / "new" / "desk" / "faq.yaml").write_text("entries: [{question: Key?, answer: Here., id: key}]\n")
    (tmp_path / "new").rename(content)
    await known(shelf, "key")
    await asyncio.sleep(0.1)
    (content / "desk" / "more.yaml").write_text("entries: [{question: Lamp?, answer: Here., id: lamp}]\n")
    await known(shelf, "lamp")
    watching.cancel()


async def test_a_folder_that_is_empty_all_at_once_is_a_drive_that_is_not_there(shelf, tmp_path):
    watching = asyncio.create_task(shelf.watch())
    await asyncio.sleep(0.1)
    away = (tmp_path / "desk" / "faq.yaml").read_text()
    with capture_logs() as told:
        (tmp_path / "desk" / "faq.yaml").unlink()
        (tmp_path / "desk").rmdir()
        await becomes(lambda: shelf.is_gone)
    assert told[-1]["event"] == "content_folder_lost"
    assert [each.id for each in shelf.base.entries] == ["where-is-the-key"]
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / "faq.yaml").write_text(away.replace("key", "lamp"))
    await known(shelf, "where-is-the-lamp")
    assert not shelf.is_gone
    watching.cancel()


async def test_a_folder_swapped_for_another_at_once_is_watched_on(tmp_path):
    content, new = tmp_path / "content", tmp_path / "new"
    for folder in (content, new):
        (folder / "desk").mkdir(parents=True)
    shelf = CurrentKnowledge(content, KnowledgeBase.open(content), lambda: TODAY)
    watching = asyncio.create_task(shelf.watch())
    await asyncio.sleep(0.1)
    content.rename(tmp_path / "old")
    new.rename(content)
    await asyncio.sleep(0.1)
    (content / "desk" / "faq.yaml").write_text("entries: [{question: Key?, answer: Here., id: key}]\n")
    await known(shelf, "key")
    await asyncio.sleep(0.1)
    (content / "desk" / "more.yaml").write_text("entries: [{question: Lamp?, answer: Here., id: lamp}]\n")
    await known(shelf, "lamp")
    watching.cancel()


ASKED = [f"where {verb} the {thing} key" for verb in ("is", "was", "lies", "hangs") for thing in range(20)]


async def test_what_is_judged_is_taken_up_and_audiences_it_does_not_concern_keep_their_views(shelf):
    await shelf.warm()
    before = shelf.base
    concerned, *others = sorted(before.learned, key=lambda audience: audience.visibility.rank, reverse=True)
    named = tuple(entry.name for entry in before.entries)
    await shelf.rejudge(Judged(tuple(Judgement(text, concerned, right=named) for text in ASKED)))
    assert shelf.base.view(concerned).ask("where hangs the key").kind == "judged"
    assert others
    assert all(shelf.base.view(audience) is before.view(audience) for audience in others)


async def test_what_is_judged_need_not_wait_until_every_view_is_learned(shelf, monkeypatch):
    learned = []

    def noted(base, audiences, enough):
        learned.extend(audiences)
        _learn(base, audiences, enough)

    monkeypatch.setattr("bot.live.current_knowledge._learn", noted)
    warming = asyncio.create_task(shelf.warm())
    await asyncio.sleep(0)
    await shelf.rejudge(Judged(target=0.95))
    assert len({*learned}) < len({asker.audience for asker in shelf.base.directory.everybody(TODAY)})
    await warming
    assert {view.judged.target for view in shelf.base.learned.values()} == {0.95}


async def test_a_save_keeps_what_was_judged(shelf, tmp_path):
    await shelf.rejudge(Judged(target=0.95))
    (tmp_path / "desk" / "more.yaml").write_text("entries:\n  - {question: Where is the cat?, answer: Asleep.}\n")
    await shelf.reload()
    assert shelf.base.judged.target == 0.95


async def test_a_judgement_from_another_process_reaches_the_shelf(shelf, store, database, monkeypatch):
    watching = Judging(store, shelf, 0.9)
    await watching.look()
    monkeypatch.setattr("bot.live.judgements.LOOK", 0.05)
    task = asyncio.create_task(watching.run())
    said = LeadJudgement("where is it", GUESTS, Says.GAP, (), "lead/ada", datetime(2026, 3, 2, tzinfo=UTC))
    with capture_logs() as told:
        with writing(database) as beside:
            beside.transact(lambda tx: judgements.add(tx, said))
        await becomes(lambda: shelf.base.judged.judgements)
    task.cancel()
    assert [(each["event"], each["judgements"]) for each in told] == [("judgements_loaded", 1)]
    assert "where is it" not in str(told)


async def test_a_commit_changes_no_file_and_is_noticed(shelf, tmp_path, monkeypatch):
    monkeypatch.setattr("bot.live.current_knowledge.LOOK_FOR_COMMITS", 0.05)
    before = shelf.base.view(GUESTS)
    looking = asyncio.create_task(shelf.look_for_commits())
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "HEAD").write_text("0123456789abcdef0123456789abcdef01234567\n")
    await becomes(lambda: shelf.base.loaded.commits.of("desk/faq.yaml").startswith("0123456789"))
    assert shelf.base.view(GUESTS) is before
    looking.cancel()
