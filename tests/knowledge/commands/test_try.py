"""The command `try`: questions from a terminal or a file, and files that are saved in between."""

import io
import os
import subprocess
import sys
from datetime import date

import pytest

from knowledge.commands import try_

TODAY = date(2026, 11, 24)
PHONES = (
    "entries:\n"
    "  - {id: iphone, question: How do I set up mail on my iPhone?, answer: Under Settings., follow_ups: [android]}\n"
    "  - {id: android, question: How do I set up mail on Android?, answer: In the app.}\n"
    "  - {id: app, question: Where do I get the app for Android?, answer: There.}\n"
    "  - {id: rota, question: Who is on call this week?, answer: See the list., visibility: partner}\n"
)


@pytest.fixture
def harbor(tmp_path):
    own = tmp_path / "harbor"
    own.mkdir()
    (own / "phones.yaml").write_text(PHONES, encoding="utf-8")
    return own


@pytest.fixture
def asked(harbor, monkeypatch, capsys):
    """Return what is printed for these lines; one that is a function is called when its turn comes."""

    class Input(io.StringIO):
        def __init__(self, lines):
            super().__init__()
            self.lines = iter(lines)

        def readline(self, _limit=-1):
            line = next(self.lines, None)
            if callable(line):
                line()
                return self.readline()
            return "" if line is None else f"{line}\n"

    def say(*lines, as_=None):
        monkeypatch.setattr(sys, "stdin", Input(lines))
        assert try_.run(harbor, as_, TODAY) == 0
        return capsys.readouterr().out

    return say


def test_each_line_is_a_question(asked):
    printed = asked("how do I set up mail on my iphone", "", "who is on call this week")
    assert printed.startswith("4 entries. Ask as a customer would;")
    assert printed.count("ANSWER  Spot answers") == 1
    assert "  Under Settings." in printed
    assert "  [ How do I set up mail on Android? ]" in printed, "what is offered below the answer"
    assert "HANDOFF" in printed, "a customer does not see the rota"
    assert "guest/guest> " not in printed, "nobody is at a terminal, so there is no prompt"


def test_a_file_that_was_saved_is_read_before_the_next_question(asked, harbor):
    def save():
        (harbor / "phones.yaml").write_text(PHONES.replace("Under Settings", "Press the cog"), encoding="utf-8")

    printed = asked("set up mail on my iphone", save, "set up mail on my iphone")
    assert printed.index("Under Settings") < printed.index("Read again: knowledge ") < printed.index("Press the cog")


def test_a_file_saved_with_an_error_is_named_and_its_last_good_version_answers(asked, harbor):
    printed = asked(lambda: (harbor / "phones.yaml").write_text("entries: [", encoding="utf-8"), "mail on my iphone")
    assert "Read again: it answers as before.\n" in printed
    assert f"{(harbor / 'phones.yaml').as_posix()}:1: KB201" in printed
    assert "Under Settings." in printed


def test_a_folder_that_vanished_still_answers(asked, harbor):
    printed = asked(lambda: harbor.rename(harbor.parent / "gone"), "set up mail on my iphone")
    assert "there is no such folder" in printed
    assert "Under Settings." in printed


def test_somebody_else_may_ask_where_no_directory_lists_anybody(asked):
    printed = asked(":as harbor/mara", "who is on call this week")
    assert "You ask as harbor/mara (harbor/mara)." in printed
    assert "See the list." in printed
    assert "HANDOFF" in asked("who is on call this week", as_="stranger/anybody")


def test_a_question_goes_on_from_an_answer_when_one_says_so(asked):
    printed = asked("set up mail on my iphone", ":after", "and on Android?", ":after none")
    assert "Questions go on from harbor/iphone." in printed
    assert "Asked after harbor/iphone" in printed
    assert "Questions stand alone." in printed


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (":after harbor/iphon", "did you mean harbor/iphone?"),
        (":after", "Nothing was answered yet"),
        (":aks harbor/mara", ":aks is no command: did you mean :as?"),
        (":why", "Nothing was asked yet."),
        (":help", ":reload       read the files now"),
        (":reload", "Read again: it answers as before."),
    ],
)
def test_a_command_says_what_came_of_it(asked, line, said):
    assert said in asked(line)


def test_the_last_verdict_is_explained_in_full(asked):
    assert "nearest phrasing: How do I set up mail on my iPhone?" in asked("set up mail on my iphone", ":why")


def test_nothing_after_quit_is_asked(asked):
    assert "HANDOFF" not in asked(":quit", "who is on call")


def test_a_folder_or_person_that_is_not_there_cannot_be_asked(tmp_path, capsys):
    assert try_.run(tmp_path / "nowhere", None, TODAY) == 2
    assert "there is no such folder" in capsys.readouterr().err


def test_half_a_name_is_nobody(harbor, capsys):
    assert try_.run(harbor, "olu", TODAY) == 2
    assert "olu is nobody: name an organisation and a person in it" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of one's own needs pty")
def test_at_a_terminal_there_is_a_prompt_and_the_end_of_input_ends_it(root, harbor):
    import pty

    ours, theirs = pty.openpty()
    program = [sys.executable, "app.py", "try", str(harbor)]
    spot = subprocess.Popen(program, cwd=root, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    seen = b""
    try:
        while b"guest/guest> " not in seen:
            seen += os.read(ours, 4096)
        os.write(ours, b"\x04")
        assert spot.wait(20) == 0
    finally:
        spot.kill()
        os.close(ours)
