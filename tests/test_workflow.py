"""The workflow file for a partner's own repository: its commands, run as they stand in a repository of a partner."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.support.committing import commit, git

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "docs" / "workflows" / "knowledge.yml"
FAQ = """# How do I reset my password?
<!--
id: reset
owner: desk@harbor.example
-->

Also asked as:
- I forgot my password

Call the desk.

# Where is my invoice?
<!--
id: invoice
owner: desk@harbor.example
-->

In the portal.
"""
ASKED = "- {ask: i forgot my password, expect: reset}\n"
LOG = '{"at": "2026-11-20T09:00:00Z", "question": "my invoice", "partner": "harbor", "verdict": "answer", \
"entry": "harbor/invoice", "outcome": "confirmed"}\n'


@pytest.fixture(scope="module")
def workflow():
    return YAML(typ="safe", pure=True).load(FILE.read_text(encoding="utf-8"))


@pytest.fixture
def repository(tmp_path):
    if sys.platform == "win32":
        pytest.skip("the workflow runs on a system with a shell")
    folder = tmp_path / "harbor-knowledge"
    folder.mkdir()
    (folder / "faq.md").write_text(FAQ, encoding="utf-8")
    (folder / "asked.yaml").write_text(ASKED, encoding="utf-8")
    (folder / "README.md").write_text("Ours.\n", encoding="utf-8")
    (folder / ".github" / "workflows").mkdir(parents=True)
    (folder / ".github" / "workflows" / "knowledge.yml").write_bytes(FILE.read_bytes())
    (folder / ".spot").symlink_to(ROOT)
    (folder / ".git-exclude").write_text(".spot\n", encoding="utf-8")
    git(folder, "init", "-q", "-b", "main")
    git(folder, "config", "core.excludesFile", str(folder / ".git-exclude"))
    commit(folder)
    return folder


def commands(workflow):
    steps = workflow["jobs"]["knowledge"]["steps"]
    return [step["run"] for step in steps if "app.py" in step.get("run", "")]


def run(workflow, repository, base, log=""):
    """Run the commands and give the exit code of each, and all that was printed."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SPOT_")}
    environment |= {"FOLDER": workflow["env"]["FOLDER"], "BASE": base, "LOG": log, "SPOT_DATA": "../data"}
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    done = [
        subprocess.run(["bash", "-euc", each], cwd=repository, env=environment, capture_output=True, text=True)
        for each in commands(workflow)
    ]
    return [each.returncode for each in done], "".join(each.stdout + each.stderr for each in done)


def test_it_may_read_and_nothing_else_and_hands_no_text_of_a_stranger_to_a_shell(workflow):
    assert workflow["permissions"] == {"contents": "read"}
    assert not [each for each in commands(workflow) if "${{" in each]
    assert [each.split()[2] for each in commands(workflow)] == ["check", "test", "diff"]
    for step in workflow["jobs"]["knowledge"]["steps"]:
        if "checkout" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] is False


def test_a_good_change_passes_in_a_repository_that_has_another_name_than_the_partner(workflow, repository):
    base = git(repository, "rev-parse", "HEAD")
    (repository / "faq.md").write_text(FAQ.replace("Call the desk", "Ring the desk"), encoding="utf-8")
    commit(repository)
    (repository.parent / "log.jsonl").write_text(LOG, encoding="utf-8")
    codes, printed = run(workflow, repository, base, "../log.jsonl")
    assert codes == [0, 0, 0], printed
    assert "0 of 2 questions (1 labelled, 1 real) change" in printed


def test_a_change_that_makes_an_answer_wrong_is_stopped_beside_its_line(workflow, repository):
    base = git(repository, "rev-parse", "HEAD")
    worse = FAQ.replace("- I forgot my password", "- locked out").replace(
        "-->\n\nIn the portal", "-->\n\nAlso asked as:\n- I forgot my password\n\nIn the portal"
    )
    (repository / "faq.md").write_text(worse, encoding="utf-8")
    commit(repository)
    codes, printed = run(workflow, repository, base)
    assert codes == [0, 1, 1], printed
    assert "::error file=asked.yaml,line=1,title=a labelled question%3A newly wrong::" in printed
