"""How good the clusters of gaps are, on samples of the evaluation sets: what docs/why.md says of them."""

import json
import random
from itertools import combinations

import pytest

from knowledge.improve.clusters import clusters
from knowledge.matching.query.thesaurus import Thesaurus

pytestmark = [pytest.mark.evaluation, pytest.mark.slow]
SETS = ("banking77", "clinc150", "hint3_curekart")
INTENTS, EACH = 25, (1, 1, 2, 3, 5, 8)


def sample(file, seed):
    """Return questions of some intents, a few of each, as a month leaves them; what is out of scope stands alone."""
    draw = random.Random(seed)
    asked = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        asked.setdefault(row["gold"], []).append(row["text"])
    strangers = asked.pop(None, [])
    found = [
        (text, intent)
        for intent in draw.sample(sorted(asked), min(INTENTS, len(asked)))
        for text in draw.sample(asked[intent], min(draw.choice(EACH), len(asked[intent])))
    ]
    return found + [(text, text) for text in draw.sample(strangers, min(10, len(strangers)))]


def test_three_of_four_pairs_that_are_put_together_ask_the_same_and_half_of_those_that_do_are(eval_data):
    together = right = same = 0
    for name in SETS:
        for seed in range(4):
            asked = sample(eval_data / "matching" / name / "dev.jsonl", seed)
            groups = clusters([(text, "en") for text, _ in asked], Thesaurus())
            pairs = {pair for group in groups for pair in combinations(group, 2)}
            meant = {(a, b) for a, b in combinations(range(len(asked)), 2) if asked[a][1] == asked[b][1]}
            together, right, same = together + len(pairs), right + len(pairs & meant), same + len(meant)
    assert right / together >= 0.75
    assert right / same >= 0.5
