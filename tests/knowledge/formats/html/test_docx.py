"""Word files: headings that ask, paragraphs as lines, and documents made to stop a reader."""

import builtins
import io
import zipfile
from time import perf_counter

import pytest

from knowledge.formats.html import docx
from knowledge.formats.reading import FilePlace
from knowledge.load import load
from knowledge.problems.report import Refused, Report

mammoth = pytest.importorskip("mammoth", reason="the extra of requirements-docx.txt is not installed")
PLACE = FilePlace("harbor", "harbor/Desk handbook.docx")
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{style}"><w:name w:val="{name}"/></w:style>'
    for style, name in [("berschrift1", "heading 1"), ("berschrift2", "heading 2"), ("Titel", "Title")]
)
PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="s" Type="{OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="f" Type="{OFFICE}/footnotes" Target="footnotes.xml"/>'
    f'<Relationship Id="page" Type="{OFFICE}/hyperlink" Target="https://a.example/x" TargetMode="External"/>'
    f'<Relationship Id="runs" Type="{OFFICE}/hyperlink" Target="javascript:alert(1)" TargetMode="External"/>'
    f'<Relationship Id="picture" Type="{OFFICE}/image" Target="media/a.png"/>'
    "</Relationships>",
    "word/media/a.png": b"no picture at all",
    "word/styles.xml": f"<w:styles {W}>{STYLES}</w:styles>",
    "word/footnotes.xml": f'<w:footnotes {W}><w:footnote w:id="2"><w:p><w:r><w:t>Small.</w:t></w:r></w:p></w:footnote>'
    "</w:footnotes>",
}


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs, style=""):
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}{''.join(each if each.startswith('<') else run(each) for each in runs)}</w:p>"


def link(to, text):
    return f'<w:hyperlink r:id="{to}">{run(text)}</w:hyperlink>'


def word(*blocks, **changed):
    parts = (
        PARTS | {"word/document.xml": f"<w:document {W} {R}><w:body>{''.join(blocks)}</w:body></w:document>"} | changed
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return out.getvalue()


def read(*blocks, **changed):
    report = Report(PLACE.file)
    found = docx.read(word(*blocks, **changed), PLACE, report)
    return [each.entry for each in found], report.problems


DESK = (
    paragraph("The desk", style="Titel"),
    paragraph(""),
    paragraph("When is it open?", style="berschrift1"),
    paragraph("At ", run("eight", "<w:b/>"), " &lt;b&gt;, see ", link("page", "the page"), "."),
    paragraph("On holidays", style="berschrift2"),
    paragraph("Not at all."),
    paragraph(run("Where is it?", "<w:b/>")),
    paragraph("In the hall."),
    paragraph("Contact", style="berschrift1"),
    paragraph("Call us."),
)


def test_headings_and_bold_lines_that_ask_are_questions_at_their_paragraph():
    found, problems = read(*DESK)
    assert problems == []
    assert [(each.question, each.answer, each.line) for each in found] == [
        (
            "When is it open?",
            "At **eight** \\<b>, see [the page](https://a.example/x).\n\n## On holidays\n\nNot at all.",
            3,
        ),
        ("Where is it?", "In the hall.", 7),
    ]
    assert {each.source for each in found} == {"Desk handbook"}


def test_a_table_counts_its_paragraphs():
    rows = "".join(f"<w:tr><w:tc>{paragraph(a)}</w:tc><w:tc>{paragraph(b)}</w:tc></w:tr>" for a, b in ("ab", "cd"))
    found, _ = read(
        paragraph("A?", style="berschrift1"),
        f"<w:tbl>{rows}</w:tbl>",
        paragraph("B?", style="berschrift1"),
        paragraph("x"),
    )
    assert [(each.question, each.line) for each in found] == [("A?", 1), ("B?", 6)]
    assert "| a | b |" in found[0].answer


def test_what_is_left_out_is_told_at_its_paragraph():
    found, problems = read(
        paragraph("A?", style="berschrift1"),
        paragraph("one"),
        paragraph(link("runs", "two"), '<w:r><w:footnoteReference w:id="2"/></w:r>'),
    )
    assert found[0].answer == "one\n\ntwo"
    assert [(each.code, each.line) for each in problems] == [("KB342", 3), ("KB342", 3)]
    assert [each.what for each in problems] == [
        "footnotes are left out (1)",
        "1 answer has links that a chat cannot follow; their text is kept",
    ]


MAIN = "http://schemas.openxmlformats.org/drawingml/2006"
PICTURE = (
    f'<w:r><w:drawing><wp:inline xmlns:wp="{MAIN}/wordprocessingDrawing"><wp:docPr descr="the key"/>'
    f'<a:graphic xmlns:a="{MAIN}/main"><a:graphicData><pic:pic xmlns:pic="{MAIN}/picture"><pic:blipFill>'
    '<a:blip r:embed="picture"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
)


def test_of_a_picture_its_description_is_kept():
    found, problems = read(paragraph("A?", style="berschrift1"), paragraph("one"), paragraph("turn ", PICTURE))
    assert found[0].answer == "one\n\nturn the key"
    assert [(each.code, each.line) for each in problems] == [("KB342", 3)]


ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"no archive", "KB338"),
        (word(*DESK)[:-30], "KB338"),
        (word(**{"word/document.xml": "<w:document"}), "KB338"),
        (word(**{"word/document.xml": f"{ENTITIES}<w:document {W}>&b;</w:document>"}), "KB338"),
        (word(**{"_rels/.rels": "<Relationships/>", "word/document.xml": "<x/>"}), "KB338"),
        (word("<w:p>" * 101 + "</w:p>" * 101), "KB207"),
        (word("<w:p/>" * 300_001), "KB105"),
        (word(**{"word/media/a.png": bytes(30_000_000)}), "KB105"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "KB338"),
    ],
)
def test_what_is_no_document_or_made_to_stop_a_reader_is_refused(data, code):
    begin = perf_counter()
    with pytest.raises(Refused) as refused:
        docx.read(data, PLACE, Report(PLACE.file))
    assert refused.value.code == code
    assert perf_counter() - begin < 5


def test_a_document_nested_as_deep_as_allowed_gives_entries_or_a_refusal():
    cell, end = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    deep = cell * 30 + paragraph("x") + end * 30
    try:
        found, _ = read(paragraph("A?", style="berschrift1"), deep)
    except Refused as fault:
        found = [fault]
    assert found


def test_without_the_extra_a_word_file_is_named_and_does_no_harm(tmp_path, monkeypatch):
    (tmp_path / "faq.docx").write_bytes(word(*DESK))
    (tmp_path / "faq.md").write_text("# A?\nb\n")
    assert len(load(tmp_path).entries) == 3
    real = builtins.__import__

    def missing(name, *rest):
        if name == "mammoth":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", missing)
    loaded = load(tmp_path)
    assert [(each.code, each.level.value, each.file) for each in loaded.problems] == [("KB343", "warning", "faq.docx")]
    assert "make run DOCX=1" in loaded.problems[0].remedy
    assert len(loaded.entries) == 1
