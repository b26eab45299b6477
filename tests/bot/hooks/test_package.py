"""What an escalation tells: the package by its schema, to whom, and nothing that they may not see."""

import asyncio
import json
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from botbuilder.schema import Activity
from jsonschema import Draft202012Validator, FormatChecker

from bot.activities import handoff, wire
from bot.desk.commands import Accept, Answer, Ask, Comment, Escalate, Note, Reply
from bot.desk.packages.markdown import markdown
from bot.desk.packages.package import LONGEST_LINE, MOST_LINES, MOST_TEXT
from bot.hooks.package_material import before
from bot.store.desk import case_events, cases
from bot.store.edges import deliveries
from knowledge.people.directory import Directory
from tests.bot.support.hooked import DETAILS, PORTAL, Desk, directory
from tests.bot.support.stored import NOW, met, said

SCHEMA = Path(__file__).resolve().parents[3] / "bot" / "desk" / "packages" / "spot-escalation-1.schema.json"


@pytest.fixture
async def desk(store):
    desk = Desk(store)
    await desk.opened()
    return desk


async def told(desk, receiver=None):
    """Return what waits in the lanes, oldest first."""
    rows = sorted(await asyncio.to_thread(desk.store.read, deliveries.page), key=lambda each: each.seq)
    return [(each, json.loads(each.body)) for each in rows if receiver in (None, each.organisation)]


async def package(desk):
    [(_, body)] = [one for one in await told(desk, "northwind") if one[0].kind == "case.escalated"]
    return body


def closed(schema):
    """Return the schema so that it allows no key that it does not name."""
    schema = deepcopy(schema)

    def close(part):
        if isinstance(part, dict):
            if "properties" in part:
                part["additionalProperties"] = False
            for each in part.values():
                close(each)

    close(schema)
    return schema


def faults(body):
    """Return an iterator over what is wrong with a package by its schema."""
    schema = closed(json.loads(SCHEMA.read_text("utf-8")))
    Draft202012Validator.check_schema(schema)
    return [each.message for each in Draft202012Validator(schema, format_checker=FormatChecker()).iter_errors(body)]


def test_the_schema_says_what_may_not_be():
    assert faults({"package": "spot-escalation/2"})


async def test_a_package_is_as_its_schema_says_and_has_nothing_that_it_does_not_name(desk):
    await desk.escalated()
    assert faults(await package(desk)) == []


async def test_it_holds_all_that_whoever_gets_the_case_needs(desk):
    await desk.escalated(text="please hurry")
    told = await package(desk)
    assert told["package"] == "spot-escalation/1"
    assert told["word"] == "please hurry"
    assert told["to"] == {"party": "vendor", "organisation": "northwind", "leg": 2}
    assert (told["case"]["number"], told["case"]["severity"]) == ("C-1001", "C")
    assert told["case"]["severity_means"]
    assert told["details"]["tried"] == DETAILS.tried
    assert told["requester"] == {"name": "Olu", "organisation": "bakery"}
    assert told["partner"]["agreement"] == {"signed": "2026-01-01", "expires": "2027-01-01", "is_current": True}
    [question] = told["questions"]
    assert question["led_here"]
    assert [(each["entry"], each["shown"], each["rated"]) for each in question["entries"]] == [
        ("vendor/ovens", "answered", "no help")
    ]
    assert [(each["by"], each["text"]) for each in told["transcript"]] == [
        ("customer", "my ovens are cold"),
        ("spot", "Is it *Ovens*?"),
        ("customer", "no"),
    ]
    assert [leg["party"] for leg in told["legs"]] == ["partner", "vendor"]
    assert told["wait"] == "vendor"
    assert [each["kind"] for each in told["events"]] == ["opened", "escalated", "noted"]
    [first] = [each for each in told["clocks"] if (each["leg"], each["kind"]) == (2, "first response")]
    assert (first["target_minutes"], first["state"], first["due"]) == (8 * 60, "running", "2026-03-04T17:00:00+00:00")


async def test_the_clock_of_the_next_update_counts_from_the_last_word(store):
    now = [NOW]
    desk = Desk(store, now=lambda: now[0])
    await desk.opened()
    await desk.do("harbour/mara", Accept())
    now[0] = NOW + timedelta(hours=2)
    await desk.do("harbour/mara", Reply("we look into it", keep_waiting=True))
    now[0] = NOW + timedelta(hours=3)
    await desk.escalated()
    [update] = [each for each in (await package(desk))["clocks"] if (each["leg"], each["kind"]) == (1, "next update")]
    assert update["used_minutes"] == 60


async def test_a_customer_never_sees_the_word_that_goes_with_an_escalation(desk, look):
    await desk.escalated(text="they never pay")
    seen = await look(lambda reader: case_events.events(reader, 1001, viewer=desk.actor("bakery/olu")))
    assert "they never pay" not in [each.text for each in seen]


async def test_a_partner_with_a_system_of_its_own_gets_a_new_case_whole(store):
    known = directory()
    harbour = replace(known.by_id["harbour"], webhook=PORTAL)
    desk = Desk(store, Directory(tuple(harbour if each.id == "harbour" else each for each in known.organisations)))
    await desk.opened()
    [(one, body)] = await told(desk)
    assert (one.organisation, one.kind, body["event"]) == ("harbour", "case.opened", "case.opened")
    assert faults(body) == []
    assert body["transcript"][0]["text"] == "my ovens are cold"


async def test_what_the_partner_noted_for_itself_is_not_in_it(desk):
    await desk.do("harbour/mara", Note("they never pay"))
    await desk.do("harbour/mara", Reply("we look into it"))
    await desk.escalated()
    assert "they never pay" not in json.dumps([body for _, body in await told(desk)])
    assert "we look into it" in json.dumps(await package(desk))


async def test_the_transcript_begins_after_a_day_of_silence(store):
    desk = Desk(store)
    old = NOW - timedelta(days=2)
    await store.transaction(lambda tx: (met(tx, at=old), said(tx, "old", "another matter", at=old)))
    await desk.opened()
    await desk.escalated()
    assert (await package(desk))["transcript"][0]["text"] == "my ovens are cold"


async def test_what_was_said_before_a_case_of_another_partner_is_not_in_the_next_ones(desk, look):
    await desk.store.transaction(lambda tx: said(tx, "a3", "something else", at=NOW))

    def read(reader):
        first = cases.find(reader, 1001)
        later = replace(first.origin, transcript_end=first.origin.transcript_end + 1)
        return [before(reader, replace(first, partner=partner, origin=later)) for partner in ("harbour", "pier")]

    same, other = await look(read)
    assert [row.text for row in other] == ["something else"]
    assert len(same) == 4


async def test_who_has_no_webhook_is_told_nothing(store):
    desk = Desk(store, directory(portal=None, hub=None))
    await desk.opened()
    await desk.escalated()
    assert await told(desk) == []


async def test_a_refused_escalation_tells_nothing(desk):
    from bot.desk.refusals import NotReady

    with pytest.raises(NotReady):
        await desk.do("harbour/mara", Escalate())
    assert await told(desk) == []


async def test_a_product_group_without_a_webhook_hears_through_the_vendors(store):
    desk = Desk(store, directory(hub=None))
    await desk.opened()
    await desk.escalated()
    await desk.escalated("northwind/noor")
    to = [body["to"]["organisation"] for one, body in await told(desk, "northwind") if one.kind == "case.escalated"]
    assert to == ["northwind", "ovens"]


async def test_the_vendor_hears_what_happens_afterwards_and_the_partner_s_own_notes_stay_with_it(desk):
    await desk.escalated()
    await desk.do("northwind/noor", Ask("which firmware?"))
    await desk.do("harbour/mara", Answer("the newest"))
    await desk.do("harbour/mara", Note("not for them"))
    events = [(one.kind, body["happened"]["text"]) for one, body in (await told(desk, "northwind"))[1:]]
    assert events == [("case.asked", "which firmware?"), ("case.informed", "the newest")]


async def test_a_hub_gets_a_handoff_event_as_the_sdk_writes_it(desk):
    await desk.escalated()
    await desk.escalated("northwind/noor")
    await desk.do("northwind/gil", Answer("a known fault"))
    (initiate, event), (_, message) = await told(desk, "ovens")
    activity = wire.load(Activity, event)
    assert (activity.type, activity.name, activity.id) == ("event", "handoff.initiate", initiate.id)
    assert activity.conversation.id == "C-1001"
    assert activity.value["package"] == "spot-escalation/1"
    transcript, written = activity.attachments
    assert (transcript.name, transcript.content_type) == ("Transcript", "application/json")
    first = wire.load(Activity, transcript.content["activities"][0])
    assert (first.text, first.from_property.role) == ("my ovens are cold", "user")
    assert written.content.startswith("# C-1001")
    assert (message["type"], message["text"], message["conversation"]["id"]) == ("message", "a known fault", "C-1001")


async def test_the_markdown_says_the_same_and_shows_what_people_wrote_as_they_wrote_it(desk):
    from markdown_it import MarkdownIt

    await desk.escalated(text="# not a heading\n[a](https://evil.example) <img src=x>")
    written = markdown(await package(desk))
    html = MarkdownIt("commonmark", {"html": True}).render(written)
    for part in ("C-1001", "the bakery is closed", "oven 3, firmware 2", "Harbour (harbour)", "2027-01-01", "no help"):
        assert part in written
    assert html.count("<h1>") == 1
    assert "<img" not in html
    assert "<a " not in html
    assert "<b>oven" not in html
    assert "**unplugged** it" in html


async def test_the_largest_delivery_is_smaller_than_the_page_says(desk):
    for _ in range(30):
        await desk.do("bakery/olu", Comment("\N{COOKING}" * 4500))
    await desk.escalated()
    await desk.escalated("northwind/noor")
    [(one, _)] = await told(desk, "ovens")
    assert 500_000 < len(one.body.encode()) < 4 * 1024 * 1024


async def test_a_long_story_is_cut_to_its_newest_part(desk):
    for number in range(40):
        await desk.do("bakery/olu", Comment(f"{number} " + "x" * 5000))
    await desk.escalated()
    told = await package(desk)
    assert all(len(each["text"]) <= LONGEST_LINE for each in told["events"])
    assert sum(len(each["text"]) for each in told["events"]) <= MOST_TEXT
    assert len(told["events"]) <= MOST_LINES
    assert told["events_left_out"] > 0
    assert told["events"][-1]["kind"] == "escalated"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"type": "message"}, "no event"),
        ({"name": "handoff.initiate"}, "handoff.status"),
        ({"id": ""}, "the id"),
        ({"id": "x" * 201}, "the id"),
        ({"id": 7}, "no event"),
        ({"conversation": "C-1001"}, "no event"),
        ({"value": []}, "no event"),
        ({"value": {"state": "done"}}, "value.state"),
        ({"value": {"state": ["accepted"]}}, "value.state"),
        ({"value": {"state": "failed", "message": 7}}, "value.message"),
        ({"value": {"state": "failed", "message": "x" * 28_001}}, "value.message"),
    ],
)
def test_what_is_no_status_is_named(changes, says):
    good = {
        "type": "event",
        "name": "handoff.status",
        "id": "1",
        "conversation": {"id": "C-1001"},
        "value": {"state": "accepted"},
    }
    assert handoff.read_status(good) == handoff.HandoffStatus("1", "C-1001", handoff.HandoffState.ACCEPTED)
    with pytest.raises(handoff.UnreadableHandoff, match=says):
        handoff.read_status(good | changes)
