"""A partner's territory: its own folder, and nothing else of the content folder."""

from collections.abc import Iterable, Iterator

from knowledge.files.record import Record
from knowledge.files.survey import DIRECTORY, POLICY
from knowledge.problems.problem import Problem
from knowledge.problems.report import problem
from knowledge.slug import slug


def trespasses(records: Iterable[Record], partner: str, files: Iterable[str] | None) -> Iterator[Problem]:
    """Yield files that are not the partner's to touch: of these, or of all that there are."""
    found = [each.found for each in records]
    is_own_folder = any(each.partner and "/" not in each.file for each in found)
    for file in sorted(files if files is not None else {each.file for each in found}):
        top, _, inside = file.partition("/")
        if is_own_folder and not (inside and top in (DIRECTORY, POLICY)):
            continue
        if is_own_folder or not inside or slug(top) != partner:
            what = f"the file is not in the folder of {partner}"
            yield problem(file, 1, "KB612", what, f"put it back as it was; {partner} changes its own folder only")
