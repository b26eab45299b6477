"""Stability: what greets, names the bot, thanks or signs moves no verdict, whatever is asked."""

import pytest

from knowledge.entry import Visibility
from knowledge.evaluation.evaluation_sets import FOLDER, read_entries, read_questions
from knowledge.matching.query.courtesies import bare, clauses
from knowledge.matching.query.text_parsing import meant
from knowledge.matching.view import View
from knowledge.people.audience import Audience

AFFIXES = (
    "hi {}",
    "hello there, please {}",
    "Hey Spot, {}",
    "@Spot {}",
    "{} please??",
    "{} !!!",
    "{}\n\nThanks, Olu",
    "{}\n\nBest regards\nJane Doe\nHead of IT, Oakline Ltd.\n+49 30 1234567",
    "{}\n\nMit freundlichen Grüßen\nDr. Hans-Jürgen Müller",
    "{}\n\nSent from my iPhone",
    "Hallo zusammen,\n{}\nDanke im Voraus!\nVG Petra",
    "Sehr geehrte Frau Öztürk,\n\n{}",
    "{} danke petra",
)
SETS = {"banking77": 5, "hint3_curekart": 5}
"""Phrasings an entry that are learned from each evaluation set."""
READ, ASKED = 3, 9
"""One in so many questions of a set is read, and asked."""


def outcome(finding):
    """Return what must not move."""
    return finding.verdict, finding.confidence, [match.entry.name for match in finding.matches], finding.offered


def moved(view, question, affixes):
    """Return the affixes that change what the question gets."""
    plain = outcome(view.ask(question))
    return [affix for affix in affixes if outcome(view.ask(affix.format(question))) != plain]


@pytest.mark.slow
def test_no_affix_moves_a_labelled_question(labelled):
    assert len(AFFIXES) >= 12
    assert len(labelled) >= 200
    changes = {asked.ask: moved(view, asked.ask, AFFIXES) for asked, view in labelled}
    assert {question: affixes for question, affixes in changes.items() if affixes} == {}


@pytest.mark.slow
@pytest.mark.evaluation
@pytest.mark.parametrize("name", SETS)
def test_no_affix_moves_a_question_of_an_evaluation_set(name, eval_data):
    folder = eval_data / "matching" / name
    view = View(read_entries(folder / "kb.jsonl", SETS[name]), Audience((FOLDER,), Visibility.PUBLIC))
    asked = [row.text for row in read_questions(folder / "dev.jsonl") if any(map(bare, clauses(row.text)))]
    reread = [(text, affix) for text in asked[::READ] for affix in AFFIXES if meant(affix.format(text)) != meant(text)]
    assert reread == []
    for place, text in enumerate(asked[::ASKED]):
        assert moved(view, text, [AFFIXES[place % len(AFFIXES)]]) == []
