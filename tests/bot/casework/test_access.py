"""The access matrix: everybody tries everything with every case, and gets exactly what the tables here say."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.casework.casework import Casework
from bot.casework.opening import Opening
from bot.desk.actor import CasePerson
from bot.desk.case import Attachment, CaseKind, Details
from bot.desk.commands import (
    Accept,
    Answer,
    Ask,
    Assign,
    Attach,
    Close,
    Comment,
    Confirm,
    Escalate,
    Grade,
    Join,
    Merge,
    Note,
    Rate,
    Reject,
    Relate,
    Reopen,
    Reply,
    Resolve,
    Withdraw,
)
from bot.desk.events import Seen
from bot.desk.refusals import DeskError, IllegalMove, Impossible, NoSuchCase, NotYours
from bot.store import audit
from bot.store.desk import cases
from bot.store.desk.cases import CaseFilter
from tests.bot.support.stored import NOW
from tests.bot.support.three import actor, asker, loaded

KNOWN = Details("the shop is closed", "this morning", "a restart", "oven 3")
EVERYBODY = (
    *("bakery/olu", "bakery/ann", "inn/nell", "clinic/rosa", "stranger/anybody"),
    *(
        "harbor/mara",
        "harbor/max",
        "summit/jon",
        "northsky/ines",
        "northsky/pia",
        "northsky/gus",
        "northsky/ana",
        "lead",
    ),
)
CASES = {
    "of the bakery": {"bakery/olu", "harbor/mara", "harbor/max"},
    "of the bakery, with the vendor": {"bakery/olu", "harbor/mara", "harbor/max", "northsky/ines"},
    "of the bakery, with the mail group": {
        "bakery/olu",
        "harbor/mara",
        "harbor/max",
        "northsky/ines",
        "northsky/pia",
    },
    "of the bakery, which ann takes part in": {"bakery/olu", "bakery/ann", "harbor/mara", "harbor/max"},
    "of the clinic": {"clinic/rosa", "summit/jon"},
    "an engagement of harbor's own about the bakery": {"harbor/mara", "harbor/max"},
    "an engagement, with the account team": {"harbor/mara", "harbor/max", "northsky/ana", "northsky/ines"},
    "of mara's own": {"harbor/mara", "harbor/max"},
    "resolved": {"bakery/olu", "harbor/mara", "harbor/max"},
}
"""Who sees which case; a lead sees them all."""

REQUESTER, FIRST, LEG, STAFF, ANYBODY = "requester", "first leg", "a leg", "staff", "anybody who sees it"
ACTIONS = {
    "comment": (REQUESTER, lambda work, n, who: work.do(n, who, Comment("x"), "k")),
    "reply": (FIRST, lambda work, n, who: work.do(n, who, Reply("x"), "k")),
    "update": (FIRST, lambda work, n, who: work.do(n, who, Reply("x", keep_waiting=True), "k")),
    "accept": (LEG, lambda work, n, who: work.do(n, who, Accept(), "k")),
    "ask": (LEG, lambda work, n, who: work.do(n, who, Ask("x"), "k")),
    "answer": (LEG, lambda work, n, who: work.do(n, who, Answer("x"), "k")),
    "reject": (LEG, lambda work, n, who: work.do(n, who, Reject("x"), "k")),
    "escalate": (LEG, lambda work, n, who: work.do(n, who, Escalate(KNOWN), "k")),
    "note": (STAFF, lambda work, n, who: work.do(n, who, Note("x"), "k")),
    "note for the vendor": (STAFF, lambda work, n, who: work.do(n, who, Note("x", Seen.PARTNER), "k")),
    "grade": (LEG, lambda work, n, who: work.do(n, who, Grade("A"), "k")),
    "assign": (LEG, lambda work, n, who: work.do(n, who, Assign(CasePerson("x/y", "Y")), "k")),
    "attach": (ANYBODY, lambda work, n, who: work.do(n, who, Attach(Attachment("a", "https://a.example/a")), "k")),
    "join": (STAFF, lambda work, n, who: work.do(n, who, Join(CasePerson("x/y", "Y")), "k")),
    "resolve": (LEG, lambda work, n, who: work.do(n, who, Resolve("x"), "k")),
    "confirm": (REQUESTER, lambda work, n, who: work.do(n, who, Confirm(), "k")),
    "rate": (REQUESTER, lambda work, n, who: work.do(n, who, Rate(3), "k")),
    "reopen": (FIRST + REQUESTER, lambda work, n, who: work.do(n, who, Reopen("x"), "k")),
    "withdraw": (REQUESTER, lambda work, n, who: work.do(n, who, Withdraw(), "k")),
    "close": (FIRST, lambda work, n, who: work.do(n, who, Close(), "k")),
    "merge": (FIRST, lambda work, n, who: work.do(n, who, Merge(1001), "k")),
    "relate": (STAFF, lambda work, n, who: work.do(n, who, Relate(1001), "k")),
}
ABSENT = 9_999


class Undone(Exception):
    """The trial went through, and is taken back."""


class Trial:
    """A store on which everything is tried and nothing kept."""

    def __init__(self, store):
        self._store = store

    async def transaction(self, work):
        def trial(tx):
            work(tx)
            raise Undone

        return await self._store.transaction(trial)


@pytest.fixture
async def numbers(store):
    """Return the numbers of the cases, by what they are."""
    work = Casework(store, lambda: NOW, loaded)
    olu, mara, ines = actor("bakery/olu"), actor("harbor/mara"), actor("northsky/ines")

    async def opened(person, key, **wanted):
        case = await work.open(Opening("The oven is cold", **wanted), asker(person), actor(person), key)
        return case.number

    made = {name: await opened("bakery/olu", name) for name in list(CASES)[:4]}
    made["of the clinic"] = await opened("clinic/rosa", "c")
    made["an engagement of harbor's own about the bakery"] = await opened(
        "harbor/mara", "e", kind=CaseKind.SALES, account="bakery"
    )
    made["an engagement, with the account team"] = await opened(
        "harbor/mara", "e2", kind=CaseKind.SALES, account="bakery"
    )
    made["of mara's own"] = await opened("harbor/mara", "m")
    made["resolved"] = await opened("bakery/olu", "r")
    for name in ("of the bakery, with the vendor", "of the bakery, with the mail group"):
        await work.do(made[name], mara, Escalate(KNOWN), "k1")
    await work.do(made["an engagement, with the account team"], mara, Escalate(), "k1")
    await work.do(made["of the bakery, with the mail group"], ines, Escalate(group="mail"), "k1")
    await work.do(made["of the bakery, which ann takes part in"], mara, Join(asker_person("bakery/ann")), "k1")
    await work.do(made["resolved"], mara, Resolve("done"), "k1")
    assert olu.organisation == "bakery"
    return made


def asker_person(written):
    return CasePerson(asker(written).key, asker(written).name)


def roles(name, who):
    """Return what somebody is to a case."""
    mine = {"of the clinic": "clinic/rosa", "of mara's own": "harbor/mara"}
    mine["an engagement of harbor's own about the bakery"] = "harbor/mara"
    mine["an engagement, with the account team"] = "harbor/mara"
    held = {ANYBODY} | ({REQUESTER} if mine.get(name, "bakery/olu") == who else set())
    if who.startswith(("harbor", "summit", "lead")):
        held |= {FIRST, LEG, STAFF}
    if who.startswith("northsky"):
        held |= {STAFF} if (name, who) == ("an engagement, with the account team", "northsky/ines") else {LEG, STAFF}
    return held


def may(name, who, action):
    """Return whether somebody who sees a case is the one to do that; what the state forbids is another matter."""
    needed, _ = ACTIONS[action]
    held = roles(name, who)
    if action == "comment":
        return who.startswith(("bakery", "clinic")) or REQUESTER in held
    if action == "merge" and "bakery" not in name and "resolved" not in name and who != "lead":
        return True  # whether it can be is said of the other case
    return any(role in needed for role in held)


async def tried(work, action, number, who):
    """Return what becomes of a try: `done`, or the refusal."""
    _, verb = ACTIONS[action]
    try:
        await verb(work, number, actor(who))
    except Undone as undone:
        return undone.__context__ or "done"  # the audit of a refusal is undone too
    except DeskError as refusal:
        return refusal
    raise AssertionError("neither done nor refused")


async def test_everybody_gets_what_is_theirs_and_nothing_else(store, numbers, look):
    work = Casework(Trial(store), lambda: NOW + timedelta(hours=1), loaded)
    before = await look(lambda reader: [cases.find(reader, number) for number in numbers.values()])
    absent = {(who, action): str(await tried(work, action, ABSENT, who)) for who in EVERYBODY for action in ACTIONS}
    cells = leaks = 0
    for name, number in numbers.items():
        for who in EVERYBODY:
            sees = who in CASES[name] or who == "lead"
            for action in ACTIONS:
                cells += 1
                came = await tried(work, action, number, who)
                if not sees:
                    same = isinstance(came, NoSuchCase) and str(came) == absent[who, action].replace(
                        str(ABSENT), str(number)
                    )
                    leaks += not same
                    assert same, f"{who}: {action} of a case {name}: {came!r}"
                elif not may(name, who, action):
                    assert isinstance(came, NotYours | IllegalMove | Impossible), (
                        f"{who}: {action} of a case {name}: {came!r}"
                    )
                else:
                    assert not isinstance(came, NoSuchCase), f"{who}: {action} of a case {name}: {came!r}"
    assert cells >= 1_000
    assert leaks == 0
    assert await look(lambda reader: [cases.find(reader, number) for number in numbers.values()]) == before


async def test_a_list_holds_what_somebody_sees_and_nothing_else(numbers, look):
    for who in EVERYBODY:
        expected = {number for name, number in numbers.items() if who in CASES[name] or who == "lead"}
        for wanted in (None, CaseFilter(partner="harbor"), CaseFilter(account="clinic")):
            found = await look(lambda reader, who=who, wanted=wanted: cases.seen_page(reader, actor(who), wanted))
            listed = {case.number for case in found}
            assert listed <= expected
            if wanted is None:
                assert listed == expected


SEEN = {
    Seen.CUSTOMER: {"bakery/olu", "harbor/mara", "harbor/max", "northsky/ines", "northsky/pia"},
    Seen.PARTNER: {"harbor/mara", "harbor/max", "northsky/ines", "northsky/pia"},
    Seen.NDA: {"harbor/mara", "harbor/max", "northsky/ines", "northsky/pia"},
    Seen.VENDOR: {"northsky/ines", "northsky/pia"},
    Seen.INTERNAL: {"northsky/ines", "northsky/pia"},
}
"""Who sees what the vendor notes about the case that is with the mail group."""


@pytest.mark.parametrize("seen", [seen for seen in Seen if seen is not Seen.CUSTOMER])
async def test_a_note_is_seen_by_those_it_is_for(store, numbers, look, seen):
    number = numbers["of the bakery, with the mail group"]
    await Casework(store, lambda: NOW, loaded).do(number, actor("northsky/ines"), Note(f"for {seen}", seen), "note")
    for who in EVERYBODY:
        found = await look(lambda reader, who=who: cases.events(reader, number, viewer=actor(who)))
        sees = who in SEEN[seen] or who == "lead"
        assert (f"for {seen}" in [event.text for event in found]) == sees, who


async def test_what_is_under_nda_is_gone_with_the_agreement(store, numbers, look):
    number = numbers["of the bakery, with the vendor"]
    await Casework(store, lambda: NOW, loaded).do(number, actor("northsky/ines"), Answer("In May.", nda=True), "a")
    mara = actor("harbor/mara")
    [event] = [e for e in await look(lambda reader: cases.events(reader, number, viewer=mara)) if e.text == "In May."]
    assert event.visibility is Seen.NDA
    lapsed = replace(mara, nda=False)
    assert "In May." not in [e.text for e in await look(lambda reader: cases.events(reader, number, viewer=lapsed))]


@pytest.mark.parametrize(
    ("who", "wanted", "field"),
    [
        ("harbor/mara", {"requester": "clinic/rosa"}, "requester"),
        ("harbor/mara", {"requester": "bakery/nobody"}, "requester"),
        ("harbor/mara", {"account": "clinic"}, "account"),
        ("harbor/mara", {"account": "nowhere"}, "account"),
        ("harbor/mara", {"account": "summit"}, "account"),
        ("bakery/olu", {"requester": "bakery/ann"}, "requester"),
        ("bakery/olu", {"account": "inn"}, "account"),
        ("northsky/ines", {"requester": "bakery/olu"}, "requester"),
    ],
)
async def test_nobody_opens_a_case_for_whom_they_do_not_serve(store, who, wanted, field):
    with pytest.raises(Impossible, match=field):
        await Casework(store, lambda: NOW, loaded).open(Opening("x", **wanted), asker(who), actor(who), "k")


async def test_a_refusal_is_audited_without_a_word_of_what_was_written(store, numbers, look):
    with pytest.raises(NoSuchCase):
        await Casework(store, lambda: NOW, loaded).do(1001, actor("summit/jon"), Reply("PELICAN"), "k")
    newest = (await look(audit.page))[0].deed
    assert (newest.action, newest.object, newest.result.value) == ("case.reply", "C-1001", "refused")
    assert "PELICAN" not in repr(await look(audit.page))


async def test_a_product_that_nobody_knows_is_refused_with_those_that_there_are(store):
    work, who = Casework(store, lambda: NOW, loaded), "bakery/olu"
    with pytest.raises(Impossible, match="there is no product 'Mial'; there is Mail"):
        await work.open(Opening("x", product="Mial"), asker(who), actor(who), "k1")
    case = await work.open(Opening("x", product="mail"), asker(who), actor(who), "k2")
    assert case.product == "mail"
