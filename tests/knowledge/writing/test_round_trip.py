"""What is written is read again as it was: every writer against its reader, and what one cannot hold is said."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.entry import Entry, Status, Visibility
from knowledge.load import load
from knowledge.writing.formats import OutputFormat, differences, read, write
from tests.properties import examples

REAL = Path(__file__).parents[3].parent / "shared" / "data"
WORDS = st.text(
    st.sampled_from("abzäß ÉñΩ漢?!.,;:-_*#`~|<>&[](){}'\"\\/=+@%$^0129\u2028\u00a0\x85😀"), min_size=1, max_size=30
)
LINE = WORDS.map(lambda text: " ".join(text.split())).filter(bool)
PARAGRAPHS = st.lists(
    st.one_of(LINE, st.sampled_from(["", "```\n# no heading\n```", "- one\n- two", "    code", "1. a\n   - b", "---"])),
    min_size=1,
    max_size=6,
)
ANSWER = PARAGRAPHS.map("\n".join).map(str.strip).filter(bool)
ID = st.from_regex(r"[a-z0-9][a-z0-9.-]{0,12}", fullmatch=True).filter(lambda id: id not in ("nobody", "0"))


def entries(phrasing=LINE, answer=ANSWER):
    one = st.builds(
        Entry,
        partner=st.just("harbor"),
        id=ID,
        question=phrasing,
        answer=answer,
        also=st.lists(phrasing, max_size=3, unique=True).map(tuple),
        tags=st.lists(LINE.filter(lambda tag: not set(",;|\n") & set(tag)), max_size=2, unique=True).map(tuple),
        product=st.none() | LINE,
        language=st.sampled_from(["en", "de", "pt-br"]),
        visibility=st.sampled_from(Visibility),
        nda=st.booleans(),
        owner=st.none() | LINE,
        review=st.none() | st.dates(date(2000, 1, 1), date(2100, 1, 1)),
        status=st.sampled_from(Status),
        kind=st.none() | LINE,
        threshold=st.none() | st.integers(0, 1000).map(lambda part: part / 1000),
        follow_ups=st.just(()),
        source=st.none() | LINE,
    )
    plain = one.map(lambda each: replace(each, also=tuple(also for also in each.also if also != each.question)))
    return st.lists(plain, min_size=1, max_size=2, unique_by=lambda each: each.id)


@examples(40)
@given(entries())
def test_yaml_holds_everything(written):
    assert write(written, OutputFormat.YAML).dropped == ()


def test_other_readers_of_yaml_take_no_text_for_something_else():
    from ruamel.yaml import YAML

    words = ("yes", "No", "on", "null", "y", "1.50", "007", "2026-01-01", "12:30:00", "1e3", "0x1f", "0o7", "1_000")
    written = [Entry("harbor", "no", "off", word, also=words[:2], tags=words, owner=word) for word in words]
    for each in written:
        for version in ((1, 1), (1, 2)):
            reader = YAML(typ="safe", pure=True)
            reader.version = version
            found = reader.load(write([each], OutputFormat.YAML).data)
            one = found["entries"][0]
            told = (one["id"], one["question"], one["answer"], tuple(one["also"]), tuple(found["tags"]), found["owner"])
            assert told == (each.id, each.question, each.answer, each.also, each.tags, each.owner)


@examples(40)
@given(entries(answer=LINE.map(lambda line: f"Press {line}")))
def test_a_page_holds_every_question_and_every_key(written):
    made = write(written, OutputFormat.MARKDOWN)
    assert not {each for each in made.dropped if not each.startswith("the answer")}


@examples(40)
@given(entries())
def test_a_page_gives_everything_back_or_says_what_it_does_not_hold(written):
    made = write(written, OutputFormat.MARKDOWN)
    assert differences(written, read(made.data, OutputFormat.MARKDOWN, "harbor")) == list(made.dropped)


@examples(40)
@given(entries(phrasing=LINE.filter(lambda text: "\u2028" not in text), answer=LINE))
def test_a_workbook_holds_every_key(written):
    assert write(written, OutputFormat.XLSX).dropped == ()


@examples(40)
@given(entries(answer=LINE.filter(lambda line: "\\" not in line)))
def test_qna_maker_holds_all_but_the_ids(written):
    allowed = {"the id", "the source"}  # it keeps a source for itself: Editorial
    assert {each.partition(" of ")[0] for each in write(written, OutputFormat.QNAMAKER).dropped} <= allowed


@pytest.mark.parametrize("tag", ["floor: 2", "floor :2", "floor:2", "floor:", ":2", "status: draft"])
def test_qna_maker_holds_a_tag_with_a_colon_and_blanks_as_it_is(tag):
    assert write([Entry("harbor", "1", "One?", "x", tags=(tag,))], OutputFormat.QNAMAKER).dropped == ()


@pytest.mark.parametrize("format", OutputFormat)
def test_the_sample_content_comes_back_whole(root, format):
    loaded = load(root / "knowledge" / "content")
    for partner in loaded.partners:
        mine = [each for each in loaded.entries if each.partner == partner]
        only_ids = {"the id"} if format is OutputFormat.QNAMAKER else set()
        assert {each.partition(" of ")[0] for each in write(mine, format).dropped} <= only_ids


@pytest.mark.evaluation
@pytest.mark.parametrize("folder", ["faq_yml", "formats"])
def test_real_files_come_back_whole_from_a_page_and_from_yaml(tmp_path, folder):
    if not (REAL / folder).is_dir():
        pytest.skip(f"no real files at {REAL / folder}")
    shutil.copytree(REAL / folder, tmp_path / "kb" / "real")
    real = load(tmp_path / "kb").entries
    assert len(real) > 100
    for format in (OutputFormat.MARKDOWN, OutputFormat.YAML):
        assert write(real, format).dropped == ()
    assert {each.partition(" of ")[0] for each in write(real, OutputFormat.XLSX).dropped} <= {"the tags"}
    assert {each.partition(" of ")[0] for each in write(real, OutputFormat.QNAMAKER).dropped} <= {
        "the id",
        "the answer",
    }


@pytest.mark.parametrize("format", [OutputFormat.XLSX, OutputFormat.QNAMAKER])
def test_no_cell_is_ever_a_formula(format):
    risky = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "'=1"]
    made = write([Entry("harbor", f"e{place}", f"Q{place}?", text) for place, text in enumerate(risky)], format)
    cells = list(cells_of(made.data, format))
    assert not [cell for cell in cells if cell and cell[0] in "=+-@\t"]
    assert "'=cmd|' /C calc'!A0" in cells
    assert [each for each in made.dropped if each.startswith("the answer")] == []


def cells_of(data, format):
    if format is OutputFormat.QNAMAKER:
        return [cell for line in data.decode().splitlines() for cell in line.split("\t")]
    import io

    import openpyxl

    return [cell.value for row in openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows() for cell in row]


def test_follow_ups_lead_to_the_numbers_that_qna_maker_knows():
    one = Entry("harbor", "one", "One?", "1", follow_ups=("harbor/two", "vendor/far"))
    two = Entry("harbor", "two", "Two?", "2")
    made = write([one, two], OutputFormat.QNAMAKER)
    first, second = read(made.data, OutputFormat.QNAMAKER, "harbor")
    assert first.follow_ups == (second.name,)
    assert "follow-ups of 1 entry" in made.dropped
