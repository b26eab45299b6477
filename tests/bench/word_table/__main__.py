"""Build the word table: `python -m tests.bench.word_table`, or `make words`."""

import argparse
from hashlib import sha256
from pathlib import Path

from tests.bench.word_table.build import build

HERE = Path(__file__).parent
ENGLISH = HERE.parents[2] / "knowledge" / "matching" / "meaning" / "english.npz"


def main() -> None:
    """Build, write the table and what its test needs, and say what was written."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.word_table", description=__doc__)
    parser.add_argument("--cache", type=Path, default=Path(".cache/words"), help="packages and the teacher's answers")
    parser.add_argument("--table", type=Path, default=ENGLISH, help="where the table is written")
    given = parser.parse_args()
    build(given.cache, given.table, HERE)
    print(f"{given.table}: {given.table.stat().st_size:,} bytes, sha256 {sha256(given.table.read_bytes()).hexdigest()}")


if __name__ == "__main__":
    main()
