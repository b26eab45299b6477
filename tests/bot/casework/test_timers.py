"""The watch: warns, says what slipped, climbs, closes; each timer once, across restarts and clocks that jump."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from structlog.testing import capture_logs

from bot.casework import timers as task
from bot.desk.actor import Actor, CasePerson, Party, Side
from bot.desk.case import NOTHING_KNOWN, CaseState
from bot.desk.leg import Promise
from bot.desk.recipients import EVERY_LEAD, Recipient, To, team
from bot.desk.verbs import between_legs, first_leg
from bot.desk.verbs.between_legs import Next
from bot.store.desk import cases, notices, timers
from knowledge.people.directory import Directory
from tests.bot.support.stored import later
from tests.bot.support.watched import HARBOUR, LOADED, VENDOR, Clock, done, kinds, opened, texts, told, watching

IDA = Actor(CasePerson("harbour-t/ida", "Ida"), Side.PARTNER, "harbour")
INES = Actor(CasePerson("northsky-t/ines", "Ines"), Side.VENDOR, "northsky")
OLU = Actor(CasePerson("bakery-t/olu", "Olu"), Side.CUSTOMER, "bakery")
FIRST, UPDATE, SOLVE = "first response", "next update", "resolution"
HOURS = Promise(60, 120, 480, "always")


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def watch(store, clock):
    return watching(store, clock)


@pytest.fixture
def passes(watch, clock):
    """Let time pass until so long after the opening, and the watch look once."""

    async def to(**by):
        clock.after(**by)
        while await watch.round():
            pass

    return to


def accept(actor, **by):
    return lambda case: between_legs.accept(case, actor, later(**by))


async def test_nothing_fires_before_it_is_due(store, passes, look):
    number = await opened(store)
    await passes(minutes=29)
    assert await look(lambda reader: kinds(reader, number)) == ["opened"]


async def test_the_team_is_warned_before_a_first_response_is_late_and_the_customer_is_not(store, passes, look):
    number = await opened(store)
    await passes(minutes=30)
    assert await look(lambda reader: kinds(reader, number)) == ["opened", "warned"]
    assert (await look(lambda reader: told(reader, number)))[-1] == ("warned", FIRST, "team", "harbour")
    assert await look(texts) == []


async def test_a_short_target_is_warned_of_at_half_time(store, passes, look):
    number = await opened(store)
    await passes(minutes=30)
    await done(store, number, accept(IDA, minutes=31), later(minutes=31))
    hurried = replace(HOURS, update=10)
    await done(store, number, lambda case: _promised(case, hurried), later(minutes=31))
    await passes(minutes=36)
    assert (await look(lambda reader: told(reader, number)))[-1] == ("warned", UPDATE, "person", IDA.key)


def _promised(case, promise):
    change = first_leg.update(case, IDA, "Still at it.", later(minutes=31))
    return replace(change, case=replace(change.case, legs=(replace(change.case.first, promise=promise),)))


async def test_the_customer_is_told_before_they_ask_when_nobody_has_taken_their_case(store, passes, look):
    number = await opened(store)
    await passes(minutes=60)
    [text] = await look(texts)
    assert f"C-{number}" in text
    assert "nobody has yet" in text


async def test_a_case_that_nobody_takes_climbs_rung_by_rung(store, passes, look):
    number = await opened(store)
    for minutes in (30, 60, 89, 90, 120, 180, 240):
        await passes(minutes=minutes)
    of_first = [row for row in await look(lambda reader: told(reader, number)) if row[1] == FIRST]
    assert of_first == [
        ("warned", FIRST, "team", "harbour"),
        ("climbed", FIRST, "team", "harbour"),
        ("slipped", FIRST, "team", "harbour"),
        ("climbed", FIRST, "team", "harbour"),
        ("climbed", FIRST, "person", "harbour-t/tom"),
        ("climbed", FIRST, "leads", ""),
    ]


async def test_nobody_climbs_for_a_case_that_somebody_has_taken_in_time(store, passes, look):
    number = await opened(store)
    await done(store, number, accept(IDA, minutes=20), later(minutes=20))
    await passes(minutes=80)
    assert FIRST not in [about for _, about, _, _ in await look(lambda reader: told(reader, number))]


async def test_whoever_has_taken_it_and_says_nothing_is_warned_and_the_customer_hears_that_word_is_late(
    store, passes, look
):
    number = await opened(store)
    await done(store, number, accept(IDA, minutes=20), later(minutes=20))
    await passes(minutes=110)
    assert (await look(lambda reader: told(reader, number)))[-1] == ("warned", UPDATE, "person", IDA.key)
    await passes(minutes=140)
    assert "should have heard" in (await look(texts))[-1]


async def test_a_word_to_the_customer_puts_the_next_one_off(store, passes, look):
    number = await opened(store)
    await done(store, number, accept(IDA, minutes=20), later(minutes=20))
    await done(
        store, number, lambda case: first_leg.update(case, IDA, "At it.", later(minutes=100)), later(minutes=100)
    )
    await passes(minutes=189)
    assert "warned" not in await look(lambda reader: kinds(reader, number))
    await passes(minutes=190)
    assert (await look(lambda reader: kinds(reader, number)))[-1] == "warned"


async def test_no_timer_runs_while_the_customer_is_asked(store, passes, look):
    number = await opened(store, severity="B")
    await done(store, number, accept(IDA, minutes=10), later(minutes=10))
    await done(
        store, number, lambda case: between_legs.ask(case, IDA, "Which oven?", later(minutes=20)), later(minutes=20)
    )
    await passes(days=20)
    assert await look(lambda reader: timers.waiting(reader, number)) == []
    assert await look(lambda reader: kinds(reader, number)) == ["opened", "accepted", "asked"]


async def escalated(store, **by):
    number = await opened(store)
    await done(store, number, accept(IDA, minutes=1), later(minutes=1))
    to = Next(Party.VENDOR, "northsky", promise=HOURS)
    await done(
        store, number, lambda case: between_legs.escalate(case, IDA, to, NOTHING_KNOWN, later(**by)), later(**by)
    )
    return number


async def test_an_escalation_that_nobody_acknowledges_climbs_and_the_partner_sees_that_it_is_late(store, passes, look):
    number = await escalated(store, minutes=10)
    assert (await look(lambda reader: told(reader, number)))[-1] == ("escalated", "", "team", "northsky")
    await passes(minutes=70)
    await passes(minutes=100)
    rows = [row for row in await look(lambda reader: told(reader, number)) if row[0] == "climbed"]
    assert rows == [("climbed", FIRST, "team", "northsky")] * 2
    partner = Actor(IDA.person, Side.PARTNER, "harbour")
    seen = await look(lambda reader: cases.events(reader, number, viewer=partner))
    assert [(event.kind, event.leg) for event in seen if event.actor.key == "spot"] == [("slipped", 2)]
    assert await look(texts) == []


async def test_the_customer_is_told_when_it_takes_longer_than_promised_whoever_is_at_work(store, passes, look):
    number = await escalated(store, minutes=10)
    await done(store, number, accept(INES, minutes=20), later(minutes=20))
    await passes(hours=8)
    assert "longer than you were promised" in (await look(texts))[-1]
    assert [text for text in await look(texts) if "longer" in text] == [(await look(texts))[-1]]


async def test_a_case_of_severity_a_whose_requester_cannot_be_reached_drops_to_b_with_its_promises(store, passes, look):
    number = await opened(store)
    await done(store, number, accept(IDA, minutes=10), later(minutes=10))
    await done(
        store, number, lambda case: between_legs.ask(case, IDA, "Which oven?", later(minutes=20)), later(minutes=20)
    )
    await passes(minutes=139)
    assert (await look(lambda reader: cases.find(reader, number))).severity == "A"
    await passes(minutes=140)
    case = await look(lambda reader: cases.find(reader, number))
    assert (case.severity, case.first.promise.solve) == ("B", 24 * 60)
    assert "severity B" in (await look(texts))[-1]
    assert ("graded", "", "person", IDA.key) in await look(lambda reader: told(reader, number))
    await passes(days=30)
    assert (await look(lambda reader: cases.find(reader, number))).severity == "B"


async def test_who_answers_in_time_keeps_severity_a(store, passes, look):
    number = await opened(store)
    await done(
        store, number, lambda case: between_legs.ask(case, IDA, "Which oven?", later(minutes=20)), later(minutes=20)
    )
    await done(
        store, number, lambda case: first_leg.comment(case, OLU, "The old one.", later(minutes=130)), later(minutes=130)
    )
    await passes(minutes=141)
    assert (await look(lambda reader: cases.find(reader, number))).severity == "A"


async def test_a_resolved_case_is_closed_after_a_week_of_silence_and_no_earlier(store, passes, look):
    number = await opened(store)
    await done(store, number, lambda case: first_leg.resolve(case, IDA, "", later(hours=1)), later(hours=1))
    await done(store, number, lambda case: first_leg.reply(case, IDA, "One thing more.", later(days=2)), later(days=2))
    await passes(days=8)
    assert (await look(lambda reader: cases.find(reader, number))).state is CaseState.RESOLVED
    await passes(days=9)
    assert (await look(lambda reader: cases.find(reader, number))).state is CaseState.CLOSED


async def test_who_renews_an_agreement_and_the_partner_are_told_thirty_days_ahead(store, clock, look):
    partner = replace(HARBOUR, agreement=replace(HARBOUR.agreement, expires=date(2026, 4, 30)))
    loaded = replace(LOADED, directory=Directory((VENDOR, partner)))
    watch = watching(store, clock, loaded)
    await watch.look_over()
    clock.after(days=26, hours=14)
    await watch.round()
    ines, harbour = Recipient(To.PERSON, "northsky-t/ines"), team("harbour")
    assert await look(lambda reader: notices.to(reader, ines)) == []
    clock.after(days=27)
    await watch.round()
    for recipient in (ines, harbour):
        [notice] = await look(lambda reader, recipient=recipient: notices.to(reader, recipient))
        assert (notice.kind, notice.about) == ("agreement", "harbour")


async def test_an_agreement_that_was_renewed_reminds_of_nothing(store, clock, look):
    for expires in (date(2026, 4, 30), date(2027, 4, 30)):
        partner = replace(HARBOUR, agreement=replace(HARBOUR.agreement, expires=expires))
        watch = watching(store, clock, replace(LOADED, directory=Directory((VENDOR, partner))))
        await watch.look_over()
    clock.after(days=40)
    await watch.round()
    assert await look(lambda reader: notices.to(reader, team("harbour"))) == []


async def test_a_team_that_reads_nothing_for_a_working_day_is_reported_to_the_leads_once(store, passes, look):
    await opened(store, severity="C")
    await opened(store, later(hours=1), "C", key="k2")
    await passes(hours=9)
    await passes(hours=30)
    assert [(each.kind, each.about) for each in await look(_unread)] == [("unread", "harbour")]


async def test_a_team_that_reads_is_not_reported_until_it_stops(store, passes, look):
    number = await opened(store, severity="C")
    await done(store, number, accept(IDA, hours=1), later(hours=1))
    await passes(hours=9)
    await opened(store, later(hours=10), "C", key="k2")
    await passes(hours=17)
    assert await look(_unread) == []
    await passes(hours=18)
    assert len(await look(_unread)) == 1


def _unread(reader):
    return [each for each in notices.to(reader, EVERY_LEAD) if each.kind == "unread"]


async def test_who_acts_has_read_what_they_and_their_team_were_told_of_the_case(store, look):
    number = await opened(store)
    await done(store, number, accept(IDA, minutes=5), later(minutes=5))
    [notice] = await look(lambda reader: notices.to(reader, team("harbour")))
    assert (notice.kind, notice.read, notice.acknowledged) == ("opened", later(minutes=5), later(minutes=5))


async def test_whoever_gets_the_ball_is_told_and_who_passed_it_is_not(store, look):
    number = await escalated(store, minutes=10)
    await done(
        store, number, lambda case: between_legs.ask(case, INES, "Which tenant?", later(minutes=20)), later(minutes=20)
    )
    await done(
        store,
        number,
        lambda case: between_legs.answer_or_inform(case, IDA, "Theirs.", later(minutes=30)),
        later(minutes=30),
    )
    rows = await look(lambda reader: told(reader, number))
    assert rows == [
        ("opened", "", "team", "harbour"),
        ("escalated", "", "team", "northsky"),
        ("asked", "", "person", IDA.key),
        ("informed", "", "person", INES.key),
    ]


async def test_whoever_works_on_a_case_is_told_that_the_customer_took_it_back(store, look):
    number = await escalated(store, minutes=10)
    await done(store, number, lambda case: first_leg.withdraw(case, OLU, later(minutes=20)), later(minutes=20))
    rows = await look(lambda reader: told(reader, number))
    assert rows[-2:] == [("withdrawn", "", "person", IDA.key), ("withdrawn", "", "team", "northsky")]


async def test_a_change_of_the_policy_moves_the_timers_of_every_open_case(store, watch, look):
    number = await opened(store, severity="C")
    await watch.look_over()
    before = await look(lambda reader: timers.waiting(reader, number)[0].due)
    sooner = replace(LOADED, policy=replace(LOADED.policy, warn_before=timedelta(hours=3)))
    await watching(store, Clock(), sooner).look_over()
    after = await look(lambda reader: timers.waiting(reader, number)[0].due)
    assert before - after == timedelta(hours=2.5)


async def test_a_warning_of_what_has_happened_already_is_not_given(store, passes, look):
    number = await opened(store)
    await passes(minutes=70)
    assert "warned" not in await look(lambda reader: kinds(reader, number))


async def test_a_timer_that_fails_holds_up_no_other(store, passes, look, monkeypatch):
    broken, sound = await opened(store), await opened(store, key="k2")
    right = task.timer_actions.fired

    def fired(case, timer, rules, at):
        if case.number == broken:
            raise ZeroDivisionError
        return right(case, timer, rules, at)

    monkeypatch.setattr(task.timer_actions, "fired", fired)
    with capture_logs() as logged:
        await passes(minutes=60)
    assert [line["event"] for line in logged] == ["timer_deferred"]
    assert await look(lambda reader: kinds(reader, broken)) == ["opened"]
    assert "slipped" in await look(lambda reader: kinds(reader, sound))
    monkeypatch.undo()
    await passes(minutes=65)
    assert "slipped" in await look(lambda reader: kinds(reader, broken))
