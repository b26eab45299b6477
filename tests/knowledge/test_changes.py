"""What changed between two loads: entries by what they say, files by what is in them."""

import pytest

from knowledge.changes import Changes, changes
from knowledge.load import load

FAQ = "entries:\n  - {id: key, question: Key?, answer: Here.}\n  - {id: lamp, question: Lamp?, answer: There.}\n"


@pytest.fixture
def after(tmp_path):
    """Return what a save changes."""
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / "faq.yaml").write_text(FAQ)
    before = load(tmp_path)

    def saved(**files):
        for name, text in files.items():
            path = tmp_path / "desk" / f"{name}.yaml"
            path.write_text(text) if text is not None else path.unlink()
        return changes(before, load(tmp_path, before))

    return saved


def test_nothing_saved_is_no_change(after):
    assert not after()


def test_what_is_new_changed_and_gone_is_named(after):
    found = after(faq=FAQ.replace("Here.", "Gone.").replace("id: lamp", "id: light"))
    assert found == Changes(("desk/light",), ("desk/key",), ("desk/lamp",), ("desk/faq.yaml",))


def test_an_entry_that_only_moved_is_not_changed(after):
    head, key, lamp = FAQ.splitlines(keepends=True)
    assert after(faq=head + lamp + key) == Changes(files=("desk/faq.yaml",))
    assert after(faq=None, more=FAQ) == Changes(files=("desk/faq.yaml", "desk/more.yaml"))


def test_a_save_with_a_mistake_changes_a_file_and_no_entry(after):
    assert after(faq=FAQ.replace("answer: Here", "anwser: Here")) == Changes(files=("desk/faq.yaml",))


def test_labelled_questions_are_no_entries_but_a_file(after):
    assert after(asked="- {ask: key, expect: key}\n") == Changes(files=("desk/asked.yaml",))
