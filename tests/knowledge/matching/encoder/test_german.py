"""German questions to the English entries of the sample content: what the semantic extra must find and may say."""

import pytest

from knowledge.evaluation.evaluation_sets import read_questions
from tests.bench import german
from tests.bench.goals import GERMAN, Goal, across, goals
from tests.bench.measuring import Case, Figures
from tests.bench.peers import spot_semantic


@pytest.fixture(scope="module")
def questions():
    return read_questions(german.QUESTIONS)


def test_every_question_is_about_an_entry_that_the_asker_may_see(questions):
    assert len(questions) >= 80
    assert {one.gold for one in questions} <= {entry.name for entry in german.entries()}


def test_the_extra_finds_the_english_entry_and_says_nothing_wrong(questions):
    learned = spot_semantic.view(german.entries(), german.ASKING)
    found = german.asked(spot_semantic.NAME, learned.ask, questions)
    assert found.top1 >= GERMAN[0] + 5
    assert found.top3 >= 90
    assert found.answered >= 5
    assert found.right == 100
    assert found.answered + found.offered >= 50
    assert found.among >= 90
    assert [goal.verdict for goal in across([found])] != ["**not reached**"]


def test_the_extra_is_judged_beside_spot_and_the_neural_baseline():
    def case(matcher):
        return Case("clinc150", 10, "clean", matcher)

    results = {
        case(matcher): [Figures(top1, None, covered, None, 0, 0)]
        for matcher, top1, covered in (
            ("Spot", 80.0, 60.0),
            (spot_semantic.NAME, 85.0, 67.0),
            ("MiniLM + logistic regression", 90.0, 70.0),
        )
    }
    found = {goal.what.split(":")[0]: goal.verdict for goal in goals(results, (("clinc150", 10),), ())}
    assert found == {
        "with the semantic extra, top-1 %": "reached",
        "with the semantic extra, cov95 %": "**not reached**",
    }


def test_without_the_extra_there_is_no_goal_across_languages():
    assert across([]) == []
    assert Goal("set", "what", 80, *GERMAN).verdict == "aim reached"
