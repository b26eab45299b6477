"""Show what acronyms are worth on a folder of real knowledge files, one phrasing an entry: top-1 with them and without.

`.venv/bin/python tests/bench/trials/acronyms.py FOLDER [--write docs/matching-measured.md]`. Such a folder has no
labelled questions, so its entries are asked what their authors wrote elsewhere: the first sentence of an answer,
taken out of the entry, and the question with
its acronyms and long forms swapped; the latter must all be found with acronyms, and show how many are lost without.
"""

import argparse
import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from knowledge.entry import Entry, Visibility
from knowledge.load import load
from knowledge.matching.query.acronyms import Acronym, mine
from knowledge.matching.query.text import fold
from knowledge.matching.view import View
from knowledge.people.audience import Audience
from knowledge.wordbook import Wordbook
from tests.bench.section import add_write, printed

FIRST_SENTENCE = re.compile(r"(.{30,300}?[.!?])\s+(\S.*)", re.DOTALL)
Question = tuple[str, str]
"""A text, and the name of the entry that is right."""


def swapped(text: str, acronyms: Sequence[Acronym]) -> str | None:
    """Return the folded text with every acronym for its long form or the other way round; None without any."""
    padded = f" {fold(text)} "
    for each in acronyms:
        long = " ".join(each.definitions[0].long)
        for one, other in ((f"{long}s", each.short), (long, each.short), (each.short, long)):
            if f" {one} " in padded:
                padded = padded.replace(f" {one} ", f" {other} ")
                break
    return padded.strip() if padded.strip() != fold(text) else None


def beheaded(entry: Entry) -> tuple[Entry, str | None]:
    """Return the entry without the first sentence of its answer, and that sentence; None where nothing
    would be left.
    """
    found = FIRST_SENTENCE.match(entry.answer)
    return (replace(entry, answer=found[2]), found[1]) if found else (entry, None)


def top_1(view: View, questions: Sequence[Question]) -> str:
    """Return the share of questions whose winner is right, in percent."""
    right = sum(name in best.names for text, name in questions if (best := view.ask(text).best))
    return f"{100 * right / len(questions):.1f}" if questions else "none"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="real knowledge files")
    add_write(parser)
    wanted = parser.parse_args()
    with printed("acronyms", wanted.write):
        show(wanted.folder)


def show(folder: Path) -> None:
    """Print the table for a folder."""
    entries = [replace(each, also=()) for each in load(folder).entries]
    acronyms = [each for each in mine(entries) if each.left_out is None]
    partners = tuple(sorted({each.partner for each in entries}))
    off = Wordbook(partners[0], ignored=tuple((each.short, 1) for each in acronyms), visibility=Visibility.PUBLIC)
    audience = Audience(partners, Visibility.VENDOR, nda=True)
    pairs = [(beheaded(each), each.name) for each in entries]
    short = [entry for (entry, _), _ in pairs]
    sentences = [(sentence, name) for (_, sentence), name in pairs if sentence]
    other = [(text, each.name) for each in entries if (text := swapped(each.question, acronyms))]
    touched = [(text, name) for text, name in sentences if swapped(text, acronyms)]
    print(f"| asked of {len(entries)} entries with {len(acronyms)} acronyms | top-1 % with acronyms | without |")
    print("|---|---|---|")
    for title, base, questions in (
        (f"the first sentence of each answer, taken out of the entry ({len(sentences)})", short, sentences),
        (f"those of them with an acronym or its long form ({len(touched)})", short, touched),
        (f"the questions with short and long forms swapped ({len(other)})", entries, other),
    ):
        views = View(base, audience), View(base, audience, books=[off])
        print(f"| {title} | {top_1(views[0], questions)} | {top_1(views[1], questions)} |")


if __name__ == "__main__":
    main()
