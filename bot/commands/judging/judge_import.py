"""Judged questions from a file: each line held against the knowledge base; one bad line, and nothing is taken."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.store.knowledge.judgements import LeadJudgement, Says
from knowledge.entry import VENDOR_FOLDER, Visibility
from knowledge.improve.logs.judged_files import GAP, NOBODY, JudgedLine, LineFault, read_judged
from knowledge.people.audience import Audience
from knowledge.problems.nearest import did_you_mean, shown

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase

NOBODY_ASKS = "add as: organisation/id to the line, or give --as"


class _Unusable(Exception):
    """A line does not fit the knowledge base."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what, self.remedy = what, remedy


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What holds for lines that say nothing themselves."""

    as_: str | None
    judge: str
    now: datetime


def read(path: Path, base: "KnowledgeBase", others: Circumstances) -> tuple[list[LeadJudgement], list[str]]:
    """Return what the file says, and a sentence with file and line for everything that is wrong with it."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return [], [f"{path}:1: it is not UTF-8: save it as UTF-8"]
    except OSError as fault:
        return [], [f"{path}:1: it cannot be read ({fault.strerror}): name a file of judged questions"]
    lines, faults = read_judged(text, table=path.suffix.casefold() == ".tsv")
    said: list[LeadJudgement] = []
    for line in lines:
        try:
            said.append(_said(line, base, others))
        except _Unusable as fault:
            faults.append(LineFault(line.line, fault.what, fault.remedy))
    if not lines and not faults:
        faults.append(LineFault(1, "there is nothing in it", "write a judged question a line"))
    return said, [f"{path}:{each.line}: {each.what}: {each.remedy}" for each in sorted(faults)]


def _said(line: JudgedLine, base: "KnowledgeBase", others: Circumstances) -> LeadJudgement:
    audience = _audience(line, base, others)
    says, names = _words(line)
    entries = tuple(_entry(name, audience, base) for name in names)
    if says in (Says.HANDOFF, Says.GAP) and not entries:
        entries = tuple(match.entry.name for match in base.view(audience).ask(line.question).matches)
    judge, at = line.judge or others.judge, line.at or others.now
    return LeadJudgement(line.question, audience, says, entries, judge, at, by_lot=not line.picked)


def _words(line: JudgedLine) -> tuple[Says, tuple[str, ...]]:
    if line.wrong:
        return Says.WRONG, line.wrong
    for word, says in ((NOBODY, Says.HANDOFF), (GAP, Says.GAP)):
        if line.expect == (word,):
            return says, line.refused
    return Says.RIGHT, line.expect


def _audience(line: JudgedLine, base: "KnowledgeBase", others: Circumstances) -> Audience:
    """Return what the asker might see: as written, a person's, or what customers of the entry's folder do."""
    if line.audience and not line.as_:
        return line.audience
    if person := line.as_ or others.as_:
        return _of_person(person, base, others.now.date())
    folders = _folders(line, base)
    if len(folders) != 1:
        raise _Unusable("nothing says who asks it", NOBODY_ASKS)
    return Audience(tuple(dict.fromkeys((*folders, VENDOR_FOLDER))), Visibility.CUSTOMER)


def _of_person(person: str, base: "KnowledgeBase", today: date) -> Audience:
    try:
        return base.directory.person(person, today=today).audience
    except LookupError as fault:
        what, _, remedy = str(fault.args[0]).partition(": ")
        raise _Unusable(what, remedy) from fault


def _folders(line: JudgedLine, base: "KnowledgeBase") -> set[str]:
    """Return the folders that the line's entries lie in; for nobody, the only partner's there is."""
    names = _words(line)[1]
    if not names:
        return {each for each in base.partners if each != VENDOR_FOLDER}
    folders = {name.split("/")[0] for name in names if "/" in name}
    bare = {name for name in names if "/" not in name}
    return folders | {entry.partner for entry in base.entries if entry.id in bare}


def _entry(name: str, audience: Audience, base: "KnowledgeBase") -> str:
    """Return an entry's full name; one that such an asker may not see is as if it were not there."""
    seen = {entry.name: entry for entry in base.entries if audience.admits(entry)}
    written = [name] if "/" in name else [f"{partner}/{name}" for partner in audience.partners]
    found = next((each for each in written if each in seen), None)
    if found is None:
        remedy = did_you_mean(written[0], seen, "write the id of an entry that they may see, or nobody")
        raise _Unusable(f"no entry {shown(name)} that its asker may see", remedy)
    return found


def summary(path: Path, taken: int, said: Iterable[LeadJudgement]) -> str:
    """Return one line: how many were taken, and how many were known already."""
    known = len(list(said)) - taken
    more = f", {known} said the same before" if known else ""
    return f"{path}: {taken} judged question{'s' * (taken != 1)} taken{more}."
