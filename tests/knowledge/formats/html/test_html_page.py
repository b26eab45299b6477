"""Pages of a web site: which questions they ask, what answers them, and what of a page never comes through."""

import html
import json
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from knowledge.checking.answers import check_answers
from knowledge.formats.html import html_page
from knowledge.formats.html.html_markdown import markdown_of
from knowledge.formats.reading import FilePlace
from knowledge.formats.yaml.yaml_reader import UNWANTED
from knowledge.load import load
from knowledge.problems.report import Refused, Report
from tests.properties import examples

PLACE = FilePlace("harbor", "harbor/faq.html")
WORDS = st.text(min_size=1, max_size=40).filter(lambda text: not UNWANTED.search(text))


def read(text):
    report = Report(PLACE.file)
    found = html_page.read(text, PLACE, report)
    return [each.entry for each in found], report.problems


def answers(text):
    found, problems = read(text)
    assert problems == []
    return {each.question: each.answer for each in found}


def test_a_heading_that_asks_is_a_question_and_what_follows_its_answer():
    page = """<html lang="de"><head><title>Hilfe &amp; mehr</title></head><body>
        <h1>Hilfe</h1>
        <h2>Wie geht das? <a href="#geht">¶</a></h2>
        <p>So.</p>
        <h3>Genauer</h3>
        <p>Ganz
        einfach.</p>
        <h2>Kontakt</h2>
        <p>Ruf an.</p>
        </body></html>"""
    (entry,), problems = read(page)
    assert problems == []
    assert (entry.question, entry.answer) == ("Wie geht das?", "So.\n\n### Genauer\n\nGanz einfach.")
    assert (entry.line, entry.source, entry.language) == (3, "Hilfe & mehr", "de")


@pytest.mark.parametrize(
    "page",
    [
        "<h2>A?</h2><p>one</p><h2>B?</h2><p>two</p>",
        "<div><h2><button>A?</button></h2></div><div>one</div><div><h2><button>B?</button></h2></div><div>two</div>",
        "<div><section><h3>A?</h3>one</section><section><h2>B?</h2>two</section></div><p>Call us.</p>",
        "<details><summary>A?</summary><p>one</details><details><summary>B?</summary>two</details><p>Call us.",
        "<dl><dt>A?<dd>one<dt>B?<dd>two</dl><p>Call us.",
        "<p><b>A?</b><p>one<p><strong>B?</strong><p>two",
        "<H2>A?</H2>one<h2 class=x\n>B?</h2 >two",
        "<nav><h2>Where to?</h2>x</nav><header><h2>Who?</h2>x</header><h2>A?</h2>one<h2>B?</h2>two<footer>x</footer>",
        "<main><h2>A?</h2>one<h2>B?</h2>two</main><h2>Others</h2>Call us.",
    ],
)
def test_questions_are_found_however_a_page_is_built(page):
    assert answers(page) == {"A?": "one", "B?": "two"}


def test_where_one_block_asks_its_neighbours_do_too():
    assert answers(
        "<details><summary>Password lost</summary>one</details><details><summary>B?</summary>two</details>"
    ) == {"Password lost": "one", "B?": "two"}
    page = "<h2>A?</h2>one<details><summary>More</summary>two</details>"
    assert answers(page) == {"A?": "one\n\n**More**\n\ntwo"}


def test_a_question_over_other_questions_is_their_title_and_a_lonely_one_is_pointed_out():
    assert answers("<h1>Any questions?</h1><h2>A?</h2>one<h2>B?</h2>two") == {"A?": "one", "B?": "two"}
    found, problems = read("<h2>A?</h2>one\n<h2>B?</h2>")
    assert [each.question for each in found] == ["A?"]
    assert [(each.code, each.line, each.what) for each in problems] == [("KB323", 2, 'nothing answers "B?"')]


def test_what_a_browser_forgives_is_forgiven():
    page = "<h2>A?</h2><p>one<p>two<ul><li>a<li>b<ol><li>c<li>d</ol></ul><table><tr><th>x<th>y|<tr><td>1<td>2</table>"
    assert answers(page) == {"A?": "one\n\ntwo\n\n- a\n- b\n  1. c\n  2. d\n\n| x | y\\| |\n| --- | --- |\n| 1 | 2 |"}
    assert answers("<h2>A?</h2>3 < 4 & 5 > 4 <3 &copy;") == {"A?": "3 < 4 & 5 > 4 <3 ©"}


def test_links_become_absolute_by_the_address_that_the_page_says():
    links = '<h2>A?</h2><a href="/x">x</a> <a href=y.html#z>y</a> <a href="https://b.example/(a b)">z</a>'
    resolved = "[x](https://a.example/x) [y](https://a.example/de/y.html#z) [z](https://b.example/%28ab%29)"
    for head in ('<base href="https://a.example/de/">', '<link rel="canonical" href="https://a.example/de/faq.html">'):
        assert answers(head + links) == {"A?": resolved}
    found, problems = read(links)
    assert found[0].answer == "x y [z](https://b.example/%28ab%29)"
    assert [(each.code, each.level.value) for each in problems] == [("KB408", "warning")]


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<script>document.write('<h2>X?</h2>never')",
        "<a href='javascript:alert(1)'>x</a>",
        "<a href='java&#10;script:alert(1)'>x</a>",
        "<a href=' &#1;JaVaScRiPt:alert(1)'>x</a>",
        "<a href='data:text/html,x'>x</a>",
        "<a href='vbscript:x'>x</a>",
        "<p onclick='alert(1)'>x</p>",
        "<iframe src='https://x.example'>x</iframe>",
        "<object data=x><embed src=x></object>",
        "<svg onload=alert(1)><a href='javascript:x'>y</a></svg>",
        "<img src=x onerror=alert(1)>",
        "<style>x{background:url(javascript:x)}</style>",
        "<noscript><a href=javascript:x>y</a></noscript>",
    ],
)
def test_what_runs_never_comes_through_and_is_told(tmp_path, hostile):
    (tmp_path / "faq.html").write_text(f"<h2>A?</h2>\n<p>one</p>\n<div>{hostile}\n")
    loaded = load(tmp_path)
    assert {each.code for each in loaded.problems} <= {"KB342"}
    assert all(each.line == 3 for each in loaded.problems)
    assert bool(loaded.problems) != ("<style>" in hostile)
    assert loaded.entries[0].answer in ("one", "one\n\nx")


def test_text_that_shows_markup_stays_text(tmp_path):
    page = "<h2>A?</h2><p>&lt;script&gt;alert(1)&lt;/script&gt;</p><p>[x]<span>(javascript:alert(1))</span></p>"
    (tmp_path / "faq.html").write_text(f"{page}<pre>```\n&lt;b onclick=x&gt;</pre>")
    loaded = load(tmp_path)
    assert loaded.problems == ()
    shown = MarkdownIt("commonmark").render(loaded.entries[0].answer)
    assert "<script" not in shown
    assert "<a " not in shown
    assert "<b" not in shown


@given(words=WORDS, before=st.sampled_from(["", "<b>x</b> ", "x<br>", "<ul><li>"]))
def test_a_text_reads_the_same_after_as_before(words, before):
    text = MarkdownIt("commonmark").render(markdown_of(f"<p>{before}{html.escape(words)}</p>")[0])
    for tag in ("<p>", "</p>", "<ul>", "</ul>", "<li>", "</li>", "<br />", "<strong>", "</strong>"):
        text = text.replace(tag, " ")
    assert "<" not in text
    expected = ("x " if "x" in before else "") + words
    assert "".join(html.unescape(text).split()) == "".join(expected.split())


@given(
    text=st.lists(
        st.sampled_from(
            ["<h2>", "</h2>", "A?", "<p>", "</p>", "<details>", "<summary>", "</summary>", "</details>", "<dl>", "<dt>",
             "<dd>", "<b>", "</b>", "<div>", "</div>", "<a href='", "'>", "<", ">", "<!--", "-->", "<![CDATA[", "&",
             "\n", "<script type=application/ld+json>", "</script>", '{"@type": "FAQPage"', "<td>", "<table>", "<pre>",
             "`", "<nav>", "<header>", "<main>", "<base href=https://x.example>", "<title>", "<br/>", "x"]
        ), max_size=40,
    ).map("".join)
)  # fmt: skip
def test_no_page_crashes_the_reader_and_every_line_is_inside_it(text):
    found, problems = read(text)
    assert all(1 <= each.line <= text.count("\n") + 1 for each in (*found, *problems))


@given(
    text=st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<b>", "<a href='javascript:x'>", "<a href='https://x.example/)](javascript:x'>", "</a>",
             "<code>", "</code>", "<pre>", "</pre>", "`", "```", "\n", "&lt;script&gt;", "&lt;", "script>", "[", "](",
             "javascript:x", ")", "!", "]: javascript:x", "\\", "*", "_", "<li>", "<td>", "|", "<h3>", "<br>", "    ",
             "<img alt='", "'>", "x", "&#x3c;img src=x onerror=y&#x3e;", "<span>", "- ", "#", "<q>", "<dt>"]
        ), max_size=16,
    ).map("".join)
)  # fmt: skip
@examples(400)
def test_whatever_a_page_holds_its_answers_hold_no_html_no_picture_and_nothing_that_runs(text):
    report = Report(PLACE.file)
    check_answers([each.answer for each in html_page.read(f"<h2>A?</h2>{text}", PLACE, Report(PLACE.file))], report)
    assert report.problems == []


FAQ = {
    "@context": "https://schema.org",
    "@type": "FAQPage",
    "mainEntity": [
        {
            "@type": "Question",
            "name": "Where is my &quot;bill&quot;?",
            "acceptedAnswer": {"@type": "Answer", "text": "<p>Under <b>Billing</b>, <a href='/x'>here</a>.</p>"},
        },
        {"@type": "Question", "name": "When?", "acceptedAnswer": [{"@type": "Answer", "text": "Always.\nEven *now*."}]},
        {"@type": "Question", "name": "Unanswered?"},
    ],
}


def linked(data):
    text = data if isinstance(data, str) else json.dumps(data, indent=1)
    return f"<title>Bills</title>\n<script type='application/ld+json'>\n{text}\n</script><h2>Other?</h2>one"


@pytest.mark.parametrize(
    "wrap", [lambda faq: faq, lambda faq: [faq], lambda faq: {"@graph": [{"@type": "WebSite"}, faq]}]
)
def test_what_a_page_tells_search_engines_goes_before_its_headings(wrap):
    found, _ = read('<base href="https://a.example">' + linked(wrap(FAQ)))
    assert [(each.question, each.answer, each.source) for each in found] == [
        ('Where is my "bill"?', "Under **Billing**, [here](https://a.example/x).", "Bills"),
        ("When?", "Always.  \nEven \\*now\\*.", "Bills"),
    ]


def test_each_question_for_search_engines_has_its_line():
    text = linked(FAQ)
    assert [each.line for each in read(text)[0]] == [
        number for number, line in enumerate(text.split("\n"), 1) if '"name"' in line and "Unanswered" not in line
    ]


def test_a_page_for_search_engines_that_is_broken_is_told_and_the_headings_are_read():
    found, problems = read(linked('{"@type": "FAQPage",\n "mainEntity": [}'))
    assert [each.question for each in found] == ["Other?"]
    assert [(each.code, each.line) for each in problems] == [("KB342", 4)]


@pytest.mark.parametrize(("page", "code"), [("<div>" * 100_000, "KB207"), ("<p>x</p>" * 20_001, "KB105")])
def test_a_page_made_to_stop_a_reader_is_refused_in_a_moment(page, code):
    begin = perf_counter()
    with pytest.raises(Refused) as refused:
        read(f"\n<h2>A?</h2>{page}")
    assert (refused.value.code, refused.value.line) == (code, 2)
    assert perf_counter() - begin < (1 if code == "KB207" else 5)


@pytest.mark.parametrize("piece", ["<a ", "<!--", "<![", "</", "&amp", "<script>", "<a href='", "<a x=", "<"])
def test_a_page_of_beginnings_takes_no_longer_the_more_there_are(piece):
    begin = perf_counter()
    read("<h2>A?</h2>one " + piece * 50_000)
    assert perf_counter() - begin < 3


def test_a_page_without_a_question_is_told(tmp_path):
    (tmp_path / "faq.htm").write_text("<h2>Contact</h2>Call us.")
    (problem,) = load(tmp_path).problems
    assert (problem.code, problem.remedy.partition(",")[0]) == ("KB407", "end a heading with ?")
