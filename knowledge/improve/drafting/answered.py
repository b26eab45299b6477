"""An answered case on its way to be an entry: what was asked and what solved it, as a draft for one-step validation."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from knowledge.entry import Visibility
from knowledge.formats.editing.draft import EntryDraft
from knowledge.formats.yaml.yaml_reader import UNWANTED
from knowledge.improve.drafting.impersonal import without_contacts, without_courtesies, without_name
from knowledge.improve.drafting.review_date import in_a_year
from knowledge.improve.wordings import is_personal
from knowledge.printable import exact
from knowledge.slug import slug
from knowledge.writing.cleaned import cleaned

LONGEST_QUESTION = 300
"""Characters of a draft's question; a longer one is cut at a word."""
LONGEST_NAME = 100
"""Characters of a name in the provenance."""
MOST_PHRASINGS = 10
BEGUN = re.compile(r"C-[1-9]\d*, answered by ")
"""How the provenance of every draft that came of a case begins."""


class NothingToDraft(Exception):
    """Nothing is left of the question or the answer once courtesies are left out."""


@dataclass(frozen=True, slots=True)
class AnsweredCase:
    """What a case was about and what solved it."""

    case: str
    """Its number as people say it: C-1042."""
    question: str
    """As the customer asked it."""
    rephrased: tuple[str, ...]
    """The same in their other words."""
    answer: str
    requester: str
    """The name of who asked, which goes nowhere."""
    by: str
    """The name of who answered."""
    organisation: str
    """The name of the organisation that answered."""
    on: date
    visibility: Visibility
    """Who may see the answer at most."""
    nda: bool
    language: str
    product: str | None = None
    owner: str | None = None
    """Who looks after the entry; None where the folder says so, empty where somebody must still be named."""

    @property
    def source(self) -> str:
        """Return the provenance, by which the entry is known again wherever it is moved."""
        return f"{begun(self.case)}{line(self.by)} of {line(self.organisation)}, {self.on.isoformat()}"


def begun(case: str) -> str:
    """Return how the provenance of every draft of this case begins."""
    return f"{case}, answered by "


def draft(answered: AnsweredCase) -> EntryDraft:
    """Return the draft, its id not yet free; raise NothingToDraft where there is nothing that could be published."""
    question = question_of(answered.question, answered.requester)
    answer, _ = cleaned(without_name(without_courtesies(safe(answered.answer)), answered.requester).strip())
    answer = "\n".join(each.rstrip() for each in answer.splitlines()).strip()
    if not re.search(r"\w", question) or not re.search(r"\w", answer):
        raise NothingToDraft(f"{answered.case}: nothing is left of what was asked or answered")
    return EntryDraft(
        id=slug(question) or slug(answered.case),
        question=question,
        answer=answer,
        also=tuple(dict.fromkeys(phrasings(answered, question)))[:MOST_PHRASINGS],
        owner=answered.owner,
        review=in_a_year(answered.on),
        language=answered.language,
        source=answered.source,
        visibility=answered.visibility,
        nda=answered.nda,
        product=line(answered.product) if answered.product else None,
    )


def phrasings(answered: AnsweredCase, question: str) -> Iterator[str]:
    """Yield the other words that may stand in a file; those that tell who wrote them are left out."""
    for text in answered.rephrased:
        bare = " ".join(without_courtesies(safe(text)).split())
        told = without_name(bare, answered.requester)
        if told == bare and re.search(r"\w", bare) and not is_personal(bare) and bare != question:
            yield bare


def question_of(text: str, requester: str) -> str:
    """Return the question on one line without who asked it."""
    told = without_contacts(without_name(without_courtesies(safe(text)), requester))
    one_line = " ".join(exact(told, " ").split())
    if len(one_line) <= LONGEST_QUESTION:
        return one_line
    return f"{one_line[: LONGEST_QUESTION - 1].rpartition(' ')[0] or one_line[: LONGEST_QUESTION - 1]}…"


def line(text: str) -> str:
    """Return a name or a product on one short line."""
    return " ".join(exact(safe(text), " ").split())[:LONGEST_NAME].strip() or "–"


def safe(text: str) -> str:
    """Return the text without what no file holds, its line ends of one kind."""
    return UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
