"""What people may be shown: the same for a terminal, a page, a report, a diff and a file's name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands import terminal
from bot.console import markup
from knowledge import filenames
from knowledge.commands import ask, columns, reporting
from knowledge.printable import MARK, exact, is_exact, one_line, printable
from knowledge.problems import nearest

FAMILY = "👨\u200d👩\u200d👧 👍🏽 ❤\ufe0f"
PERSIAN = "می\u200cخواهم"
ANY = st.text(st.characters(codec=None))
HARMFUL = ["\x1b", "\x00", "\x07", "\x7f", "\x9b", "\u202d", "\u202e", "\ud800", "\ufffe", "\ufdd0"]
INVISIBLE = ["\u200b", "\u00ad", "\u2060", "\ufeff", "\u200e", "\u200f", "\u061c"]
SURROUNDING = ["\u202a", "\u202b", "\u202c", "\u2066", "\u2067", "\u2068", "\u2069"]
BREAKS = ["\r\n", "\r", "\x85", "\u2028", "\u2029"]
PROSE = {
    "printable": printable,
    "a terminal": terminal.printable,
    "a console page": lambda text: markup.printed(text),
    "a report in XML": reporting.in_xml,
}
NAMES = {
    "exact": exact,
    "a file's name": filenames.shown_path,
    "a value": lambda text: nearest.shown(text)[1:-1],
    "a report's column": columns.plain,
}


@pytest.mark.parametrize("where", PROSE)
def test_what_somebody_wrote_is_shown_with_all_that_is_needed_to_read_it(where):
    shown = PROSE[where]
    assert [each for each in HARMFUL if shown(f"a{each}b") != f"a{MARK}b"] == []
    assert [each for each in INVISIBLE if shown(f"a{each}b") != f"a{each}b"] == []
    assert [each for each in SURROUNDING if shown(f"a{each}b") != "ab"] == []
    assert [each for each in BREAKS if shown(f"a{each}b") != "a\nb"] == []
    assert shown(f"{FAMILY}\t{PERSIAN}\n\u00a0") == f"{FAMILY}\t{PERSIAN}\n\u00a0"


@pytest.mark.parametrize("where", NAMES)
def test_a_name_hides_nothing(where):
    shown = NAMES[where]
    assert [each for each in (*HARMFUL, *INVISIBLE, *SURROUNDING) if shown(f"a{each}b") != f"a{MARK}b"] == []
    assert [each for each in BREAKS if len(shown(f"a{each}b").splitlines()) != 1] == []
    assert (shown(FAMILY), shown(PERSIAN)) == (FAMILY, PERSIAN)
    assert shown("a\u200db") == f"a{MARK}b"


@given(ANY)
def test_nothing_that_is_shown_moves_a_cursor_or_turns_what_follows(text):
    for shown in (printable(text), one_line(text), exact(text)):
        shown.encode("utf-8")
        assert [each for each in (*HARMFUL, *SURROUNDING, *BREAKS) if each in shown] == []
        assert printable(shown) == shown
    assert "\n" not in one_line(text) + exact(text)
    assert is_exact(exact(text))


def test_a_question_is_asked_on_one_line_at_most_200_characters_long():
    assert ask._shown("how\u2028do I\x1b[31m " + "x" * 300).startswith(f"how do I{MARK}[31m xxx")
    assert len(ask._shown("x" * 300)) == 201


def test_a_column_is_as_wide_as_what_can_be_seen_in_it():
    assert columns.columns(f"{PERSIAN}\u200b") == len(PERSIAN) - 1
