"""Puts matters together from rows: a question with its other wordings, the cases that came of it, whose they are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.desk.case import Case
from bot.report.attainment import PromiseResult, promises
from bot.report.effort import Effort, Recovery, ended, repeated
from bot.report.experience import ReportedMatter
from bot.report.spending import Spent, spent, waited
from bot.store.engine.store import Reader
from bot.store.report import experience
from bot.store.report.experience import Acts, Told
from knowledge.agreed.policy import DEFAULT, Policy
from knowledge.entry import VENDOR_FOLDER, Entry
from knowledge.match import Verdict
from knowledge.people.directory import STRANGER, Directory, known_under
from knowledge.people.organisation import Organisation

FAILED = ("abandoned", "escalated", "reopened")
"""Outcomes of a first question that began badly."""


@dataclass(frozen=True, slots=True)
class MatterLookup:
    """By what a matter is told whose it is and what it is about."""

    directory: Directory
    products: Mapping[str, str]
    """The products of entries, by the entries' full names, where they have one."""
    policy: Policy = DEFAULT
    """By whose calendars working time counts."""

    def account(self, person: str) -> str:
        """Return the organisation of a person by their key, `stranger` for nobody's."""
        organisation = self.directory.by_tenant.get(person.partition("/")[0].casefold())
        return organisation.id if organisation else STRANGER


def products_of(entries: Iterable[Entry]) -> dict[str, str]:
    """Return the products of entries by their full names."""
    return {each.name: each.product for each in entries if each.product}


def matters(
    reader: Reader, names: MatterLookup, now: datetime, since: datetime, account: Organisation | None = None
) -> list[ReportedMatter]:
    """Return the matters that began since then, in the order they began; only an account's where one is named."""
    told = experience.questions(reader, now, since, now, known_under(account) if account else ())
    done = experience.acts(reader, since)
    by_question: dict[str, list[Handled]] = defaultdict(list)
    for case in experience.opened(reader, since, now, account.id if account else ""):
        by_question[case.origin.question or ""].append(handled(reader, case, done.get(case.number), names, now))
    found = [_asked(names, many, [each for one in many for each in by_question[one.id]]) for many in chains(told)]
    return [*found, *(_unasked(each) for each in by_question[""])]


@dataclass(frozen=True, slots=True)
class Handled:
    """A case, with what its requester did to it and who used its time."""

    case: Case
    acts: Acts
    told_twice: int
    spent: tuple[Spent, ...]
    promises: tuple[PromiseResult, ...]


def handled(reader: Reader, case: Case, acts: Acts | None, names: MatterLookup, now: datetime) -> Handled:
    """Return a case with what is told of it."""
    done = acts or Acts()
    twice = repeated(experience.written_before(reader, case), done.wrote) if done.wrote else 0
    return Handled(case, done, twice, spent(case, names.policy, now), promises(case, names.policy, now))


def chains(told: Sequence[Told]) -> list[list[Told]]:
    """Return questions together with those that say them in other words, in the order they began."""
    found: dict[str, list[Told]] = {}
    begun: dict[str, str] = {}
    for each in told:
        first = begun.get(each.rephrases or "", each.id)
        begun[each.id] = first
        found.setdefault(first, []).append(each)
    return list(found.values())


def _asked(names: MatterLookup, asked: Sequence[Told], cases: Sequence[Handled]) -> ReportedMatter:
    first, last = asked[0], asked[-1]
    ways = [each.given for each in reversed(asked) if each.given]
    product = next((each.case.product for each in cases if each.case.product), None)
    return ReportedMatter(
        account=names.account(first.person),
        partner=first.partner or VENDOR_FOLDER,
        product=product or next((names.products[name] for name in ways if name in names.products), ""),
        effort=_effort(sum(each.turns for each in asked), len(asked) - 1, cases),
        outcomes=tuple(each.outcome.value for each in asked),
        said_again=tuple(each.outcome.value for each in asked[:-1]),
        bad_start=began_badly(first, len(asked)),
        recovery=_recovery(last.outcome.value, cases),
        spent=tuple(each.spent for each in cases),
        promises=tuple(kept for each in cases for kept in each.promises),
        question=first.id,
        cases=tuple(each.case.name for each in cases),
    )


def began_badly(first: Told, asked: int) -> bool:
    """Return whether the first answer did not come, was no help, or did not last."""
    return first.refused or asked > 1 or first.outcome.value in FAILED or first.verdict == Verdict.HANDOFF


def _unasked(only: Handled) -> ReportedMatter:
    case = only.case
    return ReportedMatter(
        account=case.organisation,
        partner=case.partner or VENDOR_FOLDER,
        product=case.product or "",
        effort=_effort(1, 0, [only]),
        recovery=_recovery("", [only]),
        spent=(only.spent,),
        promises=only.promises,
        cases=(case.name,),
    )


def _recovery(outcome: str, cases: Sequence[Handled]) -> Recovery:
    if not cases:
        return ended(outcome, None, confirmed=False)
    newest = max(cases, key=lambda each: each.case.number)
    return ended(outcome, newest.case.state, confirmed=newest.acts.confirmed)


def _effort(turns: int, rephrases: int, cases: Sequence[Handled]) -> Effort:
    return Effort(
        turns=turns + sum(each.acts.count for each in cases),
        rephrases=rephrases,
        hand_offs=sum(len(each.case.legs) or 1 for each in cases),
        told_twice=sum(each.told_twice for each in cases),
        waited=sum((waited(each.spent) for each in cases), timedelta()),
    )
