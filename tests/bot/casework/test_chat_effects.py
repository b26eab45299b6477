import asyncio
from dataclasses import replace

import pytest

from bot.casework.chat_effects import Outdated, carry_out
from bot.casework.dialog_ports import ports
from bot.desk.actor import CasePerson, Party
from bot.desk.actor import lead as leading
from bot.desk.case import CaseState, Details
from bot.desk.verbs import between_legs, first_leg
from bot.store import audit
from bot.store.audit import Result
from bot.store.desk import cases
from bot.store.knowledge import questions
from bot.store.knowledge.questions import QuestionOutcome
from dialogs.effects import (
    CommentCase,
    ConfirmCase,
    OpenCase,
    RateCase,
    RecordQuestion,
    RefuseEntries,
    ReopenCase,
    RetractComment,
    SetOutcome,
    WithdrawCase,
)
from dialogs.effects import Outcome as Said
from dialogs.incoming import IncomingFile
from knowledge.agreed.policy import DEFAULT, Limits
from knowledge.load import Loaded
from knowledge.match import Verdict
from tests.bot.support import three
from tests.bot.support.stored import KEY, NOW, OLU, asker, finding, later, turn

STRANGER = asker("mallory", "rival")


def open_case(key="k1", **more):
    return OpenCase("opened", key, "The oven is cold", **more)


@pytest.fixture
def do(store):
    """Carry effects out in a turn of their own."""
    count = iter(range(1000))

    async def done(*effects, person=OLU, at=NOW, key=KEY):
        activity = f"a{next(count)}"
        return await store.transaction(lambda tx: carry_out(tx, effects, turn(tx, activity, "x", key, person, at)))

    return done


@pytest.fixture
def case(look):
    return lambda number=1001: look(lambda reader: cases.find(reader, number))


@pytest.fixture
def refusals(look):
    async def refused():
        return [each.deed for each in await look(audit.page) if each.deed.result is Result.REFUSED]

    return refused


async def test_an_opened_case_fills_its_slot_and_carries_everything(do, case, look):
    slots = await do(RecordQuestion("q1", finding()), open_case(question="q1", severity="B"))
    assert slots == {"opened": "C-1001"}
    found = await case()
    assert (found.title, found.requester.key, found.organisation, found.partner) == (
        "The oven is cold",
        OLU.key,
        "bakery",
        "harbour",
    )
    assert (found.origin.conversation, found.origin.transcript_end, found.origin.question) == (KEY, 1, "q1")
    assert (found.severity, found.wait) == ("B", Party.PARTNER)
    question = await look(lambda reader: questions.find(reader, "q1", NOW))
    assert (question.outcome, question.case) == (QuestionOutcome.ESCALATED, 1001)


async def test_a_key_that_was_used_gives_the_case_that_exists(do, look):
    assert await do(open_case()) == await do(open_case()) == {"opened": "C-1001"}
    assert len(await look(cases.page)) == 1


async def test_eight_clicks_at_once_open_one_case(do, look):
    slots = await asyncio.gather(*(do(open_case()) for _ in range(8)))
    assert {slot["opened"] for slot in slots} == {"C-1001"}


async def test_a_key_from_another_conversation_reaches_no_case_there(do):
    await do(open_case())
    assert await do(open_case(), person=STRANGER, key="directline/elsewhere") == {"opened": "C-1002"}


async def test_a_question_has_one_open_case_however_it_is_asked_for(do):
    await do(RecordQuestion("q1", finding()), open_case(question="q1"))
    assert await do(open_case("another key", question="q1")) == {"opened": "C-1001"}
    await do(WithdrawCase("C-1001", "w1"))
    assert await do(open_case("third key", question="q1")) == {"opened": "C-1002"}


@pytest.mark.parametrize("question", ["nobody-asked-this", "q1"])
async def test_a_question_that_is_not_the_askers_is_not_tied_to_their_case(do, case, question):
    await do(RecordQuestion("q1", finding()))
    slots = await do(open_case(question=question), person=STRANGER, key="directline/elsewhere")
    assert slots == {"opened": "C-1001"}
    assert (await case()).origin.question is None


async def test_a_severity_that_does_not_exist_becomes_the_lowest(do, case):
    await do(open_case(severity="catastrophic"))
    assert (await case()).severity == "C"


async def test_who_has_five_open_cases_gets_the_newest_instead_of_a_sixth(do, look, refusals):
    for number in range(5):
        await do(open_case(f"k{number}"))
    assert await do(open_case("k6")) == {"opened": "C-1005"}
    assert len(await look(cases.page)) == 5
    assert [(deed.action, deed.object) for deed in await refusals()] == [("case.open", "C-1005")]
    assert await do(open_case("k7"), person=STRANGER) == {"opened": "C-1006"}


async def test_the_policy_says_how_many_cases_are_too_many(store):
    strict = Loaded(version="v1", policy=replace(DEFAULT, limits=Limits(open_cases=2, cases_a_day=2)))

    def opening(tx, key):
        return carry_out(tx, [open_case(key)], replace(turn(tx, activity=key), knowledge=strict))

    opened = [await store.transaction(lambda tx, key=key: opening(tx, key)) for key in ("k1", "k2", "k3")]
    assert opened == [{"opened": "C-1001"}, {"opened": "C-1002"}, {"opened": "C-1002"}]


async def test_twenty_cases_a_day_are_enough_and_tomorrow_is_another_day(do):
    for number in range(20):
        await do(open_case(f"k{number}"))
        await do(WithdrawCase(f"C-{1001 + number}", f"w{number}"))
    assert await do(open_case("k20")) == {"opened": "C-1020"}
    assert await do(open_case("k21"), at=later(hours=25)) == {"opened": "C-1021"}


async def test_a_comment_is_kept_once_a_key_and_hands_the_ball_back(do, case, look):
    await do(open_case())
    for _ in range(2):
        await do(CommentCase("c-1001", "k1", "it is still cold"))
    happened = await look(lambda reader: cases.events(reader, 1001))
    assert [(event.kind, event.text) for event in happened] == [
        ("opened", "The oven is cold"),
        ("commented", "it is still cold"),
    ]
    assert (await case()).version == 2


async def test_a_case_is_withdrawn_and_reopened_by_its_requester(do, case):
    await do(open_case())
    await do(WithdrawCase("C-1001", "w1"))
    assert (await case()).state is CaseState.WITHDRAWN
    await do(ReopenCase("C-1001", "r1"))
    assert ((await case()).state, (await case()).wait) == (CaseState.OPEN, Party.PARTNER)


@pytest.mark.parametrize(
    "effect",
    [
        CommentCase("C-1001", "x", "let me in"),
        WithdrawCase("C-1001", "x"),
        ReopenCase("C-1001", "x"),
        CommentCase("C-4711", "x", "is there anybody"),
        CommentCase("not a number", "x", "hm"),
    ],
)
async def test_what_is_not_the_askers_own_is_left_alone_and_audited(do, case, refusals, effect):
    await do(open_case())
    before = await case()
    assert await do(effect, person=STRANGER, key="directline/elsewhere") == {}
    assert await case() == before
    [deed] = await refusals()
    assert (deed.actor, deed.detail) == (STRANGER.key, {"reason": "NoSuchCase"})


async def test_what_the_case_no_longer_allows_undoes_the_turn(do, case):
    await do(open_case())
    await do(WithdrawCase("C-1001", "w1"))
    with pytest.raises(Outdated):
        await do(CommentCase("C-1001", "c1", "one more thing"))
    assert (await case()).version == 2


async def test_what_says_nothing_is_left_alone_and_audited(do, case, refusals):
    await do(open_case())
    await do(CommentCase("C-1001", "c2", ""))
    assert (await case()).version == 1
    assert {deed.detail["reason"] for deed in await refusals()} == {"NothingSaid"}


async def test_the_audit_holds_no_word_that_anybody_wrote(do, look):
    await do(open_case(), CommentCase("C-1001", "c1", "a secret"), CommentCase("C-9", "c2", "a secret"))
    kept = await look(lambda reader: reader.query("select * from audit"))
    assert len(kept) == 3
    assert "secret" not in str(kept)
    assert "oven" not in str(kept)


async def test_an_outcome_belongs_to_who_asked(do, look, refusals):
    await do(RecordQuestion("q1", finding(verdict=Verdict.ANSWER)), SetOutcome("q1", Said.CONFIRMED, "vendor/ovens"))
    await do(SetOutcome("q1", Said.REOPENED), person=STRANGER, key="directline/elsewhere")
    found = await look(lambda reader: questions.find(reader, "q1", NOW))
    assert (found.outcome, found.chosen) == (QuestionOutcome.CONFIRMED, "vendor/ovens")
    assert len(await refusals()) == 1


async def test_an_entry_that_was_not_shown_cannot_be_no_help(do, look, refusals):
    await do(RecordQuestion("q1", finding(verdict=Verdict.ANSWER)), RefuseEntries("q1", ("vendor/ovens", "vendor/x")))
    await do(RefuseEntries("q1", ("vendor/ovens",)), person=STRANGER, key="directline/elsewhere")
    assert (await look(lambda reader: questions.find(reader, "q1", NOW))).refused == ("vendor/ovens",)
    assert len(await refusals()) == 1


async def test_the_ports_show_an_asker_their_own_cases_newest_first_with_the_last_reply(do, store, look):
    await do(open_case("k1"))
    await do(open_case("k2"), at=later(hours=1))
    await do(open_case("k3"), person=STRANGER)
    lead = leading(CasePerson("lead/ada", "Ada"))

    def reply(tx):
        for text in ("Try this.", "Or that."):
            cases.change(tx, first_leg.reply(cases.find(tx, 1001), lead, text, later(hours=2)), text)

    await store.transaction(reply)
    reads = ports(store)
    found = await asyncio.to_thread(reads.cases.of, OLU)
    assert [(case.number, case.waiting, case.last_reply) for case in found] == [
        ("C-1002", "partner", None),
        ("C-1001", "customer", "Or that."),
    ]
    assert await asyncio.to_thread(reads.cases.opened_since, OLU, later(minutes=30)) == 1
    assert await asyncio.to_thread(reads.traffic.messages_since, OLU, NOW) == 2


@pytest.fixture
def lead_says(store):
    """Have a lead do a verb of the desk with C-1001."""

    async def done(verb, text, at):
        actor = leading(CasePerson("lead/ada", "Ada"))
        work = lambda tx: cases.change(tx, verb(cases.find(tx, 1001), actor, text, at), text)  # noqa: E731
        return await store.transaction(work)

    return done


FILE = IncomingFile("photo.png", "https://files.example/photo.png")


async def test_a_comment_that_is_taken_back_is_read_by_nobody_and_the_ball_is_where_it_was(do, case, look, lead_says):
    await do(open_case())
    await lead_says(first_leg.reply, "Oil it.", later(minutes=1))
    await do(CommentCase("C-1001", "c1", "a secret", (FILE,)), at=later(minutes=2))
    assert (await case()).wait is Party.PARTNER
    assert [each.name for each in (await case()).attachments] == ["photo.png"]
    for _ in range(2):
        await do(RetractComment("C-1001", "c1-back", "c1"), at=later(minutes=3))
    found = await case()
    assert (found.wait, found.version, found.attachments) == (Party.CUSTOMER, 4, ())
    told = await look(lambda reader: cases.events(reader, 1001))
    assert [(each.kind, each.text) for each in told][2:] == [("commented", ""), ("retracted", "")]
    assert "secret" not in str(await look(lambda reader: reader.query("select * from case_events")))
    assert [each.deed.action for each in await look(audit.page)].count("case.retracted") == 1


async def test_the_ball_stays_where_it_went_once_somebody_did_something(do, case, lead_says):
    await do(open_case())
    await lead_says(first_leg.reply, "Oil it.", later(minutes=1))
    await do(CommentCase("C-1001", "c1", "oiled"), at=later(minutes=2))
    await lead_says(first_leg.update, "Thank you.", later(minutes=3))
    await do(RetractComment("C-1001", "c1-back", "c1"), at=later(minutes=4))
    assert (await case()).wait is Party.PARTNER


async def test_only_ones_own_comment_of_this_case_is_taken_back(do, look, refusals):
    await do(open_case(), open_case("k2"))
    await do(CommentCase("C-1001", "c1", "mine"))
    await do(RetractComment("C-1002", "b1", "c1"))
    await do(RetractComment("C-1001", "b2", "another key"))
    await do(RetractComment("C-1001", "b3", "c1"), person=STRANGER)
    kept = await look(lambda reader: cases.events(reader, 1001))
    assert [each.text for each in kept if each.kind == "commented"] == ["mine"]
    assert [deed.detail["reason"] for deed in await refusals()] == ["NoSuchCase"] * 3


async def test_a_case_holds_so_many_files_and_no_more(do, case):
    await do(open_case())
    for number in range(3):
        await do(CommentCase("C-1001", f"c{number}", "look", (FILE,) * 9))
    assert len((await case()).attachments) == 20


async def test_the_ports_show_the_teams_word_until_the_customer_adds_something(do, store, lead_says):
    await do(open_case())
    await lead_says(first_leg.update, "Looking into it.", later(minutes=1))
    reads = ports(store)
    [told] = await asyncio.to_thread(reads.cases.of, OLU)
    assert (told.word.kind, told.word.at, told.conversation) == ("updated", later(minutes=1), KEY)
    await do(CommentCase("C-1001", "c1", "thanks for looking"), at=later(minutes=2))
    [told] = await asyncio.to_thread(reads.cases.of, OLU)
    assert told.word is None


async def test_a_resolved_case_is_confirmed_and_rated_once_each(do, case, lead_says, refusals):
    await do(open_case())
    await lead_says(first_leg.resolve, "Oiled.", later(minutes=1))
    for _ in range(2):
        await do(ConfirmCase("C-1001", "1-solved"), RateCase("C-1001", "rating", 4), at=later(minutes=2))
    found = await case()
    assert (found.state, found.rating, found.version) == (CaseState.CLOSED, 4, 4)
    with pytest.raises(Outdated):
        await do(RateCase("C-1001", "another", 1))
    await do(ConfirmCase("C-1001", "2-solved"), person=STRANGER, key="directline/elsewhere")
    assert [deed.detail["reason"] for deed in await refusals()] == ["NoSuchCase"]


async def test_an_engagement_goes_to_the_touch_point_under_the_next_number(store, look):
    nell = three.asker("inn/nell")
    olu = three.asker("bakery/olu")

    async def opened(person, kind, key):
        def work(tx):
            facts = replace(turn(tx, key, "x", f"directline/{key}", person), knowledge=three.loaded())
            return carry_out(tx, [OpenCase("opened", key, "A quote, please", kind=kind)], facts)

        slots = await store.transaction(work)
        number = int(slots["opened"].removeprefix("C-"))
        return await look(lambda reader: cases.find(reader, number))

    for person, kind, owner in ((olu, "sales", "Max"), (nell, "sales", "Mara"), (olu, "nonsense", None)):
        case = await opened(person, kind, f"{person.key}{kind}".replace("/", "-"))
        assert (case.kind == "sales", case.first.owner and case.first.owner.name) == (kind == "sales", owner)


async def test_the_ports_say_who_has_a_case_since_when_and_until_when(do, store, lead_says):
    await do(open_case())
    reads = ports(store)

    async def standing():
        [told] = await asyncio.to_thread(reads.cases.of, OLU)
        return told.waiting, told.since, told.owner, told.is_escalated, told.due

    assert (await standing())[:4] == ("partner", NOW, "", False)
    due = (await standing())[4]
    assert due > NOW
    await lead_says(lambda case, who, _text, at: between_legs.accept(case, who, at), "a", later(minutes=1))
    assert (await standing())[:4] == ("partner", NOW, "Ada", False)
    assert (await standing())[4] > due

    def up(case, who, _text, at):
        known = Details("shop closed", "today", "restart", "oven 3")
        return between_legs.escalate(case, who, between_legs.Next(Party.VENDOR, "northsky"), known, at)

    await lead_says(up, "b", later(minutes=2))
    assert await standing() == ("vendor", later(minutes=2), "", True, None)
    await lead_says(first_leg.resolve, "c", later(minutes=3))
    assert (await standing())[2:] == ("", False, None)
