"""Every golden conversation, over the pure dialogs and the real knowledge."""

from functools import cache
from pathlib import Path

import pytest

from knowledge.base import KnowledgeBase
from tests.conftest import EVAL_DATA
from tests.support.golden import Golden, goldens, run
from tests.support.in_memory import InMemory

OURS = Path(__file__).parents[1] / "conversations"
SHARED = EVAL_DATA.parent / "conversations"


@cache
def opened(folder: Path) -> KnowledgeBase:
    return KnowledgeBase.open(folder)


@pytest.mark.parametrize("golden", goldens(OURS), ids=lambda golden: golden.name)
def test_our_conversation_goes_as_it_is_written(golden: Golden):
    run(golden, InMemory(opened(OURS / "knowledge")))


@pytest.mark.evaluation
@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared conversations are not here")
@pytest.mark.parametrize("golden", goldens(SHARED), ids=lambda golden: golden.name)
def test_a_shared_conversation_goes_as_it_is_written(golden: Golden):
    run(golden, InMemory(opened(SHARED / "knowledge")))
