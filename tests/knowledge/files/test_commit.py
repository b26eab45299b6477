"""Which commit files stand at: told as git tells it, by reading alone, and nothing else of a .git is believed."""

import shutil
import subprocess

import pytest

from knowledge.files.commit import Commits, commits
from knowledge.load import load

HASH = "0123456789abcdef0123456789abcdef01234567"
WHO = ("-c", "user.name=Ada", "-c", "user.email=ada@desk.example")


def git(folder, *arguments):
    done = subprocess.run(["git", "-C", str(folder), *WHO, *arguments], check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture
def content(tmp_path):
    content = tmp_path / "repository" / "content"
    (content / "desk").mkdir(parents=True)
    (content / "desk" / "faq.md").write_text("# Where is the key?\n\nUnder the mat.\n")
    return content


@pytest.fixture
def repository(content):
    if not shutil.which("git"):
        pytest.skip("no git found: what a real repository looks like was not tested")
    git(content.parent, "init", "-b", "main")
    git(content.parent, "add", ".")
    git(content.parent, "commit", "-m", "one")
    return content.parent


def dot_git(folder, head, **files):
    (folder / ".git").mkdir(parents=True)
    (folder / ".git" / "HEAD").write_text(head)
    for name, text in files.items():
        path = folder / ".git" / name.replace("__", "/").replace("_", "-")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def test_without_git_there_is_none(content):
    assert commits(content, ["desk"]).of("desk/faq.md") == ""


def packed(repository):
    git(repository, "pack-refs", "--all")


def detached(repository):
    git(repository, "checkout", "--detach")


def on_a_branch_with_a_path(repository):
    git(repository, "checkout", "-b", "ada/more-answers")


@pytest.mark.parametrize("state", [lambda _: None, packed, detached, on_a_branch_with_a_path])
def test_it_is_told_as_git_tells_it(repository, content, state):
    state(repository)
    assert commits(content, ["desk"]).of("desk/faq.md") == git(repository, "rev-parse", "HEAD")


def test_a_second_worktree_stands_at_its_own_commit(repository, content, tmp_path):
    git(repository, "worktree", "add", "-b", "other", str(tmp_path / "other"))
    git(tmp_path / "other", "commit", "--allow-empty", "-m", "two")
    there = commits(tmp_path / "other" / "content", []).whole
    assert there == git(tmp_path / "other", "rev-parse", "HEAD") != commits(content, []).whole


def test_a_partner_s_own_repository_is_told_for_its_folder(content):
    dot_git(content / "desk", HASH)
    assert commits(content, ["desk", "vendor"]) == Commits("", {"desk": HASH}, ("desk", "vendor"))
    assert commits(content, ["desk", "vendor"]).of("vendor/faq.md") == ""


@pytest.mark.parametrize(
    "head",
    ["", "a secret", "ref: refs/heads/../../../outside", "ref: /etc/passwd", f"{HASH}0", "ref: refs/heads/.invalid"],
)
def test_what_is_no_commit_is_none(content, head):
    (content.parent / "outside").write_text(HASH)
    dot_git(content.parent, head)
    assert commits(content, []).whole == ""


def test_a_git_that_points_elsewhere_gives_nothing_of_that_away(content, tmp_path):
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "HEAD").write_text("the password is swordfish")
    (content / "desk" / ".git").write_text(f"gitdir: {tmp_path / 'secret'}")
    assert commits(content, ["desk"]).of("desk/faq.md") == ""


def test_no_hook_and_no_setting_is_obeyed(content, tmp_path):
    hook = f"#!/bin/sh\ntouch {tmp_path}/ran\n"
    setting = f"[core]\n\tfsmonitor = touch {tmp_path}/ran\n"
    dot_git(content, "ref: refs/heads/main", refs__heads__main=HASH, hooks__post_checkout=hook, config=setting)
    assert load(content).commits.whole == HASH
    assert not (tmp_path / "ran").exists()
