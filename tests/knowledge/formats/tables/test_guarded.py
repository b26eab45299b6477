"""Text that looks like a formula is written with an apostrophe before it, and read without."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.formats.tables.guarded import guarded, unguarded


@pytest.mark.parametrize(
    "text",
    ["=cmd|' /C calc'!A0", "+49 555", "-1", "- one\n- two", "@SUM(1)", "\tx", "\n=x", "\uff1d1+1", "\uff0b1", "'=x"],
)
def test_what_looks_like_a_formula_is_guarded(text):
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "'tis so", "1 = 1", "*bold*"])
def test_other_text_is_written_and_read_as_it_is(text):
    assert (guarded(text), unguarded(text)) == (text, text)


@given(st.text(st.sampled_from("'=+-@a\t"), max_size=6) | st.text())
def test_what_was_guarded_is_read_as_it_was(text):
    assert unguarded(guarded(text)) == text
