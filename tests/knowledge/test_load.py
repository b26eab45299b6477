"""Loading a content folder: a file is the unit, and a bad one never takes a good one down with it."""

import os
from dataclasses import replace
from datetime import date

import pytest

from knowledge.entry import Visibility
from knowledge.load import FolderMissing, load
from knowledge.slug import slug

GOOD = "entries:\n  - {id: a, question: One?, answer: first}\n"
TENANT = "00000000-0000-4000-8000-00000000001{}"


class Folder:
    """A content folder that a test writes and loads again and again."""

    def __init__(self, root):
        self.root = root
        self.loaded = None

    def write(self, **files):
        for name, text in files.items():
            self.put(name.replace("__", "/") + ".yaml", text)
        return self

    def put(self, file, text):
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return self

    def drop(self, file):
        (self.root / file).unlink()
        return self

    def load(self, **more):
        self.loaded = load(self.root, self.loaded, **more)
        return self.loaded

    @property
    def answers(self):
        return {each.name: each.answer for each in self.loaded.entries}

    @property
    def faults(self):
        return [(each.code, each.file, each.line) for each in self.loaded.problems]


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path)


def test_no_folder_is_told_so(tmp_path):
    with pytest.raises(FolderMissing):
        load(tmp_path / "nowhere")


def test_an_empty_folder_holds_nothing_and_is_no_error(folder):
    assert (folder.load().entries, folder.loaded.problems, folder.loaded.files) == ((), (), 0)


def test_all_kinds_of_files_come_together(folder):
    folder.write(
        harbor__faq=GOOD,
        harbor__partner="name: Harbor IT\nvisibility: public\nlanguages: [de, en]\nweb_chat: true\n",
        harbor__asked="- {ask: one, expect: a, as: bakery/olu}\n",
        directory__all=f"partners:\n  - {{id: harbor, tenants: [{TENANT.format(1)}]}}\n"
        f"accounts:\n  - {{id: bakery, tenants: [{TENANT.format(2)}], partners: [harbor], people: [{{id: olu}}]}}\n",
    )
    folder.put("harbor/page.md", "# Two?\nsecond\n").put("vendor/s.md", "# Up?\nyes\n").load()
    assert folder.faults == []
    assert folder.answers == {"harbor/a": "first", "harbor/two": "second", "vendor/up": "yes"}
    assert (folder.loaded.files, folder.loaded.asked[0].expect) == (6, ("harbor/a",))
    harbor = folder.loaded.partners["harbor"]
    assert (harbor.name, harbor.languages, harbor.web_chat) == ("Harbor IT", ("de", "en"), True)
    assert {(each.visibility, each.language) for each in folder.loaded.entries if each.partner == "harbor"} == {
        ("public", "de")
    }
    assert folder.loaded.directory.web_chat == "harbor"
    assert folder.loaded.directory.default(date(2026, 1, 1)).written == "bakery/olu"


def test_a_folder_of_loose_files_is_a_partner_named_like_it(folder):
    folder.write(faq=GOOD).load()
    assert [each.partner for each in folder.loaded.entries] == [folder.loaded.entries[0].partner]
    assert list(folder.loaded.partners) == [folder.loaded.entries[0].partner]


def test_a_bad_file_leaves_the_good_ones_alone(folder):
    folder.write(p__good=GOOD, p__bad="entries: [").load()
    assert (folder.answers, folder.faults) == ({"p/a": "first"}, [("KB201", "p/bad.yaml", 1)])


def test_nothing_of_a_file_with_one_error_is_loaded(folder):
    folder.write(p__f=GOOD + "  - {id: b, question: Two?, answer: x, visibility: publc}\n").load()
    assert folder.answers == {}


@pytest.mark.parametrize(
    "broken",
    [
        "entries: [",
        "",
        " \n",
        GOOD.replace("first", "").replace("answer: ", "answer: ''"),
        GOOD.encode("utf-16"),
        b"\xff" + GOOD.encode(),
        b"x" * (1024 * 1024 + 1),
        GOOD + GOOD,
    ],
)
def test_the_last_good_version_stays_when_a_file_breaks_and_goes_when_it_is_mended(folder, broken):
    folder.write(p__f=GOOD).load()
    folder.write(p__f=broken).load()
    assert folder.answers == {"p/a": "first"}
    assert folder.faults
    folder.load()
    assert folder.answers == {"p/a": "first"}
    folder.write(p__f=GOOD.replace("first", "second")).load()
    assert (folder.answers, folder.faults) == ({"p/a": "second"}, [])


def test_the_last_good_version_stays_when_a_link_takes_the_place_of_a_file(folder, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "x.yaml"
    elsewhere.write_text(GOOD.replace("first", "secret"))
    folder.write(p__f=GOOD, p__g="entries:\n  - {question: Two?, answer: y}\n").load()
    folder.drop("p/f.yaml")
    (folder.root / "p/f.yaml").symlink_to(elsewhere)
    folder.load()
    assert folder.answers == {"p/a": "first", "p/two": "y"}
    assert folder.faults == [("KB101", "p/f.yaml", 1)]


@pytest.mark.parametrize("unreadable", ["p", "."])
def test_what_was_good_stays_while_its_folder_cannot_be_read(folder, monkeypatch, unreadable):
    folder.write(p__f=GOOD, q__f=GOOD).load()
    scandir = os.scandir

    def refusing(path):
        if path == folder.root / unreadable:
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr("knowledge.files.survey.os.scandir", refusing)
    folder.load()
    assert set(folder.answers) == {"p/a", "q/a"}
    assert [code for code, _, _ in folder.faults] == ["KB102"]


def test_what_was_good_stays_when_there_are_suddenly_too_many_files(folder, monkeypatch):
    folder.write(p__f=GOOD, q__f=GOOD).load()
    monkeypatch.setattr("knowledge.files.survey.MOST_FILES", 1)
    folder.load()
    assert set(folder.answers) == {"p/a", "q/a"}
    assert [code for code, _, _ in folder.faults] == ["KB110"]


def test_a_deleted_file_is_gone(folder):
    folder.write(p__f=GOOD, p__g="entries:\n  - {question: Two?, answer: y}\n").load()
    folder.drop("p/f.yaml").load()
    assert folder.answers == {"p/two": "y"}


def test_only_what_changed_is_read_again(folder):
    folder.write(p__f=GOOD, p__g="entries:\n  - {question: Two?, answer: y}\n").load()
    before = {file: each.content for file, each in folder.loaded.records.items()}
    folder.write(p__g="entries:\n  - {question: Two?, answer: z}\n").load()
    after = {file: each.content for file, each in folder.loaded.records.items()}
    assert after["p/f.yaml"] is before["p/f.yaml"]
    assert after["p/g.yaml"] is not before["p/g.yaml"]


def test_loading_again_gives_the_same(folder):
    folder.write(p__f=GOOD, p__bad="entries: [", q__f=GOOD).load()
    first = folder.loaded
    assert folder.load() == first == load(folder.root)


def test_one_id_in_two_files_names_both_places(folder):
    folder.write(p__a=GOOD, p__b="# again\n" + GOOD).load()
    assert folder.answers == {"p/a": "first"}
    assert folder.faults == [("KB305", "p/b.yaml", 3)]
    assert folder.loaded.problems[0].what == 'the id "a" is also in p/a.yaml:2'


def test_one_id_at_two_partners_is_fine(folder):
    folder.write(p__a=GOOD, q__a=GOOD).load()
    assert (set(folder.answers), folder.faults) == ({"p/a", "q/a"}, [])


def test_a_new_file_cannot_take_the_id_of_one_in_use(folder):
    folder.write(p__z=GOOD).load()
    folder.write(p__a=GOOD.replace("first", "usurper")).load()
    assert folder.answers == {"p/a": "first"}
    assert folder.faults == [("KB305", "p/a.yaml", 2)]


def test_an_entry_may_move_from_one_file_to_another(folder):
    folder.write(p__a=GOOD, p__b="entries:\n  - {question: Two?, answer: y}\n").load()
    folder.write(p__a="entries:\n  - {question: Two?, answer: y}\n", p__b=GOOD).load()
    assert folder.faults == []
    assert {each.name: each.file for each in folder.loaded.entries} == {"p/a": "p/b.yaml", "p/two": "p/a.yaml"}


def test_a_refused_file_is_taken_once_the_other_gives_way(folder):
    folder.write(p__a=GOOD, p__b=GOOD.replace("first", "second")).load()
    folder.drop("p/a.yaml").load()
    assert (folder.answers, folder.faults) == ({"p/a": "second"}, [])


def test_a_folders_default_reaches_every_entry_that_says_nothing(folder):
    folder.write(p__f=GOOD, p__partner="visibility: public\n").load()
    assert folder.loaded.entries[0].visibility is Visibility.PUBLIC
    folder.write(p__partner="visibility: partner\n").load()
    assert folder.loaded.entries[0].visibility is Visibility.PARTNER


def test_a_partner_file_that_was_never_good_opens_nothing(folder):
    folder.write(p__f=GOOD, p__partner="visiblity: partner\n").load()
    assert folder.loaded.entries[0].visibility is Visibility.VENDOR


def test_a_partner_file_that_breaks_leaves_the_default_as_it_was(folder):
    folder.write(p__f=GOOD, p__partner="visibility: partner\n").load()
    folder.write(p__partner="visiblity: public\n").load()
    assert folder.loaded.entries[0].visibility is Visibility.PARTNER


def test_a_last_good_version_is_never_wider_than_its_folder_has_become(folder):
    folder.write(p__f=GOOD, p__partner="visibility: public\n").load()
    folder.write(p__f="entries: [", p__partner="visibility: partner\n").load()
    assert [(each.id, each.visibility) for each in folder.loaded.entries] == [("a", Visibility.PARTNER)]
    folder.load()
    assert [each.visibility for each in folder.loaded.entries] == [Visibility.PARTNER]


def test_a_broken_directory_file_leaves_people_as_they_were(folder):
    account = f"accounts:\n  - {{id: bakery, tenants: [{TENANT.format(2)}], partners: [p]}}\n"
    folder.write(p__f=GOOD, directory__all=account).load()
    folder.write(directory__all=account.replace("tenants", "tennants")).load()
    assert folder.faults == [("KB301", "directory/all.yaml", 2)]
    assert folder.loaded.directory.asker(TENANT.format(2), "x", today=date(2026, 1, 1)).organisation == "bakery"


@pytest.mark.parametrize(
    ("other", "code", "said"),
    [
        (f"accounts:\n  - {{id: x, tenants: [{TENANT.format(2).upper()}]}}\n", "KB604", "directory/a.yaml:2"),
        ("accounts:\n  - {id: bakery}\n", "KB602", "the organisation bakery is also in"),
        ("accounts:\n  - {id: x, partners: [harbour]}\n", "KB605", "did you mean harbor?"),
    ],
)
def test_directory_files_that_contradict_each_other_name_both(folder, other, code, said):
    account = f"accounts:\n  - {{id: bakery, tenants: [{TENANT.format(2)}], partners: [harbor]}}\n"
    folder.write(harbor__f=GOOD, directory__a=account, directory__b=other).load()
    assert [each.code for each in folder.loaded.problems] == [code]
    assert said in str(folder.loaded.problems[0])
    assert [each.id for each in folder.loaded.directory.organisations] == ["bakery"]


def test_there_is_one_vendor(folder):
    folder.write(directory__a="vendor: {id: one}\n", directory__b="vendor: {id: two}\n").load()
    assert folder.faults == [("KB602", "directory/b.yaml", 1)]


def test_a_partner_without_a_folder_and_a_folder_without_a_partner_are_pointed_out(folder):
    folder.write(harbour__f=GOOD, directory__a="partners:\n  - {id: harbor}\n").load()
    assert folder.faults == [("KB608", "directory/a.yaml", 2), ("KB610", "harbour/f.yaml", 1)]
    assert all("did you mean harb" in str(each) for each in folder.loaded.problems)


def test_one_partner_has_the_web_chat(folder):
    folder.write(p__f=GOOD, q__f=GOOD, p__partner="web_chat: true\n", q__partner="web_chat: true\n").load()
    assert folder.faults == [("KB609", "q/partner.yaml", 1)]
    assert folder.loaded.directory.web_chat == "p"


def test_a_labelled_question_is_held_against_the_entries_and_the_people(folder):
    folder.write(
        p__f=GOOD,
        p__asked="- {ask: x, expect: aa}\n- {ask: y, expect: other/b}\n- {ask: z, expect: a, as: bakery/ole}\n"
        "- {ask: z, expect: a, as: stranger/x}\n",
        directory__all="partners:\n  - {id: p}\naccounts:\n  - {id: bakery, partners: [p], people: [{id: olu}]}\n",
    ).load()
    assert folder.faults == [("KB502", "p/asked.yaml", 1), ("KB503", "p/asked.yaml", 3)]
    assert [each.remedy for each in folder.loaded.problems] == ["did you mean p/a?", "did you mean bakery/olu?"]


def test_the_version_follows_the_content_and_not_where_it_stands(folder):
    folder.write(p__f=GOOD).load()
    first = folder.loaded.version
    assert len(first) == 12
    folder.drop("p/f.yaml").write(p__g="# moved\n" + GOOD).load()
    assert folder.loaded.version == first
    folder.write(p__g=GOOD.replace("first", "other")).load()
    assert folder.loaded.version != first


def test_partner_yaml_says_who_looks_after_entries_that_name_nobody(folder):
    loaded = (
        folder.write(p__partner="owner: desk@p\n", p__f=GOOD.replace("}", ", owner: sam}"))
        .put("p/g.md", "# Two?\nsecond\n")
        .load()
    )
    assert {each.id: each.owner for each in loaded.entries} == {"a": "sam", "two": "desk@p"}


def test_what_leads_to_a_file_with_an_error_is_not_told_as_well(folder):
    folder.write(p__f="entries:\n  - {id: a, question: One?, answer: '[b](#b)', follow_ups: [b]}\n", p__g="entries: [")
    folder.put("p/asked.tsv", "two\tb\n").load()
    assert [code for code, _, _ in folder.faults] == ["KB201"]
    folder.write(p__g=GOOD.replace("id: a", "id: c").replace("One?", "Three?")).load()
    assert [code for code, _, _ in folder.faults] == ["KB502", "KB405", "KB412"]


def test_a_partners_own_folder_is_called_what_its_partner_yaml_says(folder):
    folder.write(partner="id: harbor\n", faq=GOOD.replace("}", ", follow_ups: [harbor/b]}"))
    folder.put("more.md", "# Two?\n<!-- id: b -->\nsecond\n").load()
    assert (folder.answers, folder.faults) == ({"harbor/a": "first", "harbor/b": "second"}, [])


def test_a_folder_keeps_what_it_is_called_while_its_partner_yaml_cannot_be_read(folder):
    folder.write(partner="id: harbor\n", faq=GOOD).load()
    folder.write(partner="id: [").load()
    assert folder.answers == {"harbor/a": "first"}
    folder.write(partner="name: Harbor\n").load()
    assert set(folder.answers) == {f"{slug(folder.root.name)}/a"}


def test_a_partner_cannot_call_its_folder_by_anothers_name(folder):
    folder.write(harbor__partner="name: Harbor\nid: quay\n", harbor__faq=GOOD, quay__faq=GOOD).load()
    assert folder.faults == [("KB304", "harbor/partner.yaml", 2)]
    assert set(folder.answers) == {"harbor/a", "quay/a"}


def test_a_label_that_expects_only_what_nobody_is_answered_with_is_told(folder):
    folder.write(p__f=GOOD.replace("}", ", status: retired}"), p__g=GOOD.replace("id: a", "id: c"))
    folder.put("p/asked.tsv", "one\ta\ntwo\ta, c\nthree\tc\n").load()
    assert folder.faults == [("KB414", "p/asked.tsv", 1)]


def test_review_dates_are_looked_at_when_the_day_is_known(folder):
    folder.write(p__f=GOOD.replace("}", ", review: 2026-01-01, owner: desk}")).load()
    assert folder.faults == []
    folder.load(today=date(2026, 1, 1))
    assert folder.faults == []
    folder.load(today=date(2026, 1, 2))
    assert folder.faults == [("KB404", "p/f.yaml", 2)]


def test_the_sample_content_is_without_fault(root):
    loaded = load(root / "knowledge" / "content", today=date(2026, 1, 1))
    assert [str(each) for each in loaded.problems] == []
    assert len([each for each in loaded.entries if each.language == "en"]) >= 80
    assert len([each for each in loaded.entries if each.language == "de"]) >= 15


def test_what_was_loaded_can_be_put_together_by_hand(folder):
    loaded = folder.write(p__f=GOOD).load()
    assert replace(loaded, asked=()).entries == loaded.entries


@pytest.mark.parametrize(
    ("file", "text", "remedy"),
    [
        ("page.md", "# Contact\nCall us.\n", "end a heading with ?, and what stands below it is its answer"),
        ("faq.yaml", "entries:\n", "write one"),
    ],
)
def test_a_file_without_an_entry_is_told_what_makes_one(folder, file, text, remedy):
    folder.put(f"p/{file}", text).load()
    assert [(each.code, each.remedy) for each in folder.loaded.problems] == [("KB407", f"{remedy}; or delete the file")]
