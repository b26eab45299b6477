"""Problems over HTTP: declared by who answers for the customers, seen by who may know of them."""

import pytest

from bot.desk import problem
from bot.desk.problem import Declaring
from bot.store.desk import problems
from bot.store.desk.problems import Attached, ProblemAttachment

OVENS = {"title": "The ovens show error 7", "text": "Since nine. We are on it.", "phrasings": ["error 7"]}


async def declared(portal, person="harbor/mara", **more):
    answer = await portal.post(person, "/problems", {**OVENS, **more})
    assert answer.status == 201, answer.text
    return answer


async def test_a_partner_declares_one_for_its_own_customers(portal):
    answer = await declared(portal)
    assert answer.headers["Location"] == "/api/v1/problems/P-1"
    assert (answer.body["state"], answer.body["partner"], answer.body["declared_by"]) == ("open", "harbor", "Mara")
    assert (await portal.get("bakery/olu", "/problems")).body["problems"][0]["number"] == "P-1"


@pytest.mark.parametrize("who", ["summit/jon", "clinic/rosa"])
async def test_anothers_problem_is_as_if_absent(portal, who):
    await declared(portal)
    assert (await portal.get(who, "/problems")).body == {"problems": []}
    absent, there = await portal.get(who, "/problems/P-9"), await portal.get(who, "/problems/P-1")
    assert (there.status, there.text) == (absent.status, absent.text) == (404, absent.text)


async def test_what_somebody_may_not_declare_is_refused(portal):
    assert (await portal.post("harbor/mara", "/problems", {**OVENS, "partner": "summit"})).status == 403
    assert (await portal.post("bakery/olu", "/problems", OVENS)).status == 403
    await declared(portal, "north/ines")
    assert (await portal.post("harbor/mara", "/problems/P-1/solve", {"text": "Done."})).status == 403
    assert (await portal.post("summit/jon", "/problems/P-2/update", {"text": "News."})).status == 404


async def test_it_goes_from_update_to_solved_and_takes_its_cases_along(portal):
    number = await portal.opened()
    await declared(portal)
    attached = await portal.post("harbor/mara", "/problems/P-1/attach", {"case": number})
    assert (attached.status, attached.body["cases"]) == (200, [number])
    await portal.post("harbor/mara", "/problems/P-1/update", {"text": "We found it."})
    solved = await portal.post("harbor/mara", "/problems/P-1/solve", {"text": "Mended.", "resolve_cases": True})
    assert (solved.body["state"], [each["kind"] for each in solved.body["updates"]][-1]) == ("solved", "solved")
    case = (await portal.get("bakery/olu", f"/cases/{number}")).body
    assert (case["state"], case["events"][-1]["text"]) == ("resolved", "Mended.")
    assert (await portal.post("harbor/mara", "/problems/P-1/solve", {"text": "Again."})).status == 409
    assert (await portal.get("bakery/olu", "/problems")).body == {"problems": []}


async def test_what_customers_asked_is_quoted_to_their_own_partner_alone(portal):
    suspected = problem.suspect(1, Declaring("error 7", "", ("my oven shows error 7",), partner="harbor"), portal.now())

    def work(tx):
        problems.add(tx, suspected)
        problems.attach(tx, 1, [ProblemAttachment(Attached.QUESTION, "q1", None, portal.now())])

    await portal.store.transaction(work)
    await portal.post("harbor/mara", "/problems/P-1/declare", {"title": "Ovens", "text": "We are on it."})
    assert (await portal.get("harbor/mara", "/problems/P-1")).body["phrasings"] == ["my oven shows error 7"]
    assert (await portal.get("north/ines", "/problems/P-1")).body["phrasings"] == []
    assert (await portal.get("bakery/olu", "/problems/P-1")).body["phrasings"] == []


async def test_a_repeated_request_declares_one_problem(portal):
    headers = {"Idempotency-Key": "ticket-1"}
    answers = [await portal.post("harbor/mara", "/problems", OVENS, headers=headers) for _ in range(2)]
    assert answers[0].text == answers[1].text
    assert len((await portal.get("harbor/mara", "/problems")).body["problems"]) == 1


async def test_what_is_suspected_is_seen_by_no_customer_and_by_no_other_partner(portal):
    suspected = problem.suspect(1, Declaring("error 7", "", partner="harbor"), portal.now())
    await portal.store.transaction(lambda tx: problems.add(tx, suspected))
    assert (await portal.get("harbor/mara", "/problems?state=suspected")).body["problems"][0]["state"] == "suspected"
    for who in ("bakery/olu", "summit/jon", "north/ines"):
        assert (await portal.get(who, "/problems")).body == {"problems": []}
    assert (await portal.post("harbor/mara", "/problems/P-1/declare", OVENS)).body["state"] == "open"
