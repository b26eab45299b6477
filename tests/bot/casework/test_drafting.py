"""Answer becomes knowledge: a resolved case is noted with it, and its draft is in the partner's files once."""

import asyncio
import stat
from datetime import UTC, datetime, timedelta

import pytest

from bot.casework.casework import Casework
from bot.casework.chat_effects import carry_out
from bot.casework.drafting import Drafting
from bot.desk.actor import CasePerson, lead
from bot.desk.commands import Reopen, Reply, Resolve
from bot.live.current_knowledge import CurrentKnowledge
from bot.store import audit
from bot.store.knowledge import drafts
from bot.store.knowledge.drafts import DraftState
from dialogs.effects import OpenCase, RecordQuestion
from knowledge.base import KnowledgeBase
from knowledge.entry import Status
from knowledge.improve.drafting.from_cases import NoSuchDraft, waiting
from tests.bot.support.stored import asker, finding, turn

ADA = lead(CasePerson("lead/ada", "Ada"))
ASKED = "Hello,\nhow do I clean the oven?\nThanks, Olu"
NAME = "harbour/how-do-i-clean-the-oven"


class Clock:
    """A clock that runs far from the one that files are marked with."""

    def __init__(self):
        self.at = datetime(2030, 3, 4, 9, 0, tzinfo=UTC)

    def __call__(self):
        self.at += timedelta(seconds=60)
        return self.at


@pytest.fixture
def folder(tmp_path):
    content = tmp_path / "content"
    (content / "harbour").mkdir(parents=True)
    (content / "harbour" / "partner.yaml").write_text("name: Harbour IT\n")
    (content / "harbour" / "mail.md").write_text("# How do I reset my password?\n\nCall the desk.\n")
    (content / "vendor").mkdir()
    (content / "vendor" / "up.md").write_text("# Is it up?\n\nLook at the page.\n")
    return content


@pytest.fixture
async def desk(store, folder):
    """Casework and drafting over C-1001, which came of a question that was asked twice."""
    clock = Clock()
    base = await asyncio.to_thread(KnowledgeBase.open, folder)
    shelf = CurrentKnowledge(folder, base, lambda: clock.at.date())

    def work(tx):
        carry_out(tx, [RecordQuestion("q1", finding("oven dirty"))], turn(tx, "a1", "oven dirty"))
        asked = [RecordQuestion("q2", finding(ASKED), "q1"), OpenCase("opened", "k1", ASKED, "q2")]
        carry_out(tx, asked, turn(tx, "a2", ASKED))

    await store.transaction(work)
    drafting = Drafting(store, shelf, folder, clock)
    drafting.casework, drafting.shelf, drafting.clock = Casework(store, clock), shelf, clock
    return drafting


async def row(look):
    return await look(lambda reader: drafts.of_case(reader, 1001))


def entry_in(folder):
    [entry] = waiting(KnowledgeBase.open(folder).entries)
    return entry


async def test_what_was_answered_and_resolved_is_a_draft_in_the_partners_files(desk, folder, look):
    await desk.casework.do(1001, ADA, Reply("Is it on?"), "f1")
    await desk.casework.do(1001, ADA, Reply("Hi Olu,\nuse *vinegar*."), "f2")
    await desk.casework.do(1001, ADA, Resolve("And keep the door open."), "f3")
    assert (await row(look)).state is DraftState.DUE
    await desk.look()
    entry = await asyncio.to_thread(entry_in, folder)
    assert (entry.name, entry.also) == (NAME, ("oven dirty",))
    assert entry.question == "how do I clean the oven?"
    assert entry.answer == "use *vinegar*.\n\nAnd keep the door open."
    assert entry.source == "C-1001, answered by Ada of Harbour IT, 2030-03-04"
    assert (await row(look)).entry == NAME
    assert (await row(look)).state is DraftState.WRITTEN


async def test_it_is_written_once_though_spot_was_killed_before_it_noted_that(desk, folder, look, store):
    await desk.casework.do(1001, ADA, Resolve("Use vinegar."), "f1")
    await asyncio.to_thread(desk._placed, 1001, desk.clock())
    for _ in range(3):
        again = Drafting(store, desk.shelf, folder, desk.clock)
        await again.look()
    assert (await asyncio.to_thread(entry_in, folder)).name == NAME
    assert (await row(look)).state is DraftState.WRITTEN


@pytest.mark.parametrize("said", ["", "  "])
async def test_a_case_that_nobody_answered_in_words_is_no_draft(desk, look, said):
    await desk.casework.do(1001, ADA, Resolve(said), "f1")
    assert await row(look) is None


async def test_a_case_that_is_open_again_waits_and_is_drafted_as_it_was_resolved_last(desk, folder, look):
    await desk.casework.do(1001, ADA, Resolve("Use soap."), "f1")
    await desk.casework.do(1001, ADA, Reopen(""), "f2")
    await desk.look()
    assert (await row(look)).state is DraftState.DUE
    await desk.casework.do(1001, ADA, Resolve("Use vinegar."), "f3")
    await desk.look()
    assert (await asyncio.to_thread(entry_in, folder)).answer == "Use vinegar."


async def test_a_folder_that_cannot_be_written_loses_nothing_and_says_so(desk, folder, look):
    mode = stat.S_IMODE((folder / "harbour").stat().st_mode)
    (folder / "harbour" / "from-cases.yaml").mkdir()
    await desk.casework.do(1001, ADA, Resolve("Use vinegar."), "f1")
    await desk.look()
    held = await row(look)
    assert (held.state, "from-cases.yaml" in held.waits) == (DraftState.DUE, True)
    (folder / "harbour" / "from-cases.yaml").rmdir()
    (folder / "harbour").chmod(mode)
    await desk.look()
    assert ((await row(look)).state, (await row(look)).waits) == (DraftState.WRITTEN, None)


async def test_accepting_it_is_one_step_noted_and_audited_and_answers_from_then_on(desk, folder, look):
    await desk.casework.do(1001, ADA, Resolve("Use vinegar."), "f1")
    await desk.look()
    await desk.shelf.reload()
    entry = await desk.accept(NAME, "lead/ada")
    assert entry.status is Status.PUBLISHED
    assert (await row(look)).state is DraftState.VALIDATED
    deeds = await look(lambda reader: audit.page(reader))
    assert ("lead/ada", "draft.validated", NAME) in [
        (each.deed.actor, each.deed.action, each.deed.object) for each in deeds
    ]
    await desk.shelf.reload()
    asker = desk.shelf.base.directory.guest()
    found = await asyncio.to_thread(desk.shelf.base.view(asker.audience).ask, "how do I clean the oven?")
    assert (found.verdict, found.best.entry.name) == ("answer", NAME)
    with pytest.raises(NoSuchDraft):
        await desk.accept(NAME, "lead/ada")


@pytest.mark.parametrize(("word", "state"), [("published", DraftState.VALIDATED), ("retired", DraftState.DROPPED)])
async def test_what_a_curator_makes_of_it_in_the_file_is_noted(desk, folder, look, word, state):
    await desk.casework.do(1001, ADA, Resolve("Use vinegar."), "f1")
    await desk.look()
    path = folder / "harbour" / "from-cases.yaml"
    path.write_text(path.read_text().replace("status: draft", f"status: {word}"))
    await desk.shelf.reload()
    await desk.look()
    assert (await row(look)).state is state


async def answered_behind(desk, visibility, number=1001):
    """Have somebody behind the partner answer, which the customer never hears."""

    def work(tx):
        tx.execute(
            """insert into case_events (number, key, at, kind, actor, actor_name, visibility, text, organisation, leg)
               values (:number, 'k9', '2030-03-04T09:00:00.000000+00:00', 'answered', 'up-t/vic', 'Vic', :seen,
                 'It is a fault of ours.', 'up', 2)""",
            {"number": number, "seen": visibility},
        )

    await desk._store.transaction(work)


@pytest.mark.parametrize(
    ("visibility", "entry"),
    [
        ("partner", ("harbour", "partner", False)),
        ("nda", ("harbour", "partner", True)),
        ("vendor", ("vendor", "vendor", False)),
    ],
)
async def test_what_the_customer_was_not_told_is_seen_by_no_more_than_were(desk, folder, visibility, entry):
    await answered_behind(desk, visibility)
    await desk.casework.do(1001, ADA, Resolve(""), "f1")
    await desk.look()
    found = await asyncio.to_thread(entry_in, folder)
    assert (found.partner, found.visibility, found.nda) == entry
    assert found.source.startswith("C-1001, answered by Vic of ")


async def test_what_is_internal_is_nobodys_answer(desk, look):
    await answered_behind(desk, "internal")
    await desk.casework.do(1001, ADA, Resolve(""), "f1")
    assert await row(look) is None


async def test_what_the_customer_was_told_goes_before_what_was_said_behind(desk, folder):
    await answered_behind(desk, "nda")
    await desk.casework.do(1001, ADA, Resolve("Use vinegar."), "f1")
    await desk.look()
    found = await asyncio.to_thread(entry_in, folder)
    assert (found.answer, found.visibility, found.nda) == ("Use vinegar.", "customer", False)


async def test_what_a_partners_own_people_are_told_is_not_for_its_customers(desk, folder, store):
    (folder / "directory").mkdir()
    (folder / "directory" / "all.yaml").write_text(
        "vendor: {id: up, name: Up, tenants: [up-t], people: [{id: vic, name: Vic, object: vic}]}\n"
        "partners: [{id: harbour, name: IT, tenants: [harbour-t], people: [{id: mara, name: Mara, object: mara}]}]\n"
    )
    await desk.shelf.reload()
    mara = asker("mara", "harbour")
    opened = [OpenCase("opened", "k2", "How do we order ovens?")]
    key = "directline/mara"
    await store.transaction(lambda tx: carry_out(tx, opened, turn(tx, "m1", "?", key, mara)))
    vic = lead(CasePerson("up-t/vic", "Vic"))
    await desk.casework.do(1002, vic, Resolve("In the portal."), "f1")
    await desk.look()
    found = await asyncio.to_thread(entry_in, folder)
    assert (found.visibility, found.nda, found.source) == (
        "partner",
        True,
        "C-1002, answered by Vic of Up, 2030-03-04",
    )
