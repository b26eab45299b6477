"""How commands report: annotations, JUnit, plurals, and progress that only a terminal sees."""

import io
import re
import sys
from xml.etree import ElementTree

import pytest

from knowledge.commands import reporting
from knowledge.commands.reporting import Annotation, JUnitCase, counted, github, junit, progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("number", "noun", "said"), [(1, "entry", "1 entry"), (2, "entry", "2 entries"), (1200, "file", "1,200 files")]
)
def test_numbers_are_said_with_their_noun(number, noun, said):
    assert counted(number, noun) == said


def test_an_annotation_stays_one_line_whatever_stands_in_it():
    said = github([Annotation("error", "a,b.md", 3, "x: y", "one\ntwo 50%")], "Done.")
    assert said == "::error file=a%2Cb.md,line=3,title=x%3A y::one%0Atwo 50%25\nDone.\n"


def test_a_junit_report_can_be_read_whatever_stands_in_it():
    suite = ElementTree.fromstring(
        junit("s", [JUnitCase("bell \x07 <b>", "f.md", ("no\x00t", "more")), JUnitCase("fine")])
    )
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    assert suite[0].find("failure").text == "no\N{REPLACEMENT CHARACTER}t\nmore"


def test_a_terminal_sees_colours_and_nobody_else_does(monkeypatch, capsys):
    line = "kb/a.md:3: error KB301 [bold]x[/bold]: mend it\n"
    reporting.tell(line)
    assert capsys.readouterr().out == line
    monkeypatch.setattr(sys, "stdout", Terminal())
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    reporting.tell(line)
    seen = sys.stdout.getvalue()
    assert "\x1b[1;31merror KB301\x1b[0m" in seen
    assert re.sub(r"\x1b\[[\d;]*m", "", seen) == line, "nothing but colour is different"


def test_a_terminal_sees_how_far_long_work_is_and_the_bar_is_gone_at_the_end(monkeypatch):
    monkeypatch.setattr(reporting, "AFTER", 0)
    monkeypatch.setattr(reporting, "EVERY", 0)
    monkeypatch.setattr(sys, "stderr", Terminal())
    assert list(progress([7, 8], "asking")) == [7, 8]
    assert "asking 1 of 2" in sys.stderr.getvalue()
    assert sys.stderr.getvalue().endswith(reporting.CLEAR)


def test_nobody_but_a_terminal_sees_progress(monkeypatch, capsys):
    monkeypatch.setattr(reporting, "AFTER", 0)
    assert list(progress([7, 8], "asking")) == [7, 8]
    assert capsys.readouterr().err == ""
