"""What was in use before a restart: a file that is bad now keeps it, one that is gone loses it, nothing gets wider."""

import stat

import pytest

from knowledge.entry import Visibility
from knowledge.files import last_good
from knowledge.files.last_good import LastGood
from knowledge.load import Loaded, load

GOOD = "entries:\n  - {id: key, question: Where is the key?, answer: first}\n"
BETTER = GOOD.replace("first", "second")
BAD = GOOD.replace("answer", "anwser")


class Desk:
    """A content folder, what is kept of it, and a Spot that is started again and again."""

    def __init__(self, root):
        self.content, self.kept = root / "content", root / "kept"
        self.loaded = None
        self.told = []

    def save(self, text, file="desk/faq.yaml"):
        path = self.content / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return self

    def start(self):
        """Load as a fresh process does."""
        self.loaded = Loaded(last_good=LastGood(self.kept, self.content, self.told.append))
        return self.reload()

    def reload(self):
        """Load as a running process does, and keep what is in use."""
        self.loaded = load(self.content, self.loaded)
        self.loaded.last_good.remember(self.loaded.records.values())
        return self

    @property
    def answers(self):
        return {each.name: each.answer for each in self.loaded.entries}

    @property
    def blobs(self):
        return sorted(path for path in self.kept.iterdir() if path.name != last_good.INDEX)


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


def test_a_file_that_is_bad_after_a_restart_keeps_what_was_in_use(desk):
    desk.save(GOOD).start().save(BETTER).reload().save(BAD).start()
    assert desk.answers == {"desk/key": "second"}
    assert [(each.found.file, each.reason.code) for each in desk.loaded.behind] == [("desk/faq.yaml", "KB301")]


def test_so_it_does_after_a_second_restart(desk):
    desk.save(GOOD).start().save(BAD).start().start()
    assert desk.answers == {"desk/key": "first"}


def test_what_was_saved_while_nothing_ran_is_in_use_where_it_is_good(desk):
    desk.save(GOOD).start().save(BETTER).start()
    assert desk.answers == {"desk/key": "second"}


def test_a_file_that_is_gone_is_gone(desk):
    desk.save(GOOD).save(GOOD.replace("key", "lamp"), "desk/lamp.yaml").start()
    (desk.content / "desk" / "lamp.yaml").unlink()
    desk.start()
    assert desk.answers == {"desk/key": "first"}
    assert len(desk.blobs) == 1
    desk.save(BAD.replace("key", "lamp"), "desk/lamp.yaml").start()
    assert desk.answers == {"desk/key": "first"}


def test_who_claims_an_id_that_another_file_had_before_the_restart_is_the_one_refused(desk):
    desk.save(GOOD, "desk/z.yaml").start().save(BETTER, "desk/a.yaml").start()
    assert desk.answers == {"desk/key": "first"}
    assert [each.found.file for each in desk.loaded.behind] == ["desk/a.yaml"]


def test_a_partner_file_that_is_bad_keeps_what_it_said_of_the_folder(desk):
    desk.save(GOOD).save("visibility: public\n", "desk/partner.yaml").start()
    desk.save("visiblity: public\n", "desk/partner.yaml").start()
    assert desk.loaded.entries[0].visibility is Visibility.PUBLIC


def test_nothing_is_wider_than_its_folder_has_said_since(desk):
    desk.save(GOOD).save("visibility: public\n", "desk/partner.yaml").start()
    desk.save(BAD).save("visibility: partner\n", "desk/partner.yaml").start()
    assert [each.visibility for each in desk.loaded.entries] == [Visibility.PARTNER]
    desk.save("visibility: public\n", "desk/partner.yaml").start()
    assert [each.visibility for each in desk.loaded.entries] == [Visibility.PARTNER]
    desk.save(GOOD).start()
    assert [each.visibility for each in desk.loaded.entries] == [Visibility.PUBLIC]


def test_a_folder_that_may_not_be_read_after_a_restart_keeps_what_was_in_use(desk, tmp_path):
    desk.save(GOOD).save(GOOD, "other/faq.yaml").start()
    (desk.content / "desk").rename(tmp_path / "elsewhere")
    (desk.content / "desk").symlink_to(tmp_path / "elsewhere")
    assert desk.start().answers == {"desk/key": "first", "other/key": "first"}


def test_a_link_in_the_place_of_a_file_keeps_what_was_in_use(desk, tmp_path):
    desk.save(GOOD).start()
    faq = desk.content / "desk" / "faq.yaml"
    faq.rename(tmp_path / "elsewhere.yaml")
    faq.symlink_to(tmp_path / "elsewhere.yaml")
    assert desk.start().answers == {"desk/key": "first"}


def test_only_the_owner_can_read_what_is_kept_and_only_one_version_of_each_file_is(desk):
    desk.save(GOOD).start()
    for number in range(5):
        desk.save(GOOD.replace("first", f"answer {number}")).reload()
    assert len(desk.blobs) == 1
    assert [stat.S_IMODE(path.stat().st_mode) & 0o077 for path in (desk.kept, *desk.kept.iterdir())] == [0, 0, 0]


def test_what_is_kept_of_another_content_folder_is_not_taken_for_this_one_s(desk, tmp_path):
    desk.save(GOOD).start()
    desk.content = tmp_path / "other"
    assert desk.save(BAD).start().answers == {}


def test_no_more_is_kept_than_there_is_room_for(desk, monkeypatch):
    monkeypatch.setattr(last_good, "MOST_BYTES", len(GOOD) + 10)
    desk.save(GOOD).save(GOOD, "other/faq.yaml").start()
    assert len(desk.loaded.last_good.files) == 1


@pytest.mark.parametrize("spoil", ["{", '{"format": 1}', '{"format": 1, "content": "", "files": []}', "[1]", ""])
def test_an_index_that_makes_no_sense_is_as_good_as_none(desk, spoil):
    desk.save(GOOD).start()
    (desk.kept / last_good.INDEX).write_text(spoil)
    assert desk.save(BAD).start().answers == {}
    assert desk.save(GOOD).start().save(BAD).start().answers == {"desk/key": "first"}


def test_a_kept_version_that_was_tampered_with_is_not_used(desk):
    desk.save(GOOD).start()
    desk.blobs[0].write_text(BETTER[: len(GOOD)])
    assert desk.save(BAD).start().answers == {}


def test_where_nothing_can_be_kept_it_is_said_once_and_nothing_else_fails(desk):
    desk.kept.write_text("a file in the way")
    desk.save(GOOD).start().save(BETTER).reload()
    assert desk.answers == {"desk/key": "second"}
    assert len(desk.told) == 1
    assert desk.told[0].endswith("see that the folder can be written")
