"""Drafts of cases in the partners' files: once a case, beside whatever a curator has there, accepted with one step."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from knowledge.base import KnowledgeBase
from knowledge.entry import Status, Visibility
from knowledge.improve.drafting import from_cases
from knowledge.improve.drafting.from_cases import DraftBlocked, NoSuchDraft
from knowledge.load import load
from knowledge.people.audience import Audience
from tests.knowledge.improve.drafting.test_answered import CASE

NOW = datetime(2030, 1, 1, tzinfo=UTC)
FILE = "harbor/from-cases.yaml"
NAME = "harbor/how-do-i-change-the-tax-number-on-my-invoice"
CUSTOMER = Audience(("harbor", "vendor"), Visibility.CUSTOMER)
BESIDE = "# Mara's\r\nentries:\r\n  # the first\r\n  - {id: a, question: One?, answer: x}\r\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "harbor").mkdir()
    (tmp_path / "harbor" / "partner.yaml").write_text("name: Harbor\nowner: desk@harbor.example\n")
    (tmp_path / "harbor" / "mail.md").write_text("# How do I reset my password?\n\nCall the desk.\n")
    (tmp_path / "vendor").mkdir()
    (tmp_path / "vendor" / "up.md").write_text("---\nowner: up\n---\n# Is it up?\n\nLook at the page.\n")
    return tmp_path


def place(folder, case=CASE, partner="harbor"):
    return from_cases.place(folder, load(folder), partner, case, NOW)


def test_a_draft_answers_nobody_until_it_is_accepted_and_then_it_does(folder):
    entry = place(folder)
    assert (entry.name, entry.file, entry.status) == (NAME, FILE, Status.DRAFT)
    assert entry.owner == "desk@harbor.example", "the folder says who looks after it"
    asked = "how do I change the tax number on my invoice"
    assert KnowledgeBase.open(folder).view(CUSTOMER).ask(asked).verdict != "answer"
    from_cases.accept(folder, load(folder), NAME)
    finding = KnowledgeBase.open(folder).view(CUSTOMER).ask(asked)
    assert (finding.verdict, finding.best.entry.name) == ("answer", NAME)
    assert load(folder).problems == ()


def test_a_case_is_drafted_once_whatever_became_of_its_entry(folder):
    place(folder)
    path = folder / FILE
    before = path.read_bytes()
    assert place(folder).name == NAME
    assert path.read_bytes() == before
    path.rename(folder / "harbor" / "billing.yaml")
    assert place(folder).file == "harbor/billing.yaml"
    assert not path.exists()


def test_cases_of_the_same_question_are_entries_of_their_own(folder):
    first, second = place(folder), place(folder, replace(CASE, case="C-1043"))
    assert (first.id, second.id) == (NAME.partition("/")[2], f"{NAME.partition('/')[2]}-2")
    assert place(folder, replace(CASE, case="C-104")).name not in (first.name, second.name)


def test_what_a_curator_wrote_beside_it_stays_as_it_is(folder):
    path = folder / FILE
    path.write_bytes(BESIDE.encode())
    place(folder)
    from_cases.accept(folder, load(folder), NAME)
    assert path.read_bytes().startswith(BESIDE.encode())
    assert b"\n" not in path.read_bytes().replace(b"\r\n", b"")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("entries:\n  - {id: a, question: One?\n", "not closed"),
        ("entries:\n  - {id: a, question: One?}\n", "mend that first"),
        ("entries: [{id: a, question: One?, answer: x}]\n", "stands in brackets"),
        ("just text\n", "harbor/from-cases.yaml"),
    ],
)
def test_a_file_that_is_broken_or_unusual_holds_the_draft_up_and_is_not_touched(folder, text, why):
    (folder / FILE).write_text(text)
    with pytest.raises(DraftBlocked, match=why):
        place(folder)
    assert (folder / FILE).read_text() == text


@pytest.mark.parametrize("mark", [".from-cases.yaml.swp", ".#from-cases.yaml", ".~lock.from-cases.yaml#"])
def test_a_file_that_is_open_in_an_editor_holds_the_draft_up(folder, mark):
    place(folder)
    (folder / "harbor" / mark).write_text("")
    with pytest.raises(DraftBlocked, match="being edited"):
        place(folder, replace(CASE, case="C-1043"))


def test_a_file_that_was_saved_a_moment_ago_is_left_alone(folder):
    place(folder)
    just = datetime.fromtimestamp((folder / FILE).stat().st_mtime + 0.2, UTC)
    with pytest.raises(DraftBlocked, match="being edited"):
        from_cases.place(folder, load(folder), "harbor", replace(CASE, case="C-1043"), just)


def test_a_folder_that_cannot_be_written_holds_the_draft_up(folder, monkeypatch):
    monkeypatch.setattr("knowledge.files.saving.tempfile.mkstemp", refuse)
    with pytest.raises(DraftBlocked, match="check its rights"):
        place(folder)


def refuse(*_, **__):
    raise PermissionError(13, "Permission denied")


@pytest.mark.parametrize(
    ("given", "folder_says", "seen"),
    [
        (Visibility.CUSTOMER, "public", Visibility.CUSTOMER),
        (Visibility.CUSTOMER, "partner", Visibility.PARTNER),
        (Visibility.PARTNER, "customer", Visibility.PARTNER),
    ],
)
def test_it_is_seen_by_no_more_than_its_source_and_its_folder(folder, given, folder_says, seen):
    (folder / "harbor" / "partner.yaml").write_text(f"name: Harbor\nvisibility: {folder_says}\n")
    assert place(folder, replace(CASE, visibility=given)).visibility is seen


def test_what_only_the_vendor_may_see_goes_into_the_vendors_folder(folder):
    entry = place(folder, replace(CASE, visibility=Visibility.VENDOR))
    assert (entry.partner, entry.visibility) == ("vendor", Visibility.VENDOR)
    assert not (folder / FILE).exists()


def test_a_file_that_says_otherwise_does_not_widen_it(folder):
    (folder / FILE).write_text("visibility: public\nnda: false\nstatus: published\nentries: []\n")
    entry = place(folder, replace(CASE, visibility=Visibility.PARTNER, nda=True))
    assert (entry.visibility, entry.nda, entry.status) == (Visibility.PARTNER, True, Status.DRAFT)


def test_a_partner_without_a_folder_gets_one(folder):
    assert place(folder, partner="quay").file == "quay/from-cases.yaml"
    assert [each.name for each in load(folder).entries if each.partner == "quay"] == [f"quay/{NAME.partition('/')[2]}"]


def test_in_one_partners_own_folder_only_that_partners_drafts_have_a_place(folder):
    own = folder / "harbor"
    assert place(own).file == "from-cases.yaml"
    with pytest.raises(DraftBlocked, match="has no place"):
        place(own, replace(CASE, case="C-1043"), partner=None)


def test_a_full_file_is_followed_by_another(folder, monkeypatch):
    monkeypatch.setattr(from_cases, "FULL", 10)
    place(folder)
    assert place(folder, replace(CASE, case="C-1043")).file == "harbor/from-cases-2.yaml"
    assert place(folder).file == FILE, "the first case's is found where it is"


def test_what_is_dropped_is_retired_and_is_no_draft_any_more(folder):
    place(folder)
    assert from_cases.drop(folder, load(folder), NAME).status is Status.RETIRED
    with pytest.raises(NoSuchDraft, match="only a draft"):
        from_cases.accept(folder, load(folder), NAME)
    assert place(folder).status is Status.RETIRED, "and its case is not drafted again"


def test_a_draft_that_nobody_knows_is_named_with_what_comes_near(folder):
    place(folder)
    with pytest.raises(NoSuchDraft, match=f"did you mean {NAME}"):
        from_cases.accept(folder, load(folder), NAME[:-1])


@pytest.mark.parametrize(
    "text",
    [
        "status: draft\nentries:\n  - question: One?\n    answer: x\n    source: C-1, answered by A of B, 2026-01-01\n",
        "entries:\n- {question: One?, status: 'draft', answer: x, source: 'C-1, answered by A of B, 2026-01-01'}\n",
        "entries:\n- {question: One?, answer: x, source: 'C-1, answered by A of B, 2026-01-01'}\nstatus: draft\n",
        "entries:\n- question: One?\n  status: draft # not yet\n  answer: x\n- {question: Two?, answer: y}\n",
    ],
)
def test_accepting_changes_one_word_however_it_is_written(folder, text):
    (folder / "harbor" / "other.yaml").write_text(text)
    entry = from_cases.accept(folder, load(folder), "harbor/one")
    assert entry.status is Status.PUBLISHED
    written = (folder / "harbor" / "other.yaml").read_text()
    assert written.replace("published", "draft").replace("'draft'", "draft") in (
        text.replace("'draft'", "draft"),
        text.replace("question: One?\n", "question: One?\n    status: draft\n"),
        text.replace("question: One?,", "question: One?, status: draft,"),
    )
