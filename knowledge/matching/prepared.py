"""What a view has before it learns: its entries' evidence, their words and their order of precedence."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from knowledge.entry import Entry
from knowledge.matching.confidence import CLASSIFIED
from knowledge.matching.encoder.encoded_phrasings import EncodedPhrasings
from knowledge.matching.encoder.semantic_extra import SemanticExtra
from knowledge.matching.evidence import Evidence
from knowledge.matching.large.evidence import LargeEvidence
from knowledge.matching.large.index import ALL, LargeIndex
from knowledge.matching.large.vocabulary import LargeVocabulary
from knowledge.matching.query.thesaurus import Thesaurus
from knowledge.matching.rank import Precedence
from knowledge.matching.vocabulary import SpokenLanguage, Vocabulary


class Preparer(Protocol):
    """Who makes what takes long to make before anything is learned, or finds it where it was kept."""

    def index(self, entries: Sequence[Entry], thesaurus: Thesaurus) -> LargeIndex:
        """Return the index of a large view's entries."""

    def encoded(self, texts: Sequence[str], extra: SemanticExtra) -> EncodedPhrasings:
        """Return what texts mean; raise EncoderUnusable where the extra breaks."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """Everything that lessons are learned from."""

    evidence: Evidence
    vocabulary: Vocabulary
    order: Precedence
    partners: tuple[str, ...]
    """In order of precedence."""


def is_large(entries: Sequence[Entry]) -> bool:
    """Return whether entries have so many phrasings that a question is compared with candidates only."""
    return sum(len(entry.phrasings) for entry in entries) > CLASSIFIED


def prepare(
    entries: Sequence[Entry],
    thesaurus: Thesaurus,
    partners: tuple[str, ...],
    preparer: Preparer,
    extra: SemanticExtra | None = None,
) -> Prepared:
    """Read the entries of a view, which are in the order of their names; `preparer` gives what takes long.

    Raise EncoderUnusable where the extra breaks over them.
    """
    if is_large(entries):
        large = LargeEvidence(entries, preparer.index(entries, thesaurus), thesaurus)
        return _ordered(large, LargeVocabulary(entries, large.index), partners)
    small = Evidence(entries, ALL, thesaurus, extra, preparer.encoded)
    return _ordered(small, SpokenLanguage(small), partners)


def _ordered(evidence: Evidence, vocabulary: Vocabulary, partners: tuple[str, ...]) -> Prepared:
    return Prepared(evidence, vocabulary, Precedence(evidence.entries, partners, vocabulary.asked), partners)
