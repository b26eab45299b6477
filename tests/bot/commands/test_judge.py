"""The command `judge`: a lead's walk at a terminal, one question by its id, and files in bulk."""

import io
import json
from datetime import timedelta

import pytest

from bot.casework.chat_effects import carry_out
from bot.commands import judge
from bot.commands.judge import JudgingPlace
from bot.commands.judging import judge_walk
from bot.commands.judging.judge_order import by_lot, near_first
from bot.commands.judging.judgements import judged
from bot.store.knowledge import judgements
from bot.store.knowledge.judgements import Says, UnjudgedQuestion
from bot.store.sqlite import reading
from dialogs.effects import Outcome as Ended
from dialogs.effects import RecordQuestion, RefuseEntries, SetOutcome
from knowledge.base import KnowledgeBase
from knowledge.entry import Visibility
from knowledge.judgement import Judgement, JudgementSource
from knowledge.match import Finding, Match, Verdict
from knowledge.people.audience import Audience
from tests.bot.support.stored import NOW, asker, turn

FAQ = """entries:
  - {id: reset, question: How do I reset my password?, answer: "Press **Forgot**, then wait for the mail."}
  - {id: invoice, question: Where can I get a copy of my invoice?, answer: Under Billing.}
  - {id: runbook, question: Who may merge two invoices?, answer: We do., visibility: partner}
"""
OLU = asker()
CUSTOMERS = OLU.audience


@pytest.fixture
def content(tmp_path):
    folder = tmp_path / "content"
    for partner in ("harbour", "quay"):
        (folder / partner).mkdir(parents=True)
    (folder / "harbour" / "faq.yaml").write_text(FAQ, encoding="utf-8")
    (folder / "quay" / "faq.yaml").write_text(FAQ.replace("id: reset", "id: renew"), encoding="utf-8")
    return folder


@pytest.fixture
def place(database, content):
    return JudgingPlace(database, content, "ada")


@pytest.fixture
async def asked(store, content):
    """Ask three questions, of which the customer confirmed one."""
    entries = {entry.name: entry for entry in KnowledgeBase.open(content).entries}

    def found(text, verdict, *confidences):
        matches = tuple(
            Match(entries[name], confidence, 1.0, {}, "", ())
            for name, confidence in zip((INVOICE, RESET), confidences, strict=True)
        )
        offered = matches if verdict is Verdict.CLARIFY else ()
        needed = {"answer": 0.9, "clarify": 0.5}
        return Finding(text, "en", verdict, confidences[0], "self-learned", matches, offered, needed, (), "", "v1")

    def work(tx):
        asked = (
            found("how do I reset my \x1b[31mpassword", Verdict.CLARIFY, 0.51, 0.4),
            found("copy of invoice please", Verdict.ANSWER, 0.95, 0.02),
            found("my boat leaks", Verdict.HANDOFF, 0.1, 0.02),
        )
        for number, finding in enumerate(asked):
            facts = turn(tx, f"a{number}", finding.question, at=NOW + timedelta(minutes=number))
            ended = {0: RefuseEntries("q0", (INVOICE,)), 1: SetOutcome("q1", Ended.CONFIRMED)}
            effects = (RecordQuestion(f"q{number}", finding), *((ended[number],) if number in ended else ()))
            carry_out(tx, effects, facts)

    await store.transaction(work)


@pytest.fixture
def presses(monkeypatch):
    """Type these lines."""

    def type_in(*lines):
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))

    return type_in


def standing(place):
    with reading(place.database) as reader:
        return {said.question: (said.says, said.entries) for said in judgements.standing(reader)}


RESET, INVOICE = "harbour/reset", "harbour/invoice"


@pytest.mark.usefixtures("asked")
def test_a_walk_shows_each_question_with_its_entries_and_keeps_what_is_pressed(place, presses, capsys):
    presses("y", "n", "s")
    assert judge.run_walk(place, near=True) == 0
    assert capsys.readouterr().out == WALK
    assert standing(place) == {"q1": (Says.RIGHT, (INVOICE,)), "q0": (Says.HANDOFF, (INVOICE, RESET))}


WALK = """\

1 of 3 · 2026-03-04 09:01 · harbour customer · answered alone at 0.95 (needs 0.90, self-learned)

  copy of invoice please

  The customer said that it helped.

  1  0.95  harbour/invoice  said
           Where can I get a copy of my invoice?
           Under Billing.
  2  0.02  harbour/reset
           How do I reset my password?
           Press **Forgot**, then wait for the mail.

  1-5  this entry answers it (y is 1)     n  no entry should: it is for a person
  e    another entry does, by its id      g  no entry does yet: one should be written
  w    1 is wrong, I can't say what is right
  s    skip    b  back    q  stop
  → right: harbour/invoice

2 of 3 · 2026-03-04 09:00 · harbour customer · offered a choice at 0.51 (needs 0.90, self-learned)

  how do I reset my �[31mpassword

  1  0.51  harbour/invoice  no help
           Where can I get a copy of my invoice?
           Under Billing.
  2  0.40  harbour/reset  offered
           How do I reset my password?
           Press **Forgot**, then wait for the mail.

  1-5 e w n g s b q, ? for help
  → for a person

3 of 3 · 2026-03-04 09:02 · harbour customer · offered a person at 0.10 (needs 0.90, self-learned)

  my boat leaks

  1  0.10  harbour/invoice
           Where can I get a copy of my invoice?
           Under Billing.
  2  0.02  harbour/reset
           How do I reset my password?
           Press **Forgot**, then wait for the mail.

  1-5 e w n g s b q, ? for help

2 judged, 1 left. A running Spot takes them up by itself.
"""


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (("1",), (Says.RIGHT, (INVOICE,))),
        (("2",), (Says.RIGHT, (RESET,))),
        (("w",), (Says.WRONG, (INVOICE,))),
        (("n",), (Says.HANDOFF, (INVOICE, RESET))),
        (("g",), (Says.GAP, (INVOICE, RESET))),
        (("e", "reset"), (Says.RIGHT, (RESET,))),
        (("e", RESET), (Says.RIGHT, (RESET,))),
        (("9", "x", "", "y"), (Says.RIGHT, (INVOICE,))),
    ],
)
def test_a_key_says_what_it_says(place, presses, typed, expected):
    presses(*typed)
    judge.run_walk(place, near=True)
    assert standing(place)["q1"] == expected


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("name", ["runbook", "harbour/runbook", "quay/renew", "nothing"])
def test_an_entry_that_the_asker_may_not_see_cannot_be_right(place, presses, capsys, name):
    presses("e", name, "q")
    judge.run_walk(place)
    assert f"There is no entry {name} that its asker may see" in capsys.readouterr().out
    assert standing(place) == {}


@pytest.mark.usefixtures("asked")
def test_going_back_judges_a_question_again(place, presses):
    presses("y", "b", "w")
    judge.run_walk(place, near=True)
    assert standing(place)["q1"][0] is Says.WRONG


@pytest.mark.usefixtures("asked")
def test_what_people_wrote_cannot_move_the_terminal(place, presses, capsys):
    presses("s", "s", "s", "s")
    judge.run_walk(place)
    assert "\x1b" not in capsys.readouterr().out


def test_with_nothing_to_judge_it_says_so(store, place, capsys):
    assert judge.run_walk(place) == 0
    assert capsys.readouterr().out == "No question waits to be judged.\n"


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("right", None), (Says.RIGHT, (INVOICE,))),
        (("wrong", None), (Says.WRONG, (INVOICE,))),
        (("wrong", "reset"), (Says.RIGHT, (RESET,))),
        (("wrong", "gap"), (Says.GAP, (INVOICE, RESET))),
        (("handoff", None), (Says.HANDOFF, (INVOICE, RESET))),
    ],
)
def test_one_question_is_judged_by_its_id(place, capsys, words, expected):
    assert judge.run_one(place, "q1", *words) == 0
    assert standing(place) == {"q1": expected}
    assert capsys.readouterr().out.startswith("q1: ")


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("q9", "right", None), "There is no question q9"),
        (("q1", "rigth", None), "'rigth' is no judgement: did you mean right?"),
        (("q1", "wrong", "runbook"), "There is no entry runbook that its asker may see"),
    ],
)
def test_what_cannot_be_judged_is_said_in_one_line(place, capsys, words, told):
    assert judge.run_one(place, *words) == 1
    assert told in capsys.readouterr().err
    assert standing(place) == {}


@pytest.mark.usefixtures("asked")
def test_what_waits_is_listed_with_how_far_each_audience_is(place, capsys):
    judge.run_one(place, "q1", "right", None)
    capsys.readouterr()
    assert judge.run_list(place) == 0
    out = capsys.readouterr().out
    assert "my boat leaks" in out
    assert out.endswith("harbour customer: 1 judged, 49 more until their confidence is judged.\n")
    judge.run_list(JudgingPlace(place.database, place.knowledge, "ada", "json"))
    told = json.loads(capsys.readouterr().out)
    assert {each["question"] for each in told["waiting"]} == {"q0", "q2"}
    assert told["judged"] == [{"partners": ["harbour", "vendor"], "visibility": "customer", "nda": False, "judged": 1}]


@pytest.mark.usefixtures("asked")
def test_what_is_exported_is_imported_elsewhere_as_it_was(place, tmp_path, capsys):
    for id, verdict in (("q0", "right"), ("q1", "wrong"), ("q2", "gap")):
        judge.run_one(place, id, verdict, None)
    file = tmp_path / "judged.jsonl"
    assert judge.run_export(place, file) == 0
    elsewhere = JudgingPlace(tmp_path / "new" / "spot.sqlite", place.knowledge, "bo")
    assert judge.run_import(elsewhere, file, None) == 0
    assert "3 judged questions taken" in capsys.readouterr().out
    here, there = (judged(each.database, 0.9).judgements for each in (place, elsewhere))
    assert set(there) == set(here)
    with reading(elsewhere.database) as reader:
        assert {(said.judge, said.says) for said in judgements.standing(reader)} == {
            ("lead/ada", Says.RIGHT),
            ("lead/ada", Says.WRONG),
            ("lead/ada", Says.GAP),
        }
    judge.run_import(elsewhere, file, None)
    assert "0 judged questions taken, 3 said the same before" in capsys.readouterr().out


def test_a_partners_table_needs_no_database_and_says_who_asks_by_the_folder(place, tmp_path, capsys):
    file = tmp_path / "judged.tsv"
    file.write_text("ask\texpect\twho\n".replace("who", "as") + "where is my bill\tharbour/invoice\t\n", "utf-8")
    assert judge.run_import(place, file, None) == 0
    assert judged(place.database, 0.9).judgements == (Judgement("where is my bill", CUSTOMERS, right=(INVOICE,)),)


def test_a_question_for_nobody_refuses_what_would_have_been_found(place, tmp_path):
    file = tmp_path / "judged.jsonl"
    audience = {"partners": ["harbour", "vendor"], "visibility": "customer", "nda": False}
    file.write_text(json.dumps({"question": "my boat leaks", "expect": "nobody", "audience": audience}), "utf-8")
    assert judge.run_import(place, file, None) == 0
    [judgement] = judged(place.database, 0.9).judgements
    assert set(judgement.refused) == {RESET, INVOICE}


GOOD = '{"question": "reset", "expect": "harbour/reset"}\n'


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "it is not JSON: write one JSON object a line"),
        ("[]", "it is no JSON object: write one object a line"),
        ('{"expect": "reset"}', "no question: write what was asked"),
        ('{"question": "a"}', "nothing expected: write expect: an id"),
        ('{"question": "a", "expect": 3}', "expect is neither an id nor a list of ids"),
        ('{"question": "a", "expect": "b", "wrong": "c"}', "both expect and wrong"),
        ('{"question": "a", "expect": ["nobody", "reset"]}', "nobody beside an id: keep one of the two"),
        ('{"question": "a", "answer": "b"}', "'answer' is no key"),
        ('{"question": "a", "expect": "nobody"}', "nothing says who asks it: add as: organisation/id"),
        ('{"question": "a", "expect": "harbour/rest"}', "that its asker may see: did you mean harbour/reset?"),
        ('{"question": "a", "expect": "harbour/runbook"}', 'no entry "harbour/runbook" that its asker may see'),
        ('{"question": "a", "expect": "reset", "as": "harbour/nobody"}', "nobody in the directory is written"),
        ('{"question": "a", "expect": "reset", "at": "2026-01-01T00:00:00"}', "a time without its zone"),
        ('{"question": "a", "expect": "reset", "audience": {"partners": "x"}}', "an audience that cannot be read"),
    ],
)
def test_a_bad_line_is_named_with_its_remedy_and_nothing_is_taken(place, tmp_path, capsys, line, told):
    file = tmp_path / "judged.jsonl"
    file.write_text(f"{GOOD}{line}\n", encoding="utf-8")
    assert judge.run_import(place, file, None) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"{file}:2: ")
    assert told in said
    assert not place.database.exists()


@pytest.mark.parametrize(
    ("written", "told"),
    [(b"\xff\xfe", "it is not UTF-8"), (b"", "there is nothing in it"), (b"a\tb\tc\td\n", "4 columns where 3 belong")],
)
def test_a_file_that_says_nothing_is_named(place, tmp_path, capsys, written, told):
    file = tmp_path / "judged.tsv"
    file.write_bytes(written)
    assert judge.run_import(place, file, None) == 1
    assert f"{file}:1: {told}" in capsys.readouterr().err


def test_without_a_content_folder_it_cannot_run(database, tmp_path, capsys):
    assert judge.run_walk(JudgingPlace(database, tmp_path / "nowhere", "ada")) == 2
    assert "nowhere" in capsys.readouterr().err


def test_before_the_first_start_a_polite_line_is_all(place, capsys):
    for run in (judge.run_walk, judge.run_list):
        assert run(place) == 1
        assert "no database yet" in capsys.readouterr().err


def waits(id, confidence, verdict="answer"):
    return UnjudgedQuestion(id, NOW, id, Audience(("vendor",), Visibility.PUBLIC), verdict, confidence, 0.9)


def test_what_lies_near_the_threshold_comes_first_and_of_it_what_was_answered_alone():
    found = near_first(
        [waits("exact", 1.0), waits("far", 0.1, "handoff"), waits("below", 0.85, "clarify"), waits("above", 0.93)]
    )
    assert [each.id for each in found] == ["above", "below", "far", "exact"]


def test_by_lot_nothing_about_a_question_but_its_id_says_when_it_comes():
    answered = [waits(f"q{number}", 0.95) for number in range(50)]
    handed = [waits(f"q{number}", 0.1, "handoff") for number in range(50, 100)]
    order = [each.id for each in by_lot([*answered, *handed])]
    assert order == [each.id for each in by_lot([*handed[::-1], *answered])]
    assert 15 <= sum(int(id[1:]) < 50 for id in order[:50]) <= 35


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(("near", "lot"), [(False, True), (True, False)])
def test_what_was_picked_is_known_to_have_been(place, presses, near, lot):
    presses("y")
    judge.run_walk(place, near=near)
    assert [
        each.is_sampled for each in judged(place.database, 0.9).judgements if each.source is JudgementSource.LEAD
    ] == [lot]


def test_an_audience_is_named_in_a_few_words():
    staff = Audience(("harbour", "quay", "vendor"), Visibility.PARTNER, nda=True)
    assert judge_walk.seen_by(staff) == "harbour+quay partner nda"
    assert judge_walk.seen_by(Audience(("vendor",), Visibility.PUBLIC)) == "vendor public"


def test_what_was_judged_is_none_where_there_is_no_database(tmp_path):
    assert judged(tmp_path / "none.sqlite", 0.8).judgements == ()
