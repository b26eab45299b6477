"""The extra as it is set, opened or done without; nothing of it is imported where it is not wanted."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.settings import Settings

if TYPE_CHECKING:
    from knowledge.matching.encoder.semantic_extra import SemanticExtra

    pass

FOLDER = "semantic"
"""The part of the data folder that keeps phrasings' vectors."""


def extra_of(settings: Settings, tell: Callable[[str], None]) -> "SemanticExtra | None":
    """Return the extra, or None where it is not set; `tell` is called once with why where it cannot be had."""
    if not settings.semantic:
        return None
    from knowledge.matching.encoder.semantic_extra import opened

    return opened(settings.semantic_model, settings.semantic_vocabulary, settings.data / FOLDER, tell)
