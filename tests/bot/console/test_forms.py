"""What a lead does with a case: words reach the customer once, and nobody else's form does anything."""

import asyncio

import pytest

from bot.store.chat import transcript
from bot.store.desk import cases
from bot.store.engine.rows import Op


@pytest.fixture
async def case(inside):
    """Return the room with one open case, C-1001."""
    await inside.talk().asks("nobody has ever answered this", opens_case=True)
    return inside


async def found(room):
    return await asyncio.to_thread(room.store.read, lambda reader: cases.find(reader, 1001))


async def test_a_reply_arrives_in_the_customers_chat(case):
    form = await case.form("C-1001", "reply")
    answer = await case.post("/console/cases/C-1001/reply", {**form, "text": "We are on it."})
    assert (answer.status, answer.headers["Location"]) == (303, "/console/cases/C-1001?done=replied")
    [said] = await case.heard()
    assert "C-1001" in said
    assert "We are on it." in said


async def test_after_a_reply_the_page_says_what_happens_next(case):
    form = await case.form("C-1001", "reply")
    answer = await case.post("/console/cases/C-1001/reply", {**form, "text": "We are on it."})
    html = await case.page(answer.headers["Location"])
    assert "Sent. It is delivered as soon as" in html
    assert "We are on it." in html
    assert "on its way" in html
    assert "customer</span>" in html


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        (lambda tx, seq: transcript.mark_sent(tx, seq, "x"), "delivered"),
        (lambda tx, seq: transcript.mark_dead(tx, seq, "the chat is gone"), "could not be delivered"),
    ],
)
async def test_the_case_shows_how_far_a_reply_has_come(case, mark, words):
    form = await case.form("C-1001", "reply")
    await case.post("/console/cases/C-1001/reply", {**form, "text": "We are on it."})
    rows = await asyncio.to_thread(case.store.read, lambda reader: transcript.since(reader, "directline/talk-1"))
    await case.store.transaction(lambda tx: mark(tx, rows[-1].seq))
    assert f">{words}</span>" in await case.page("/console/cases/C-1001")


async def test_sending_a_form_twice_replies_once(case):
    form = {**await case.form("C-1001", "reply"), "text": "We are on it."}
    for _ in range(2):
        assert (await case.post("/console/cases/C-1001/reply", form)).status == 303
    assert len(await case.heard()) == 1


async def test_eight_clicks_at_once_reply_once(case):
    form = {**await case.form("C-1001", "reply"), "text": "We are on it."}
    answers = await asyncio.gather(*(case.post("/console/cases/C-1001/reply", form) for _ in range(8)))
    assert {answer.status for answer in answers} == {303}
    assert len(await case.heard()) == 1


async def test_a_case_is_resolved_with_closing_words_and_the_customer_reads_them(case):
    form = await case.form("C-1001", "resolve")
    answer = await case.post("/console/cases/C-1001/resolve", {**form, "text": "Fixed on our side."})
    assert answer.status == 303
    assert (await found(case)).state == "resolved"
    assert any("Fixed on our side." in said for said in await case.heard())


async def test_a_case_is_resolved_without_a_word(case):
    form = await case.form("C-1001", "resolve")
    assert (await case.post("/console/cases/C-1001/resolve", {**form, "text": ""})).status == 303
    [said] = await case.heard()
    assert "C-1001" in said


async def test_a_resolved_case_can_be_reopened_and_not_resolved_again(case):
    form = await case.form("C-1001", "resolve")
    await case.post("/console/cases/C-1001/resolve", {**form, "text": ""})
    again = await case.post("/console/cases/C-1001/resolve", {**form, "key": "another", "text": "my words"})
    assert again.status == 409
    assert "while a case is resolved" in await again.text()
    reopen = await case.form("C-1001", "reopen")
    assert (await case.post("/console/cases/C-1001/reopen", {**reopen, "text": ""})).status == 303
    assert (await found(case)).state == "open"


async def test_a_case_that_the_customer_added_to_is_not_resolved_unread(case):
    form = await case.form("C-1001", "resolve")
    await case.talk().adds("C-1001", "it is worse now")
    answer = await case.post("/console/cases/C-1001/resolve", {**form, "text": "Should be fine."})
    html = await answer.text()
    assert answer.status == 409
    assert "did something in the meantime" in html
    assert "it is worse now" in html
    assert "Should be fine.</textarea>" in html
    assert (await found(case)).state == "open"


async def test_an_empty_reply_is_not_sent(case):
    form = await case.form("C-1001", "reply")
    answer = await case.post("/console/cases/C-1001/reply", {**form, "text": "  \n "})
    assert answer.status == 400
    assert "Write something first" in await answer.text()
    assert await case.heard() == []


async def nothing_happened(case):
    return (await found(case)).version == 1 and await case.heard() == []


@pytest.mark.parametrize("token", [None, "", "0" * 64, "é", "x" * 90])
async def test_a_form_without_this_sessions_token_does_nothing(case, token):
    form = {**await case.form("C-1001", "resolve"), "text": "x"}
    form = {name: value for name, value in form.items() if name != "csrf"} | ({} if token is None else {"csrf": token})
    assert (await case.post("/console/cases/C-1001/resolve", form)).status == 403
    assert await nothing_happened(case)


async def test_a_token_of_another_session_does_nothing(case):
    form = await case.form("C-1001", "resolve")
    await case.enter()
    assert (await case.post("/console/cases/C-1001/resolve", {**form, "text": "x"})).status == 403
    assert await nothing_happened(case)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_a_form_from_elsewhere_does_nothing_even_with_the_token(case, headers):
    form = {**await case.form("C-1001", "resolve"), "text": "x"}
    assert (await case.post("/console/cases/C-1001/resolve", form, **headers)).status == 403
    assert await nothing_happened(case)


async def test_a_foreign_post_without_anything_is_forbidden(case):
    answer = await case.client.post("/console/cases/C-1/resolve", headers={"Origin": "https://evil.example"})
    assert answer.status == 403


@pytest.mark.parametrize(
    "more",
    [[("partner", "beta")], [("role", "admin")], [("text", "again")], [("csrf", "")]],
)
async def test_a_field_that_the_form_does_not_have_or_has_twice_is_refused(case, more):
    form = [*(await case.form("C-1001", "reply")).items(), ("text", "hello"), *more]
    for path in ("/console/cases/C-1001", "/console/cases/C-1001/reply"):
        assert (await case.post(path, form)).status in {400, 403}
    assert await nothing_happened(case)


@pytest.mark.parametrize("change", [{"key": ""}, {"seen": "x"}, {"seen": ""}, {"text": "x" * 8001}, {"key": "k" * 101}])
async def test_a_field_with_an_impossible_value_is_refused(case, change):
    form = {**await case.form("C-1001", "reply"), "text": "hello", **change}
    assert (await case.post("/console/cases/C-1001/reply", form)).status == 400
    assert await nothing_happened(case)


async def test_a_form_that_is_too_large_is_refused_unread(case):
    form = {**await case.form("C-1001", "reply"), "text": "x" * 200_000}
    assert (await case.post("/console/cases/C-1001/reply", form)).status == 413


async def test_a_form_that_is_not_utf_8_is_refused(case):
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = await case.client.post("/console/cases/C-1001/reply", data=b"text=%ff&csrf=\xff", headers=kind)
    assert answer.status == 400


async def test_a_pretended_verb_is_not_heard(case):
    form = {**await case.form("C-1001", "reply"), "text": "hello"}
    answer = await case.post("/console/cases/C-1001", form, **{"X-HTTP-Method-Override": "DELETE"})
    assert answer.status == 303
    assert len(await case.heard()) == 1


async def test_a_case_that_is_not_there_can_not_be_answered(case):
    form = {**await case.form("C-1001", "reply"), "text": "hello"}
    for number in ("C-9999", "C-0", "1001x", "C-99999999999999999999"):
        assert (await case.post(f"/console/cases/{number}/reply", form)).status == 404


async def test_what_a_lead_writes_reaches_the_customer_as_it_was_written(case):
    words = "<b>bold</b> & **stars**\r\nline two \u202e"
    form = await case.form("C-1001", "reply")
    await case.post("/console/cases/C-1001/reply", {**form, "text": words})
    rows = await asyncio.to_thread(case.store.read, lambda reader: transcript.since(reader, "directline/talk-1"))
    [sent] = [row for row in rows if row.op is Op.SEND]
    assert words.replace("\r\n", "\n").strip() in sent.body["text"]
    assert sent.body["textFormat"] == "plain"


KNOWN = {"severity": "B", "impact": "No mail", "since": "Monday", "tried": "A restart", "environment": "Version 3"}


async def test_a_lead_takes_a_case_up_to_a_product_group_and_its_answer_back(case):
    steps = [
        ("accept", {}),
        ("escalate", KNOWN),
        ("ask", {"text": "Which mailbox?"}),
        ("answer", {"text": "The shared one."}),
        ("escalate", KNOWN),
        ("answer", {"text": "It is mended."}),
        ("answer", {"text": "The vendor mended it."}),
        ("note", {"text": "PELICAN", "visibility": "partner"}),
        ("grade", {"severity": "C"}),
        ("resolve", {"text": "It is mended."}),
        ("close", {}),
    ]
    for act, said in steps:
        form = await case.form("C-1001", act)
        answer = await case.post(f"/console/cases/C-1001/{act}", {**form, **said})
        assert answer.status == 303, (act, await answer.text())
    closed = await found(case)
    assert [leg.party.value for leg in closed.legs] == ["partner", "vendor", "product group"]
    assert (closed.state.value, closed.severity) == ("closed", "C")
    heard = "\n".join(await case.heard())
    assert "It is mended." in heard
    assert "PELICAN" not in heard
    assert "Which mailbox?" not in heard
    html = await case.page("/console/cases/C-1001")
    assert "product group" in html
    assert "PELICAN" in html


async def test_what_an_escalation_lacks_is_named_and_what_was_written_stays_in_the_form(case):
    form = await case.form("C-1001", "escalate")
    answer = await case.post("/console/cases/C-1001/escalate", {**form, **KNOWN, "tried": "", "since": ""})
    html = await answer.text()
    assert answer.status == 409
    assert "before it goes on, say: since, tried" in html
    assert "No mail" in html
    assert (await found(case)).active.ordinal == 1


async def test_a_case_cannot_be_merged_into_one_that_is_not_there(case):
    form = await case.form("C-1001", "merge")
    answer = await case.post("/console/cases/C-1001/merge", {**form, "into": "C-7777"})
    assert answer.status == 409
    assert "there is no case C-7777" in await answer.text()
