import asyncio
from dataclasses import replace

import pytest

from bot.casework.casework import Casework
from bot.casework.chat_effects import carry_out
from bot.casework.opening import Opening
from bot.desk import recipients
from bot.desk.actor import CasePerson, Party, lead
from bot.desk.case import CaseState, Details
from bot.desk.commands import Close, Escalate, Reopen, Reply, Resolve
from bot.desk.refusals import IllegalMove, Impossible, NoSuchCase, NothingSaid
from bot.store import audit
from bot.store.audit import Result
from bot.store.chat import conversations, transcript
from bot.store.desk import cases, notices
from dialogs.effects import OpenCase
from tests.bot.support.stored import KEY, NOW, met, turn
from tests.bot.support.three import actor, asker, loaded

ADA = lead(CasePerson("lead/ada", "Ada"))


@pytest.fixture
async def casework(store):
    """Casework on a store that holds C-1001."""
    effects = [OpenCase("opened", "k1", "The oven is cold")]
    await store.transaction(lambda tx: carry_out(tx, effects, turn(tx)))
    return Casework(store, lambda: NOW)


@pytest.fixture
def told(look):
    """Return what the customer is told."""

    async def texts():
        rows = await look(lambda reader: transcript.since(reader, KEY))
        return [shown(row) for row in rows if row.op == "send"]

    return texts


def shown(row):
    """Return what a message says and how it is to be read."""
    cards = [each["content"]["fallbackText"] for each in row.body.get("attachments", ())]
    return (cards[0], "card") if cards else (row.text, row.body["textFormat"])


async def test_a_reply_reaches_the_customers_own_chat_with_the_number_and_the_name(casework, store, told):
    case = await casework.do("C-1001", ADA, Reply("Turn *it* on."), "form-1")
    assert (case.wait, case.state) == (Party.CUSTOMER, CaseState.OPEN)
    [(text, format)] = await told()
    assert "C-1001" in text
    assert "Ada" in text
    assert "Turn *it* on." in text
    assert format == "plain"
    [delivery] = await store.claim(NOW)
    assert delivery.address["conversation"] == "talk"
    assert delivery.body["conversation"]["id"] == "talk"


async def test_the_same_form_sent_twice_says_it_once(casework, told, look):
    done = await asyncio.gather(*(casework.do(1001, ADA, Reply("Turn it on."), "form-1") for _ in range(8)))
    assert {case.version for case in done} == {2}
    assert len(await told()) == 1
    assert len(await look(lambda reader: cases.events(reader, 1001))) == 2


async def test_resolving_says_the_last_word_and_that_it_is_resolved(casework, told):
    case = await casework.do(1001, lead(CasePerson("lead/Ada", "Ada")), Resolve("It was unplugged."), "form-1")
    assert case.state is CaseState.RESOLVED
    (reply, _), (resolved, form) = await told()
    assert "It was unplugged." in reply
    assert "C-1001" in resolved
    assert form == "card"


async def test_resolving_without_a_word_says_only_that(casework, told):
    await casework.do(1001, ADA, Resolve(""), "form-1")
    assert len(await told()) == 1


async def test_reopening_tells_the_customer_and_closing_does_not(casework, told):
    await casework.do(1001, ADA, Resolve(""), "form-1")
    await casework.do(1001, ADA, Reopen(""), "form-2")
    assert len(await told()) == 2
    await casework.do(1001, ADA, Resolve(""), "form-3")
    assert (await casework.do(1001, ADA, Close(), "form-4")).state is CaseState.CLOSED
    assert len(await told()) == 3


async def test_a_customer_is_told_in_the_language_of_their_conversation(casework, store, told):
    await store.transaction(lambda tx: met(tx, language="de"))
    await casework.do(1001, ADA, Resolve(""), "form-1")
    [(german, _)] = await told()
    await store.transaction(lambda tx: met(tx, language="en"))
    await casework.do(1001, ADA, Reopen(""), "form-2")
    await casework.do(1001, ADA, Resolve(""), "form-3")
    assert german != (await told())[-1][0]


async def test_what_the_desk_refuses_is_said_to_nobody(casework, told, look):
    with pytest.raises(NoSuchCase):
        await casework.do("C-4711", ADA, Reply("hello"), "form-1")
    with pytest.raises(NoSuchCase):
        await casework.do("nonsense", ADA, Reply("hello"), "form-1")
    with pytest.raises(IllegalMove):
        await casework.do(1001, ADA, Close(), "form-1")
    with pytest.raises(NothingSaid):
        await casework.do(1001, ADA, Reply("  "), "form-1")
    assert await told() == []
    assert len(await look(lambda reader: cases.events(reader, 1001))) == 1


async def test_every_deed_of_a_lead_is_audited_without_what_was_said(casework, look):
    await casework.do(1001, ADA, Reply("a secret"), "form-1")
    newest = (await look(audit.page))[0].deed
    assert (newest.actor, newest.action, newest.object) == ("lead/ada", "case.replied", "C-1001")
    assert "secret" not in str(newest)


async def test_a_case_that_somebody_may_not_open_is_audited_as_refused(store, look):
    wanted = Opening("The lamp is dark", account="clinic")
    casework = Casework(store, lambda: NOW, loaded)
    with pytest.raises(Impossible):
        await casework.open(wanted, asker("harbor/mara"), actor("harbor/mara"), "form-1")
    [newest] = await look(audit.page)
    assert (newest.deed.action, newest.deed.result, newest.deed.detail) == (
        "case.open",
        Result.REFUSED,
        {"reason": "Impossible"},
    )


async def test_those_who_watch_hear_that_the_conversation_has_something_new(casework, store):
    heard = asyncio.Queue()
    store.watch(heard.put_nowait)
    await casework.do(1001, ADA, Reply("Turn it on."), "form-1")
    assert KEY in await asyncio.wait_for(heard.get(), 5)


async def test_a_case_opened_for_a_customer_is_told_in_their_own_chat_and_so_is_the_reply(store, told):
    nell = asker("inn/nell")
    await store.transaction(lambda tx: met(tx, person=nell))
    work = Casework(store, lambda: NOW, loaded)
    mara = actor("harbor/mara")
    case = await work.open(Opening("Her oven", requester="inn/nell"), asker("harbor/mara"), mara, "k1")
    await work.do(case.number, mara, Reply("It is mended."), "k2")
    (opened, _), (reply, _) = await told()
    assert f"{case.name} was opened for you" in opened
    assert "It is mended." in reply


async def test_a_case_opened_for_a_customer_is_told_to_no_group(store, told):
    nell = asker("inn/nell")

    def met_in_a_group(tx):
        met(tx, person=nell)
        known = conversations.find(tx, KEY)
        together = replace(known, address={**known.address, "group": True})
        conversations.keep_address(tx, together, nell.key, NOW)

    await store.transaction(met_in_a_group)
    mara = actor("harbor/mara")
    await Casework(store, lambda: NOW, loaded).open(
        Opening("Her oven", requester="inn/nell"), asker("harbor/mara"), mara, "k1"
    )
    assert await told() == []


async def test_a_lead_who_escalated_and_then_resolves_is_not_told_of_it(store, look):
    casework, who = Casework(store, lambda: NOW, loaded), actor("lead")
    await casework.open(Opening("The oven is cold"), asker("bakery/olu"), actor("bakery/olu"), "form-1")
    details = Details("the shop is closed", "this morning", "a restart", "oven 3")
    await casework.do(1001, actor("harbor/mara"), Escalate(details), "form-2")
    await casework.do(1001, who, Escalate(group="mail"), "form-3")
    await casework.do(1001, who, Resolve("It was unplugged."), "form-4")
    assert await look(lambda reader: notices.to(reader, recipients.of_person(who.person), limit=5)) == []
