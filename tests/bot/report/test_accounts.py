import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.casework.casework import Casework
from bot.casework.opening import Opening
from bot.casework.people import actor_of
from bot.commands.account import export
from bot.commands.account import list as listing
from bot.desk.actor import CasePerson, lead
from bot.desk.case import CaseKind, Details
from bot.desk.commands import Escalate
from bot.report.account import AccountLevel, Standing, in_order, is_late, standing
from bot.report.account_brief import as_data, as_markdown
from bot.report.account_page import Look, page, visible
from knowledge.base import KnowledgeBase
from knowledge.match import Verdict
from knowledge.people.organisation import Agreement, PlanItem, Progress
from tests.bot.support.stored import NOW
from tests.bot.support.story import Story
from tests.bot.support.town import built

SECRET = "my own secret recipe for rye"
DETAILS = Details("no bread", "Monday", "everything", "shop")


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    return KnowledgeBase.open(built(tmp_path_factory.mktemp("knowledge")))


@pytest.fixture
def see(base, look):
    """Return an account's page as somebody sees it, None where it is absent for them."""

    async def seen(id, who=None):
        return await look(lambda reader: page(reader, looking(base, who), id))

    return seen


def looking(base, who=None, now=NOW + timedelta(hours=1)):
    return Look(base, base.directory.person(who, today=now.date()) if who else None, now)


@pytest.fixture
async def filled(store, base):
    """Return the bakery's open cases: one that harbour keeps, two that it escalated (one of sales), one of quay's."""
    casework = Casework(store, lambda: NOW, lambda: base.loaded)
    today = NOW.date()
    asker = base.directory.person("bakery/olu", today=today)
    olu = actor_of(asker, base.directory, today)
    paul = actor_of(base.directory.person("harbour/paul", today=today), base.directory, today)

    async def opened(title, partner="harbour", **more):
        whose = replace(asker, partner=partner)
        return await casework.open(Opening(title, product="ovens", **more), whose, olu, title)

    kept = await opened("kept by the partner")
    case = await opened("escalated to the vendor")
    sale = await opened("a third oven", kind=CaseKind.SALES)
    other = await opened("of the other partner", "quay")
    for each in (case, sale):
        await casework.do(each.number, paul, Escalate(DETAILS), f"up {each.number}")
    return {"kept": kept.number, "case": case.number, "sale": sale.number, "other": other.number}


async def asked(store, *texts, person=None):
    story = Story(store, **({"who": person} if person else {}))
    for number, text in enumerate(texts):
        await story.asks(f"q{number}", text, Verdict.HANDOFF)


def numbers(page):
    return {case.number for case in page.cases}, {case.number for case in page.engagements}


async def test_a_partner_of_the_account_sees_all_of_theirs_and_nothing_of_the_other_partners(filled, see):
    found = await see("bakery", "harbour/paul")
    assert found.level is AccountLevel.WHOLE
    assert numbers(found) == ({filled["kept"], filled["case"]}, {filled["sale"]})
    other = await see("bakery", "quay/quinn")
    assert numbers(other) == ({filled["other"]}, set())


@pytest.mark.parametrize("who", ["denck/vera", "denck/tom"])
async def test_the_vendors_support_and_account_team_see_what_was_escalated_under_an_agreement(who, filled, see):
    found = await see("bakery", who)
    assert found.level is AccountLevel.SHARED
    assert numbers(found) == ({filled["case"]}, {filled["sale"]})
    assert (found.touch_point.name, found.deputy.name) == ("Paul", "Pia")
    assert len(found.items) == 3


async def test_a_lead_sees_everything(filled, see):
    found = await see("bakery")
    assert numbers(found) == ({filled["kept"], filled["case"], filled["other"]}, {filled["sale"]})


@pytest.mark.parametrize(
    ("account", "who", "level"),
    [
        ("bakery", None, AccountLevel.WHOLE),
        ("bakery", "harbour/paul", AccountLevel.WHOLE),
        ("bakery", "quay/quinn", AccountLevel.WHOLE),
        ("bakery", "pier/pat", None),
        ("bakery", "denck/vera", AccountLevel.SHARED),
        ("bakery", "denck/tom", AccountLevel.SHARED),
        ("bakery", "denck/gil", None),
        ("bakery", "bakery/olu", None),
        ("bakery", "lido/ada", None),
        ("bakery", "stranger/x", None),
        ("lido", "quay/quinn", AccountLevel.WHOLE),
        ("lido", "harbour/paul", None),
        ("lido", "denck/vera", AccountLevel.NAMES),
        ("lido", "denck/tom", AccountLevel.NAMES),
        ("kiosk", "denck/vera", AccountLevel.WHOLE),
        ("kiosk", "harbour/paul", None),
        ("harbour", "harbour/paul", None),
        ("harbour", None, None),
        ("nobody", None, None),
    ],
)
async def test_who_may_see_how_much_of_an_account(account, who, level, see):
    found = await see(account, who)
    assert (found.level if found else None) == level


async def test_where_no_agreement_is_in_force_there_is_nothing_but_names(store, see):
    ada = replace(Story(store).who, organisation="lido", tenant="lido-t", object="ada", partner="quay")
    await asked(store, SECRET, f"{SECRET}!", person=ada)
    found = await see("lido", "denck/vera")
    assert (found.id, found.name, [each.name for each in found.partners]) == ("lido", "Lido", ["Quay"])
    assert found.partners[0].standing is Standing.LAPSED
    bare = replace(found, id="", name="", partners=())
    assert bare == replace(bare, cases=(), engagements=(), gaps=(), gaps_in_all=0, items=(), experience=None)
    assert (bare.touch_point, bare.products, bare.languages) == (None, (), ())


async def test_what_recurs_and_nobody_answers_is_told_word_for_word_only_to_those_who_serve_the_account(store, see):
    await asked(store, SECRET, f"{SECRET}?", "a thing asked once about boats")
    whole, shared = await see("bakery", "harbour/paul"), await see("bakery", "denck/vera")
    assert [(each.times, each.last) for each in whole.gaps] == [(2, NOW.date())]
    assert whole.gaps[0].example.rstrip("?") == SECRET
    assert (shared.gaps, shared.gaps_in_all) == ((), 1)
    assert SECRET not in json.dumps(as_data(shared, NOW, NOW.date()))


async def test_experience_is_of_the_accounts_own_people_and_of_the_partner_who_looks(store, see):
    await asked(store, "one", "two")
    assert (await see("bakery", "harbour/paul")).experience.questions == 2
    assert (await see("bakery", "quay/quinn")).experience.questions == 0
    assert (await see("kiosk")).experience.questions == 0


def test_accounts_that_are_absent_are_not_listed(base):
    listed = {who: [each.id for each in visible(looking(base, who))] for who in (None, "quay/quinn", "pier/pat")}
    assert listed == {None: ["bakery", "lido", "kiosk"], "quay/quinn": ["bakery", "lido"], "pier/pat": []}


def test_plan_items_are_in_the_order_of_their_days_with_what_is_done_last():
    items = [
        PlanItem("done", "", "", date(2026, 1, 1), Progress.DONE),
        PlanItem("late", "", "", date(2026, 3, 3), Progress.UNDERWAY),
        PlanItem("today", "", "", date(2026, 3, 4)),
    ]
    assert [each.id for each in in_order(items)] == ["late", "today", "done"]
    assert [is_late(each, date(2026, 3, 4)) for each in items] == [False, True, False]


@pytest.mark.parametrize(
    ("day", "how"),
    [
        (date(2026, 1, 9), Standing.LAPSED),  # not signed yet
        (date(2026, 1, 10), Standing.CURRENT),
        (date(2026, 4, 30), Standing.CURRENT),
        (date(2026, 5, 1), Standing.ENDING),
        (date(2026, 5, 31), Standing.ENDING),
        (date(2026, 6, 1), Standing.LAPSED),
    ],
)
def test_an_agreement_that_lapses_within_thirty_days_is_ending(day, how):
    assert standing(Agreement(date(2026, 1, 10), date(2026, 5, 31)), day, timedelta(days=30)) is how


async def test_a_brief_holds_the_page_and_reads_nothing_in_it_as_markup(filled, store, see):
    await asked(store, "<b>rye</b> | [x](http://evil.example)", "<b>rye</b> | [x](http://evil.example)")
    found = await see("bakery")
    told = as_markdown(found, NOW, NOW.date())
    assert told.startswith("# Bakery \\| Sons\n")
    assert "Partner: Harbour, agreement until 2026-12-31" in told
    assert "Partner: Quay, agreement lapsed on 2024-12-31; Tom renews it" in told
    assert "Touch point: Paul, sales executive, paul@harbour.example" in told
    assert f"| C-{filled['case']} | escalated to the vendor | C | vendor | 2026-03-04 |" in told
    assert "| New contract | harbour/pia | 2026-02-01, late | underway |" in told
    assert "\\<b\\>rye\\</b\\> \\| \\[x\\](http://evil.example)" in told
    assert "questions with thumbs up or a yes / questions" in told


async def test_the_page_as_data_is_json(filled, see):
    told = json.loads(json.dumps(as_data(await see("bakery", "denck/tom"), NOW, NOW.date())))
    assert told["level"] == "shared"
    assert told["partners"][0]["agreement"] == {"state": "current", "expires": "2026-12-31", "renewed_by": "Tom"}
    assert [each["late"] for each in told["plan_items"]] == [True, False, False]


async def test_the_commands_show_what_the_person_may_see(filled, database, base, tmp_path, capsys):
    assert listing.run(looking(base, "denck/vera"), "text") == 0
    listed = capsys.readouterr().out
    assert "Quay, agreement lapsed on 2024-12-31; Tom renews it" in listed
    assert export.run(database, looking(base, "pier/pat"), "bakery", "text", "-") == 1
    assert capsys.readouterr().err == "There is no account bakery: `account list` shows those there are.\n"
    assert export.run(database, looking(base, "harbour/paul"), "bakry", "json", "-") == 1
    assert "did you mean bakery?" in capsys.readouterr().err
    file = tmp_path / "bakery.md"
    assert export.run(database, looking(base, "harbour/paul"), "bakery", "markdown", str(file)) == 0
    assert file.read_text(encoding="utf-8").startswith("# Bakery")
    assert file.stat().st_mode & 0o777 == 0o600
    assert export.run(database, looking(base), "bakery", "json", str(tmp_path / "no" / "file")) == 2


def test_a_lead_is_nobody_of_the_directory(base):
    assert looking(base).viewer == lead(CasePerson("lead", "lead"))
