"""The server's trainer: what was kept is there at once, the rest a child works out; where that fails, a thread does."""

from collections.abc import Sequence
from pathlib import Path

import structlog

from bot.live.learning.messages import Encode, Task, What, With
from bot.live.learning.parent import Child, ChildDied
from knowledge.entry import Entry
from knowledge.matching.encoder.encoded_phrasings import EncodedPhrasings
from knowledge.matching.encoder.semantic_extra import SemanticExtra
from knowledge.matching.large.index import LargeIndex
from knowledge.matching.prepared import Prepared
from knowledge.matching.query.thesaurus import Thesaurus
from knowledge.matching.training.artifact_cache import ArtifactCache
from knowledge.matching.training.trained_model import TrainedModel
from knowledge.matching.training.trainer import K, LocalTrainer, encoded_key, index_key, load_artifact, model_key

log = structlog.get_logger()


class ChildTrainer:
    """A trainer whose training never holds the event loop."""

    def __init__(self, folder: Path) -> None:
        self._kept = ArtifactCache(folder, self._say)
        self._here = LocalTrainer(self._kept)
        self.child = Child(folder)
        self._said: set[str] = set()

    def index(self, entries: Sequence[Entry], thesaurus: Thesaurus) -> LargeIndex:
        """Return the index of a large view's entries."""
        task = Task(What.INDEX, tuple(entry.name for entry in entries), thesaurus)
        found = self._learned(LargeIndex, index_key(entries, thesaurus), task, entries)
        return found or self._here.index(entries, thesaurus)

    def encoded(self, texts: Sequence[str], extra: SemanticExtra) -> EncodedPhrasings:
        """Return what texts mean; raise EncoderUnusable where the extra breaks."""
        wanted = With.of(extra)
        if wanted is None:
            return self._here.encoded(texts, extra)
        task = Encode(tuple(texts), wanted)
        return self._learned(EncodedPhrasings, encoded_key(texts, extra.name), task, ()) or self._here.encoded(
            texts, extra
        )

    def trained_model(self, prepared: Prepared, at_once: bool) -> TrainedModel | None:
        """Return what is learned; None when it must be given at once and is not known yet."""
        key = model_key(prepared)
        if at_once:
            return load_artifact(TrainedModel, self._kept, key)
        evidence = prepared.evidence
        wanted = With.of(evidence.extra) if evidence.extra else None
        if evidence.extra and wanted is None:
            return self._here.trained_model(prepared)
        names = tuple(entry.name for entry in evidence.entries)
        task = Task(What.LESSONS, names, evidence.thesaurus, prepared.partners, wanted)
        return self._learned(TrainedModel, key, task, evidence.entries) or self._here.trained_model(prepared)

    def close(self) -> None:
        """End the child."""
        self.child.close()

    def _learned(self, kind: type[K], key: str, task: Task | Encode, entries: Sequence[Entry]) -> K | None:
        found = load_artifact(kind, self._kept, key)
        if found is None:
            try:
                for trouble in self.child.learn(task, entries).troubles:
                    self._say(trouble)
            except ChildDied as fault:
                self._say(f"the learning child ended ({fault}): the server learns by itself, and may answer slower")
            found = load_artifact(kind, self._kept, key)
        return found

    def _say(self, what: str) -> None:
        """Log each trouble once."""
        if what not in self._said:
            self._said.add(what)
            log.warning("training_degraded", why=what)
