"""How a command opens a knowledge base: as Spot would answer from it where it runs."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.commands.inputs.deployment import Deployment
from knowledge.judgement import Judged

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase
    from knowledge.matching.encoder.semantic_extra import SemanticExtra


@dataclass(frozen=True, slots=True)
class MatchingOptions:
    """What matching needs beside the folder: the judgements, the extra, where what was learned is kept."""

    judged: Judged
    extra: "SemanticExtra | None" = None
    learned: Path | None = None

    def open(self, folder: Path) -> "KnowledgeBase":
        """Return the folder's knowledge base; raise FolderMissing."""
        from knowledge.base import KnowledgeBase
        from knowledge.matching.training.trainer import command_trainer

        return KnowledgeBase.open(folder, judged=self.judged, extra=self.extra, trainer=command_trainer(self.learned))


def opening(known: Deployment) -> MatchingOptions:
    """Return what matching needs to answer as Spot does where it runs."""
    return MatchingOptions(known.judged(), known.extra(), known.learned)
