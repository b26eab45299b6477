"""Learning beside the server: a save goes live by what was learned before, the child's lessons follow, its death stops
nothing.
"""

import asyncio
import os
import signal
from datetime import date

import pytest
from structlog.testing import capture_logs

from bot.live.current_knowledge import CurrentKnowledge
from bot.live.learning.parent import Closed
from bot.live.learning.trainer import ChildTrainer
from knowledge.base import KnowledgeBase
from knowledge.entry import Visibility
from knowledge.matching.training.trained_model import ServedBy
from knowledge.people.audience import Audience

TODAY = date(2026, 3, 2)
DESK = Audience(("desk",), Visibility.CUSTOMER)
KEYS = "entries:\n" + "".join(
    f"  - {{question: Where is the {thing}?, also: [I lost the {thing}], answer: Under the mat., id: {thing}}}\n"
    for thing in ("key", "lamp", "cat", "ladder", "bicycle")
)
MORE = "  - {question: Where is the umbrella?, answer: Behind the door., id: umbrella}\n"


@pytest.fixture
def content(tmp_path):
    (tmp_path / "content" / "desk").mkdir(parents=True)
    (tmp_path / "content" / "desk" / "faq.yaml").write_text(KEYS)
    return tmp_path / "content"


@pytest.fixture
def trainer(tmp_path):
    trainer = ChildTrainer(tmp_path / "learned")
    yield trainer
    trainer.close()


def save(content, text):
    (content / "desk" / "faq.yaml").write_text(text)


def answers(view, question="I have lost my umbrella"):
    return view.ask(question).as_dict()


def test_what_the_child_learned_is_what_is_learned_in_place(content, trainer, tmp_path):
    from_child = KnowledgeBase.open(content, trainer=trainer).view(DESK)
    in_place = KnowledgeBase.open(content).view(DESK)
    assert answers(from_child, "the cat is lost") == answers(in_place, "the cat is lost")
    assert [path.suffix for path in (tmp_path / "learned").iterdir()] == [".learned"]


def test_what_was_learned_once_is_not_learned_again(content, trainer, tmp_path):
    KnowledgeBase.open(content, trainer=trainer).view(DESK)
    again = ChildTrainer(tmp_path / "learned")
    KnowledgeBase.open(content, trainer=again).view(DESK)
    assert again.child.process_id is None


def test_a_line_that_moved_teaches_nothing_new(content, trainer, tmp_path):
    KnowledgeBase.open(content, trainer=trainer).view(DESK)
    again = ChildTrainer(tmp_path / "learned")
    save(content, "# moved\n\n" + KEYS)
    KnowledgeBase.open(content, trainer=again).view(DESK)
    assert again.child.process_id is None


def test_a_save_is_answered_by_what_was_learned_before_until_its_lessons_are_there(content, trainer):
    before = KnowledgeBase.open(content, trainer=trainer)
    old = before.view(DESK)
    save(content, KEYS + MORE)
    after = KnowledgeBase.open(content, before)
    quick = after.view(DESK)
    assert after.untrained == (DESK,)
    assert quick.ask("Where is the umbrella?").best.entry.id == "umbrella"
    assert quick.weights == old.weights
    after.train(DESK)
    assert after.untrained == ()
    assert answers(after.view(DESK)) == answers(KnowledgeBase.open(content).view(DESK))


def test_what_is_asked_before_the_first_lessons_is_answered_as_shipped_and_then_as_everywhere(content, trainer):
    base = KnowledgeBase.open(content, trainer=trainer)
    quick = base.view_within(DESK, 0)
    assert quick.served_by is ServedBy.SHIPPED
    assert quick.ask("Where is the cat?").best.entry.id == "cat"
    assert base.untrained == (DESK,)
    taught = base.view_within(DESK, 60)
    assert taught.served_by is ServedBy.TRAINED
    assert answers(taught, "the cat is lost") == answers(KnowledgeBase.open(content).view(DESK), "the cat is lost")


def test_an_audience_that_sees_no_change_is_not_taught_again(content, trainer):
    (content / "other").mkdir()
    (content / "other" / "faq.yaml").write_text(KEYS)
    before = KnowledgeBase.open(content, trainer=trainer)
    other = Audience(("other",), Visibility.CUSTOMER)
    views = {audience: before.view(audience) for audience in (DESK, other)}
    save(content, KEYS + MORE)
    after = KnowledgeBase.open(content, before)
    assert after.view(other) is views[other]
    assert after.view(DESK) is not views[DESK]
    assert after.untrained == (DESK,)


def test_the_childs_death_is_said_once_and_the_server_learns_by_itself(content, trainer, monkeypatch):
    before = KnowledgeBase.open(content, trainer=trainer)
    before.view(DESK)
    monkeypatch.setattr("bot.live.learning.parent.Child._started", started_dead(trainer.child))
    with capture_logs() as told:
        for more in (MORE, MORE + MORE.replace("umbrella", "hat")):
            save(content, KEYS + more)
            before = KnowledgeBase.open(content, before)
            before.view(DESK)
            before.train(DESK)
    assert len([each for each in told if "learning child ended" in each.get("why", "")]) == 1
    assert answers(before.view(DESK)) == answers(KnowledgeBase.open(content).view(DESK))


def started_dead(child):
    """Return a start after which the process is killed before it reads anything."""
    started = type(child)._started

    def start(self):
        process = started(self)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        return process

    return start


def test_a_folder_that_cannot_be_written_stops_nothing(content, tmp_path):
    (tmp_path / "taken").write_text("no folder")
    trainer = ChildTrainer(tmp_path / "taken" / "learned")
    with capture_logs() as told:
        view = KnowledgeBase.open(content, trainer=trainer).view(DESK)
    trainer.close()
    assert answers(view) == answers(KnowledgeBase.open(content).view(DESK))
    assert len([each for each in told if "cannot be kept" in each.get("why", "")]) == 1


def test_the_child_ends_with_the_server(content, trainer):
    KnowledgeBase.open(content, trainer=trainer).view(DESK)
    process = trainer.child._process
    process.stdin.close()
    assert process.wait(timeout=10) == 0


def test_nothing_is_learned_any_more_once_the_server_ends(content, trainer):
    trainer.close()
    with pytest.raises(Closed):
        KnowledgeBase.open(content, trainer=trainer).view(DESK)


async def test_a_reload_puts_the_quick_views_in_force_and_the_lessons_follow(content, trainer):
    shelf = await CurrentKnowledge.open(content, lambda: TODAY, trainer=trainer)
    await asyncio.to_thread(shelf.base.view, DESK)
    teaching = asyncio.create_task(shelf.teach())
    save(content, KEYS + MORE)
    await shelf.reload()
    assert "umbrella" in {entry.id for entry in shelf.base.entries}
    await asyncio.to_thread(shelf.base.view, DESK)
    shelf._changed.set()
    for _ in range(400):
        if not shelf.base.untrained:
            break
        await asyncio.sleep(0.05)
    assert shelf.base.untrained == ()
    teaching.cancel()
    await asyncio.wait([teaching])
