"""SQLite's FTS5 with the trigram tokenizer, its bm25 and any trigram of the question; an entry is one document."""

import re
import sqlite3
from collections.abc import Sequence

from knowledge.entry import Entry
from tests.bench.peers.protocol import MOST, Answers, Ask, documents

NAME = "SQLite FTS5, trigrams"
FIND = f"select rowid, bm25(entries) from entries where entries match ? order by rank limit {MOST}"


def fit(entries: Sequence[Entry]) -> Ask:
    """Index the entries in memory, and return what ranks them for a question."""
    database = sqlite3.connect(":memory:")
    database.execute("create virtual table entries using fts5(text, tokenize='trigram')")
    database.executemany("insert into entries(rowid, text) values (?, ?)", enumerate(documents(entries)))

    def ask(text: str) -> Answers:
        wanted = _any_trigram(text)
        found = database.execute(FIND, (wanted,)).fetchall() if wanted else []
        return [(entries[place].id, -score) for place, score in found]

    return ask


def _any_trigram(text: str) -> str:
    spaced = re.sub(r"[\s\0]+", " ", text.lower())
    trigrams = dict.fromkeys(spaced[at : at + 3].replace('"', '""') for at in range(len(spaced) - 2))
    return " OR ".join(f'"{trigram}"' for trigram in trigrams)
