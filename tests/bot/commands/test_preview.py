"""The command `preview`: a page of its own, made by the chat's own code, that nobody else can read."""

import base64
import json
import os
import re
import stat
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from bot.commands import preview
from bot.webchat.preview import closed
from dialogs.cards.parts import buttons

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
PAGE = """# How do I reset my password?
<!--
id: reset
follow-ups: [bill, staff]
-->

Open **Security**. </script><script>alert(1)</script>

# Where is my bill?
<!-- id: bill -->

Under **Billing**.

# How do I merge two mailboxes?
<!--
id: staff
visibility: partner
status: draft
-->

Use the runbook.
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(preview.tempfile, "tempdir", str(tmp_path))
    own = tmp_path / "harbor"
    own.mkdir()
    (own / "mail.md").write_text(PAGE.replace("</script><script>alert(1)</script>", "`</script>`"), encoding="utf-8")
    return own


def made(folder, name, capsys):
    assert preview.run(folder, name, AT, opens=False) == 0
    path = Path(capsys.readouterr().out.strip().rpartition(": ")[2])
    return path, path.read_text(encoding="utf-8")


def told(html):
    """Return the conversation that stands in the page."""
    found = re.search(r'<script id="settings" type="application/json">(.*?)</script>', html, re.DOTALL)
    return json.loads(found[1])["activities"]


def test_the_page_holds_the_question_the_answer_and_the_card_as_the_chat_gets_them(folder, capsys):
    _, html = made(folder, "harbor/reset", capsys)
    asked, answer, card = told(html)
    assert (asked["text"], asked["from"]["role"]) == ("How do I reset my password?", "user")
    assert answer["text"].startswith("Open **Security**.")
    assert "Harbor" in answer["text"]
    titles = [each["title"] for each in buttons(card["attachments"][0]["content"])]
    assert titles == ["Yes", "No", "Talk to a person", "Where is my bill?"], "the partner's draft is no button"
    assert "Action.Execute" not in json.dumps(card)


def test_a_draft_is_shown_and_said_to_be_one(folder, capsys):
    _, html = made(folder, "staff", capsys)
    assert "This is a draft" in html
    assert "<dd>partner</dd>" in html


def test_only_its_own_scripts_run_and_nothing_is_loaded(folder, capsys):
    _, html = made(folder, "reset", capsys)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)[1].replace("&#39;", "'")
    scripts = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    hashes = [base64.b64encode(sha256(each.encode()).digest()).decode() for each in scripts]
    assert len(scripts) == 3
    assert [f"'sha256-{each}'" in policy for each in hashes] == [True, True, True]
    assert policy.startswith("default-src 'none'; ")
    assert not re.search(r'(src|href)="(?!data:)', re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL))


def test_nobody_else_can_read_the_page(folder, capsys):
    path, _ = made(folder, "reset", capsys)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_pages_of_long_ago_are_cleared_away_and_nothing_else(folder, capsys):
    names = ("spot-preview-old.html", "spot-preview-new.html", "other.html")
    old, new, other = (folder.parent / name for name in names)
    for path in (old, new, other):
        path.write_text("x")
    os.utime(old, (AT.timestamp() - 4000,) * 2)
    os.utime(new, (AT.timestamp() - 3000,) * 2)
    os.utime(other, (0, 0))
    made(folder, "reset", capsys)
    assert [path.exists() for path in (old, new, other)] == [False, True, True]


@pytest.mark.parametrize(
    ("name", "said"),
    [("harbor/rest", "did you mean harbor/reset?"), ("rset", "did you mean reset?"), ("zzzz", "as partner/id")],
)
def test_an_entry_that_is_not_there_is_told_with_the_nearest(folder, capsys, name, said):
    assert preview.run(folder, name, AT, opens=False) == 2
    assert said in capsys.readouterr().err


def test_an_id_that_several_folders_have_must_be_said_in_full(folder, capsys):
    (folder.parent / "quay").mkdir()
    (folder.parent / "quay" / "mail.md").write_text(PAGE.partition("\n# Where")[0], encoding="utf-8")
    (folder / "mail.md").write_text((folder / "mail.md").read_text(encoding="utf-8"), encoding="utf-8")
    (folder.parent / "quay" / "mail.md").write_text("# How do I reset my password?\n<!-- id: reset -->\nSo.\n")
    assert preview.run(folder.parent, "reset", AT, opens=False) == 2
    assert "say harbor/reset or quay/reset" in capsys.readouterr().err


def test_an_entry_of_a_file_with_an_error_is_told_so(folder, capsys):
    (folder / "more.md").write_text("# New?\n<!-- id: new -->\n", encoding="utf-8")
    assert preview.run(folder, "new", AT, opens=False) == 2
    assert "nothing is read from more.md, which has an error" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["</script>", "</SCRIPT", "<script>", "<!--"])
def test_a_script_cannot_end_its_element_or_hide_the_end(text):
    assert "<" not in closed(f"x = '{text}'")
