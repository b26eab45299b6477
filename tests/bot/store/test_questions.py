from dataclasses import replace
from datetime import timedelta

import pytest

from bot.store import audit
from bot.store.audit import Audited, Deed, Result
from bot.store.edges import sessions
from bot.store.engine.columns import stamp
from bot.store.knowledge import questions
from bot.store.knowledge.questions import QuestionContext, QuestionOutcome, outcome_at
from knowledge.match import Verdict
from knowledge.matching.explain import as_data
from tests.bot.support.stored import KEY, NOW, OLU, finding, later, turn


@pytest.fixture
async def seq(store):
    return (await store.transaction(turn)).incoming_seq


@pytest.fixture
async def asked(seq):
    return QuestionContext(KEY, seq, NOW, OLU.key, OLU.partner)


async def test_a_question_is_kept_with_every_candidate_and_every_reason(store, look, asked):
    await store.transaction(lambda tx: questions.record(tx, "q1", finding(), asked))
    found = await look(lambda reader: questions.find(reader, "q1", NOW))
    told = as_data(finding())
    assert (found.text, found.verdict, found.confidence, found.kind) == ("my ovens", "handoff", 0.4, "shipped")
    assert found.candidates == told["candidates"]
    assert found.explanation == {name: told[name] for name in questions.EXPLAINED}
    assert (found.entry, found.knowledge, found.outcome, found.case) == (None, "v1", QuestionOutcome.UNKNOWN, None)


async def test_an_answer_names_its_entry(store, look, asked):
    await store.transaction(lambda tx: questions.record(tx, "q1", finding(verdict=Verdict.ANSWER), asked))
    assert (await look(lambda reader: questions.find(reader, "q1", NOW))).entry == "vendor/ovens"


async def test_recording_the_same_question_again_changes_nothing(store, look, asked):
    for text in ("first", "second"):
        await store.transaction(lambda tx, text=text: questions.record(tx, "q1", finding(text), asked))
    assert (await look(lambda reader: questions.find(reader, "q1", NOW))).text == "first"


async def test_an_outcome_is_set_by_who_asked_and_by_nobody_else(store, look, asked):
    await store.transaction(lambda tx: questions.record(tx, "q1", finding(), asked))
    end = lambda person: lambda tx: questions.end(tx, "q1", person, "confirmed", NOW, "vendor/ovens")  # noqa: E731
    assert not await store.transaction(end("tenant/stranger"))
    assert await store.transaction(end(OLU.key))
    found = await look(lambda reader: questions.find(reader, "q1", later(days=9)))
    assert (found.outcome, found.outcome_at, found.chosen) == (QuestionOutcome.CONFIRMED, NOW, "vendor/ovens")


async def test_the_newest_questions_of_a_conversation_come_in_the_order_they_were_asked(store, look, asked):
    for number in range(4):
        facts = await store.transaction(lambda tx, number=number: turn(tx, f"b{number}"))
        here = replace(asked, incoming_seq=facts.incoming_seq)
        await store.transaction(
            lambda tx, number=number, here=here: questions.record(tx, f"q{number}", finding(), here)
        )
    found = await look(lambda reader: questions.of_conversation(reader, KEY, NOW, limit=2))
    assert [question.id for question in found] == ["q2", "q3"]


DAY = timedelta(hours=24)


@pytest.mark.parametrize(
    ("stored", "verdict", "chosen", "refused", "age", "expected"),
    [
        ("unknown", "answer", None, None, DAY - timedelta(seconds=1), QuestionOutcome.UNKNOWN),
        ("unknown", "answer", None, None, DAY, QuestionOutcome.ASSUMED),
        ("unknown", "answer", None, '["vendor/ovens"]', DAY, QuestionOutcome.ABANDONED),
        ("unknown", "clarify", None, None, DAY, QuestionOutcome.ABANDONED),
        ("unknown", "clarify", "vendor/ovens", None, DAY, QuestionOutcome.ASSUMED),
        ("unknown", "handoff", None, None, DAY, QuestionOutcome.ABANDONED),
        ("confirmed", "answer", None, None, 9 * DAY, QuestionOutcome.CONFIRMED),
        ("escalated", "handoff", None, None, 9 * DAY, QuestionOutcome.ESCALATED),
        ("reopened", "answer", None, None, 9 * DAY, QuestionOutcome.REOPENED),
    ],
)
def test_silence_says_after_a_day_how_a_question_ended(stored, verdict, chosen, refused, age, expected):
    row = {"outcome": stored, "verdict": verdict, "chosen": chosen, "refused": refused, "at": stamp(NOW)}
    assert outcome_at(row, NOW + age) is expected


async def test_what_is_no_help_is_written_down_once_by_who_asked_and_by_nobody_else(store, look, asked):
    await store.transaction(lambda tx: questions.record(tx, "q1", finding(), asked))
    refuse = lambda person: lambda tx: questions.refuse(tx, "q1", person, ["vendor/ovens"])  # noqa: E731
    assert not await store.transaction(refuse("tenant/stranger"))
    assert (await look(lambda reader: questions.find(reader, "q1", NOW))).refused == ()
    for _ in range(2):
        assert await store.transaction(refuse(OLU.key))
    assert (await look(lambda reader: questions.find(reader, "q1", NOW))).refused == ("vendor/ovens",)


async def test_the_audit_keeps_deeds_in_order_and_pages_through_them(store, look):
    deeds = [Deed("lead", "case.reply", f"C-{n}", Result.DONE, {"n": n}) for n in range(5)]
    for deed in deeds:
        await store.transaction(lambda tx, deed=deed: audit.note(tx, deed, NOW))
    newest = await look(lambda reader: audit.page(reader, limit=2))
    assert newest == [Audited(5, NOW, deeds[4]), Audited(4, NOW, deeds[3])]
    assert [each.seq for each in await look(lambda reader: audit.page(reader, before=4, limit=999))] == [3, 2, 1]


async def test_a_session_is_good_until_it_expires_or_is_ended(store, look):
    save = lambda id, data: lambda tx: sessions.save(tx, id, data, NOW, later(hours=12))  # noqa: E731
    await store.transaction(save("s1", {"csrf": "a"}))
    await store.transaction(save("s1", {"csrf": "b"}))
    await store.transaction(save("s2", {}))
    find = lambda id, at: lambda reader: sessions.find(reader, id, at)  # noqa: E731
    assert await look(find("s1", NOW)) == {"csrf": "b"}
    assert await look(find("s1", later(hours=12))) is None
    await store.transaction(lambda tx: sessions.drop(tx, "s1"))
    assert await look(find("s1", NOW)) is None
    assert await store.transaction(lambda tx: sessions.sweep(tx, later(hours=12))) == 1
