"""The trainer of a view: builds its index and its trained model in place, or loads them from the artifact cache."""

import sys
from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from platform import machine
from typing import Protocol, TypeVar

import numpy as np

from knowledge.entry import Entry
from knowledge.identity_cache import once
from knowledge.languages.language import FOLDER
from knowledge.matching.arrays.artifact import Artifact
from knowledge.matching.encoder.encoded_phrasings import EncodedPhrasings, encoded
from knowledge.matching.encoder.semantic_extra import SemanticExtra
from knowledge.matching.large.index import LargeIndex, sizes
from knowledge.matching.large.reader import LargeReader
from knowledge.matching.prepared import Prepared, Preparer
from knowledge.matching.query.thesaurus import Thesaurus
from knowledge.matching.training.artifact_cache import ArtifactCache
from knowledge.matching.training.trained_model import TrainedModel, train

_FOLDER = Path(__file__).parents[1]
_READ = (".py", ".txt", ".npz")


class Storable(Protocol):
    """What can be stored as an artifact."""

    @property
    def artifact(self) -> Artifact:
        """Return it as it is stored."""

    @classmethod
    def from_artifact(cls: type["K"], artifact: Artifact) -> "K":
        """Return what was stored; raise KeyError or ValueError for an artifact of another kind."""


K = TypeVar("K", bound=Storable)


class Trainer(Preparer, Protocol):
    """Provides what takes a view long to compute: its index, its encoded phrasings and its trained model."""

    def trained_model(self, prepared: Prepared, at_once: bool) -> TrainedModel | None:
        """Return the trained model; None when it is needed at once and not trained yet."""


class LocalTrainer:
    """A trainer that works in the calling thread and stores what it makes."""

    def __init__(self, kept: ArtifactCache, reader: LargeReader | None = None) -> None:
        """`reader` remembers what it read; only one thread may use it."""
        self._kept, self._reader = kept, reader

    def index(self, entries: Sequence[Entry], thesaurus: Thesaurus) -> LargeIndex:
        key = index_key(entries, thesaurus)
        found = load_artifact(LargeIndex, self._kept, key)
        if found is None:
            found = LargeIndex.of(entries, thesaurus, self._reader)
            self._kept.put(key, found.artifact)
        return found

    def encoded(self, texts: Sequence[str], extra: SemanticExtra) -> EncodedPhrasings:
        key = encoded_key(texts, extra.name)
        found = load_artifact(EncodedPhrasings, self._kept, key)
        if found is None:
            found = encoded(texts, extra)
            self._kept.put(key, found.artifact)
        return found

    def trained_model(self, prepared: Prepared, at_once: bool = False) -> TrainedModel:
        key = model_key(prepared)
        found = load_artifact(TrainedModel, self._kept, key)
        if found is None:
            found = train(prepared.evidence, prepared.order)
            self._kept.put(key, found.artifact)
        return found


def command_trainer(folder: Path | None) -> LocalTrainer:
    """Return the trainer of a command, which shares the server's artifact folder where there is one."""
    kept = folder if folder and folder.parent.is_dir() else None
    return LocalTrainer(ArtifactCache(kept, lambda what: print(what, file=sys.stderr)))


def load_artifact(kind: type[K], kept: ArtifactCache, key: str) -> K | None:
    """Return what is stored under the key; None for nothing, and for an artifact of another kind."""
    artifact = kept.get(key)
    try:
        return None if artifact is None else kind.from_artifact(artifact)
    except (KeyError, ValueError):
        return None


def index_key(entries: Sequence[Entry], thesaurus: Thesaurus) -> str:
    """Return the key of the index of these entries."""
    return f"index-{_digest(_said(entries, thesaurus), str(sizes(entries)).encode())}"


def encoded_key(texts: Sequence[str], encoder: str) -> str:
    """Return the key of the vectors that this encoder gives these texts."""
    return f"encoded-{_digest(repr((encoder, *texts)).encode('utf-8', 'backslashreplace'))}"


def model_key(prepared: Prepared) -> str:
    """Return the key of the model trained on these entries under this precedence."""
    evidence = prepared.evidence
    preferred = np.asarray((prepared.order.preferred, prepared.order.precedence), dtype=np.int64)
    encoder = evidence.extra.name if evidence.extra else ""
    return f"model-{_digest(_said(evidence.entries, evidence.thesaurus), preferred.tobytes(), encoder.encode())}"


def _said(entries: Iterable[Entry], thesaurus: Thesaurus) -> bytes:
    terms = repr(sorted((term.words, term.meaning, term.is_short) for term in thesaurus.terms)).encode()
    return b"".join((*map(content, entries), sha256(terms).digest()))


def _digest(*parts: bytes) -> str:
    digest = sha256(version())
    for part in parts:
        digest.update(sha256(part).digest())
    return digest.hexdigest()[:32]


@once
def content(entry: Entry) -> bytes:
    """Return a hash of all of an entry that matching trains on; its file and line are no part of it."""
    said = (entry.name, entry.phrasings, entry.answer, entry.tags, entry.product, entry.language)
    return sha256(repr(said).encode("utf-8", "backslashreplace")).digest()


@cache
def version() -> bytes:
    """Return a hash of the code, lists and tables that training depends on, and of numpy and the machine."""
    digest = sha256(f"{np.__version__} {machine()}".encode())
    for folder in (_FOLDER, FOLDER):
        for path in sorted(path for path in folder.rglob("*") if path.suffix in _READ):
            digest.update(path.relative_to(folder).as_posix().encode() + sha256(path.read_bytes()).digest())
    return digest.digest()
