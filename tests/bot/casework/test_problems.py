"""Known issues: who hears of them, who waits, and that everybody is told once."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.casework.casework import Casework
from bot.casework.chat_effects import carry_out
from bot.casework.dialog_ports import StoredProblems
from bot.casework.problems import ProblemCasework
from bot.desk import problem
from bot.desk.actor import Actor, CasePerson, Side, lead
from bot.desk.case import CaseState
from bot.desk.commands import Resolve
from bot.desk.problem import PROBLEM_MOVES, Declaring, NoSuchProblem, ProblemMove, ProblemState, ProblemVerb
from bot.desk.refusals import NothingSaid, NotYours
from bot.store import audit
from bot.store.chat import transcript
from bot.store.desk import cases, problems
from bot.store.desk.problems import Attached
from dialogs.effects import AwaitProblem, OpenCase
from knowledge.entry import Visibility
from tests.bot.support.stored import KEY, NOW, OLU, asker, later, turn

ADA = lead(CasePerson("lead/ada", "Ada"))
MARA = Actor(CasePerson("harbour-t/mara", "Mara"), Side.PARTNER, "harbour")
RIVAL = Actor(CasePerson("quay-t/quin", "Quin"), Side.PARTNER, "quay")
OVENS = Declaring("The ovens show error 7", "Since nine. We are on it.", ("error 7 on my oven",))
OF_HARBOUR = Declaring("The ovens show error 7", "Since nine.", partner="harbour")
TALK = "directline/other"


@pytest.fixture
def desk(store):
    return ProblemCasework(store, lambda: NOW)


@pytest.fixture
def heard(look):
    """Return what is put into somebody's outbox."""

    async def texts(key=KEY):
        rows = await look(lambda reader: transcript.since(reader, key))
        return [row.text for row in rows if row.op == "send"]

    return texts


async def waits(store, person=OLU, key=KEY, number="P-1"):
    await store.transaction(lambda tx: carry_out(tx, [AwaitProblem(number)], turn(tx, key=key, person=person)))


async def opens(store, person=OLU, key=KEY, name="k1"):
    effects = [OpenCase("opened", name, "My oven is cold")]
    await store.transaction(lambda tx: carry_out(tx, effects, turn(tx, activity=name, key=key, person=person)))


async def test_whoever_waits_is_told_of_every_update_and_once_that_it_is_solved(desk, store, heard):
    assert (await desk.declare(OVENS, ADA, "f1")).name == "P-1"
    await waits(store)
    await waits(store, asker("ben"), TALK)
    await desk.update("P-1", ADA, "We found it.", "f2")
    await asyncio.gather(*(desk.solve("P-1", ADA, "Turn it off and on.", "f3") for _ in range(5)))
    for key in (KEY, TALK):
        update, solved = await heard(key)
        assert "We found it." in update
        assert ("P-1" in solved, "Turn it off and on." in solved) == (True, True)
    with pytest.raises(ProblemMove):
        await desk.update("P-1", ADA, "Again", "f4")


async def test_a_case_that_is_attached_gets_the_update_in_its_own_chat_and_is_not_told_twice(desk, store, heard, look):
    await desk.declare(OVENS, ADA, "f1")
    await opens(store)
    await waits(store)
    await desk.attach("P-1", "C-1001", ADA, "f2")
    await desk.update("P-1", ADA, "We found it.", "f3")
    told = await heard()
    assert [("C-1001" in each, "P-1" in each) for each in told] == [(True, False)] * 2
    case = await look(lambda reader: cases.find(reader, 1001))
    assert (case.state, case.holder) == (CaseState.OPEN, 1), "the ball stays where it was"


@pytest.mark.parametrize(("resolve", "state"), [(True, CaseState.RESOLVED), (False, CaseState.OPEN)])
async def test_cases_are_resolved_with_the_problem_where_that_is_wished(desk, store, look, resolve, state):
    await desk.declare(OVENS, ADA, "f1")
    await opens(store)
    await desk.attach(1, 1001, ADA, "f2")
    await desk.solve(1, ADA, "Mended.", "f3", resolve_cases=resolve)
    assert (await look(lambda reader: cases.find(reader, 1001))).state is state


async def test_the_vendor_resolves_no_case_that_a_partner_answers(desk, store, look):
    vendor = Actor(CasePerson("vendor-t/vic", "Vic"), Side.VENDOR, "vendor")
    await desk.declare(OVENS, ADA, "f1")
    await opens(store)
    await desk.attach(1, 1001, ADA, "f2")
    await desk.solve(1, vendor, "Mended.", "f3", resolve_cases=True)
    assert (await look(lambda reader: cases.find(reader, 1001))).state is CaseState.OPEN


async def test_a_question_is_held_only_against_what_its_asker_may_hear_of(desk, store, look):
    await desk.declare(OF_HARBOUR, MARA, "f1")
    await desk.declare(Declaring("The ovens show error 7", "Internal.", visibility=Visibility.PARTNER), ADA, "f2")
    port = StoredProblems(store)
    found = await asyncio.to_thread(port.like, OLU, "my oven shows error 7", "en")
    assert (found.number, found.waiting) == ("P-1", False)
    stranger = asker("una", "orchard", "quay")
    assert await asyncio.to_thread(port.like, stranger, "my oven shows error 7", "en") is None
    assert await asyncio.to_thread(port.find, stranger, "P-1") is None
    assert await asyncio.to_thread(port.like, OLU, "where is my invoice", "en") is None
    await waits(store, stranger, TALK)
    assert await look(lambda reader: problems.attached(reader, 1, Attached.PERSON)) == []
    assert [each.deed.result for each in await look(lambda reader: audit.page(reader, limit=1))] == ["refused"]


async def test_what_is_suspected_is_heard_by_no_customer_until_somebody_declares_it(desk, store, heard):
    def suspected(tx):
        problems.add(tx, problem.suspect(problems.next_number(tx), OF_HARBOUR, NOW))

    await store.transaction(suspected)
    port = StoredProblems(store)
    assert await asyncio.to_thread(port.like, OLU, "the ovens show error 7", "en") is None
    with pytest.raises(NoSuchProblem):
        await desk.confirm("P-1", OF_HARBOUR, RIVAL, "f1")
    await desk.confirm("P-1", OF_HARBOUR, MARA, "f1")
    assert (await asyncio.to_thread(port.like, OLU, "the ovens show error 7", "en")).number == "P-1"


async def test_who_answers_for_other_customers_declares_nothing_for_these(desk):
    with pytest.raises(NotYours):
        await desk.declare(OF_HARBOUR, RIVAL, "f1")
    with pytest.raises(NotYours):
        await desk.declare(OVENS, MARA, "f1")
    with pytest.raises(NotYours):
        await desk.declare(OF_HARBOUR, Actor(OLU_PERSON, Side.CUSTOMER, "bakery"), "f1")
    with pytest.raises(NothingSaid):
        await desk.declare(Declaring("Title", "  "), ADA, "f1")


OLU_PERSON = CasePerson(OLU.key, OLU.name)


async def test_a_case_of_another_partner_has_no_part_in_a_partners_problem(desk, store):
    await desk.declare(OF_HARBOUR, MARA, "f1")
    await opens(store, asker("una", "orchard", "quay"), TALK)
    with pytest.raises(NotYours):
        await desk.attach("P-1", "C-1001", ADA, "f2")


async def test_one_that_is_back_is_told_again_to_who_waits_again(desk, store, heard):
    await desk.declare(OVENS, ADA, "f1")
    await waits(store)
    await desk.solve(1, ADA, "Mended.", "f2")
    await desk.confirm(1, OVENS, ADA, "f3")
    await desk.solve(1, ADA, "Mended again.", "f4")
    assert len(await heard()) == 1, "who was told no longer waits"


async def test_the_same_form_twice_declares_one_problem(desk, look):
    made = await asyncio.gather(*(desk.declare(OVENS, ADA, "f1") for _ in range(4)))
    assert {each.number for each in made} == {1}


async def test_casework_resolving_goes_on_beside_it(desk, store, look):
    await desk.declare(OVENS, ADA, "f1")
    await opens(store)
    await desk.attach(1, 1001, ADA, "f2")
    await Casework(store, lambda: later(hours=1)).do(1001, lead(CasePerson("lead/Ada", "Ada")), Resolve("Done."), "f3")
    await desk.update(1, ADA, "News.", "f4")
    assert (await look(lambda reader: cases.find(reader, 1001))).state is CaseState.RESOLVED


@given(st.lists(st.sampled_from([verb for verb in ProblemVerb if verb is not ProblemVerb.DECLARE]), max_size=8))
def test_no_verb_leads_where_the_table_does_not(verbs):
    held = problem.declare(1, OVENS, ADA, NOW)
    for verb in verbs:
        legal = verb in PROBLEM_MOVES[held.state]
        try:
            after = problem.act(held, verb, ADA, "words", NOW)
        except ProblemMove:
            assert not legal
        else:
            assert legal
            assert after.state is PROBLEM_MOVES[held.state][verb]
            held = after
    assert held.state in ProblemState
