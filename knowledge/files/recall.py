"""Recalls the last good version of a file that a load found bad and never saw good: after a restart."""

from collections.abc import Iterable
from dataclasses import replace

from knowledge.files.last_good import LastGood, StoredVersion
from knowledge.files.record import FORMATS, Content, Record, read
from knowledge.files.survey import FoundFile, Survey
from knowledge.formats import readers
from knowledge.problems.report import Refused, Report, has_error


def recalled(each: Record, last: LastGood) -> Record:
    """Return the record with the version that was in use before the restart, where it knows none of its own."""
    kept = last.files.get(each.found.file)
    if each.good is not None or kept is None or kept.partner != each.place.partner:
        return each
    if kept.digest == each.digest:
        return replace(each, good=each.content)
    return replace(each, good=_content(each.found, kept, last, since=(each,)))


def recalled_of(found: Survey, files: Iterable[str], last: LastGood) -> list[Record]:
    """Return records of files that may not be read now, as they were in use before the restart."""
    records = []
    for file in files:
        kept = last.files[file]
        each = FoundFile(found.root / file, file, kept.partner, kept.kind)
        if content := _content(each, kept, last):
            records.append(Record(each, kept.digest, kept.place(file), content, good=content))
    return records


def _content(found: FoundFile, kept: StoredVersion, last: LastGood, since: Iterable[Record] = ()) -> Content | None:
    """Read the kept version anew, with nothing in it wider than its folder has said since; None for one that is bad."""
    data = last.data(kept)
    if data is None:
        return None
    report, formats = Report(found.file), FORMATS.get(kept.kind, ())
    try:
        content = read(readers.open_source(data, found.file, formats), found, kept.place(found.file), report)
    except Refused:
        return None
    if has_error(report.problems):
        return None
    content = content.narrowed(kept.narrowest)
    for each in since:
        if each.place.visibility is not kept.visibility:
            content = content.narrowed(each.place.visibility)
    return content
