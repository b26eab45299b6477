"""The command `owner`: CODEOWNERS lines of folders and files."""

import shutil
import subprocess

import pytest

from knowledge.commands.owner import run
from tests.support.printing import same_as


@pytest.fixture
def folder(tmp_path):
    def put(file, text):
        path = tmp_path / "kb" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path.parent.parent if "/" in file else path.parent

    put("harbor/partner.yaml", "owner: '@harbor/desk'\n")
    put("harbor/mail.md", "# One?\nfirst\n")
    put(
        "harbor/our bills.yaml",
        "entries:\n  - {question: A?, answer: x, owner: ann@h.example}\n  - {question: B?, answer: x, owner: '@bo'}\n",
    )
    put("quay/faq.md", "---\nowner: q@quay.example\n---\n# One?\nfirst\n")
    return put("vendor/up.md", "# Up?\nyes\n")


def test_a_line_a_folder_and_one_a_file_that_others_look_after(folder, capsys):
    assert run(folder) == 0
    same_as("owner", capsys.readouterr().out)


def test_paths_are_those_of_the_repository(folder, capsys):
    if not shutil.which("git"):
        pytest.skip("git is not installed")
    subprocess.run(["git", "init", "-q"], cwd=folder.parent, check=True)
    run(folder)
    assert capsys.readouterr().out.startswith("/kb/harbor/  ")


def test_a_partners_own_folder_is_everything(folder, capsys):
    assert run(folder / "harbor") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines == ["/                 @harbor/desk", r"/our\ bills.yaml  ann@h.example @bo"]


def test_whom_nobody_can_reach_is_named_with_the_line(folder, capsys):
    (folder / "quay" / "faq.md").write_text("---\nowner: The desk\n---\n# One?\nfirst\n", encoding="utf-8")
    assert run(folder) == 1
    assert "quay/faq.md:4: The desk is no address" in capsys.readouterr().err


def test_a_folder_that_is_not_there_cannot_be_read(tmp_path):
    assert run(tmp_path / "nowhere") == 2


def test_where_no_entry_names_an_owner_that_is_said_beside_what_is_printed(folder, capsys):
    assert run(folder / "vendor") == 0
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "no entry names an owner" in printed.err
