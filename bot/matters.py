"""Puts matters together from rows: a question with its other wordings, the cases that came of it, whose they are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.desk.case import Case
from bot.desk.effort import Effort, ended, repeated
from bot.desk.experience import Matter
from bot.store import experience
from bot.store.experience import Acts, Told
from bot.store.store import Reader
from knowledge.directory import STRANGER, Directory
from knowledge.entry import VENDOR_FOLDER, Entry
from knowledge.match import Verdict

FAILED = ("abandoned", "escalated", "reopened")
"""Outcomes of a first question that began badly."""
NOTHING = Acts()


@dataclass(frozen=True, slots=True)
class Names:
    """By what a matter is told whose it is and what it is about."""

    directory: Directory
    products: Mapping[str, str]
    """The products of entries, by the entries' full names, where they have one."""

    def account(self, person: str) -> str:
        """Give the organisation of a person by their key, `stranger` for nobody's."""
        organisation = self.directory.by_tenant.get(person.partition("/")[0].casefold())
        return organisation.id if organisation else STRANGER


def products_of(entries: Iterable[Entry]) -> dict[str, str]:
    """Give the products of entries by their full names."""
    return {each.name: each.product for each in entries if each.product}


def matters(reader: Reader, names: Names, now: datetime, since: datetime, until: datetime) -> list[Matter]:
    """Give the matters that began since then and before the end, in the order they began."""
    told = experience.questions(reader, now, since, until)
    cases = experience.opened(reader, since, now)
    acts = experience.acts(reader, since)
    by_question: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        by_question[case.origin.question or ""].append(case)
    found = [
        _asked(reader, names, many, [case for each in many for case in by_question[each.id]], acts)
        for many in chains(told)
    ]
    alone = [case for case in by_question[""] if case.opened < until]
    return [*found, *(_unasked(reader, case, acts) for case in alone)]


def chains(told: Sequence[Told]) -> list[list[Told]]:
    """Give questions together with those that say them in other words, in the order they began."""
    found: dict[str, list[Told]] = {}
    begun: dict[str, str] = {}
    for each in told:
        first = begun.get(each.rephrases or "", each.id)
        begun[each.id] = first
        found.setdefault(first, []).append(each)
    return list(found.values())


def _asked(
    reader: Reader, names: Names, asked: Sequence[Told], cases: Sequence[Case], acts: Mapping[int, Acts]
) -> Matter:
    first, last = asked[0], asked[-1]
    newest = max(cases, key=lambda case: case.number, default=None)
    how = acts.get(newest.number, NOTHING) if newest else NOTHING
    ways = [each.given for each in reversed(asked) if each.given]
    product = next((case.product for case in cases if case.product), None)
    return Matter(
        account=names.account(first.person),
        partner=first.partner or VENDOR_FOLDER,
        product=product or next((names.products[name] for name in ways if name in names.products), ""),
        effort=_effort(reader, sum(each.turns for each in asked), len(asked) - 1, cases, acts),
        outcomes=tuple(each.outcome.value for each in asked),
        said_again=tuple(each.outcome.value for each in asked[:-1]),
        bad_start=began_badly(first, len(asked)),
        recovery=ended(last.outcome.value, newest.state if newest else None, confirmed=how.confirmed),
        is_case=bool(cases),
    )


def began_badly(first: Told, asked: int) -> bool:
    """Say whether the first answer did not come, was no help, or did not last."""
    return first.refused or asked > 1 or first.outcome.value in FAILED or first.verdict == Verdict.HANDOFF


def _unasked(reader: Reader, case: Case, acts: Mapping[int, Acts]) -> Matter:
    how = acts.get(case.number, NOTHING)
    return Matter(
        account=case.organisation,
        partner=case.partner or VENDOR_FOLDER,
        product=case.product or "",
        effort=_effort(reader, 1, 0, [case], acts),
        recovery=ended("", case.state, confirmed=how.confirmed),
        is_case=True,
    )


def _effort(reader: Reader, turns: int, rephrases: int, cases: Sequence[Case], acts: Mapping[int, Acts]) -> Effort:
    done = [(case, acts[case.number]) for case in cases if case.number in acts]
    return Effort(
        turns=turns + sum(each.count for _, each in done),
        rephrases=rephrases,
        hand_offs=len(cases),
        told_twice=sum(
            repeated(experience.written_before(reader, case), each.wrote) for case, each in done if each.wrote
        ),
    )
