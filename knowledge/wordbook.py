"""A wordbook: what one `words.yaml` says about the words of a folder; it touches matching and nothing that is read."""

from dataclasses import dataclass

from knowledge.entry import Visibility
from knowledge.people.audience import Audience


@dataclass(frozen=True, slots=True)
class Alike:
    """Terms that a curator says mean the same."""

    terms: tuple[str, ...]
    """As written, two at least; the others are read as the first."""
    line: int


@dataclass(frozen=True, slots=True)
class Wordbook:
    """What a `words.yaml` says, for those who may see what stands in its folder."""

    partner: str
    abbreviations: tuple[Alike, ...] = ()
    """What is abbreviated first, then other long forms, the short form last."""
    synonyms: tuple[Alike, ...] = ()
    ignored: tuple[tuple[str, int], ...] = ()
    """Acronyms that entries explain and that are left as they are, each with its line."""
    visibility: Visibility = Visibility.CUSTOMER
    nda: bool = False
    file: str = ""

    def concerns(self, audience: Audience) -> bool:
        """Return whether it counts for this audience."""
        return audience.reaches(self.partner, self.visibility, self.nda)

    @property
    def said(self) -> tuple[object, ...]:
        """Return what it says, without the places where it says so: what is learned depends on nothing else."""
        groups = (tuple(each.terms for each in some) for some in (self.abbreviations, self.synonyms))
        ignored = tuple(term for term, _ in self.ignored)
        return (self.partner, *groups, ignored, self.visibility.value, self.nda)

    @property
    def groups(self) -> tuple[Alike, ...]:
        """Return everything that means the same, abbreviations first."""
        return (*self.abbreviations, *self.synonyms)
