import pytest
from yarl import URL

PAGE = "/console/accounts"


async def test_accounts_are_listed_with_their_touch_points_and_agreements(inside):
    html = await inside.page(PAGE)
    assert "Saltmarsh Inn" in html
    assert "Copperlane IT, agreement until 2099-01-31" in html
    assert "Dana Reyes, partner sales executive, dana@copperlane.example" in html
    assert "Lindenhof Systeme, agreement lapsed on 2025-06-30; Linnea Hauge renews it" in html


async def test_an_account_shows_what_is_open_what_is_planned_what_recurs_and_how_its_people_fared(inside):
    talk = inside.talk()
    await talk.asks("quantum flux toaster manifold", opens_case=True)
    await talk.asks("quantum flux toaster manifold")
    html = await inside.page(f"{PAGE}/saltmarsh")
    assert "C-1001" in html
    assert "Move the booking mailbox to the shared plan" in html
    assert html.count("quantum flux toaster manifold") == 2  # the case and the gap
    assert "How questions ended" in html
    assert "None is open." in html  # no engagement


async def test_an_account_is_seen_through_other_eyes(inside):
    await inside.talk().asks("quantum flux toaster manifold", opens_case=True)
    vendor = await inside.page(f"{PAGE}/saltmarsh?as=fernwind/ruth")
    assert "as fernwind/ruth sees it" in vendor
    assert "C-1001" not in vendor
    assert "Move the booking mailbox to the shared plan" in vendor
    lapsed = await inside.page(f"{PAGE}/mohnfelden?as=fernwind/ruth")
    assert "nothing to see but the names" in lapsed
    assert "Karin" not in lapsed.partition("</form>")[2]
    other = await inside.page(f"{PAGE}/saltmarsh?as=lindenhof/karin")
    assert "cannot see this account" in other


@pytest.mark.parametrize("id", ["nowhere", "copperlane", "fernwind", "%2e%2e"])
async def test_what_is_no_account_is_not_found(inside, id):
    await inside.page(URL(f"{PAGE}/{id}", encoded=True), 404)


@pytest.mark.parametrize("who", ["copperlane/nobody", "<script>", "x" * 101])
async def test_nobody_known_sees_nothing(inside, who):
    await inside.page(str(URL(f"{PAGE}/saltmarsh").with_query({"as": who})), 400)
