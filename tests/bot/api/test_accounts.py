"""Accounts over HTTP: each sees what is theirs, and what is not is as if absent."""

import pytest

from tests.bot.api.conftest import EVERYTHING


async def test_a_partner_reads_its_account_and_what_is_open_for_it(portal):
    number = await portal.opened()
    sale = await portal.opened(kind="sales", title="a fourth oven")
    portal.later(hours=1)
    answer = await portal.get("harbor/mara", "/accounts/bakery")
    assert answer.status == 200, answer.text
    told = answer.body
    assert (told["id"], told["level"], told["touch_point"]["person"]) == ("bakery", "whole", "harbor/mara")
    assert [each["number"] for each in told["cases"]] == [number]
    assert [each["number"] for each in told["engagements"]] == [sale]
    assert (told["cases"][0]["wait"], told["experience"]["cases"]) == ("partner", 2)
    assert all(each["formula"] for each in told["experience"]["figures"])


async def test_the_vendor_reads_what_was_escalated(portal):
    kept, number = await portal.opened(), await portal.opened(title="another")
    await portal.done("harbor/mara", number, "escalate", EVERYTHING)
    told = (await portal.get("north/ines", "/accounts/bakery")).body
    assert told["level"] == "shared"
    assert [each["number"] for each in told["cases"]] == [number]
    assert kept not in str(told)


async def test_without_an_agreement_in_force_the_vendor_reads_the_names(portal):
    await portal.opened("clinic/rosa")
    told = (await portal.get("north/ines", "/accounts/clinic")).body
    assert (told["level"], told["name"], told["cases"], told["experience"]) == ("names", "Clinic", [], None)
    assert told["partners"][0]["agreement"]["state"] == "lapsed"


@pytest.mark.parametrize(
    ("who", "account"), [("harbor/mara", "clinic"), ("summit/jon", "bakery"), ("summit/jon", "harbor")]
)
async def test_anothers_account_is_as_if_absent(portal, who, account):
    there, nowhere = await portal.get(who, f"/accounts/{account}"), await portal.get(who, "/accounts/nowhere")
    assert (there.status, nowhere.status) == (404, 404)
    assert there.text.replace(account, "nowhere") == nowhere.text


async def test_a_customer_may_read_no_account_page(portal):
    assert (await portal.get("bakery/olu", "/accounts/bakery")).status == 403
