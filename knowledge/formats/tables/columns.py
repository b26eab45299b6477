"""The columns of a table: which key of an entry each one holds, by any sensible name, English or German."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from knowledge.files.nearest import nearest, shown
from knowledge.files.report import Refused, Report
from knowledge.files.slug import slug
from knowledge.formats.entry_keys import PROTECTING, SEVERAL
from knowledge.formats.fields import ENTRY
from knowledge.formats.nodes import TextNode

MOST_COLUMNS = 64
NAMES: Mapping[str, tuple[str, ...]] = {
    "question": ("question", "questions", "frage", "fragen", "q", "title", "titel"),
    "answer": ("answer", "answers", "antwort", "antworten", "a", "reply", "response", "lösung"),
    "also": (
        *("also", "also asked as", "auch gefragt als", "alternative", "alternatives", "alternativen"),
        *("alternative question", "alternative questions", "alternate questions", "alternativfragen"),
        *("synonym", "synonyms", "synonyme", "variant", "variants", "variante", "varianten"),
        *("phrasing", "phrasings", "formulierungen", "weitere fragen", "ähnliche fragen"),
    ),
    "id": ("id", "qid", "qna id", "key", "kennung"),
    "tags": (
        *("tags", "tag", "keywords", "keyword", "labels", "label", "schlagworte", "schlagwörter", "schlagwort"),
        *("stichworte", "stichwörter", "category", "categories", "kategorie", "kategorien", "topic", "topics", "thema"),
    ),
    "product": ("product", "produkt"),
    "language": ("language", "lang", "locale", "sprache"),
    "visibility": ("visibility", "visible", "visible to", "visible for", "sichtbarkeit", "sichtbar für"),
    "nda": ("nda", "vertraulich"),
    "owner": ("owner", "responsible", "verantwortlich", "zuständig", "besitzer"),
    "review": ("review", "review by", "review date", "next review", "prüfen", "prüfen bis", "wiedervorlage"),
    "status": ("status", "zustand"),
    "kind": ("kind", "type", "art", "typ"),
    "threshold": ("threshold", "schwelle"),
    "follow_ups": ("follow ups", "folgefragen", "anschlussfragen"),
    "source": ("source", "quelle", "url", "link"),
    "metadata": ("metadata", "metadaten"),
}
"""Key of an entry → names of its column; and the column of what QnA Maker calls metadata."""
GERMAN: Mapping[str, str] = {
    "question": "Frage",
    "answer": "Antwort",
    "also": "Alternativen",
    "id": "Kennung",
    "tags": "Schlagworte",
    "product": "Produkt",
    "language": "Sprache",
    "visibility": "Sichtbarkeit",
    "nda": "Vertraulich",
    "owner": "Verantwortlich",
    "review": "Prüfen bis",
    "status": "Zustand",
    "kind": "Art",
    "threshold": "Schwelle",
    "follow_ups": "Folgefragen",
    "source": "Quelle",
}
"""Key of an entry → the name of its column that a German header is told."""
GERMAN_QUESTIONS = ("frage", "fragen")
"""Names of the column of questions that make a header German."""
WEAK = frozenset({"q", "title", "titel", "a", "reply", "response", "key", "type", "art", "typ", "url", "link"})
"""Names that give way where another column is named more plainly for the same key."""
TITLE_ROWS = 5
"""How many rows, each with one cell at most, may stand above the header."""


def squeezed(name: str) -> str:
    """Give a column's name without capitals, spaces, hyphens, accents."""
    return slug(name).replace("-", "")


KEY_OF = {squeezed(name): (key, int(name in WEAK)) for key, names in NAMES.items() for name in names}
KEY_OF |= {squeezed(key): (key, 0) for key in ENTRY if squeezed(key) not in KEY_OF}
PROTECTING_NAMES = tuple(name for name, (key, _) in KEY_OF.items() if key in PROTECTING)
ALARMING = 75
"""The rapidfuzz ratio, 0 to 100, from which a name may be one of them misspelt."""
NUMBERED = re.compile(r"(?P<name>.*?\D)(?P<number>\d{1,2})")


def key_of(name: str) -> tuple[str, int] | None:
    """Give the key that a column of this name holds, and 1 where the name is a weak one for it, else 0."""
    plain = squeezed(name[:100])
    if found := KEY_OF.get(plain):
        return found
    numbered = NUMBERED.fullmatch(plain)
    if not numbered or not (found := KEY_OF.get(numbered["name"])):
        return None
    key, weakness = found
    if key == "question":
        return ("also", 0) if int(numbered["number"]) > 1 else ("question", weakness)
    return found if key in SEVERAL else None


@dataclass(frozen=True, slots=True)
class Header:
    """What makes a row the header of a table."""

    key_of: Callable[[str], tuple[str, int] | None]
    needed: tuple[str, ...]
    """Keys that must have a column."""

    def keys(self, names: Iterable[str]) -> set[str]:
        """Give the keys that columns of these names hold."""
        return {found[0] for found in map(self.key_of, names) if found}

    def among(self, rows: Iterable[Sequence[str]]) -> int | None:
        """Give the number, from 0, of the first row that is a header; nothing but short titles may stand above it."""
        titles = 0
        for number, row in enumerate(rows):
            if self.keys(row[: MOST_COLUMNS + 1]).issuperset(self.needed):
                return number
            filled = sum(bool(cell.strip()) for cell in row)
            titles += filled == 1
            if filled > 1 or titles > TITLE_ROWS:
                return None
        return None

    def missing(self, first: Sequence[str], line: int) -> Refused:
        """Give the refusal of a table whose first row does not name the columns that must be there."""
        has = self.keys(first[:MOST_COLUMNS])
        lacking = [each for each in self.needed if each not in has]
        what = f"the first row {shown(', '.join(first[:8]))} has no column for {' and '.join(lacking)}"
        remedy = f"write {', '.join(self.needed)} and what else there is above the columns, or move the file elsewhere"
        return Refused("KB331", line, what, self._meant(first[:MOST_COLUMNS], lacking) or remedy)

    def _meant(self, names: Iterable[str], lacking: Sequence[str]) -> str:
        """Ask whether a column was meant to be one that is missing; empty where none comes near."""
        known = {*lacking, *(name for name, (key, _) in KEY_OF.items() if key in lacking)}
        for each in names:
            if not self.key_of(each) and (meant := nearest(squeezed(each[:100]), sorted(known), similar=ALARMING)):
                return f"did you mean {meant[0]} by {shown(each)}?"
        return ""


OF_ENTRIES = Header(key_of, ("question", "answer"))


def columns_of(header: Sequence[TextNode], report: Report) -> list[str | None]:
    """Give the key that each column holds, None for one that is not read; what is wrong with them is reported."""
    width = max(number for number, each in enumerate(header, 1) if each.value.strip())
    named = [(each, key_of(each.value)) for each in header[:width]]
    plainest: dict[str, tuple[int, TextNode]] = {}
    for each, found in named:
        if found and (found[0] not in plainest or found[1] < plainest[found[0]][0]):
            plainest[found[0]] = (found[1], each)
    return [chosen(each, found, plainest, report) for each, found in named]


def chosen(
    column: TextNode, found: tuple[str, int] | None, plainest: Mapping[str, tuple[int, TextNode]], report: Report
) -> str | None:
    """Give the key that a column holds, None for one that is not read."""
    if found is None:
        is_german = "question" in plainest and squeezed(plainest["question"][1].value) in GERMAN_QUESTIONS
        report_unknown(column, report, is_german=is_german)
        return None
    key, weakness = found
    strongest, other = plainest[key]
    if key in SEVERAL or other is column:
        return key
    if weakness == strongest or key in PROTECTING:
        what = f"two columns for {key.replace('_', '-')}: {shown(other.value)} and {shown(column.value)}"
        report.add("KB205", column.line, what, "keep one of the two")
    else:
        what = f"the column {shown(column.value)} is not read, since {shown(other.value)} is"
        report.add("KB332", column.line, what, "delete it, or put what matters into the other")
    return None


def report_unknown(column: TextNode, report: Report, *, is_german: bool) -> None:
    """Point out a column that nothing is known of; one that may be meant to protect entries is an error."""
    if not column.value.strip():
        return
    plain = squeezed(column.value[:100])
    if meant := nearest(plain, PROTECTING_NAMES, similar=ALARMING):
        what = f"the column {shown(column.value)} is unknown"
        remedy = f"did you mean {KEY_OF[meant[0]][0]}? if not, choose a name that is not so near"
        report.add("KB301", column.line, what, remedy)
        return
    listed = ", ".join(told(each, is_german=is_german) for each in ENTRY)
    meant = [told(KEY_OF[each][0], is_german=is_german) for each in nearest(plain, KEY_OF)]
    remedy = f"did you mean {meant[0]}?" if meant else f"the columns are {listed}"
    report.add("KB332", column.line, f"the column {shown(column.value)} is not read", remedy)


def told(key: str, *, is_german: bool) -> str:
    """Give the name of a key's column as a remedy says it, in the header's own language."""
    return GERMAN.get(key, key) if is_german else key.replace("_", "-")


def too_many_columns(number: int, line: int) -> Refused:
    """Give the refusal of a table that is too wide."""
    what = f"{number:,} columns, at most {MOST_COLUMNS} are read"
    return Refused("KB334", line, what, "delete what is no column of the table")
