"""Every answer carries the knowledge that it came from, wherever a lead or an operator reads of it."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.casework.chat_effects import carry_out
from bot.commands import questions as command
from bot.commands import transcript
from bot.commands.question_log import question_log
from bot.commands.question_log.question_place import QuestionPlace
from bot.console.pages.explanation import explain
from bot.store.knowledge import questions
from bot.webchat.why import explained
from dialogs.effects import RecordQuestion
from knowledge.files.commit import Commits
from knowledge.improve.logs.logged import for_partner
from knowledge.load import Loaded
from knowledge.match import Verdict
from tests.bot.support.stored import KEY, NOW, finding, turn

WHOLE, OWN = "a" * 40, "b" * 40
READ = Loaded(version="5p07", commits=Commits(WHOLE, {"vendor": OWN}))


def found(verdict, entry="vendor/ovens"):
    """Return a finding whose best entry stands in a file."""
    plain = finding(verdict=verdict, entry=entry)
    match = plain.matches[0]
    placed = replace(match, entry=replace(match.entry, file=f"{match.entry.partner}/ovens.md", line=7))
    return replace(plain, matches=(placed,))


@pytest.fixture
async def asked(store, look):
    async def ask(verdict=Verdict.ANSWER, entry="vendor/ovens"):
        def work(tx):
            facts = replace(turn(tx), knowledge=READ)
            carry_out(tx, (RecordQuestion("q1", found(verdict, entry)),), facts)

        await store.transaction(work)
        return await look(lambda reader: questions.find(reader, "q1", NOW + timedelta(hours=1)))

    return ask


async def test_it_is_kept_with_the_question(asked):
    question = await asked()
    assert (question.knowledge, question.base, question.source) == ("v1", "5p07", "vendor/ovens.md:7")
    assert question.revision == OWN


async def test_a_file_of_no_repository_of_its_own_stands_at_the_commit_of_the_whole(asked):
    assert (await asked(entry="harbour/ovens")).revision == WHOLE


async def test_where_nothing_was_answered_no_file_is_named(asked):
    question = await asked(Verdict.HANDOFF)
    assert (question.source, question.revision) == (None, OWN)


async def test_the_transcript_says_it(asked, database, capsys):
    await asked()
    assert transcript.run(database, KEY, "text", NOW) == 0
    assert "vendor/ovens.md:7 · knowledge v1 · git bbbbbbbbbbbb\n" in capsys.readouterr().out
    assert transcript.run(database, KEY, "json", NOW) == 0
    told = json.loads(capsys.readouterr().out)["rows"][0]["question"]
    assert (told["source"], told["knowledge"], told["base"], told["revision"]) == (
        "vendor/ovens.md:7",
        "v1",
        "5p07",
        OWN,
    )


async def test_the_console_and_the_panel_say_it(asked):
    question = await asked()
    assert (explain(question).source, explain(question).revision) == ("vendor/ovens.md:7", OWN[:12])
    assert explained(question)["revision"] == OWN[:12]


async def test_the_export_says_it_and_a_partner_s_nothing_of_another_s(asked, database, tmp_path, capsys):
    await asked(Verdict.HANDOFF)
    place = QuestionPlace(database, tmp_path)
    [logged] = question_log.read(place, None)
    assert (logged.source, logged.revision) == ("", OWN)
    assert for_partner(logged, "harbour").revision == ""
    assert command.run(place, "-", question_log.beginning(None), None) == 0
    assert json.loads(capsys.readouterr().out)["revision"] == OWN
