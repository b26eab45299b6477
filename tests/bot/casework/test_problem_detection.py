"""Suspected problems: similar questions of several people within the window, for leads alone."""

from datetime import timedelta

import pytest

from bot.casework.chat_effects import carry_out
from bot.casework.problem_detection import Suspecting
from bot.casework.problems import ProblemCasework
from bot.store.desk import problems
from bot.store.desk.problems import Attached
from dialogs.effects import OpenCase, RecordQuestion
from knowledge.agreed.policy import KnownIssue
from knowledge.match import Verdict
from tests.bot.casework.test_problems import ADA, OVENS
from tests.bot.support.stored import NOW, asker, finding, later, turn

ASKED = ("my oven shows error 7", "error 7 on the oven", "the oven shows an error 7")


@pytest.fixture
def suspecting(store):
    return Suspecting(store, lambda: later(hours=1), lambda: KnownIssue(3, timedelta(days=1)))


async def ask(store, name, text, *, at=NOW, verdict=Verdict.HANDOFF, opens=False, partner="harbour"):
    person = asker(name, partner=partner)
    key = f"directline/{name}"
    effects = [RecordQuestion(f"q-{name}-{text[:9]}-{at:%d%H}", finding(text, verdict))]
    effects += [OpenCase("opened", name, text, effects[0].id)] if opens else []
    facts = lambda tx: turn(tx, f"{name}{at}{text}", text, key, person, at)  # noqa: E731
    await store.transaction(lambda tx: carry_out(tx, effects, facts(tx)))


async def found(look):
    return await look(problems.page)


async def test_similar_questions_of_several_people_are_suspected_with_their_cases(suspecting, store, look):
    for name, text in zip(("olu", "ben", "ada"), ASKED, strict=True):
        await ask(store, name, text, opens=name == "ben")
    await ask(store, "zoe", "where is my invoice")
    await suspecting.look()
    [one] = await found(look)
    assert (one.state, one.partner, one.text) == ("suspected", "harbour", "")
    assert set(one.asked) == set(ASKED)
    assert [each.ref for each in await look(lambda r: problems.attached(r, 1, Attached.CASE))] == ["1001"]
    await suspecting.look()
    await ask(store, "kim", "oven error 7")
    await suspecting.look()
    assert len(await found(look)) == 1, "one more is of the same problem"
    assert len(await look(lambda r: problems.attached(r, 1, Attached.QUESTION))) == 4


@pytest.mark.parametrize("name", ["one person", "long ago", "answered"])
async def test_what_is_no_sign_of_a_problem_is_not_suspected(suspecting, store, look, name):
    for place, text in enumerate(ASKED):
        more = {"long ago": {"at": NOW - timedelta(days=3)}, "answered": {"verdict": Verdict.ANSWER}}.get(name, {})
        await ask(store, "olu" if name == "one person" else f"p{place}", text, **more)
    await suspecting.look()
    assert await found(look) == []


async def test_of_several_partners_customers_it_is_nobodys_alone(suspecting, store, look):
    for name, text, partner in zip(("olu", "ben", "ada"), ASKED, ("harbour", "quay", "quay"), strict=True):
        await ask(store, name, text, partner=partner)
    await suspecting.look()
    assert [each.partner for each in await found(look)] == [None]


async def test_what_is_declared_or_dismissed_already_is_not_suspected_again(suspecting, store, look):
    desk = ProblemCasework(store, lambda: NOW)
    await desk.declare(OVENS, ADA, "f1")
    for name, text in zip(("olu", "ben", "ada"), ASKED, strict=True):
        await ask(store, name, text)
    await suspecting.look()
    assert [each.state for each in await found(look)] == ["open"]


async def test_what_a_lead_dismissed_stays_dismissed(suspecting, store, look):
    for name, text in zip(("olu", "ben", "ada"), ASKED, strict=True):
        await ask(store, name, text)
    await suspecting.look()
    await ProblemCasework(store, lambda: NOW).dismiss("P-1", ADA, "f1")
    await ask(store, "kim", "oven error 7")
    await suspecting.look()
    assert [each.state for each in await found(look)] == ["dismissed"]
