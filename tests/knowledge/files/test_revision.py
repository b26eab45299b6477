"""What a folder held at a revision, asked of a real git."""

import os
import shutil
import subprocess
import sys

import pytest

from knowledge.files.revision import NoRevision, revision

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")


@pytest.fixture
def repository(tmp_path):
    """Return a folder `kb` in a repository with one commit."""
    folder = tmp_path / "kb"
    (folder / "harbor").mkdir(parents=True)
    (folder / "harbor" / "ü faq.md").write_text("# One?\nfirst\n", encoding="utf-8")
    (tmp_path / "README.md").write_text("outside", encoding="utf-8")
    commit(tmp_path)
    return folder


def commit(root):
    git = ["git", "-C", str(root), "-c", "user.name=t", "-c", "user.email=t@t", "-c", "init.defaultBranch=main"]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "x"]):
        subprocess.run([*git, *command], check=True, capture_output=True)


def test_an_unchanged_folder_has_no_changed_files(repository):
    (repository.parent / "README.md").write_text("changed outside", encoding="utf-8")
    assert revision(repository).changed() == ()


def test_changed_new_and_removed_files_are_named_relative_to_the_folder(repository):
    (repository / "harbor" / "ü faq.md").unlink()
    (repository / "harbor" / "new.md").write_text("x", encoding="utf-8")
    assert revision(repository).changed() == ("harbor/new.md", "harbor/ü faq.md")


def test_what_the_folder_held_is_given_under_its_own_name_and_gone_afterwards(repository):
    (repository / "harbor" / "ü faq.md").write_text("# One?\nsecond\n", encoding="utf-8")
    with revision(repository).held() as then:
        assert then.name == "kb"
        assert (then / "harbor" / "ü faq.md").read_text(encoding="utf-8") == "# One?\nfirst\n"
        assert not (then / "README.md").exists()
    assert not then.exists()


def test_a_folder_that_was_not_there_yet_held_nothing(repository):
    later = repository.parent / "later"
    later.mkdir()
    with revision(later).held() as then:
        assert list(then.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_links_and_what_spot_does_not_read_are_left_out_and_attributes_leave_nothing_out(repository):
    (repository / "harbor" / "secret.md").symlink_to("/etc/passwd")
    (repository / "harbor" / "crlf.md").write_bytes(b"one\r\n")
    (repository / "harbor" / "big.md").write_bytes(b"x" * (16 * 1024 * 1024 + 1))
    (repository / ".gitattributes").write_text("*.md export-ignore text eol=lf -text\n", encoding="utf-8")
    commit(repository.parent)
    with revision(repository).held() as then:
        assert sorted(each.name for each in (then / "harbor").iterdir()) == ["crlf.md", "ü faq.md"]
        assert (then / "harbor" / "crlf.md").read_bytes() == b"one\r\n"


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script")
def test_nothing_that_the_repository_names_is_run(repository):
    proof, script = repository.parent / "run", repository.parent / "script"
    script.write_text(f"#!/bin/sh\ntouch {proof}\n", encoding="utf-8")
    os.chmod(script, 0o755)
    for name in ("core.fsmonitor", "filter.x.smudge", "diff.external"):
        subprocess.run(["git", "-C", str(repository), "config", name, str(script)], check=True)
    (repository / ".gitattributes").write_text("*.md filter=x\n", encoding="utf-8")
    then = revision(repository)
    assert then.changed()
    with then.held():
        assert not proof.exists()


@pytest.mark.parametrize("name", ["nope", "--output=/tmp/x", "", "HEAD~9"])
def test_a_revision_that_is_not_there_is_named(repository, name):
    with pytest.raises(NoRevision, match="git knows no revision"):
        revision(repository, name)


def test_a_folder_outside_any_repository_has_no_revision(tmp_path):
    with pytest.raises(NoRevision):
        revision(tmp_path)


def test_where_nothing_is_committed_yet_that_is_said(tmp_path):
    subprocess.run(["git", "-C", str(tmp_path), "init", "-q"], check=True)
    with pytest.raises(NoRevision, match="nothing is committed yet: git add, git commit"):
        revision(tmp_path)


@pytest.mark.parametrize(
    ("name", "said"), [("harbr", "there is no such folder"), ("README.md", "this is a file, not a folder")]
)
def test_a_folder_that_is_none_is_named(repository, name, said):
    with pytest.raises(NoRevision, match=f"{name}: {said}"):
        revision(repository.parent / name)
