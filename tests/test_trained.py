"""What all tests share of the training is what training gives, and no test that patches the training adds to it."""

from knowledge.base import KnowledgeBase
from knowledge.matching import prepared
from knowledge.matching.training.artifact_cache import ArtifactCache
from knowledge.matching.training.trainer import LocalTrainer
from knowledge.matching.view import ON_THE_SPOT
from tests.dialogs.conftest import FOLDER
from tests.trained import FOLDER as SHARED


def test_what_is_shared_answers_as_what_is_trained_alone():
    shared, alone = (
        KnowledgeBase.open(FOLDER),
        KnowledgeBase.open(FOLDER, trainer=LocalTrainer(ArtifactCache(None, print))),
    )
    audience = shared.directory.stranger("", "anybody").audience
    asked = [entry.question for entry in shared.entries]
    assert [shared.view(audience).ask(each) for each in asked] == [alone.view(audience).ask(each) for each in asked]


def test_what_is_trained_is_shared():
    assert ON_THE_SPOT._kept._folder == SHARED


def test_a_patch_of_the_knowledge_room_shares_nothing(monkeypatch):
    monkeypatch.setattr(prepared, "CLASSIFIED", 3)
    assert ON_THE_SPOT._kept._folder is None
    monkeypatch.undo()
    assert ON_THE_SPOT._kept._folder == SHARED


def test_a_patch_of_a_name_shares_nothing(monkeypatch):
    monkeypatch.setattr("knowledge.matching.prepared.CLASSIFIED", 3)
    assert ON_THE_SPOT._kept._folder is None


def test_a_patch_of_another_room_shares(monkeypatch):
    monkeypatch.setattr("bot.channel.adapter.PATIENCE", 60.0)
    assert ON_THE_SPOT._kept._folder == SHARED
