"""Print what was tried for the classifier with an encoder: top-1 and cov95 by encoder, by kernel and by machine.

`.venv/bin/python tests/bench/trials/heads.py [--sets banking77] [--counts 5 10]`; docs/matching-measured.md keeps
what it printed and what was chosen. A machine's confidence is its greatest value here. It needs requirements-
bench.txt and the semantic extra.
"""

import argparse
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))
for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(threads, "1")

import numpy as np  # noqa: E402 - path and threads come first
from sklearn.linear_model import LogisticRegression  # noqa: E402

from knowledge.evaluation.metrics import coverage_at_precision  # noqa: E402
from knowledge.matching.confidence import (  # noqa: E402
    ALIGNED_SHARE,
    COMMON_MEANING,
    ENCODED,
    ENCODED_SHARES,
    ENGLISH_ENCODED,
    ENGLISH_ENCODED_SHARES,
    MEANING_SHARE,
    POWER,
    RIDGE,
)
from knowledge.matching.encoder.encoder import directed  # noqa: E402
from knowledge.matching.encoder.semantic_extra import SemanticExtra  # noqa: E402
from knowledge.matching.evidence import Evidence  # noqa: E402
from knowledge.matching.large.index import ALL  # noqa: E402
from knowledge.matching.training.kernel_classifier import targets  # noqa: E402
from tests.bench.peers import spot_minilm  # noqa: E402
from tests.bench.peers.linear import ITERATIONS, LOOSENESS  # noqa: E402
from tests.bench.section import add_write, printed  # noqa: E402
from tests.bench.sets import SETS, drawn, load  # noqa: E402
from tests.bench.trials.kernels import Parts, blended, parts  # noqa: E402

DROPPED = 5
"""Principal directions that are taken off."""
ALL_OF_THEM = "all"
Both = tuple[np.ndarray, np.ndarray]
"""Rows for the phrasings, rows for the questions."""


@dataclass(frozen=True, slots=True)
class Base:
    """A base's phrasings and questions as every head sees them."""

    owner: np.ndarray
    gold: np.ndarray
    """The right entry's place, or -1."""
    own: Parts
    seen: Parts
    """The parts of the kernel as installed: lexical, the table's meaning, alignment."""
    wide: Both
    english: Both
    """The vectors of the encoder of many languages, and of the one of English, at length one."""

    @classmethod
    def of(cls, name: str, count: int | None) -> "Base":
        """Read a set with so many phrasings an entry."""
        data = load(name)
        entries = drawn(data.entries, count, 0)
        places = {entry.id: place for place, entry in enumerate(entries)}
        encoder = spot_minilm.encoder()
        plain, evidence = Evidence(entries, ALL), Evidence(entries, ALL, extra=SemanticExtra(encoder, None, sys.exit))
        asked = evidence.read_all([(one.text, "en") for one in data.asked])
        own, seen = (np.stack([each.vector for each in of]).astype(np.float32) for of in (evidence.readings, asked))
        usual = COMMON_MEANING * own.mean(axis=0)
        halves = [np.split(each - usual, [encoder.english], axis=1) for each in (own, seen)]
        return cls(
            evidence.owner,
            np.array([places.get(one.gold or "", -1) for one in data.asked]),
            parts([plain.near(reading) for reading in plain.readings]),
            parts([plain.near(reading) for reading in asked]),
            (directed(halves[0][0]), directed(halves[1][0])),
            (directed(halves[0][1]), directed(halves[1][1])),
        )


Head = Callable[[Base], np.ndarray]
"""A base → a value for each question, a row, and entry."""


def ridge(base: Base, gram: np.ndarray, asked: np.ndarray) -> np.ndarray:
    """Return what kernel ridge regression says."""
    gram, asked = (np.maximum(each, 0).astype(np.float64) ** POWER for each in (gram, asked))
    wanted = targets(base.owner, int(base.owner.max()) + 1)
    return asked @ np.linalg.solve(gram + RIDGE * np.eye(len(gram)), wanted)


def installed(base: Base) -> np.ndarray:
    """Return what the classifier says without an encoder."""
    shares = (MEANING_SHARE, ALIGNED_SHARE)
    return ridge(base, blended(base.own, shares), blended(base.seen, shares))


def mixed(english: float, shares: tuple[float, float]) -> Head:
    """Blend the encoders' cosines, the English one's with this part, and the table's; blend these into the kernel."""

    def head(base: Base) -> np.ndarray:
        (own, seen), (own_english, seen_english) = base.wide, base.english
        grams = []
        for of, rows, rows_english in ((base.own, own, own_english), (base.seen, seen, seen_english)):
            encoded = (1 - english) * rows @ own.T + english * rows_english @ own_english.T
            meaning = np.maximum(ENCODED * encoded + (1 - ENCODED) * of[1], 0)
            grams.append(blended((of[0], meaning, of[2]), shares))
        return ridge(base, *grams)

    return head


def alone(change: Callable[[np.ndarray, np.ndarray], Both]) -> Head:
    """Compare by nothing but the vectors of the encoder of many languages, changed so."""

    def head(base: Base) -> np.ndarray:
        own, seen = (directed(each) for each in change(*base.wide))
        return ridge(base, own @ own.T, seen @ own.T)

    return head


def dropped(own: np.ndarray, seen: np.ndarray) -> Both:
    """Take the principal directions off."""
    directions = np.linalg.svd(own - own.mean(axis=0), full_matrices=False)[2][:DROPPED]
    return own - own @ directions.T @ directions, seen - seen @ directions.T @ directions


def evened(own: np.ndarray, seen: np.ndarray) -> Both:
    """Divide each direction by the root of its spread."""
    _, lengths, directions = np.linalg.svd(own - own.mean(axis=0), full_matrices=False)
    even = directions.T / np.sqrt(lengths + 0.05 * lengths[0])
    return own @ even, seen @ even


def logistic(wide: bool, english: bool) -> Head:
    """Fit multinomial logistic regression over the vectors of the encoders."""

    def head(base: Base) -> np.ndarray:
        used = [rows for rows, is_used in ((base.wide, wide), (base.english, english)) if is_used]
        own, seen = (np.hstack([rows[side] for rows in used]) / len(used) ** 0.5 for side in (0, 1))
        return LogisticRegression(C=LOOSENESS, max_iter=ITERATIONS).fit(own, base.owner).predict_proba(seen)

    return head


def mean_of_two(base: Base) -> np.ndarray:
    """Return the mean of the installed machine and of one that sees the encoder's vectors only."""
    return (installed(base) + alone(lambda own, seen: (own, seen))(base)) / 2


HEADS: dict[str, Head] = {
    "as installed": installed,
    "USE, **as it is**": mixed(0, ENCODED_SHARES),
    "USE, shares as with MiniLM": mixed(0, ENGLISH_ENCODED_SHARES),
    "USE's vectors alone": alone(lambda own, seen: (own, seen)),
    f"the same, {DROPPED} principal directions off": alone(dropped),
    "the same, directions made more even": alone(evened),
    "the same, logistic regression": logistic(wide=True, english=False),
    "mean of installed and USE's vectors alone": mean_of_two,
    "MiniLM alone, shares as with USE": mixed(1, ENCODED_SHARES),
    "MiniLM alone, **as it is**": mixed(1, ENGLISH_ENCODED_SHARES),
    "both, shares as with USE": mixed(ENGLISH_ENCODED, ENCODED_SHARES),
    "both, half and half": mixed(0.5, ENGLISH_ENCODED_SHARES),
    "both, **as it is**": mixed(ENGLISH_ENCODED, ENGLISH_ENCODED_SHARES),
    "both, logistic regression": logistic(wide=True, english=True),
}


def figures(base: Base, values: np.ndarray) -> str:
    """Return top-1 and cov95 in percent."""
    best = values.argmax(axis=1)
    confidence = np.round(values.max(axis=1), 6).tolist()
    covered = coverage_at_precision(list(zip(confidence, (best == base.gold).tolist(), strict=True)))
    return f"{100 * float(np.mean((best == base.gold)[base.gold >= 0])):.1f} / {100 * covered:.1f}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", nargs="+", choices=[name for name, _ in SETS], default=[name for name, _ in SETS])
    parser.add_argument("--counts", nargs="+", type=int, default=(), help="phrasings an entry, beside what is usual")
    add_write(parser)
    wanted = parser.parse_args()
    if wanted.write and (wanted.counts or len(wanted.sets) < len(SETS)):
        parser.error("--write keeps the whole table: leave out what measures a part or more")
    cases = [(name, count) for name, usual in SETS if name in wanted.sets for count in (usual, *wanted.counts)]
    with printed("heads", wanted.write):
        show(cases)


def show(cases: list[tuple[str, int | None]]) -> None:
    """Print a line a head, a column a base."""
    bases = [Base.of(name, count) for name, count in cases]
    print(f"| head | {' | '.join(f'{name}, {count or ALL_OF_THEM}' for name, count in cases)} |")
    print(f"|---|{'---|' * len(cases)}")
    for name, head in HEADS.items():
        print(f"| {name} | {' | '.join(figures(base, head(base)) for base in bases)} |", flush=True)


if __name__ == "__main__":
    main()
