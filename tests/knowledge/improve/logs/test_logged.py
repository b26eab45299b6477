"""What a logged question says by itself, and what of it a partner may read."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.entry import Visibility
from knowledge.improve.logs.log_lines import as_dict
from knowledge.improve.logs.logged import JUDGED, OUTCOMES, at_home, for_partner
from knowledge.people.audience import Audience
from tests.knowledge.improve.asking import asked

BILL, CARD = "harbor/bill", "harbor/card"


@pytest.mark.parametrize(
    ("logged", "right", "wrong", "unanswered"),
    [
        (asked("x"), (), (), True),
        (asked("x", "answer", entry=BILL), (), (), False),
        (asked("x", "answer", "confirmed", entry=BILL), (BILL,), (), False),
        (asked("x", "clarify", "confirmed", chosen=CARD, refused=(CARD, BILL)), (CARD,), (BILL,), False),
        (asked("x", "clarify", "abandoned"), (), (), False),
        (asked("x", "clarify", refused=(BILL,)), (), (BILL,), True),
        (asked("x", "answer", "reopened", entry=BILL), (), (BILL,), True),
        (asked("x", "answer", "escalated", entry=BILL), (), (), True),
        (asked("x", judged="handoff", judged_entries=(BILL,)), (), (BILL,), False),
        (asked("x", judged="gap"), (), (), True),
        (asked("x", judged="right", judged_entries=(BILL,), refused=(BILL,)), (BILL,), (), False),
        (asked("x", "answer", "confirmed", entry=BILL, judged="wrong", judged_entries=(BILL,)), (), (BILL,), False),
    ],
)
def test_a_lead_decides_before_the_asker_and_silence_decides_nothing(logged, right, wrong, unanswered):
    assert (logged.right, logged.wrong, logged.is_unanswered) == (right, wrong, unanswered)


BOTH = Audience(("harbor", "ridge", "vendor"), Visibility.CUSTOMER)


def test_a_partner_reads_nothing_of_another_partners_folder():
    logged = asked(
        "x",
        "clarify",
        audience=BOTH,
        confidence=0.8,
        candidates=(("ridge/secret", 0.8), (BILL, 0.5)),
        refused=("ridge/secret", "vendor/a"),
        judged="right",
        judged_entries=("ridge/secret",),
    )
    seen = for_partner(logged, "harbor")
    assert "ridge" not in repr(seen)
    assert (seen.confidence, seen.candidates, seen.refused) == (0.5, ((BILL, 0.5),), ("vendor/a",))
    assert seen.judged is None


@pytest.mark.parametrize("hidden", [{"entry": "ridge/a"}, {"chosen": "ridge/a"}, {"after": "ridge/a"}])
def test_what_another_partners_entry_answered_is_left_out(hidden):
    assert for_partner(asked("x", "answer", audience=BOTH, **hidden), "harbor") is None


def test_a_partner_reads_only_questions_of_those_whom_they_serve():
    assert for_partner(asked("x", partner="ridge"), "harbor") is None
    assert for_partner(asked("x", partner=None), "harbor") is None
    assert for_partner(asked("x", partner=None), "vendor") is not None


def test_a_partners_own_folder_may_have_another_name():
    logged = asked("x", "answer", entry=BILL, candidates=((BILL, 0.9), ("vendor/a", 0.1)), refused=(BILL,))
    [found] = at_home([logged], ["knowledge"])
    assert found.audience.partners == ("knowledge", "vendor")
    assert (found.entry, found.refused) == ("knowledge/bill", ("knowledge/bill",))
    assert found.candidates == (("knowledge/bill", 0.9), ("vendor/a", 0.1))


@pytest.mark.parametrize("folders", [["harbor"], ["harbor", "vendor"], ["vendor"]])
def test_where_the_names_are_clear_nothing_is_taken_for_another(folders):
    assert at_home([asked("x")], folders) == [asked("x")]


def test_of_two_partners_in_the_log_neither_is_guessed():
    two = [asked("x"), replace(asked("y"), audience=BOTH)]
    assert at_home(two, ["knowledge"]) == []
    assert at_home(two, ["ridge", "vendor", "a"]) == two


def test_what_was_asked_of_other_folders_is_none_of_ours():
    assert at_home([asked("x")], ["a", "b"]) == []


NAMES = st.sampled_from(["harbor/a", "ridge/b", "vendor/c", "quay/d"])
LOGGED = st.builds(
    asked,
    st.just("x"),
    st.sampled_from(["answer", "clarify", "handoff"]),
    st.sampled_from(OUTCOMES),
    partner=st.sampled_from(["harbor", "ridge", None]),
    audience=st.builds(
        Audience,
        st.lists(st.sampled_from(["harbor", "ridge", "vendor", "quay"]), max_size=3).map(tuple),
        st.just(BOTH.visibility),
    ),
    entry=st.none() | NAMES,
    chosen=st.none() | NAMES,
    after=st.none() | NAMES,
    candidates=st.lists(st.tuples(NAMES, st.just(0.5)), max_size=3).map(tuple),
    refused=st.lists(NAMES, max_size=3).map(tuple),
    judged=st.none() | st.sampled_from(JUDGED),
    judged_entries=st.lists(NAMES, max_size=3).map(tuple),
)


@given(LOGGED, st.sampled_from(["harbor", "ridge", "vendor"]))
def test_whatever_came_of_a_question_no_other_partner_is_named_in_what_a_partner_reads(logged, partner):
    seen = for_partner(logged, partner)
    if seen:
        assert not {"harbor", "ridge", "quay"} - {partner} & set(re.findall(r"[a-z]+", repr(as_dict(seen))))
