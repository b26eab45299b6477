"""`words`: what counts as one word for somebody: acronyms that entries explain, and what files of words say."""

import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import typer

from knowledge.commands.inputs.deployment import Deployment
from knowledge.commands.inputs.options import AnyFolder, AsFormat, AsPerson, ResultFormat
from knowledge.matching.query.acronyms import Acronym, mine
from knowledge.matching.query.terms import Term
from knowledge.matching.query.thesaurus import thesaurus
from knowledge.people.audience import Asker

COULD_NOT_RUN = 2


def command(
    context: typer.Context,
    folder: AnyFolder = None,
    as_: AsPerson = None,
    format: AsFormat = ResultFormat.TEXT,
) -> None:
    """Show the words of the folder that is named, else of the content folder."""
    known: Deployment = context.obj
    raise typer.Exit(run(folder or known.knowledge, as_, format.value, known.today))


def run(folder: Path, as_: str | None, format: str, today: date) -> int:
    """Show the words of this person, or of the first of the directory; give 2 when that cannot be."""
    from knowledge.load import FolderMissing, load

    try:
        loaded = load(folder)
        asker = loaded.directory.person(as_, today=today) if as_ else loaded.directory.default(today)
    except (FolderMissing, LookupError) as fault:
        print(fault.args[0] if fault.args else fault, file=sys.stderr)
        return COULD_NOT_RUN
    entries = [entry for entry in loaded.entries if asker.audience.admits(entry)]
    read = [term for term in thesaurus(entries, loaded.wordbooks, asker.audience).terms if term.words != term.meaning]
    known = {term.words for term in read}
    left_out = [each for each in mine(entries) if (each.short,) not in known]
    print(FORMATS[format](asker, read, left_out))
    return 0


def as_text(asker: Asker, read: Sequence[Term], left_out: Sequence[Acronym]) -> str:
    """Return a line for each meaning with all that is read as it, then one for each acronym that is left as it is."""
    return "\n".join(lines(asker, read, left_out))


def lines(asker: Asker, read: Sequence[Term], left_out: Sequence[Acronym]) -> Iterator[str]:
    """Yield the lines of the text."""
    yield f"{asker.name} ({asker.written}): {len(read)} terms are read as others."
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for term in read:
        groups[" ".join(term.meaning), term.source].append(" ".join(term.words))
    for (meaning, source), terms in sorted(groups.items()):
        yield f"{', '.join(sorted(terms))} = {meaning}  ({source})"
    for each in left_out:
        meanings = " or ".join(f"{' '.join(one.long)} ({one.file}:{one.line})" for one in each.definitions)
        yield f"{each.short} is left as it is, {each.left_out or 'a file of words says so'}: {meanings}"


def as_json(asker: Asker, read: Sequence[Term], left_out: Sequence[Acronym]) -> str:
    """Return the terms and what they are read as, and the acronyms that are left as they are."""
    terms = [{"term": " ".join(t.words), "means": " ".join(t.meaning), "source": t.source} for t in read]
    left = [
        {
            "acronym": each.short,
            "reason": each.left_out,
            "means": [{"long": " ".join(one.long), "file": one.file, "line": one.line} for one in each.definitions],
        }
        for each in left_out
    ]
    return json.dumps({"as": asker.written, "terms": terms, "left_out": left}, indent=2)


FORMATS = {"text": as_text, "json": as_json}
