"""Gaps: the same question in other words once, the same log always alike, and no partner's in another's."""

import random
from dataclasses import replace
from datetime import date

import pytest

from knowledge.base import KnowledgeBase
from knowledge.entry import Status, Visibility
from knowledge.improve.clusters import clusters
from knowledge.improve.drafting import drafts
from knowledge.improve.drafting.drafts import NoDraft
from knowledge.improve.gaps import gaps
from knowledge.load import load
from knowledge.matching.query.thesaurus import Thesaurus
from knowledge.people.audience import Audience
from tests.knowledge.improve.asking import asked

FAQ = """# How do I reset my password?
<!-- id: reset -->

Call the desk.

# Where is my invoice?
<!-- id: invoice -->

In the portal.
"""
PARKING = ["where can I park my car", "is there a car park", "where do guests park their cars"]
COFFEE = ["do you sell coffee beans", "can I buy coffee"]
AUDIENCE = Audience(("harbor", "ridge", "vendor"), Visibility.CUSTOMER)


@pytest.fixture
def root(tmp_path):
    for folder in ("harbor", "ridge"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "faq.md").write_text(FAQ, encoding="utf-8")
    return tmp_path


@pytest.fixture
def base(root):
    return KnowledgeBase.open(root)


def texts(found):
    return [[each.text for each in gap.questions] for gap in found.gaps]


def test_the_same_in_other_words_is_one_gap_whatever_the_order(base):
    log = [asked(text, days=number) for number, text in enumerate([*PARKING, *COFFEE, PARKING[1]])]
    found = gaps(base, log)
    assert sorted(map(sorted, texts(found))) == sorted(map(sorted, [PARKING, COFFEE]))
    assert texts(found)[0][0] == PARKING[1]
    for seed in range(5):
        random.Random(seed).shuffle(log)
        assert gaps(base, log) == found


def test_a_gap_says_how_often_when_and_which_entry_comes_nearest(base):
    found = gaps(base, [asked("password for the printer", days=9), asked("Password  for the printer?", days=2)])
    [gap] = found.gaps
    assert (gap.times, gap.first, gap.last) == (2, date(2026, 11, 11), date(2026, 11, 18))
    assert gap.nearest.name == "harbor/reset"
    assert 0 < gap.confidence < 1
    assert found.asked == 2


def test_what_is_answered_now_is_no_gap_any_more_unless_that_answer_was_no_help(base):
    log = [asked("how do I reset my password"), asked("where is my invoice", "answer", refused=("harbor/invoice",))]
    found = gaps(base, log)
    assert (texts(found), found.closed) == ([["where is my invoice"]], 1)
    assert found.gaps[0].nearest is None or found.gaps[0].nearest.id != "invoice"


def test_of_too_many_the_newest_are_compared_and_the_others_counted(base, monkeypatch):
    monkeypatch.setattr("knowledge.improve.gaps.MOST", 2)
    found = gaps(base, [asked(text, days=number) for number, text in enumerate([*PARKING, *COFFEE, PARKING[0]])])
    assert sorted(text for texts_ in texts(found) for text in texts_) == sorted(PARKING[:2])
    assert (found.asked, found.left_out) == (3, 3)


def test_two_partners_questions_are_never_one_gap_and_others_are_none_of_ours(base):
    log = [asked(PARKING[0], audience=AUDIENCE), asked(PARKING[1], audience=AUDIENCE, partner="ridge")]
    log += [asked(PARKING[2], audience=AUDIENCE, partner="elsewhere"), asked("and there?", after="harbor/reset")]
    assert [(gap.partner, gap.times) for gap in gaps(base, log).gaps] == [("harbor", 1), ("ridge", 1)]


@pytest.mark.parametrize("one", [[], ["only one"], ["", "?"], ["你好", "駐車場はどこ", "駐車場はどこですか"]])
def test_any_questions_can_be_compared(one):
    found = clusters([(text, "ja") for text in one], Thesaurus())
    assert sorted(place for group in found for place in group) == list(range(len(one)))


def test_a_draft_is_read_back_without_a_fault_and_answers_nobody(root, base):
    odd = 'where is the "car: park"? # {x} \\ <!-- -->'
    log = [*(asked(text) for text in PARKING), asked(odd), asked("write to me@x.example or 0171 2345678 please")]
    log += [asked("wo kann ich parken", language="de")]
    found = gaps(base, log).gaps
    text, usable = drafts.draft(found, base.partners["harbor"], {"reset", "invoice"}, date(2026, 11, 24))
    path = drafts.write(drafts.folder_of(root, "harbor"), text, date(2026, 11, 24))
    assert path == root / "harbor" / "gaps-2026-11-24.yaml"
    assert "@" not in text
    assert "2345678" not in text
    after = load(root)
    new = [each for each in after.entries if each.file == "harbor/gaps-2026-11-24.yaml"]
    assert [problem for problem in after.problems if problem.level == "error"] == []
    assert len(new) == len(usable) == len(found) - 1
    assert {each.status for each in new} == {Status.DRAFT}
    assert {text for each in new for text in each.phrasings} == {*PARKING, odd, "wo kann ich parken"}
    assert {each.language for each in new} == {"en", "de"}


def test_a_draft_is_seen_by_no_more_people_than_the_folder_and_those_who_asked(root):
    (root / "harbor" / "partner.yaml").write_text("name: Harbor\nvisibility: public\n", encoding="utf-8")
    base = KnowledgeBase.open(root)

    def visibility(*audiences):
        log = [replace(asked(f"{PARKING[0]} {number}"), audience=each) for number, each in enumerate(audiences)]
        text, _ = drafts.draft(gaps(base, log).gaps, base.partners["harbor"], (), date(2026, 11, 24))
        return next(line for line in text.splitlines() if line.startswith("visibility"))

    staff = Audience(("harbor",), Visibility.PARTNER)
    assert visibility(Audience(("harbor",), Visibility.PUBLIC)) == "visibility: public"
    assert visibility(staff) == "visibility: partner"
    assert visibility(staff, Audience(("harbor",), Visibility.CUSTOMER)) == "visibility: customer"


def test_a_draft_overwrites_nothing(root):
    folder, today = root / "harbor", date(2026, 11, 24)
    names = [drafts.write(folder, str(number), today).name for number in range(3)]
    assert names == ["gaps-2026-11-24.yaml", "gaps-2026-11-24-2.yaml", "gaps-2026-11-24-3.yaml"]
    assert [(folder / name).read_text(encoding="utf-8") for name in names] == ["0", "1", "2"]
    assert not list(folder.glob(".*"))


def test_a_draft_needs_a_folder_of_that_name(root):
    with pytest.raises(NoDraft, match="did you mean harbor"):
        drafts.folder_of(root, "harbour")
    own = root / "harbor"
    assert drafts.folder_of(own, "harbor") == own
