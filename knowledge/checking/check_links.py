"""The rules over where entries lead: their follow-ups, the links to other entries, and whose they are."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import unquote

from knowledge.checking.answers import DEAD_LINK, tokens
from knowledge.entry import VENDOR_FOLDER, WAITING, Entry, Status
from knowledge.formats.nodes import TextNode
from knowledge.problems.nearest import did_you_mean, shown
from knowledge.problems.problem import Problem
from knowledge.problems.report import Report, warn

WITHIN = re.compile(r"\]\(\s*<?#|\]:\s*<?#")
"""What a link to an entry looks like."""


def check_claims(entry: Entry, report: Report) -> None:
    """Report follow-ups into the folder of another partner, who alone says what their customers are shown."""
    for target in entry.follow_ups:
        folder = target.partition("/")[0]
        if entry.partner not in (folder, VENDOR_FOLDER) and folder != VENDOR_FOLDER:
            what = f"the follow-up {target} of {entry.id} belongs to another partner"
            report.add("KB611", entry.line, what, f"lead to an entry of {entry.partner} or of {VENDOR_FOLDER}")


def check_links(entries: Sequence[Entry], partners: frozenset[str]) -> list[Problem]:
    """Return follow-ups and links that lead nowhere, to what is not published, or in a circle.

    `partners` are the folders that are known whole: of others, nobody knows what is not there.
    """
    published = [each for each in entries if each.status is Status.PUBLISHED]
    return [*lost_follow_ups(entries, partners), *lost_links(entries, partners), *circles(published)]


def lost_follow_ups(entries: Sequence[Entry], partners: frozenset[str]) -> Iterator[Problem]:
    """Yield follow-ups to entries that are not there; folders not known whole are given the benefit of doubt."""
    by_name = {each.name: each for each in entries}
    for each in entries:
        for target in each.follow_ups:
            folder, written = target.partition("/")[0], target.removeprefix(f"{each.partner}/")
            if found := by_name.get(target):
                yield from unpublished(each, found, f"the follow-up {written} of {each.id}")
            elif folder in partners:
                near = [name.removeprefix(f"{each.partner}/") for name in by_name if name.startswith(f"{folder}/")]
                what = f"the follow-up {written} of {each.id} is no entry"
                yield warn(each, "KB405", what, did_you_mean(written, near, "write the id of an entry, or delete it"))


def unpublished(entry: Entry, target: Entry, link: str) -> Iterator[Problem]:
    """Yield what is wrong with a published entry that leads to one that is a draft or retired: nobody gets there."""
    if entry.status is Status.PUBLISHED and target.status is not Status.PUBLISHED:
        what = f"{link} leads to an entry that is {WAITING[target.status]} ({target.file}:{target.line})"
        yield warn(entry, "KB414", what, "publish it, lead to another, or delete it")


def lost_links(entries: Sequence[Entry], partners: frozenset[str]) -> Iterator[Problem]:
    """Yield links to an entry of the same partner, `#id`, which are no links in a chat; one of each kind a file."""
    by_name = {each.name: each for each in entries}
    told: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    for each in entries:
        for target in links_within(each.answer):
            for found in faults_of(each, target, by_name):
                if found.code != "KB412" or each.partner in partners:
                    told[found.file, found.code].append(found)
    for first, *others in told.values():
        more = f" (and {len(others)} more in this file)" if others else ""
        yield replace(first, what=first.what + more)


def links_within(answer: str) -> Iterator[str]:
    """Yield the ids that an answer links to."""
    if WITHIN.search(answer):
        for _, token in tokens(TextNode(answer, 1)):
            href = str(token.attrs.get("href", "")) if token.type == "link_open" else ""
            if href.startswith("#"):
                yield unquote(href[1:])


def faults_of(entry: Entry, id: str, by_name: Mapping[str, Entry]) -> Iterator[Problem]:
    """Yield what is wrong with a link to an entry by its id."""
    link = f"the link {shown(f'#{id}')}"
    if found := by_name.get(f"{entry.partner}/{id}"):
        yield from unpublished(entry, found, link)
        yield warn(entry, DEAD_LINK, f"{link} leads nowhere from a chat", f"name {id} under follow_ups: it is a button")
        return
    near = [name.partition("/")[2] for name in by_name if name.startswith(f"{entry.partner}/")]
    yield warn(entry, "KB412", f"{link} leads to no entry", did_you_mean(id, near, "write the address of a page"))


def circles(entries: Sequence[Entry]) -> Iterator[Problem]:
    """Yield circles of follow-ups, each once, printed from its first entry."""
    by_name = {each.name: each for each in entries}
    done: set[str] = set()
    for start in by_name:
        if by_name[start].follow_ups and start not in done:
            for circle in circles_from(start, by_name, done):
                ids = " → ".join(by_name[name].id for name in (*circle, circle[0]))
                yield warn(
                    by_name[circle[0]], "KB406", f"the follow-ups lead in a circle: {ids}", "meant so? then keep it"
                )


def circles_from(start: str, by_name: Mapping[str, Entry], done: set[str]) -> Iterator[list[str]]:
    """Walk the follow-ups from an entry, depth first, giving the path whenever it meets itself."""
    path: list[str] = [start]
    ahead = [iter(by_name[start].follow_ups)]
    while path:
        target = next(ahead[-1], None)
        if target is None:
            done.add(path.pop())
            ahead.pop()
        elif target in path:
            yield path[path.index(target) :]
        elif target in by_name and target not in done:
            path.append(target)
            ahead.append(iter(by_name[target].follow_ups))
