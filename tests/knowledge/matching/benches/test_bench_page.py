"""The page of figures: what is reached is said so, and so is what is not."""

from collections import Counter

import pytest

from tests.bench.goals import BASELINE, ENGINES, Goal, goals
from tests.bench.honesty import Said, share
from tests.bench.measuring import Case, Figures, Spread
from tests.bench.page import NOT_MEASURED, WIDTH, page, shown, table

SETS = (("clinc150", 10),)


def figure(top1, covered=50.0, area=0.9):
    return [Figures(top1, 95.0, covered, area, 0.5, 0.25)]


def results():
    return {
        Case("clinc150", 10, "clean", "Spot"): figure(80.0),
        Case("clinc150", 10, "typo", "Spot"): figure(79.0),
        Case("clinc150", 10, "clean", BASELINE): figure(77.0, 45.0),
        Case("clinc150", 1, "clean", "Spot"): figure(50.0),
        Case("clinc150", 1, "clean", ENGINES[0]): figure(45.0),
    }


def test_every_goal_is_judged_beside_the_peers_of_the_run():
    assert {goal.what.split(",")[0]: goal.verdict for goal in goals(results(), SETS, ())} == {
        "top-1 %": "reached",
        "cov95 %": "**not reached**",
        "AUROC in scope vs out of scope": "**not reached**",
        "typo track": "aim reached",
        "one phrasing an entry": "**not reached**",
    }


def test_without_the_peer_a_goal_is_left_out():
    alone = {case: found for case, found in results().items() if case.matcher == "Spot"}
    judged = [goal.what.split(",")[0] for goal in goals(alone, SETS, ())]
    assert judged == ["AUROC in scope vs out of scope", "typo track"]


def test_the_honesty_of_the_first_day_is_a_goal_on_the_live_bot_only():
    said = [Said("clinc150", 10, 50.0, 10.0, 0, None), Said("hint3_curekart", None, 24.4, 89.9, 0, None)]
    assert [goal.verdict for goal in goals({}, (), said)] == ["**not reached**", "aim reached"]


@pytest.mark.parametrize(("measured", "verdict"), [(9.94, "**not reached**"), (9.96, "reached"), (12, "aim reached")])
def test_a_goal_is_judged_by_the_digits_that_are_shown(measured, verdict):
    assert Goal("set", "what", measured, 10, 12).verdict == verdict


def test_a_figure_shows_its_deviation_where_there_is_one():
    assert shown(Spread(81.04, 0.61)) == "81.0 ± 0.6"
    assert shown(Spread(0.8931, None), 3) == "0.893"
    assert shown(None) == NOT_MEASURED


def test_a_table_is_markdown():
    assert table(("a", "b"), [("1", "2")]) == "| a | b |\n|---|---|\n| 1 | 2 |"


def test_no_answer_has_no_precision():
    assert share([]) is None
    assert share([True, False]) == 50


def test_the_page_has_every_part_and_says_who_is_left_out():
    text = page(results(), [], [Said("clinc150", 10, 1, None, 2, 3)], [("all", Counter(answered=2))], 1, "left out: x")
    assert "In this run left out: x." in text
    assert "| clinc150 | Spot | 80.0 | 95.0 | 50.0 | 0.900 | 0.5 | 0.25 |" in text
    assert "| clinc150 | Spot | 80.0 | 79.0 | – | 50.0 | 50.0 | – |" in text
    assert "| clinc150 | Spot | 50.0 / 50.0 | – | 80.0 / 50.0 | – |" in text
    assert "| clinc150 | 10 | 1.0 | – | 2.0 | 3.0 |" in text
    assert "| all | 2 | 2 | 0 | 0 | 0 | 0 |" in text
    assert "One draw" in text
    assert all(len(line) <= WIDTH or line.startswith("|") for line in text.splitlines())
