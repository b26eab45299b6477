"""Replay: what changed between two states of a folder, asked only of those for whom anything changed."""

import pytest

from knowledge.base import KnowledgeBase
from knowledge.entry import Entry, Visibility
from knowledge.improve.replay import (
    MOVES,
    AnswerChange,
    ChangeKind,
    KnownAnswer,
    ReplayQuestion,
    compare,
    kind_of,
    known,
    real_questions,
)
from knowledge.match import Finding, Match, Verdict
from knowledge.people.audience import Audience
from tests.knowledge.improve.asking import asked

FAQ = "# How do I reset my password?\n<!-- id: reset -->\n\nCall the desk.\n"
A, B = "harbor/a", "harbor/b"


def finding(verdict, entry=A, twins=()):
    partner, id = entry.split("/")
    match = Match(Entry(partner, id, "?", "x"), 0.9, 1.0, {}, "?", twins=twins)
    return Finding("q", "en", verdict, 0.9, "shipped", (match,), (), {}, (), "", "v")


ANSWER, CLARIFY, HANDOFF = Verdict


@pytest.mark.parametrize(
    ("known", "before", "after", "kind"),
    [
        (KnownAnswer(), finding(ANSWER), finding(ANSWER), ChangeKind.UNCHANGED),
        (KnownAnswer(), finding(ANSWER), finding(ANSWER, B), ChangeKind.CHANGED_ANSWER),
        (KnownAnswer(), finding(ANSWER), finding(ANSWER, B, twins=(A,)), ChangeKind.UNCHANGED),
        (KnownAnswer(frozenset([A])), finding(ANSWER), finding(ANSWER, B), ChangeKind.NEWLY_WRONG),
        (KnownAnswer(frozenset([A])), finding(HANDOFF), finding(ANSWER, B), ChangeKind.NEWLY_WRONG),
        (KnownAnswer(frozenset([A])), finding(HANDOFF), finding(ANSWER), ChangeKind.NEWLY_ANSWERED),
        (KnownAnswer(frozenset([A])), finding(ANSWER, B), finding(ANSWER), ChangeKind.NO_LONGER_WRONG),
        (KnownAnswer(frozenset([A])), finding(ANSWER, B), finding(HANDOFF), ChangeKind.NO_LONGER_WRONG),
        (KnownAnswer(frozenset([A])), finding(ANSWER, B), finding(ANSWER, "harbor/c"), ChangeKind.CHANGED_ANSWER),
        (KnownAnswer(wrong=frozenset([B])), finding(ANSWER), finding(ANSWER, B), ChangeKind.NEWLY_WRONG),
        (KnownAnswer(nobody=True), finding(HANDOFF), finding(ANSWER), ChangeKind.NEWLY_WRONG),
        (KnownAnswer(nobody=True), finding(HANDOFF), finding(CLARIFY), ChangeKind.NEWLY_OFFERED),
        (KnownAnswer(), finding(CLARIFY), finding(CLARIFY, B), ChangeKind.UNCHANGED),
    ],
)
def test_what_is_wrong_goes_before_what_is_new(known, before, after, kind):
    assert kind_of(known, before, after) is kind


def test_every_move_from_one_verdict_to_another_has_a_kind():
    assert {(one, other) for one in Verdict for other in Verdict if one is not other} == MOVES.keys()


def test_the_same_words_of_the_same_askers_are_asked_once_and_what_anybody_said_of_them_counts():
    staff = Audience(("harbor", "vendor"), Visibility.PARTNER)
    found = real_questions(
        [
            asked("My bill", days=1),
            asked("my  BILL", "answer", "confirmed", entry=A, days=2),
            asked("my bill", "answer", entry=B, audience=staff),
            asked("my bill", after=A),
        ]
    )
    assert [(each.text, each.times, each.after) for each in found] == [
        ("my bill", 1, None),
        ("my bill", 1, A),
        ("My bill", 2, None),
    ]
    assert found[2].known == KnownAnswer(frozenset([A]))


def test_a_judgement_for_a_person_says_that_nobody_should_answer():
    assert known(asked("x", judged="handoff")).nobody
    assert not known(asked("x", judged="gap")).nobody


def test_only_those_for_whom_something_changed_are_asked(tmp_path, monkeypatch):
    for name in ("harbor", "ridge"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "faq.md").write_text(FAQ, encoding="utf-8")
    before = KnowledgeBase.open(tmp_path)
    (tmp_path / "ridge" / "faq.md").write_text(f"\n\n{FAQ}", encoding="utf-8")
    (tmp_path / "harbor" / "faq.md").write_text(FAQ.replace("id: reset", "id: renew"), encoding="utf-8")
    after = KnowledgeBase.open(tmp_path, before)
    learned = []
    plain = KnowledgeBase.view
    monkeypatch.setattr(KnowledgeBase, "view", lambda base, audience: learned.append(audience) or plain(base, audience))
    harbor, ridge = (Audience((name,), Visibility.CUSTOMER) for name in ("harbor", "ridge"))
    questions = [ReplayQuestion("how do I reset my password", each, KnownAnswer()) for each in (harbor, ridge)]
    first, second = compare(before, after, questions)
    assert isinstance(first, AnswerChange)
    assert second is questions[1]
    assert set(learned) == {harbor}
