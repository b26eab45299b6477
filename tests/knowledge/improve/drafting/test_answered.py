"""An answered case becomes a draft: what was asked and answered, without who asked."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.entry import Status, Visibility
from knowledge.formats import readers
from knowledge.formats.editing.appending import appended
from knowledge.formats.reading import FilePlace
from knowledge.formats.source import FileSource
from knowledge.improve.drafting.answered import AnsweredCase, NothingToDraft, draft
from knowledge.problems.report import Report

CASE = AnsweredCase(
    case="C-1042",
    question="Hi Ben,\n\nhow do I change the tax number on my invoice?\n\nBest regards\nOlu Ade\nBakery",
    rephrased=("tax number wrong on the invoice", "Olu Ade needs another tax number", "my number is 4711 0815 12"),
    answer="Hi Olu,\n\nopen **Billing** and choose:\n\n- Company\n- Tax number\n\nKind regards\nMara",
    requester="Olu Ade",
    by="Mara Stern",
    organisation="Harbour IT",
    on=date(2026, 11, 24),
    visibility=Visibility.CUSTOMER,
    nda=False,
    language="en",
)
BESIDE = "# Mara's file\nowner: desk@harbor.example\nentries:\n  # the first\n  - {id: a, question: One?, answer: x}\n"


def read(data):
    report = Report("harbor/from-cases.yaml")
    found = readers.read(FileSource(data), FilePlace("harbor", report.file), report, readers.ENTRIES)
    assert report.problems == []
    return [each.entry for each in found]


def test_it_holds_what_was_asked_and_answered_with_its_provenance_and_nobody_who_asked():
    made = draft(CASE)
    assert made.question == "how do I change the tax number on my invoice?"
    assert made.answer == "open **Billing** and choose:\n\n- Company\n- Tax number"
    assert made.also == ("tax number wrong on the invoice",), "a phrasing that tells who wrote it is left out"
    assert made.source == "C-1042, answered by Mara Stern of Harbour IT, 2026-11-24"
    [entry] = read(appended(b"", "from-cases.yaml", made))
    assert (entry.status, entry.visibility, entry.review) == (Status.DRAFT, Visibility.CUSTOMER, date(2027, 11, 24))
    assert "Olu" not in str(entry)


@pytest.mark.parametrize(
    ("asked", "question"),
    [
        ("Olu Ade here: the till is dead", "… here: the till is dead"),
        ("does the invoice go to olu.ade@bakery.example?", "does the invoice go to …"),
        ("call +49 30 1234567 when the till works", "call +… when the till works"),
        ("the till\nis\tdead", "the till is dead"),
        ("word " * 100, f"{'word ' * 58}word…"),
    ],
)
def test_a_question_is_one_line_that_tells_of_nobody(asked, question):
    assert draft(replace(CASE, question=asked)).question == question


def test_everyday_words_that_are_part_of_a_name_stay():
    asked = replace(CASE, question="will it open on time?", requester="Will Open")
    assert draft(asked).question == "will it open on time?"


def test_what_is_dangerous_in_an_answer_becomes_plain_markdown():
    made = draft(replace(CASE, answer="Press <b>Save</b><script>alert(1)</script> or [here](javascript:alert(1))"))
    assert made.answer == "Press **Save** or here"


@pytest.mark.parametrize("blank", ["", " \n ", "???", "\u200b"])
def test_nothing_said_is_no_draft(blank):
    with pytest.raises(NothingToDraft):
        draft(replace(CASE, answer=blank))
    with pytest.raises(NothingToDraft):
        draft(replace(CASE, question=blank))


PIECES = (
    *("\n", "\n\n", "- ", "  - id: b", "entries:", "status: published", "---", "...", "|", ">", "#", "&a", "*a", "\t"),
    *('"', "'", ":", "visibility: public", "{", "}", "[", "]", "!!python/object", "%YAML 1.2", "a", " ", "`", "```"),
    *("<!--", "-->", "\r", "\x85", "\u2028", "\ufeff", "\x07", "\ud800", "\\", "null", "Best regards"),
)
HOSTILE = st.one_of(
    st.text(max_size=200),
    st.lists(
        st.sampled_from(PIECES),
        max_size=30,
    ).map("".join),
)


@given(question=HOSTILE, answer=HOSTILE, rephrased=HOSTILE, name=HOSTILE, organisation=HOSTILE)
def test_no_text_breaks_out_of_its_entry(question, answer, rephrased, name, organisation):
    case = replace(
        CASE,
        question=question,
        answer=answer,
        rephrased=(rephrased,),
        by=name,
        organisation=organisation,
        requester=name,
    )
    try:
        made = draft(case)
    except NothingToDraft:
        return
    for before in (b"", BESIDE.encode()):
        data = appended(before, "from-cases.yaml", made)
        assert data.startswith(before)
        *others, entry = read(data)
        assert others == (read(before) if before else [])
        assert (entry.status, entry.visibility, entry.nda) == (Status.DRAFT, Visibility.CUSTOMER, False)
        assert (entry.id, entry.question, entry.answer, entry.also) == (made.id, made.question, made.answer, made.also)
        assert entry.source == made.source
