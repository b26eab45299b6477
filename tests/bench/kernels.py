"""Print what was tried for the classifier: top-1 of kernel ridge alone, by the kernel's power and blend, on each set.

`.venv/bin/python tests/bench/kernels.py`; docs/matching.md keeps what it printed and what was chosen.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402 - the project is not installed; the path comes first

from knowledge.matching.classifier import targets  # noqa: E402
from knowledge.matching.confidence import RIDGE, WORDS_SHARE  # noqa: E402
from knowledge.matching.evidence import Evidence  # noqa: E402
from knowledge.matching.jsonl import read_entries, read_questions  # noqa: E402
from knowledge.matching.reading import read  # noqa: E402
from knowledge.matching.view import WORDS_AND_CHARACTERS  # noqa: E402
from tests.bench.matching import SETS, folder  # noqa: E402

POWERS = (1.0, 1.25, 1.5, 2.0)
SHARES = (0.0, WORDS_SHARE, 0.5, 1.0)
"""The part of word cosines in the kernel."""


def cosines(evidence: Evidence, texts: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Give the word and the character cosines of each text with every phrasing."""
    near = [evidence.near(read(text, "en")) for text in texts]
    return np.stack([each.words for each in near]), np.stack([each.characters for each in near])


def top1(gram: np.ndarray, asked: np.ndarray, wanted: np.ndarray, gold: np.ndarray) -> float:
    """Fit kernel ridge on all phrasings and give the share of questions whose entry comes first, in percent."""
    weights = np.linalg.solve(gram + RIDGE * np.eye(len(gram)), wanted)
    return 100 * float(np.mean((asked @ weights).argmax(axis=1) == gold))


def main() -> None:
    """Print a line a set and blend, a column a power."""
    print(f"| set | words' share | {' | '.join(f'power {power:g}' for power in POWERS)} |")
    print(f"|---|---|{'---|' * len(POWERS)}")
    for name, phrasings in SETS:
        entries = read_entries(folder() / name / "kb.jsonl", phrasings)
        places = {entry.id: place for place, entry in enumerate(entries)}
        asked = [one for one in read_questions(folder() / name / "dev.jsonl") if one.gold is not None]
        gold = np.array([places[one.gold or ""] for one in asked])
        evidence = Evidence(entries, WORDS_AND_CHARACTERS)
        own = cosines(evidence, [text for entry in entries for text in entry.phrasings])
        seen = cosines(evidence, [one.text for one in asked])
        wanted = targets(evidence.owner, len(entries))
        for share in SHARES:
            gram, row = (share * words + (1 - share) * characters for words, characters in (own, seen))
            found = (top1(gram**power, row**power, wanted, gold) for power in POWERS)
            print(f"| {name} | {share:g} | {' | '.join(f'{each:.1f}' for each in found)} |")


if __name__ == "__main__":
    main()
