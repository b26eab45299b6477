"""The words command: what counts as one word for somebody, where it is said, and what is left as it is."""

import json
import subprocess
import sys
from datetime import date

import pytest

from knowledge.commands.words import run

TODAY = date(2026, 11, 24)
PAGE = """# What is a Cloud Solution Provider (CSP)?
A seller.

# What is the Domain Name System (DNS)?
Names.

# Which Domain Name Server (DNS) is mine?
Ours.

# Where is the arm of the Azure Resource Manager (ARM)?
There.
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "harbor").mkdir()
    (tmp_path / "harbor" / "page.md").write_text(PAGE, encoding="utf-8")
    (tmp_path / "harbor" / "words.yaml").write_text(
        "synonyms:\n  - [seller, dealer, shop]\nignored_acronyms: [ARM]\n", encoding="utf-8"
    )
    return tmp_path


def test_every_term_is_shown_with_what_it_is_read_as_and_where_that_is_said(folder, capsys):
    assert run(folder, None, "text", TODAY) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Guest (guest/guest): 3 terms are read as others.",
        "csp = cloud solution provider  (harbor/page.md:1)",
        "dealer, shop = seller  (harbor/words.yaml:2)",
        "arm is left as it is, a file of words says so: azure resource manager (harbor/page.md:10)",
        "dns is left as it is, it stands for two things: "
        "domain name server (harbor/page.md:7) or domain name system (harbor/page.md:4)",
    ]


def test_json_has_the_same(folder, capsys):
    run(folder, None, "json", TODAY)
    told = json.loads(capsys.readouterr().out)
    assert told["terms"][-1] == {"term": "csp", "means": "cloud solution provider", "source": "harbor/page.md:1"}
    assert [(each["acronym"], each["reason"]) for each in told["left_out"]] == [
        ("arm", None),
        ("dns", "it stands for two things"),
    ]


def test_somebody_unknown_and_a_folder_that_is_not_there_end_with_2(folder, capsys):
    assert run(folder, "nobody/knows", "text", TODAY) == 2
    assert run(folder / "nowhere", None, "text", TODAY) == 2
    assert capsys.readouterr().out == ""


def test_nothing_is_learned_for_it(folder, root):
    script = (
        "import sys; from datetime import date; from pathlib import Path; from knowledge.commands.words import run;"
        f"run(Path({str(folder)!r}), None, 'text', date(2026, 11, 24)); assert 'numpy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], cwd=root, check=True, capture_output=True)
