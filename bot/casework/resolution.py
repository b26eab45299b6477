"""What solved a case: the words of whoever answered it, who they were, and who may see them."""

from dataclasses import dataclass
from datetime import datetime

from bot.desk.case import Case
from bot.store.engine.store import Reader
from bot.store.knowledge import drafts, questions
from bot.store.knowledge.drafts import TeamStatement
from knowledge.base import KnowledgeBase
from knowledge.entry import VENDOR_FOLDER, Visibility
from knowledge.improve.drafting.answered import AnsweredCase, NothingToDraft
from knowledge.people.audience import Role

RELEASED = "customer"
"""The visibility of what the customer was told."""
RELEASING = ("replied", "resolved")
"""Of each of these the last one counts."""
SEEN = {"partner": Visibility.PARTNER, "nda": Visibility.PARTNER, "vendor": Visibility.VENDOR}
"""Who may see a draft at most that comes of words the customer was not told; internal ones are nobody's answer."""
FLOORS = {Role.PARTNER: Visibility.PARTNER, Role.VENDOR: Visibility.VENDOR}
"""Who may see a draft at most, by who asked: what a partner's own people are told is not for its customers."""


@dataclass(frozen=True, slots=True)
class SolutionText:
    """The words that solved a case."""

    text: str
    last: TeamStatement
    """Who said them last, and who may see them."""


def spoken(said: list[TeamStatement]) -> SolutionText | None:
    """Return the words that solved a case: the last answer the customer got and the closing words.

    Where the customer got none, the last answer of those behind the partner; None where nobody answered.
    """
    told = [each for each in said if each.visibility == RELEASED]
    last = {each.kind: each for each in told if each.kind in RELEASING}
    if last:
        in_order = sorted(last.values(), key=told.index)
        return SolutionText("\n\n".join(dict.fromkeys(each.text.strip() for each in in_order)), in_order[-1])
    behind = [each for each in said if each.visibility in SEEN]
    return SolutionText(behind[-1].text, behind[-1]) if behind else None


def answered(reader: Reader, case: Case, base: KnowledgeBase, now: datetime) -> AnsweredCase:
    """Return what a case was about and what solved it; raise NothingToDraft where nobody answered it."""
    found = spoken(drafts.words(reader, case.number))
    if found is None:
        raise NothingToDraft(f"{case.name}: nobody answered it")
    asked = questions.find(reader, case.origin.question, now) if case.origin.question else None
    by, at = found.last, found.last.at.date()
    organisation, role = organisation_of(base, by, now)
    requester = base.directory.asker(case.requester.tenant, case.requester.object, today=now.date())
    floor = FLOORS.get(requester.role, Visibility.CUSTOMER)
    seen = max(floor, SEEN.get(by.visibility, Visibility.CUSTOMER), key=lambda each: each.rank)
    beyond = floor is not Visibility.CUSTOMER and role is Role.VENDOR  # only an agreement makes that a partner's
    return AnsweredCase(
        case=case.name,
        question=asked.text if asked else case.title,
        rephrased=tuple(drafts.asked_before(reader, asked.id)) if asked else (),
        answer=found.text,
        requester=case.requester.name,
        by=by.actor_name,
        organisation=organisation or name_of(base, case.partner),
        on=at,
        visibility=seen,
        nda=by.visibility == "nda" or (beyond and seen is Visibility.PARTNER),
        language=asked.language if asked else case.language or language_of(base, case.partner),
        product=case.product,
        owner="",
    )


def organisation_of(base: KnowledgeBase, by: TeamStatement, now: datetime) -> tuple[str, Role]:
    """Return the name and the role of the organisation that somebody spoke for; no name where nobody knows them."""
    tenant, _, object = by.actor.partition("/")
    asker = base.directory.asker(tenant, object, today=now.date())
    known = base.directory.by_id.get(by.organisation or asker.organisation)
    return (known.name, known.role) if known else ("", asker.role)


def name_of(base: KnowledgeBase, partner: str | None) -> str:
    """Return the name of a partner, or of the vendor."""
    known = base.directory.by_id.get(partner) if partner else base.directory.vendor
    folder = base.partners.get(partner or VENDOR_FOLDER)
    return known.name if known else folder.name if folder else partner or VENDOR_FOLDER


def language_of(base: KnowledgeBase, partner: str | None) -> str:
    """Return the language of a folder."""
    folder = base.partners.get(partner or VENDOR_FOLDER)
    return folder.languages[0].partition("-")[0] if folder else "en"
