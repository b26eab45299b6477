"""Learn the weights that confidence.py ships, on many small bases cut from the evaluation sets' phrasings.

`.venv/bin/python tests/bench/trials/shipped.py` prints them, with `--semantic` those of a base with the semantic
extra. It reads kb.jsonl files only, no question of a development set: each base has 6 to 80 entries of one set with
one to six
phrasings; it is asked the other phrasings of its entries, single words of them, phrasings of entries that it does not
have, and what nobody answers.
"""

import argparse
import json
import os
import random
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402 - the project is not installed; the path comes first

from knowledge.entry import Entry  # noqa: E402
from knowledge.matching import confidence  # noqa: E402
from knowledge.matching.encoder.semantic_extra import SemanticExtra, opened  # noqa: E402
from knowledge.matching.evidence import CHANNELS, Evidence  # noqa: E402
from knowledge.matching.newton_fits import choose, decide  # noqa: E402
from knowledge.matching.query.spelling import Speller  # noqa: E402
from knowledge.matching.query.words import elsewhere, function_words, spelled  # noqa: E402
from knowledge.matching.rank import Precedence  # noqa: E402
from knowledge.matching.training.calibration import Weights, signals  # noqa: E402
from knowledge.matching.training.classifiers import fitted  # noqa: E402
from knowledge.matching.training.rewording import reword  # noqa: E402
from knowledge.matching.training.weight_training import TrainingExample  # noqa: E402

SETS = ("banking77", "clinc150", "hint3_curekart")
SIZES = range(2, 6)
ABSENT = -1
"""The right entry of a question that the base has none for."""
TYPOS = 0.15

Base = dict[str, list[str]]
Drawn = tuple[Precedence, list[TrainingExample]]


def load_sets(folder: Path) -> dict[str, Base]:
    """Return each set's entries with their phrasings."""
    sets: dict[str, Base] = {}
    for name in SETS:
        lines = (folder / "matching" / name / "kb.jsonl").read_text(encoding="utf-8").splitlines()
        rows = map(json.loads, lines)
        sets[name] = {row["id"]: row["phrasings"] for row in rows}
    return sets


def misspell(text: str, draw: random.Random) -> str:
    """Swap, drop or double one letter of a longer word."""
    words = text.split()
    long = [place for place, word in enumerate(words) if len(word) > 4 and word.isalpha()]
    if not long:
        return text
    place = draw.choice(long)
    word = words[place]
    at = draw.randrange(1, len(word) - 1)
    words[place] = draw.choice(
        (
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
        )
    )
    return " ".join(words)


def one_word(text: str, draw: random.Random) -> str:
    """Return a word of the text that carries a subject."""
    words = [word.strip(".,?!").lower() for word in text.split()]
    subjects = [word for word in words if len(word) > 3 and word not in function_words("en")]
    return draw.choice(subjects or words or ["it"])


def draw_base(base: Base, draw: random.Random) -> tuple[Base, list[tuple[str, str | None]]]:
    """Cut a small base out of a set, and the questions it is asked with the entry that is right."""
    names = draw.sample(sorted(base), min(len(base), draw.choice((6, 10, 14, 20, 28, 40, 60, 80))))
    each = draw.choice((1, 2, 2, 3, 3, 4, 4, 6))
    kept: Base = {}
    asked: list[tuple[str, str | None]] = []
    for name in names:
        texts = draw.sample(base[name], min(len(base[name]), each + 4))
        kept[name] = texts[: draw.randint(max(1, each - 1), each + 1)] if len(texts) > 1 else texts
        asked += [(text, name) for text in texts[len(kept[name]) :]]
    draw.shuffle(asked)
    asked = asked[:80]
    reworded = [(reword(text, "en"), name) for name in names for text in kept[name] if reword(text, "en")]
    asked += draw.sample(reworded, min(len(reworded), 2 * len(asked) // 3))
    single = [(one_word(text, draw), name) for text, name in asked[: len(asked) // 8]]
    strangers = [text for name, texts in base.items() if name not in kept for text in texts]
    absent = draw.sample(strangers, min(len(strangers), len(asked) // 2))
    absent += draw.sample(elsewhere("en"), len(asked) // 6)
    absent += [one_word(text, draw) for text in absent[: len(absent) // 8]]
    asked = [(misspell(text, draw) if draw.random() < TYPOS else text, name) for text, name in asked]
    return kept, asked + single + [(text, None) for text in absent]


def ask(
    base: Base, questions: list[tuple[str, str | None]], classified: bool, extra: SemanticExtra | None
) -> tuple[Precedence, list[TrainingExample]]:
    """Compare every question with a base."""
    entries = [Entry("kb", name, texts[0], "", tuple(texts[1:])) for name, texts in sorted(base.items())]
    evidence = Evidence(entries, SIZES, extra=extra)
    classifier = fitted(evidence) if classified else None
    places = {entry.id: place for place, entry in enumerate(entries)}
    frequency = {word: 1 for reading in evidence.readings for word in reading.words}
    speller = Speller(frequency, spelled("en"), ("en",))
    asked = []
    texts = [(text, "en") for text, _ in questions]
    for reading, (_, name) in zip(evidence.read_all(texts, speller), questions, strict=True):
        near = evidence.near(reading)
        values = np.zeros(len(entries), dtype=np.float32)
        if classifier:
            values = classifier.values(reading, near)
        shortlist = evidence.compare(reading, near, values, evidence.whole)
        asked.append(TrainingExample(reading, shortlist, evidence.whole, places[name] if name else ABSENT))
    return Precedence(entries, ("kb",)), asked


def learn(drawn: list[Drawn], classified: bool, scale: list[np.ndarray]) -> Weights:
    """Learn one model over all bases; the first sets the scale of the signals."""
    channels = np.array([learn_channels(drawn)]).reshape(-1)
    if not classified:
        channels[CHANNELS.index("classifier")] = 0.0
    rows, right, among = [], [], []
    for order, asked in drawn:
        for one in asked:
            ranking = order.rank(one.shortlist, channels)
            best = ranking.entries[: confidence.OFFERED].tolist()
            known = one.held.documents.known(one.reading.stems)
            rows.append(signals(ranking, known, len(one.reading.stems)))
            right.append(float(best[0] == one.right))
            among.append(float(one.right in best))
    table = np.stack(rows)
    if not scale:
        scale += [table.mean(axis=0), table.std(axis=0)]
    standard = (table - scale[0]) / scale[1]
    even, none = np.ones(len(rows)), np.zeros(standard.shape[1] + 1)

    def fit(yes: list[float], positive: bool) -> np.ndarray:
        return decide(standard, np.array(yes), even, none, 1.0, positive)

    return Weights(channels, fit(right, False), fit(right, True), fit(among, True))


def learn_channels(drawn: list[Drawn]) -> np.ndarray:
    """Learn how channels add up; bases of less than a whole shortlist are filled up with rows that cannot win."""
    usable = [one for _, asked in drawn for one in asked if one.right in one.shortlist.entries]
    size = max(len(one.shortlist.entries) for one in usable)
    rows = np.full((len(usable), size, len(CHANNELS)), -1.0)
    right = np.zeros(len(usable), dtype=np.intp)
    for place, one in enumerate(usable):
        rows[place, : len(one.shortlist.entries)] = one.shortlist.channels
        right[place] = int(np.flatnonzero(one.shortlist.entries == one.right)[0])
    return choose(rows, right, np.full(len(CHANNELS), 2.0), 1.0)


def show(name: str, values: np.ndarray) -> None:
    """Print an array as confidence.py holds it."""
    print(f"{name} = ({', '.join(f'{value:.3g}' for value in values)})")


def main() -> None:
    """Draw, learn, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bases", type=int, default=60, help="bases drawn from each set")
    parser.add_argument("--without", help="a set to leave out, to see that the weights carry over to it")
    parser.add_argument("--semantic", action="store_true", help="learn those of a base that has the semantic extra")
    chosen = parser.parse_args()
    folder = Path(os.environ.get("SPOT_EVAL_DATA", ROOT.parent / "shared" / "data"))
    sets = {name: base for name, base in load_sets(folder).items() if name != chosen.without}
    extra = opened(None, None, ROOT / ".cache" / "semantic", sys.exit) if chosen.semantic else None
    scale = [np.array(confidence.SIGNAL_MEAN), np.array(confidence.SIGNAL_SPREAD)] if extra else []
    kinds = [("SHIPPED_ENCODED", True)] if extra else [("SHIPPED", True), ("SHIPPED_LARGE", False)]
    for name, classified in kinds:
        draw = random.Random(7)  # a draw that can be repeated
        drawn = [ask(*draw_base(base, draw), classified, extra) for base in sets.values() for _ in range(chosen.bases)]
        weights = learn(drawn, classified, scale)
        if classified and not extra:
            show("SIGNAL_MEAN", scale[0])
            show("SIGNAL_SPREAD", scale[1])
        for part in ("channels", "free", "positive", "among"):
            show(f"{name} {part}", getattr(weights, part))


if __name__ == "__main__":
    main()
