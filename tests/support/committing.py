"""A git repository for tests: its own identity, nobody's configuration, no network."""

import os
import shutil
import subprocess

import pytest

WHO = ["-c", "user.name=Mara", "-c", "user.email=mara@harbor.example", "-c", "core.autocrlf=false"]


def git(folder, *arguments):
    """Run git in a folder and give what it prints; skip the test where git is not installed."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    command = ["git", "-C", str(folder), *WHO, *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def commit(folder, message="A step"):
    """Commit everything, in a repository that is made where there is none; return the commit's hash."""
    if not (folder / ".git").exists() and not folder.joinpath("..", ".git").exists():
        git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", message)
    return git(folder, "rev-parse", "HEAD")
