"""Cases over HTTP: what each may see and do, and the whole way of one case through three legs."""

import asyncio
import time
from dataclasses import replace
from datetime import datetime

import pytest

from bot.api.resources import cases as cases_over_http
from tests.bot.api.conftest import EVERYTHING

ABSENT = "C-9999"
FIELDS = ("number", "kind", "state", "severity", "title", "requester", "account", "partner", "product", "wait", "legs")
FIELDS += ("booked", "events")


def kinds(case):
    return [each["kind"] for each in case["events"]]


async def test_a_case_that_was_opened_is_found_where_it_says(portal):
    opened = await portal.post(
        "bakery/olu", "/cases", {"title": "the ovens are cold", "text": "All three since seven.", "severity": "B"}
    )
    assert (opened.status, opened.headers["Location"]) == (201, "/api/v1/cases/C-1001")
    read = await portal.get("bakery/olu", "/cases/C-1001")
    assert read.body == opened.body
    assert set(FIELDS) <= set(read.body)
    expected = {"requester": "bakery/olu", "account": "bakery", "partner": "harbor", "wait": "partner", "severity": "B"}
    assert expected.items() <= read.body.items()
    assert read.body["legs"] == [
        {
            "party": "partner",
            "organisation": "harbor",
            "state": "open",
            "owner": None,
            "opened": "2026-03-02T09:00:00+00:00",
            "due": read.body["legs"][0]["due"],
        }
    ]
    assert datetime.fromisoformat(read.body["legs"][0]["due"]) > portal.at
    [event] = read.body["events"]
    told = {"kind": "opened", "actor": "bakery/olu", "visibility": "customer", "text": "All three since seven."}
    assert told.items() <= event.items()


async def test_a_case_goes_the_whole_way_and_every_second_is_booked(portal):
    number = await portal.opened(severity="B")
    portal.later(minutes=10)
    assert (await portal.done("harbor/mara", number, "accept"))["legs"][0]["owner"] == "harbor/mara"
    escalated = await portal.done("harbor/mara", number, "escalate", EVERYTHING)
    assert (escalated["wait"], [leg["party"] for leg in escalated["legs"]]) == ("vendor", ["partner", "vendor"])
    portal.later(minutes=20)
    assert (await portal.done("north/ines", number, "ask", {"text": "which model?"}))["wait"] == "partner"
    portal.later(minutes=5)
    assert (await portal.done("harbor/mara", number, "answer", {"text": "model 7"}))["wait"] == "vendor"
    further = await portal.done("north/ines", number, "escalate", {"group": "product-group"})
    assert (further["wait"], further["legs"][2]["party"]) == ("product_group", "product_group")
    portal.later(minutes=30)
    await portal.done("north/emil", number, "accept")
    assert (await portal.done("north/emil", number, "resolve", {"text": "fixed in 7.1"}))["wait"] == "vendor"
    assert (await portal.done("north/ines", number, "resolve", {"text": "update to 7.1"}))["wait"] == "partner"
    replied = await portal.done("harbor/mara", number, "reply", {"text": "please update"})
    assert replied["wait"] == "customer"
    portal.later(minutes=15)
    solved = await portal.done("harbor/mara", number, "resolve")
    assert solved["state"] == "resolved"
    assert solved["booked"] == {"customer": 900, "partner": 900, "vendor": 1200, "product_group": 1800}
    closed = await portal.done("bakery/olu", number, "confirm")
    assert closed["state"] == "closed"
    portal.later(hours=1)
    assert (await portal.get("bakery/olu", f"/cases/{number}")).body["booked"] == closed["booked"]


async def test_an_escalation_that_lacks_something_says_what(portal):
    number = await portal.opened()
    refused = await portal.post("harbor/mara", f"/cases/{number}/escalate", {"impact": "ovens stand still"})
    assert (refused.status, refused.body["missing"]) == (422, ["since", "tried", "environment"])


async def test_a_lapsed_agreement_says_who_renews_it(portal):
    number = await portal.opened("clinic/rosa")
    refused = await portal.post("summit/jon", f"/cases/{number}/escalate", EVERYTHING)
    assert (refused.status, refused.body["reason"]) == (409, "agreement")
    assert refused.body["who"]
    assert refused.body["who"] in refused.body["error"]["message"]


async def test_of_two_who_accept_at_once_one_has_it(portal):
    number = await portal.opened()
    for person in ("harbor/mara", "harbor/piet"):
        await portal.get(person, "/cases")
    answers = await asyncio.gather(
        *(portal.post(person, f"/cases/{number}/accept") for person in ("harbor/mara", "harbor/piet"))
    )
    assert sorted(each.status for each in answers) == [200, 409]
    refused = next(each for each in answers if each.status == 409)
    assert "was accepted already, by" in refused.body["error"]["message"]


async def test_a_move_that_is_not_legal_is_a_conflict_and_changes_nothing(portal):
    number = await portal.opened()
    await portal.done("bakery/olu", number, "withdraw")
    before = await portal.get("harbor/mara", f"/cases/{number}")
    refused = await portal.post("harbor/mara", f"/cases/{number}/reply", {"text": "hello?"})
    assert (refused.status, refused.body["error"]["code"]) == (409, "illegal_move")
    assert (await portal.get("harbor/mara", f"/cases/{number}")).body == before.body


async def test_what_is_for_others_to_do_is_forbidden(portal):
    number = await portal.opened()
    refused = await portal.post("bakery/olu", f"/cases/{number}/accept")
    assert (refused.status, refused.body["error"]["code"]) == (403, "not_yours")


BODIES = {
    "accept": None,
    "note": {"text": "x"},
    "escalate": EVERYTHING,
    "merge": {"into": "C-1001"},
    "comment": {"text": "x"},
}


@pytest.mark.parametrize("person", ["summit/jon", "clinic/rosa", "north/ines"])
@pytest.mark.parametrize("verb", [None, *BODIES])
async def test_somebody_elses_case_is_to_the_letter_as_if_it_were_not_there(portal, person, verb):
    number = await portal.opened()

    async def asked(which):
        if verb is None:
            return await portal.get(person, f"/cases/{which}")
        return await portal.post(person, f"/cases/{which}/{verb}", BODIES[verb])

    hidden, absent = await asked(number), await asked(ABSENT)
    assert (hidden.status, absent.status) == (404, 404)
    assert hidden.text == absent.text.replace(ABSENT, number)
    plain = {"Date", "Content-Length"}
    assert {k: v for k, v in hidden.headers.items() if k not in plain} == {
        k: v for k, v in absent.headers.items() if k not in plain
    }


@pytest.mark.parametrize("verb", ["ask", "answer", "reply", "note", "reject", "merge", "comment"])
async def test_what_is_absent_is_absent_whatever_the_body_lacks(portal, verb):
    number = await portal.opened()
    hidden = await portal.post("summit/jon", f"/cases/{number}/{verb}", {})
    absent = await portal.post("summit/jon", f"/cases/{ABSENT}/{verb}", {})
    assert (hidden.status, absent.status) == (404, 404)
    assert hidden.text.replace(number, ABSENT) == absent.text
    assert (await portal.post("harbor/mara", f"/cases/{number}/{verb}", {})).status == 422


@pytest.mark.parametrize("verb", ["ask", "reject", "merge"])
async def test_a_move_that_is_not_legal_is_told_before_what_its_body_lacks(portal, verb):
    number = await portal.opened()
    await portal.done("harbor/mara", number, "resolve")
    refused = await portal.post("harbor/mara", f"/cases/{number}/{verb}", {})
    assert (refused.status, refused.body["error"]["code"]) == (409, "illegal_move")


async def test_a_customer_may_still_say_something_about_a_resolved_case_and_hears_that_they_said_nothing(portal):
    number = await portal.opened()
    await portal.done("harbor/mara", number, "resolve")
    assert (await portal.post("bakery/olu", f"/cases/{number}/answer", {})).status == 422


@pytest.mark.parametrize("verb", ["resolve", "escalate", "ask", "reject"])
async def test_whose_part_has_ended_is_told_so_and_not_that_it_was_never_theirs(portal, verb):
    number = await portal.opened()
    await portal.done("harbor/mara", number, "escalate", EVERYTHING)
    await portal.done("north/ines", number, "resolve", {"text": "Fixed."})
    body = {"ask": {"text": "which?"}, "reject": {"reason": "not ours"}, "resolve": {"text": "again"}}.get(verb, {})
    refused = await portal.post("north/ines", f"/cases/{number}/{verb}", body)
    assert (refused.status, refused.body["error"]["code"]) == (409, "illegal_move")
    assert f"is closed with the vendor: {verb} is not possible" in refused.body["error"]["message"]


async def test_somebody_elses_case_is_refused_as_quickly_as_an_absent_one(portal):
    number = await portal.opened()
    for _ in range(12):
        await portal.done("bakery/olu", number, "comment", {"text": "word " * 2000})

    async def quickest(which):
        async def once():
            begun = time.perf_counter()
            await portal.get("summit/jon", f"/cases/{which}")
            return time.perf_counter() - begun

        return min([await once() for _ in range(15)])

    hidden, absent = await quickest(number), await quickest(ABSENT)
    assert hidden < 3 * absent + 0.005


async def test_merging_into_somebody_elses_case_tells_no_more_than_into_an_absent_one(portal):
    number, other = await portal.opened(), await portal.opened("clinic/rosa")
    hidden = await portal.post("harbor/mara", f"/cases/{number}/merge", {"into": other})
    absent = await portal.post("harbor/mara", f"/cases/{number}/merge", {"into": ABSENT})
    assert (hidden.status, absent.status) == (422, 422)
    assert hidden.text == absent.text.replace(ABSENT, other)


async def test_each_sees_of_a_case_what_is_theirs(portal):
    number = await portal.opened()
    await portal.done("harbor/mara", number, "note", {"text": "careful with them"})
    await portal.done("harbor/mara", number, "escalate", EVERYTHING)
    await portal.done("north/ines", number, "note", {"text": "known since May", "visibility": "vendor"})
    await portal.done("north/ines", number, "answer", {"text": "turn it off and on"})
    seen = {
        person: (await portal.get(person, f"/cases/{number}")).body
        for person in ("bakery/olu", "harbor/mara", "north/ines")
    }
    assert kinds(seen["bakery/olu"]).count("noted") == 0
    assert "turn it off and on" not in str(seen["bakery/olu"])
    assert [leg["party"] for leg in seen["bakery/olu"]["legs"]] == ["partner"]
    assert "turn it off and on" in str(seen["harbor/mara"])
    assert "known since May" not in str(seen["harbor/mara"])
    assert "careful with them" in str(seen["harbor/mara"])
    assert "careful with them" not in str(seen["north/ines"])
    assert [leg["party"] for leg in seen["harbor/mara"]["legs"]] == ["partner", "vendor"]


async def test_a_partner_opens_a_case_for_its_customer_and_for_nobody_elses(portal):
    opened = await portal.post(
        "harbor/mara", "/cases", {"title": "cold", "text": "they rang", "requester": "bakery/olu"}
    )
    assert (opened.body["requester"], opened.body["events"][0]["actor"]) == ("bakery/olu", "harbor/mara")
    assert (await portal.get("bakery/olu", f"/cases/{opened.body['number']}")).status == 200
    theirs = await portal.post("harbor/mara", "/cases", {"title": "cold", "requester": "clinic/rosa"})
    nobodys = await portal.post("harbor/mara", "/cases", {"title": "cold", "requester": "clinic/nobody"})
    assert (theirs.status, [each["field"] for each in theirs.body["fields"]]) == (422, ["requester"])
    assert theirs.text == nobodys.text.replace("clinic/nobody", "clinic/rosa")


async def test_a_case_is_merged_and_says_into_which(portal):
    first, second = await portal.opened(), await portal.opened()
    merged = await portal.done("harbor/mara", second, "merge", {"into": first})
    assert (merged["state"], merged["merged_into"]) == ("merged", first)


async def test_pages_follow_one_another_without_a_gap_or_a_repetition(portal):
    numbers = [await portal.opened() for _ in range(5)]
    await portal.opened("clinic/rosa")
    found, after = [], ""
    for _ in range(3):
        page = (await portal.get("harbor/mara", f"/cases?limit=2{after}")).body
        found += [each["number"] for each in page["cases"]]
        after = f"&after={page['next']}"
    assert found == numbers[::-1]
    assert page["next"] is None


async def test_a_page_of_long_cases_ends_before_it_is_too_long(portal, monkeypatch):
    monkeypatch.setattr(cases_over_http, "LARGEST_PAGE", 100)
    numbers = [await portal.opened() for _ in range(2)]
    page = (await portal.get("harbor/mara", "/cases")).body
    assert [each["number"] for each in page["cases"]] == [numbers[1]]
    assert page["next"] == numbers[1]


async def test_cases_are_found_by_what_they_are(portal):
    urgent = await portal.opened(severity="A", product="ovens")
    portal.later(hours=1)
    since = portal.at.isoformat().replace("+", "%2B")
    sales = await portal.opened(kind="sales")
    gone = await portal.opened()
    await portal.done("bakery/olu", gone, "withdraw")

    async def found(query):
        return [each["number"] for each in (await portal.get("harbor/mara", f"/cases?{query}")).body["cases"]]

    assert await found("severity=A") == [urgent]
    assert await found("kind=sales") == [sales]
    assert await found("state=withdrawn") == [gone]
    assert await found("state=open&wait=partner") == [sales, urgent]
    assert await found("wait=product_group") == []
    assert await found(f"updated_since={since}") == [gone, sales]
    assert await found("account=bakery&partner=harbor") == [gone, sales, urgent]
    assert await found("account=clinic") == []


async def test_a_refusal_is_audited_without_what_was_written(portal):
    number = await portal.opened()
    await portal.post("summit/jon", f"/cases/{number}/reply", {"text": "zebrawombat"})
    rows = await portal.rows("select * from audit where result = 'refused'")
    assert [(row["actor"], row["action"], row["object"]) for row in rows] == [("t-summit/o-jon", "case.reply", number)]
    assert "zebrawombat" not in str(await portal.rows("select * from audit"))


async def test_a_word_with_an_escalation_is_for_whoever_gets_it(portal):
    number = await portal.opened()
    await portal.done("harbor/mara", number, "escalate", {**EVERYTHING, "text": "they are our best customer"})
    assert "best customer" in str((await portal.get("north/ines", f"/cases/{number}")).body["events"])
    assert "best customer" not in str((await portal.get("bakery/olu", f"/cases/{number}")).body)


@pytest.mark.parametrize("verb", ["assign", "join"])
async def test_nobody_is_named_who_is_not_ones_own(portal, verb):
    number = await portal.opened()
    theirs = await portal.post("harbor/mara", f"/cases/{number}/{verb}", {"person": "summit/jon"})
    nobodys = await portal.post("harbor/mara", f"/cases/{number}/{verb}", {"person": "summit/xyz"})
    assert (theirs.status, theirs.text) == (422, nobodys.text.replace("summit/xyz", "summit/jon"))
    given = await portal.done("harbor/mara", number, verb, {"person": "harbor/piet"})
    assert given["events"][-1]["kind"] == {"assign": "assigned", "join": "joined"}[verb]


async def test_what_a_verb_answers_is_bounded_and_the_case_itself_is_whole(portal):
    number = await portal.opened()
    for _ in range(4):
        answered = await portal.done("bakery/olu", number, "comment", {"text": "x" * 27_000})
    assert len(answered["events"]) == 2
    assert len((await portal.get("bakery/olu", f"/cases/{number}")).body["events"]) == 5


async def test_looking_whether_a_case_is_there_gives_no_body(portal):
    number = await portal.opened()
    looked = await portal.ask("bakery/olu", "HEAD", f"/cases/{number}")
    assert (looked.status, looked.text) == (200, "")


async def test_a_word_on_how_it_stands_moves_when_the_next_one_is_due(portal):
    number = await portal.opened(severity="B")
    await portal.done("harbor/mara", number, "accept")
    before = (await portal.get("harbor/mara", f"/cases/{number}")).body["legs"][0]["due"]
    portal.later(hours=2)
    told = await portal.done("harbor/mara", number, "reply", {"text": "we are on it", "keep": True})
    assert told["legs"][0]["due"] > before


async def test_a_customer_is_told_an_answer_that_went_straight_through_by_its_partner(portal):
    policy = replace(portal.loaded.policy, straight_through=frozenset({"harbor"}))
    portal.loaded = replace(portal.loaded, policy=policy)
    number = await portal.opened()
    await portal.done("harbor/mara", number, "escalate", EVERYTHING)
    await portal.done("north/ines", number, "answer", {"text": "turn it off and on"})
    seen = (await portal.get("bakery/olu", f"/cases/{number}")).body["events"][-1]
    assert (seen["kind"], seen["text"], seen["actor"]) == ("replied", "turn it off and on", "harbor")
    assert (await portal.get("harbor/mara", f"/cases/{number}")).body["events"][-1]["actor"] == "north/ines"
