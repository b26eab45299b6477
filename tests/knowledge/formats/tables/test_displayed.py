"""Numbers of a sheet as people see them there: whatever the number and the format, a text and no crash."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.formats.tables.displayed import built_in, displayed

FORMATS = st.lists(st.sampled_from('0#?.,%dmyhsE+/"\\[]$€-_*;@ General'), max_size=12).map("".join)


@given(value=st.one_of(st.floats().map(repr), st.integers().map(str), st.text(max_size=8)), number_format=FORMATS)
def test_every_number_has_a_text_in_every_format(value, number_format):
    for since_1904 in (False, True):
        assert isinstance(displayed(value, number_format, since_1904), str)


@given(st.integers(-(10**14), 10**14))
def test_a_whole_number_without_a_format_is_written_out(number):
    assert displayed(str(number), "") == str(number)
    assert displayed(f"{number}.0", "General") == str(number)


@pytest.mark.parametrize(
    ("number", "text"), [(9, "1234560%"), (4, "12,345.60"), (14, "1933-10-18 14:24"), (49, "12345.6")]
)
def test_formats_that_files_need_not_write_out_are_known(number, text):
    assert displayed("12345.6", built_in(number)) == text
