import math
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.desk.actor import Party
from bot.desk.case import Details
from bot.desk.commands import Accept, Answer, Escalate
from bot.report.effort import Effort, Recovery
from bot.report.experience import By, ReportedMatter, experience, grouped, kept
from bot.report.figures import figures
from bot.report.matters import matters
from bot.report.measures import FORMULAS
from bot.report.spending import Spent
from dialogs.effects import SetOutcome
from knowledge.improve.logs.logged import OUTCOMES
from knowledge.match import Verdict
from tests.bot.support.stored import asker, later
from tests.bot.support.story import NAMES, NOW, Story
from tests.bot.support.town import Desk, built
from tests.properties import examples

ADA = asker("ada", "lido", None)
HOURS = st.timedeltas(min_value=later() - later(), max_value=later(days=90) - later())
EFFORTS = st.builds(
    Effort,
    turns=st.integers(1, 50),
    rephrases=st.integers(0, 5),
    hand_offs=st.integers(0, 5),
    told_twice=st.integers(0, 5),
    waited=HOURS,
)
SPENT = st.builds(Spent, st.sampled_from(Party), st.sampled_from(["a", "b"]), HOURS, HOURS)
MATTERS = st.lists(
    st.builds(
        ReportedMatter,
        account=st.sampled_from(["bakery", "lido"]),
        partner=st.sampled_from(["harbour", "vendor"]),
        product=st.sampled_from(["", "ovens", "boilers"]),
        effort=EFFORTS,
        outcomes=st.lists(st.sampled_from(OUTCOMES), max_size=4).map(tuple),
        bad_start=st.booleans(),
        recovery=st.sampled_from(Recovery),
        spent=st.lists(st.lists(SPENT, max_size=3).map(tuple), max_size=2).map(tuple),
    ),
    max_size=20,
)


async def told_of(look, now=None, since=NOW):
    at = now or later(days=2)
    return await look(lambda reader: matters(reader, NAMES, at, since))


def counts(found):
    return {each.name: each.count for each in experience(found).ledger if each.count}


async def test_an_answer_that_helped_at_once_is_confirmed_and_no_effort(store, look):
    story = Story(store)
    await story.asks("q1")
    await story.confirms("q1")
    [matter] = await told_of(look)
    assert (matter.account, matter.partner, matter.product) == ("bakery", "harbour", "ovens")
    assert (matter.outcomes, matter.effort, matter.bad_start, matter.is_case) == (
        ("confirmed",),
        Effort(turns=1),
        False,
        False,
    )


async def test_a_bad_start_is_counted_turn_by_turn_until_its_case_and_in_it(store, look):
    story = Story(store)
    await story.asks("q1")
    await story.refuses("q1")
    await story.asks("q2", "the ovens in my shop are cold", Verdict.HANDOFF, says="q1")
    number = await story.opens("q1", "q2")
    await story.adds(number, "as I said: the ovens in my shop are cold")  # 7 of 10 words stood there before
    await story.adds(number, "The ovens in my shop are cold.")
    [matter] = await told_of(look)
    assert matter.outcomes == ("escalated", "escalated")
    waited = timedelta(hours=16) - timedelta(minutes=3)  # two days of nine to five, opened at three past nine
    assert matter.effort == Effort(turns=6, rephrases=1, hand_offs=1, told_twice=1, waited=waited)
    assert matter.effort.points == 5 + 1 + 2 + 3 + waited / timedelta(hours=8)
    assert (matter.bad_start, matter.recovery, matter.is_case) == (True, Recovery.OPEN, True)


async def test_what_is_done_to_a_case_is_no_turn_of_the_next_question(store, look):
    story = Story(store)
    await story.asks("q1", verdict=Verdict.HANDOFF)
    number = await story.opens("q1")
    await story.asks("q2", "and when are you open")
    await story.adds(number, "it is still cold in there")
    first, second = await told_of(look)
    assert (first.effort.turns, second.effort.turns) == (3, 1)


async def test_other_words_that_helped_recover_a_bad_start(store, look):
    story = Story(store)
    await story.asks("q1")
    await story.refuses("q1")
    await story.asks("q2", "cold ovens", says="q1", entry="vendor/boilers")
    await story.confirms("q2")
    [matter] = await told_of(look)
    assert (matter.outcomes, matter.said_again) == (("abandoned", "confirmed"), ("abandoned",))
    assert (matter.bad_start, matter.recovery, matter.product) == (True, Recovery.RECOVERED, "boilers")
    told = experience([matter])
    assert {each.name: (each.count, each.of) for each in (told.said_again, *told.starts)} == {
        "said again": (1, 1),
        "bad start": (1, 1),
        "recovered": (1, 1),
        "recovered or assumed": (1, 1),
    }


async def test_outcomes_are_never_merged(store, look):
    story = Story(store)
    await story.asks("confirmed")
    await story.confirms("confirmed")
    await story.asks("escalated", verdict=Verdict.HANDOFF)
    await story.opens("escalated")
    await story.asks("assumed")
    await story.asks("abandoned", verdict=Verdict.CLARIFY)
    story.minute = 2 * 24 * 60 - 60
    await story.asks("unknown")
    assert counts(await told_of(look)) == {
        "confirmed": 1,
        "escalated": 1,
        "assumed": 1,
        "abandoned": 1,
        "unknown": 1,
    }


async def test_an_answer_that_did_not_last_is_reopened(store, look):
    story = Story(store)
    await story.asks("q1")
    await story.confirms("q1")
    await story.does("my ovens are cold", SetOutcome("q1", "reopened"))
    [matter] = await told_of(look)
    assert (matter.outcomes, matter.bad_start, matter.recovery) == (("reopened",), True, Recovery.LOST)


async def test_a_case_that_no_question_led_to_is_a_matter_without_an_outcome(store, look):
    await Story(store).opens(title="call me")
    [matter] = await told_of(look)
    assert (matter.outcomes, matter.account, matter.product) == ((), "bakery", "")
    assert matter.effort == Effort(turns=1, hand_offs=1, waited=timedelta(hours=16))
    assert experience([matter]).questions == 0


async def test_a_case_that_was_escalated_is_two_hand_offs_and_tells_who_used_the_time(store, look, tmp_path):
    hours = iter((1, 4, 5))
    desk = Desk(store, built(tmp_path / "knowledge"), lambda: later(hours=next(hours)))
    story = Story(store)
    await story.asks("q1", verdict=Verdict.HANDOFF)
    number = await story.opens("q1")
    paul, vera = desk.actor("harbour/paul"), desk.actor("denck/vera")
    await desk.casework.do(number, paul, Escalate(Details("all", "Monday", "much", "shop")), "k1")
    await desk.casework.do(number, vera, Accept(), "k2")
    await desk.casework.do(number, vera, Answer("turn it on"), "k3")
    [matter] = await told_of(look, later(hours=6))
    whole = experience([matter])
    assert matter.effort.hand_offs == 2
    assert [(each.name, each.cases) for each in whole.time] == [("partner", 1), ("vendor", 1)]
    [partner, vendor] = [each.wall.values[0] for each in whole.time]
    assert (vendor, partner) == (4, pytest.approx(2 - 1 / 60))  # opened at one past nine
    assert matter.effort.waited == timedelta(hours=6) - timedelta(minutes=1)
    kept = {each.kept.name: (each.kept.count, each.kept.of) for each in whole.promises}
    assert kept["vendor, first response kept"] == (1, 1)


async def test_what_began_before_is_left_out(store, look):
    story = Story(store)
    await story.asks("q1", verdict=Verdict.HANDOFF)
    await story.asks("q2")
    await story.opens("q1")
    [matter] = await told_of(look, since=later(minutes=1))
    assert (matter.outcomes, matter.is_case) == (("assumed",), False)


async def test_matters_are_told_by_account_partner_and_product(store, look):
    await Story(store).asks("q1")
    other = Story(store, ADA, "directline/other")
    await other.asks("q2", entry="vendor/boilers")
    await other.asks("q3", entry="vendor/taps")
    found = await told_of(look)
    groups = {by: {each.name: each.questions for each in grouped(found, by)} for by in By}
    assert groups == {
        By.ACCOUNT: {"lido": 2, "bakery": 1},
        By.PARTNER: {"vendor": 2, "harbour": 1},
        By.PRODUCT: {"": 1, "boilers": 1, "ovens": 1},
    }
    assert len(kept(found, {By.ACCOUNT: "lido", By.PRODUCT: "boilers"})) == 1


@examples(40)
@given(MATTERS)
def test_the_ledger_counts_every_question_once(found):
    told = experience(found)
    assert sum(each.count for each in told.ledger) == told.questions == sum(len(each.outcomes) for each in found)
    if told.questions:
        assert math.isclose(sum(each.share for each in told.ledger), 1)


@examples(40)
@given(MATTERS)
def test_every_figure_has_a_formula_and_lies_within_its_interval(found):
    for each in figures(experience(found)):
        assert each.formula in FORMULAS.values()
        assert each.is_small == (each.of < 10)
        if each.value is not None:
            assert (-math.inf if each.low is None else each.low) <= each.value + 1e-9
            assert each.value - 1e-9 <= (math.inf if each.high is None else each.high)


@examples(40)
@given(MATTERS)
def test_groups_sum_up_to_the_whole(found):
    whole = experience(found)
    for by in By:
        parts = grouped(found, by)
        assert sum(each.questions for each in parts) == whole.questions
        assert sum(each.matters for each in parts) == whole.matters
        assert sum(each.cases for each in parts) == whole.cases
        assert len({each.name for each in parts}) == len(parts)


@pytest.mark.parametrize("more", ["turns", "rephrases", "hand_offs", "told_twice"])
@examples(40)
@given(EFFORTS)
def test_more_of_anything_is_more_effort(more, took):
    assert replace(took, **{more: getattr(took, more) + 1}).points > took.points
