"""Appends a draft to a Markdown page: a heading of the level that the page's questions have, its keys, its answer."""

from collections.abc import Iterator

from knowledge.formats import front_matter
from knowledge.formats.editing.draft import CannotAppend, EntryDraft
from knowledge.formats.sections import sections
from knowledge.problems.report import Refused, Report


def append(page: str, draft: EntryDraft) -> str:
    """Return the page with the draft below all that stands in it; raise CannotAppend when it cannot be read."""
    new = "\n".join(lines(draft, "#" * level(page))) + "\n"
    return f"{page.rstrip()}\n\n{new}" if page.strip() else new


def level(page: str) -> int:
    """Return the level of the page's last question; 1 where it has none, 2 where it has a title only."""
    try:
        found = sections(front_matter.split(page)[1], Report(""))
    except Refused as fault:
        raise CannotAppend(f"{fault.what}: {fault.remedy}") from None
    asking = [each.level for each in found if each.asks]
    return asking[-1] if asking else 2 if len(found) > 1 else 1


def lines(draft: EntryDraft, marks: str) -> Iterator[str]:
    yield f"{marks} {draft.question}"
    yield "<!--"
    yield from (f"{key}: {appendable(value)}".rstrip() for key, value in draft.keys)
    yield "-->"
    yield ""
    if draft.also:
        yield "Also asked as:"
        yield from (f"- {each}" for each in draft.also)
        yield ""
    yield draft.answer


def appendable(value: str) -> str:
    """Return a value as YAML inside a comment holds it."""
    if "-->" in value or "--!>" in value:
        raise CannotAppend("a key of the entry ends the comment that it stands in: leave --> out")
    return value
