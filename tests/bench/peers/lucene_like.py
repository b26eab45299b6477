"""tantivy, a search engine after Lucene, with English stems; any word of the question; an entry is one document."""

import re
from collections.abc import Sequence

import tantivy

from knowledge.entry import Entry
from tests.bench.peers.protocol import MOST, Answers, Ask, documents

NAME = "tantivy, stems"


def fit(entries: Sequence[Entry]) -> Ask:
    """Index the entries in memory, and return what ranks them for a question."""
    index = _index(documents(entries))
    searcher = index.searcher()

    def ask(text: str) -> Answers:
        words = " ".join(re.findall(r"\w+", text.lower()))
        hits = searcher.search(index.parse_query(words, ["text"]), MOST).hits if words else []
        return [(entries[searcher.doc(address)["place"][0]].id, score) for score, address in hits]

    return ask


def _index(texts: Sequence[str]) -> tantivy.Index:
    schema = tantivy.SchemaBuilder()
    schema.add_text_field("text", tokenizer_name="en_stem")
    schema.add_integer_field("place", stored=True)
    index = tantivy.Index(schema.build())
    writer = index.writer(num_threads=1)
    for place, text in enumerate(texts):
        writer.add_document(tantivy.Document(text=text, place=place))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index
