"""The explanation: the same facts as the finding, in words for a lead."""

import pytest

from knowledge.matching.explain import brief, explain, shares, why_not
from tests.knowledge.matching.small import DESK, view


@pytest.fixture(scope="module")
def finding():
    return view(*DESK).ask("forgot the pasword")


def test_the_explanation_names_the_entry_its_line_words_and_corrections(finding):
    text = explain(finding)
    for said in (
        "harbor/reset (harbor/reset.md:1)",
        "pasword → password",
        "forgot, pasword",
        "I forgot my password",
        "0.90",
    ):
        assert said in text


def test_the_explanation_says_why_not_the_other(finding):
    winner, other = finding.matches[:2]
    assert explain(finding).splitlines()[-1] == why_not(winner, other, finding)
    assert other.entry.name in why_not(winner, other, finding)
    assert "is as near" in why_not(winner, winner, finding)


def test_shares_add_up_to_the_score(finding):
    assert sum(shares(finding.best, finding).values()) == pytest.approx(finding.best.score, abs=0.01)


def test_the_short_form_is_one_line(finding):
    assert "\n" not in brief(finding)
    assert brief(finding).startswith("Answered: harbor/reset at ")


def test_nothing_to_match_is_said():
    assert brief(view().ask("x")) == "Handed to a person. There is nothing in this to match."
