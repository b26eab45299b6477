"""The rules over acronyms and files of words, all folders together. It does not print."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from knowledge.entry import VENDOR_FOLDER, Entry, Status
from knowledge.matching.query.acronyms import Acronym, Definition, LeftOutReason, definitions, gather
from knowledge.matching.query.text import fold
from knowledge.problems.nearest import did_you_mean, shown
from knowledge.problems.problem import Problem
from knowledge.problems.report import problem
from knowledge.wordbook import Wordbook


def check_words(entries: Iterable[Entry], books: Sequence[Wordbook], partners: Iterable[str]) -> list[Problem]:
    """Return acronyms that stand for two things, and ignored ones that no entry explains, for each folder's people."""
    explained: dict[str, list[Definition]] = defaultdict(list)
    languages: set[str] = set()
    for each in entries:
        if each.status is Status.PUBLISHED:
            languages.add(each.language)
            explained[each.partner] += definitions(each)
    found: set[Problem] = set()
    for partner in partners:
        folders = {partner, VENDOR_FOLDER}
        acronyms = gather((one for folder in folders for one in explained[folder]), languages)
        found.update(two_meanings(acronyms, [book for book in books if book.partner in folders]))
        found.update(ignored_for_nothing(acronyms, [book for book in books if book.partner == partner]))
    return sorted(found)


def two_meanings(acronyms: Iterable[Acronym], books: Iterable[Wordbook]) -> Iterator[Problem]:
    """Yield acronyms with two meanings about which no file of words decides."""
    decided = {fold(term) for book in books for term in terms_of(book)}
    for each in acronyms:
        if each.left_out is LeftOutReason.MEANINGS and each.short not in decided:
            one, other = each.definitions[:2]
            what = (
                f"{each.written} stands for {shown(' '.join(other.long))} in {other.entry}"
                f" and for {shown(' '.join(one.long))} in {one.entry} ({one.file}:{one.line})"
            )
            remedy = "say in words.yaml which is meant (abbreviations:) or leave it as it is (ignored_acronyms:)"
            yield problem(other.file, other.line, "KB706", what, remedy)


def terms_of(book: Wordbook) -> Iterator[str]:
    """Yield everything that a file of words says something about."""
    yield from (term for each in book.groups for term in each.terms)
    yield from (term for term, _ in book.ignored)


def ignored_for_nothing(acronyms: Sequence[Acronym], books: Iterable[Wordbook]) -> Iterator[Problem]:
    """Yield ignored acronyms that no entry explains."""
    known = {each.short: each.written for each in acronyms}
    for book in books:
        for term, line in book.ignored:
            if fold(term) not in known:
                what = f"the ignored acronym {shown(term)} is explained by no entry"
                remedy = did_you_mean(term, known.values(), "delete it")
                yield problem(book.file, line, "KB707", what, remedy)
