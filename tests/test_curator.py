"""A curator's path at a terminal: the real commands beside the real server, from a mistake to an answer in a minute."""

import json
import os
import subprocess
import sys
import time

from tests.browser.screens import Talk
from tests.support.running import ROOT, Running, wait_for

WITHIN = 60.0
"""Seconds that the whole path may take."""
FIRST = "entries:\n  - {id: key, question: Where is the key?, answer: Under the mat.}\n"
WRONG = f"{FIRST}  - id: umbrella\n    question: Where do I leave the umbrella?\n    anwser: In the blue stand.\n"
PARTNER = "name: The desk\nowner: desk@harbor.example\nvisibility: public\nweb-chat: true\n"
RIGHT = WRONG.replace("anwser", "answer")


class Terminal:
    """Somebody who types commands of app.py in the folder that Spot was started in."""

    def __init__(self, spot):
        settings = {name: value for name, value in spot.settings.items() if name != "SPOT_PORT"}
        kept = {name: value for name, value in os.environ.items() if not name.startswith("SPOT_")}
        self.environment, self.folder = kept | settings, spot.data.parent

    def types(self, *arguments):
        """Return exit code and what is printed."""
        done = subprocess.run(
            [sys.executable, str(ROOT / "app.py"), *arguments],
            env=self.environment,
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=WITHIN,
        )
        return done.returncode, done.stdout + done.stderr


def said(spot, event, **known):
    """Wait for a line of the log that says this, and return it."""

    def found():
        told = (json.loads(line) for line in spot.lines if f'"event": "{event}"' in line)
        return next((each for each in told if known.items() <= each.items()), None)

    return wait_for(found)


def test_a_mistake_is_told_mended_and_the_answer_given_within_a_minute(tmp_path):
    faq = tmp_path / "content" / "desk" / "faq.yaml"
    faq.parent.mkdir(parents=True)
    faq.write_text(FIRST)
    (faq.parent / "partner.yaml").write_text(PARTNER)
    (faq.parent / "asked.yaml").write_text("- {ask: Where is the key?, expect: key}\n")
    with Running(tmp_path / "data", SPOT_KNOWLEDGE=str(tmp_path / "content")) as spot:
        terminal, began = Terminal(spot), time.monotonic()

        faq.write_text(WRONG)
        assert said(spot, "receipt_written", files=1)["errors"] > 0
        code, printed = terminal.types("check")
        assert code == 1
        assert "desk/faq.yaml:5: error KB301" in printed
        assert "did you mean answer?" in printed

        faq.write_text(RIGHT)
        assert said(spot, "receipt_written", errors=0)["added"] == ["desk/umbrella"]
        assert said(spot, "labelled_questions_tested", asked=1)["as_expected"] == 1
        assert terminal.types("check")[0] == 0

        Talk(spot, "passer-by/x", {}).say("where do I leave the umbrella")
        [conversation] = json.loads(terminal.types("transcript", "--format", "json")[1])
        code, printed = terminal.types("transcript", conversation["conversation"])
        assert code == 0
        assert "In the blue stand." in printed
        assert "desk/faq.yaml:4 · knowledge " in printed
        assert time.monotonic() - began < WITHIN
