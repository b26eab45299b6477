import pytest
from yarl import URL

from bot.report.measures import FORMULAS

PAGE = "/console/report"


async def test_the_report_gives_counts_intervals_and_formulas(inside):
    talk = inside.talk()
    for _ in range(2):
        await talk.asks("How do I reset my password?")
    await talk.asks("quantum flux toaster manifold", opens_case=True)
    html = await inside.page(PAGE)
    assert "questions: 3 · matters: 3 · with a case: 1 · since 2025-12-04" in html
    assert "1 of 3" in html
    assert FORMULAS["escalated"] in html
    assert "Effort" not in html
    assert "What it took" in html


async def test_the_report_of_nothing_says_so(inside):
    assert "Nothing was asked, and no case was opened." in await inside.page(PAGE)


@pytest.mark.parametrize(
    ("query", "there"),
    [("account=nobody-here", False), ("by=partner", True), ("since=2026-03-04", True), ("since=2026-03-05", False)],
)
async def test_the_report_is_of_what_was_chosen(inside, query, there):
    await inside.talk().asks("How do I reset my password?")
    html = await inside.page(f"{PAGE}?{query}")
    assert ("questions: 1 ·" in html) is there


@pytest.mark.parametrize("query", [{"since": "yesterday"}, {"by": "moon"}, {"account": "x" * 101}])
async def test_what_makes_no_sense_is_refused(inside, query):
    await inside.page(str(URL(PAGE).with_query(query)), 400)


async def test_what_is_in_the_address_is_no_part_of_the_page(inside):
    html = await inside.page(str(URL(PAGE).with_query(account="<script>alert(1)</script>")))
    assert "<script>" not in html
