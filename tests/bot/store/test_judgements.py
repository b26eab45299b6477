"""Judgements in the store: the newest of each counts, customers' words are not copied, and what waits to be judged."""

from dataclasses import replace

import pytest

from bot.casework.chat_effects import carry_out
from bot.store import audit
from bot.store.engine import connection
from bot.store.engine.columns import pack_audience, unpack_audience
from bot.store.engine.migrations import migrations, names
from bot.store.engine.store import StoreUnavailable, StoreUnusable
from bot.store.knowledge import judgements, questions
from bot.store.knowledge.judgements import MOST_OF_ONE, LeadJudgement, Says
from bot.store.sqlite import SqliteStore, writing
from dialogs.effects import Outcome, RecordQuestion, SetOutcome
from knowledge.entry import Visibility
from knowledge.judgement import Judgement, JudgementSource
from knowledge.match import Verdict
from knowledge.people.audience import Audience
from tests.bot.support.stored import NOW, OLU, asker, finding, later, turn

OVENS = "vendor/ovens"
RIGHT = LeadJudgement("my ovens", OLU.audience, Says.RIGHT, (OVENS,), "lead/ada", NOW, "q1", knowledge="v1")


def asks(tx, id="q1", text="my ovens", *effects, verdict=Verdict.ANSWER, person=OLU):
    facts = turn(tx, f"a-{id}", text, person=person)
    carry_out(tx, (RecordQuestion(id, finding(text, verdict)), *effects), facts)


async def says(store, *said):
    for each in said:
        await store.transaction(lambda tx, each=each: judgements.add(tx, each))


async def test_what_a_lead_said_of_a_question_is_learned_from(store, look):
    await store.transaction(asks)
    await says(store, RIGHT)
    assert await look(judgements.learned_from) == (Judgement("my ovens", OLU.audience, right=(OVENS,)),)


@pytest.mark.parametrize("word", [Says.WRONG, Says.HANDOFF, Says.GAP])
async def test_whatever_else_was_said_refuses_the_entries_that_were_looked_at(store, look, word):
    await store.transaction(asks)
    await says(store, replace(RIGHT, says=word))
    assert await look(judgements.learned_from) == (Judgement("my ovens", OLU.audience, refused=(OVENS,)),)


async def test_the_newest_word_counts_and_the_earlier_stays_written(store, look):
    await store.transaction(asks)
    await says(store, RIGHT, replace(RIGHT, says=Says.GAP, at=later(hours=1)))
    assert [said.says for said in await look(judgements.standing)] == [Says.GAP]
    assert await look(judgements.newest) == 2


async def test_what_came_by_lot_stays_so_when_it_is_corrected_by_its_id(store, look):
    await store.transaction(asks)
    await says(store, RIGHT, replace(RIGHT, says=Says.WRONG, by_lot=False))
    assert [(said.says, said.by_lot) for said in await look(judgements.standing)] == [(Says.WRONG, True)]


async def test_saying_the_same_again_changes_nothing(store, look):
    await store.transaction(asks)
    await says(store, RIGHT, replace(RIGHT, judge="lead/bo", at=later(hours=1)))
    assert await look(judgements.newest) == 1
    assert len(await look(audit.page)) == 1


async def test_a_text_from_a_file_is_one_for_each_audience(store, look):
    said = replace(RIGHT, question=None)
    await says(store, said, said, replace(said, audience=Audience(("vendor",), Visibility.PUBLIC)))
    assert len(await look(judgements.standing)) == 2


async def test_who_judged_what_is_in_the_audit_and_nothing_that_was_written(store, look):
    await store.transaction(asks)
    await says(store, RIGHT)
    [entry] = await look(audit.page)
    assert (entry.deed.actor, entry.deed.action, entry.deed.object) == ("lead/ada", "question.judge", "question/q1")
    assert "ovens" not in str(entry)


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        (Outcome.CONFIRMED, Judgement("my ovens", OLU.audience, right=(OVENS,), source=JudgementSource.CUSTOMER)),
        (Outcome.REOPENED, Judgement("my ovens", OLU.audience, refused=(OVENS,), source=JudgementSource.CUSTOMER)),
    ],
)
async def test_a_customers_word_is_learned_from_where_it_already_stands(store, look, outcome, expected):
    await store.transaction(lambda tx: asks(tx, "q1", "my ovens", SetOutcome("q1", outcome)))
    assert await look(judgements.learned_from) == (expected,)
    assert await look(judgements.newest) == 0


async def test_no_customer_alone_is_heard_more_than_so_often(store, look):
    def work(tx):
        for number in range(MOST_OF_ONE + 3):
            asks(tx, f"q{number}", f"my ovens {number}", SetOutcome(f"q{number}", Outcome.CONFIRMED))
        asks(tx, "other", "my kiln", SetOutcome("other", Outcome.CONFIRMED), person=asker("mara", "forge"))

    await store.transaction(work)
    texts = [each.text for each in await look(judgements.learned_from)]
    assert texts == [*(f"my ovens {number}" for number in range(3, MOST_OF_ONE + 3)), "my kiln"]


async def test_a_leads_word_stands_in_place_of_a_customers(store, look):
    await store.transaction(lambda tx: asks(tx, "q1", "my ovens", SetOutcome("q1", Outcome.CONFIRMED)))
    await says(store, replace(RIGHT, says=Says.WRONG))
    assert [each.source for each in await look(judgements.learned_from)] == [JudgementSource.LEAD]


async def test_a_forged_choice_is_not_learned_from(store, look):
    await store.transaction(
        lambda tx: asks(
            tx, "q1", "my ovens", SetOutcome("q1", Outcome.CONFIRMED, "vendor/secret"), verdict=Verdict.CLARIFY
        )
    )
    assert await look(judgements.learned_from) == ()
    assert (await look(lambda reader: questions.find(reader, "q1", NOW))).chosen is None
    [refused] = await look(audit.page)
    assert refused.deed.detail == {"reason": "the entry was not offered"}


async def test_unjudged_questions_wait_newest_first_each_text_once(store, look):
    for number, text in enumerate(("my ovens", "My  OVENS", "my kiln", "my forge")):
        await store.transaction(lambda tx, number=number, text=text: asks(tx, f"q{number}", text))
    await says(store, replace(RIGHT, text="my forge", question="q3"))
    found = await look(judgements.waiting)
    assert [(each.id, each.text) for each in found] == [("q2", "my kiln"), ("q1", "My  OVENS")]
    assert (found[0].verdict, found[0].confidence, found[0].answer, found[0].audience) == (
        "answer", 0.4, 0.9, OLU.audience,
    )  # fmt: skip


async def test_what_an_asker_might_see_is_kept_with_the_question(store, look):
    staff = replace(OLU, audience=Audience(("harbour", "vendor"), Visibility.PARTNER, nda=True))
    await store.transaction(lambda tx: asks(tx, person=staff))
    assert (await look(lambda reader: questions.find(reader, "q1", NOW))).audience == staff.audience


@pytest.mark.parametrize(
    ("partner", "expected"),
    [
        ("harbour", Audience(("harbour", "vendor"), Visibility.CUSTOMER)),
        (None, Audience(("vendor",), Visibility.PUBLIC)),
    ],
)
def test_a_question_from_before_is_read_as_the_least_its_asker_might_see(partner, expected):
    assert unpack_audience(None, partner) == expected
    assert unpack_audience(pack_audience(expected), "whoever") == expected


async def test_a_database_of_an_earlier_spot_is_brought_up_to_date_with_its_questions(tmp_path, monkeypatch):
    path = tmp_path / "old.sqlite"
    store = SqliteStore.open(path)
    await store.transaction(asks)
    store.close()
    monkeypatch.setattr(migrations, "_migrations", [*migrations._migrations])
    migrations(name="0002_a_mood")(lambda db: db.table("questions").add_column("mood", str))
    names.cache_clear()
    try:
        SqliteStore.open(path).close()
        with writing(path) as beside:
            [row] = beside.read(lambda reader: reader.query("select id, mood from questions"))
    finally:
        names.cache_clear()
    assert (row["id"], row["mood"]) == ("q1", None)


async def test_a_second_process_writes_beside_the_server_and_the_server_reads_it(store, database, look):
    await store.transaction(asks)
    with writing(database) as beside:
        assert beside.transact(lambda tx: judgements.add(tx, RIGHT))
        assert await look(judgements.newest) == 1
    await store.transaction(lambda tx: asks(tx, "q2"))
    assert await look(judgements.newest) == 1


async def test_what_fails_beside_the_server_is_undone(store, database, look):
    def fails(tx):
        judgements.add(tx, replace(RIGHT, question=None))
        raise KeyError("mine")

    with writing(database) as beside, pytest.raises(KeyError):
        beside.transact(fails)
    assert await look(judgements.newest) == 0


async def test_a_database_that_is_held_elsewhere_is_said_to_be_unavailable(store, database, monkeypatch):
    monkeypatch.setattr(connection, "BUSY_MILLISECONDS", 10)
    with writing(database) as one, writing(database) as other, pytest.raises(StoreUnavailable):
        one.transact(lambda tx: other.transact(lambda tx: None))


def test_there_must_be_a_database_to_write_beside(tmp_path):
    with pytest.raises(StoreUnusable, match="no database yet"), writing(tmp_path / "none.sqlite"):
        pass


async def test_what_went_on_from_an_answer_is_not_learned_from_alone(store, look):
    def asks_on(tx):
        asked = replace(finding("and on gas?", Verdict.ANSWER), after="vendor/heating")
        carry_out(
            tx, (RecordQuestion("q1", asked), SetOutcome("q1", Outcome.CONFIRMED)), turn(tx, "a-q1", "and on gas?")
        )

    await store.transaction(asks_on)
    assert await look(judgements.learned_from) == ()
    assert await look(judgements.waiting) == []
