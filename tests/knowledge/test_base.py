"""The knowledge base: one view an audience, learned once, also when many ask at once."""

from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest

from knowledge.base import KnowledgeBase
from knowledge.entry import Visibility
from knowledge.judgement import Judged, Judgement
from knowledge.load import FolderMissing
from knowledge.people.audience import Audience

FAQ = """# How do I reset my password?

Call the desk.

# Who merges two tenants?
<!-- visibility: partner -->

The desk does.
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "harbor").mkdir()
    (tmp_path / "harbor" / "faq.md").write_text(FAQ, encoding="utf-8")
    return tmp_path


CUSTOMER = Audience(("harbor", "vendor"), Visibility.CUSTOMER)


def test_a_folder_is_opened_and_asked(folder):
    base = KnowledgeBase.open(folder)
    assert base.view(CUSTOMER).ask("how do i reset my password").best.entry.id == "how-do-i-reset-my-password"
    assert base.version == base.loaded.version
    assert [entry.partner for entry in base.entries] == ["harbor", "harbor"]


def test_a_view_is_built_once_for_an_audience(folder):
    base = KnowledgeBase.open(folder)
    with ThreadPoolExecutor(8) as pool:
        views = set(pool.map(lambda _: id(base.view(CUSTOMER)), range(16)))
    assert len(views) == 1
    assert base.view(Audience(("harbor",), Visibility.PUBLIC)) is not base.view(CUSTOMER)


def test_threads_that_ask_at_once_get_the_same(folder):
    view = KnowledgeBase.open(folder).view(CUSTOMER)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: view.ask("reset the pasword"), range(40)))
    assert all(each == found[0] for each in found)


def test_a_broken_file_keeps_what_the_previous_base_had(folder):
    before = KnowledgeBase.open(folder)
    (folder / "harbor" / "faq.md").write_bytes(b"\xff\xfe\x00broken")
    after = KnowledgeBase.open(folder, before)
    assert after.view(CUSTOMER).ask("how do i reset my password").verdict == "answer"
    assert after.problems


def test_only_who_sees_a_change_has_something_to_learn(folder):
    before = KnowledgeBase.open(folder)
    partner = Audience(("harbor", "vendor"), Visibility.PARTNER)
    seen = {audience: before.view(audience) for audience in (CUSTOMER, partner)}
    faq = folder / "harbor" / "faq.md"
    faq.write_text(FAQ.replace("The desk does.", "Two of us do."), encoding="utf-8")
    after = KnowledgeBase.open(folder, before)
    assert after.view(CUSTOMER) is seen[CUSTOMER]
    assert after.view(partner).entry("harbor/who-merges-two-tenants").answer == "Two of us do."


def test_a_change_that_only_moves_an_entry_is_seen_where_it_stands_now(folder):
    before = KnowledgeBase.open(folder)
    line = before.view(CUSTOMER).entry("harbor/how-do-i-reset-my-password").line
    (folder / "harbor" / "faq.md").write_text(f"\n\n{FAQ}", encoding="utf-8")
    after = KnowledgeBase.open(folder, before)
    assert after.view(CUSTOMER).entry("harbor/how-do-i-reset-my-password").line == line + 2


def test_only_whom_judgements_concern_has_its_confidence_fitted_again(folder):
    before = KnowledgeBase.open(folder)
    partner = Audience(("harbor", "vendor"), Visibility.PARTNER)
    seen = {audience: before.view(audience) for audience in (CUSTOMER, partner)}
    after = before.rejudged(Judged((Judgement("who merges", partner, right=("harbor/who-merges-two-tenants",)),)))
    assert after.view(CUSTOMER) is seen[CUSTOMER]
    assert len(after.view(partner).judged.judgements) == 1
    assert KnowledgeBase.open(folder, after).view(partner) is after.view(partner)


def test_no_folder_is_said(tmp_path):
    with pytest.raises(FolderMissing):
        KnowledgeBase.open(tmp_path / "nowhere")


def test_a_view_says_which_entries_it_was_made_of():
    loaded = SimpleNamespace(entries=(), wordbooks=(), version="abc")
    assert len(KnowledgeBase(loaded).view(CUSTOMER).version) == 12
