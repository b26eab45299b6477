"""Who teaches a view: makes its index and its lessons in place, or finds them where they were kept."""

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
from knowledge.matching.training.trained_model import TrainedModel, taught

_FOLDER = Path(__file__).parents[1]
_READ = (".py", ".txt", ".npz")


class Storable(Protocol):
    """What can be kept as an artefact."""

    @property
    def artefact(self) -> Artifact:
        """Return it as it is kept."""

    @classmethod
    def opened(cls: type["K"], artefact: Artifact) -> "K":
        """Return what was kept; raise KeyError or ValueError when it is of another kind."""


K = TypeVar("K", bound=Storable)


class Trainer(Preparer, Protocol):
    """Who gives a view what it does not learn itself."""

    def lessons(self, prepared: Prepared, at_once: bool) -> TrainedModel | None:
        """Return what is learned; None when it must be given at once and is not known yet."""


class LocalTrainer:
    """A teacher who works it out on the spot, and keeps it."""

    def __init__(self, kept: ArtifactCache, reader: LargeReader | None = None) -> None:
        """`reader` remembers what it read; it is asked by one thread only."""
        self._kept, self._reader = kept, reader

    def index(self, entries: Sequence[Entry], thesaurus: Thesaurus) -> LargeIndex:
        """Return the index of a large view's entries."""
        key = index_key(entries, thesaurus)
        found = opened(LargeIndex, self._kept, key)
        if found is None:
            found = LargeIndex.of(entries, thesaurus, self._reader)
            self._kept.put(key, found.artefact)
        return found

    def encoded(self, texts: Sequence[str], extra: SemanticExtra) -> EncodedPhrasings:
        """Return what texts mean; raise Unusable where the extra breaks."""
        key = encoded_key(texts, extra.name)
        found = opened(EncodedPhrasings, self._kept, key)
        if found is None:
            found = encoded(texts, extra)
            self._kept.put(key, found.artefact)
        return found

    def lessons(self, prepared: Prepared, at_once: bool = False) -> TrainedModel:
        key = lessons_key(prepared)
        found = opened(TrainedModel, self._kept, key)
        if found is None:
            found = taught(prepared.evidence, prepared.order)
            self._kept.put(key, found.artefact)
        return found


def keeping(folder: Path | None) -> LocalTrainer:
    """Return a teacher for a command: what it learns is kept beside what the server keeps, where that has a folder."""
    kept = folder if folder and folder.parent.is_dir() else None
    return LocalTrainer(ArtifactCache(kept, lambda what: print(what, file=sys.stderr)))


def opened(kind: type[K], kept: ArtifactCache, key: str) -> K | None:
    """Return what was kept under the key, or None; what is kept there but of another kind counts as nothing."""
    artefact = kept.get(key)
    try:
        return None if artefact is None else kind.opened(artefact)
    except (KeyError, ValueError):
        return None


def index_key(entries: Sequence[Entry], thesaurus: Thesaurus) -> str:
    """Return the name under which the index of these entries is kept."""
    return f"index-{_digest(_said(entries, thesaurus), str(sizes(entries)).encode())}"


def encoded_key(texts: Sequence[str], encoder: str) -> str:
    """Return the name under which what this encoder reads in these texts is kept."""
    return f"encoded-{_digest(repr((encoder, *texts)).encode('utf-8', 'backslashreplace'))}"


def lessons_key(prepared: Prepared) -> str:
    """Return the name under which what is learned from these entries, under this precedence, is kept."""
    evidence = prepared.evidence
    preferred = np.asarray((prepared.order.preferred, prepared.order.precedence), dtype=np.int64)
    encoder = evidence.extra.name if evidence.extra else ""
    return f"lessons-{_digest(_said(evidence.entries, evidence.thesaurus), preferred.tobytes(), encoder.encode())}"


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
    """Return what stands for all of an entry that matching learns from; where it stands in which file is none of it."""
    said = (entry.name, entry.phrasings, entry.answer, entry.tags, entry.product, entry.language)
    return sha256(repr(said).encode("utf-8", "backslashreplace")).digest()


@cache
def version() -> bytes:
    """Return what stands for the code, lists and tables that matching learns with, and for what computes there."""
    digest = sha256(f"{np.__version__} {machine()}".encode())
    for folder in (_FOLDER, FOLDER):
        for path in sorted(path for path in folder.rglob("*") if path.suffix in _READ):
            digest.update(path.relative_to(folder).as_posix().encode() + sha256(path.read_bytes()).digest())
    return digest.digest()
