"""The small knowledge base of the golden conversations, and somebody who talks to Spot about it."""

from pathlib import Path

import pytest

from knowledge.base import KnowledgeBase
from tests.support.in_memory import InMemory

FOLDER = Path(__file__).parents[1] / "conversations" / "knowledge"


@pytest.fixture(scope="session")
def knowledge():
    return KnowledgeBase.open(FOLDER)


@pytest.fixture
def chat(knowledge):
    """Return Tove's conversation."""
    driver = InMemory(knowledge)
    driver.speak_as("dairy/tove")
    return driver


@pytest.fixture
def group(knowledge):
    """Return a group in which Tove speaks."""
    driver = InMemory(knowledge, group=True)
    driver.speak_as("dairy/tove")
    return driver
