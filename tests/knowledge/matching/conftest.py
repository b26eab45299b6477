"""The sample content, learned once for all tests that ask it."""

from datetime import date

import pytest

from knowledge.base import KnowledgeBase
from knowledge.evaluation.labelled import audience_of

DAY = date(2026, 11, 24)
"""The day on which the sample directory's agreements are looked at."""


@pytest.fixture(scope="session")
def sample(root):
    """Return the knowledge base of the sample content."""
    return KnowledgeBase.open(root / "knowledge" / "content")


@pytest.fixture(scope="session")
def labelled(sample):
    """Return every labelled question of the sample content with the view that its asker is answered from."""
    return [(asked, sample.view(audience_of(sample, asked, DAY))) for asked in sample.asked]
