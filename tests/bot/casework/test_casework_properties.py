"""Whatever anybody does to cases, twice or at once, over restarts and clocks that jump: nothing is lost or doubled."""

import asyncio
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import strategies
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.casework.casework import Casework
from bot.casework.chat_effects import TurnFacts, carry_out
from bot.casework.opening import Opening
from bot.casework.timers import TimerWatch
from bot.desk.actor import CasePerson, Party
from bot.desk.case import Attachment, CaseState, Details
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
from bot.desk.moves import ENDED, MOVES, Verb
from bot.desk.refusals import DeskError
from bot.desk.time.clocks import clocks
from bot.desk.wait_times import age, booked
from bot.store.desk import cases
from bot.store.engine.columns import moment
from bot.store.sqlite import SqliteStore
from dialogs.effects import OpenCase
from knowledge.agreed.policy import DEFAULT
from knowledge.load import Loaded
from knowledge.people.directory import Directory
from knowledge.people.organisation import Webhook
from tests.bot.support import three
from tests.bot.support.stored import KEY, NOW, met, migrated, said
from tests.properties import examples

HOOK = Webhook("https://portal.northsky.example/spot")
GROUPS = (replace(three.VENDOR.groups[0], webhook=HOOK), *three.VENDOR.groups[1:])
HOOKED = Directory((replace(three.VENDOR, groups=GROUPS, webhook=HOOK), *three.DIRECTORY.organisations[1:]))
HEARS = {"northsky": "northsky", "mail": "mail", "files": "northsky"}
"""Whose webhook hears of the legs of whom; a group without one of its own is told through the vendor's."""
OF_VENDOR = {"customer", "partner", "nda", "vendor"}

ACTORS = {
    name: three.actor(name)
    for name in (
        *("bakery/olu", "bakery/ann", "inn/nell", "clinic/rosa", "harbor/mara", "harbor/max", "summit/jon"),
        *("northsky/ines", "northsky/ivo", "northsky/pia", "northsky/gus", "northsky/ana", "lead"),
    )
}
FITTING = {Party.CUSTOMER: "bakery/olu", Party.PARTNER: "harbor/mara", Party.VENDOR: "northsky/ines"}
DETAILS = Details("the shop is closed", "this morning", "a restart", "oven 3")
IN_CHAT = {"replied": 1, "updated": 1, "asked": 1, "resolved": 1, "reopened": 1, "withdrawn": 1, "merged": 1}
"""How many messages a customer gets of what others did that they may see."""
PROMISED_TO_THEM = ("first response", "next update", "customer")

VERBS = {
    "comment": (lambda text, other: Comment(text), {Verb.COMMENT}),
    "reply": (lambda text, other: Reply(text), {Verb.REPLY}),
    "keep": (lambda text, other: Reply(text, keep_waiting=True), {Verb.UPDATE}),
    "accept": (lambda text, other: Accept(), {Verb.ACCEPT}),
    "ask": (lambda text, other: Ask(text), {Verb.ASK}),
    "answer": (lambda text, other: Answer(text), {Verb.ANSWER, Verb.INFORM}),
    "reject": (lambda text, other: Reject(text), {Verb.REJECT}),
    "escalate": (lambda text, other: Escalate(DETAILS, text=text), {Verb.ESCALATE}),
    "note": (lambda text, other: Note(text), {Verb.NOTE}),
    "grade": (lambda text, other: Grade("A" if text[-2] in "02468" else "B"), {Verb.GRADE}),
    "assign": (lambda text, other: Assign(ACTORS["harbor/max"].person), {Verb.ASSIGN}),
    "attach": (lambda text, other: Attach(Attachment("a", "https://files.example/a")), {Verb.ATTACH}),
    "join": (lambda text, other: Join(CasePerson(ACTORS["bakery/ann"].key, "Ann")), {Verb.JOIN}),
    "resolve": (lambda text, other: Resolve(text), {Verb.RESOLVE, Verb.SETTLE}),
    "confirm": (lambda text, other: Confirm(), {Verb.CONFIRM}),
    "rate": (lambda text, other: Rate(4), {Verb.RATE}),
    "reopen": (lambda text, other: Reopen(text), {Verb.REOPEN}),
    "withdraw": (lambda text, other: Withdraw(), {Verb.WITHDRAW}),
    "close": (lambda text, other: Close(), {Verb.CLOSE}),
    "merge": (lambda text, other: Merge(other), {Verb.MERGE}),
    "relate": (lambda text, other: Relate(other), {Verb.RELATE}),
}
OFTEN = ("reply", "ask", "answer", "escalate", "escalate", "resolve", "comment", "reopen", "accept")
MINUTES = strategies.one_of(strategies.integers(0, 90), strategies.sampled_from([-1440, 1440, 4320]))


class Whole(RuleBasedStateMachine):
    """A store that anybody uses at any time, and what must be in it by now."""

    def __init__(self):
        super().__init__()
        self.folder = TemporaryDirectory()
        self.path = Path(self.folder.name) / "spot.sqlite"
        self.path.write_bytes(migrated())
        self.runner = asyncio.Runner()
        self.at = self.latest = NOW
        self.counted = 0
        self.given = {}  # a case by its number, as the last verb gave it
        self.used = set()  # keys under which something was done
        self.happened = Counter()  # by case
        self.refused = 0
        self.notices = Counter()  # (case, kind, who)
        self.of_timers = Counter()  # (case, kind)
        self.messages = Counter()  # (case, text) of what is in the chat
        self.hushed = set()  # what must not be in the chat
        self.sent = Counter()  # (webhook, case)
        self.lived = defaultdict(list)  # case: [since, until]
        self.clocks = {}

    @initialize(straight=strategies.booleans())
    def begin(self, straight):
        through = frozenset({"harbor"} if straight else ())
        self.loaded = Loaded(directory=HOOKED, policy=replace(DEFAULT, straight_through=through))
        self.open_store()
        self.in_chat()

    def teardown(self):
        self.store.close()
        self.runner.close()
        self.folder.cleanup()

    def open_store(self):
        self.store = SqliteStore.open(self.path)
        self.casework = Casework(self.store, lambda: self.at, lambda: self.loaded)
        self.watch = TimerWatch(self.store, lambda: self.loaded, lambda: self.at)
        self.runner.run(self.watch.look_over())

    def pass_time(self, minutes):
        self.at += timedelta(minutes=minutes)
        self.latest = max(self.latest, self.at)

    def in_chat(self):
        """Have the bakery's Olu open a case in a chat."""
        olu = three.asker("bakery/olu")

        def work(tx):
            seq = said(tx, "a1", "help", person=olu, at=self.at)
            met(tx, person=olu, at=self.at)
            carry_out(tx, [OpenCase("opened", "k", "The oven is cold")], TurnFacts(KEY, seq, olu, self.at, self.loaded))

        self.runner.run(self.store.transaction(work))
        self.learn({}, by_turn=True)
        [self.given[1001]] = self.stored().values()

    # What is done

    @rule(
        about=strategies.sampled_from(["bakery/olu", "inn/nell", "clinic/rosa"]),
        product=strategies.sampled_from([None, "Mail", "Files"]),
        key=strategies.sampled_from("ab"),
    )
    def open(self, about, product, key):
        asker, before = three.asker(about), dict(self.given)
        opening = Opening("The lamp is dark", product=product, severity="A")
        case = self.runner.run(self.casework.open(opening, asker, ACTORS[about], key))
        assert (("open", about, key) in self.used) is (case.number in before)
        self.used.add(("open", about, key))
        self.given.setdefault(case.number, case)
        self.learn(before)

    @rule(
        verb=strategies.one_of(strategies.sampled_from(OFTEN), strategies.sampled_from(sorted(VERBS))),
        who=strategies.one_of(strategies.none(), strategies.none(), strategies.sampled_from(sorted(ACTORS))),
        place=strategies.one_of(strategies.just(0), strategies.integers(0, 3)),
        key=strategies.one_of(strategies.none(), strategies.none(), strategies.sampled_from("ab")),
        times=strategies.sampled_from([1, 1, 2]),
        minutes=MINUTES,
    )
    def act(self, verb, who, place, key, times, minutes):
        self.pass_time(minutes)
        numbers = sorted(self.given)
        number = numbers[place % len(numbers)]
        before = dict(self.given)
        who = who or self.fitting(before[number])
        self.counted += 1
        scoped = ("reply" if verb == "keep" else verb, number, who, key or f"{self.counted}")
        text = f"«{self.counted}»"

        async def at_once():
            doing = (self.do(verb, number, who, scoped[-1], text, numbers[-1]) for _ in range(times))
            return await asyncio.gather(*doing, return_exceptions=True)

        for done in self.runner.run(at_once()):
            if isinstance(done, DeskError):
                self.refused += 1
            elif isinstance(done, BaseException):
                raise done
            elif scoped in self.used:
                assert done == self.given[number]
            else:
                self.used.add(scoped)
                self.given[number] = done
                legal = {MOVES[before[number].state].get(each) for each in VERBS[verb][1]}
                assert done.state in legal
        if verb in ("merge", "relate") and self.given[number] is not before[number]:
            self.given[numbers[-1]] = self.stored()[numbers[-1]]
        self.learn(before)

    def fitting(self, case):
        """Return somebody of whoever holds the ball."""
        if case.wait is Party.PRODUCT_GROUP:
            return {"mail": "northsky/pia", "files": "northsky/gus"}[case.active.organisation]
        who = {"clinic": "clinic/rosa", "inn": "inn/nell"}.get(case.organisation, "bakery/olu")
        return {**FITTING, Party.CUSTOMER: who}[case.wait]

    async def do(self, verb, number, who, key, text, other):
        return await self.casework.do(number, ACTORS[who], VERBS[verb][0](text, other), key)

    @rule(minutes=MINUTES)
    def timers_fire(self, minutes):
        self.pass_time(minutes)
        before = dict(self.given)
        while self.runner.run(self.watch.round()):
            pass
        stored = self.stored()
        assert all(stored[number].legs[0].organisation == case.legs[0].organisation for number, case in before.items())
        self.given = stored
        self.learn(before)

    @rule()
    def restart(self):
        self.store.close()
        self.open_store()

    # What must follow from it

    def learn(self, before, by_turn=False):
        """Note what has to be there because of the events that are new."""
        stored, news = self.stored(), defaultdict(list)
        for row in self.query("select * from case_events order by seq"):
            news[row["number"]].append(row)
        for number, rows in news.items():
            fresh = rows[self.happened[number] :]
            self.happened[number] = len(rows)
            if fresh:
                assert [row["at"] for row in fresh] == sorted(row["at"] for row in fresh)
                self.follow(before.get(number), stored[number], fresh, by_turn)

    def follow(self, before, case, fresh, by_turn):
        self.follow_life(before, case)
        self.follow_team(before, case, fresh)
        self.follow_webhooks(before, case, fresh)
        for row in fresh:
            told = 0 if by_turn or row["actor"] == case.requester.key else self.owed(row)
            if row["visibility"] != "customer" or row["kind"] not in ("replied", "updated", "asked", "resolved"):
                self.hushed.add(row["text"])
            if case.origin.conversation and told:
                self.messages[case.name] += told

    def owed(self, row):
        if row["visibility"] != "customer":
            return 0
        if row["kind"] == "slipped":
            return int(any(f'"{each}"' in row["detail"] for each in PROMISED_TO_THEM))
        if row["kind"] == "graded":
            return int('"unreached"' in row["detail"])
        return IN_CHAT.get(row["kind"], 0) + (row["kind"] == "resolved" and bool(row["text"]))

    def follow_life(self, before, case):
        lived = self.lived[case.number]
        if before is None or (before.state in ENDED and case.state not in ENDED):
            lived.append([case.updated, None])
        elif case.state in ENDED and before.state not in ENDED:
            lived[-1][1] = case.updated

    def follow_team(self, before, case, fresh):
        for row in fresh:
            if row["actor"] == "spot" and row["kind"] != "closed":
                self.of_timers[case.number, row["kind"]] += 1
            elif row["kind"] == "assigned":
                owner = case.leg(row["leg"]).owner
                if owner.key != row["actor"]:
                    self.notices[case.number, "assigned", owner.key] += 1
        passed = before is None or self.holder(before) != self.holder(case)
        leg = self.holder(case)
        for row in fresh:
            if before and row["kind"] in ("withdrawn", "resolved", "merged"):
                working = [each for each in before.legs if each.is_active and each.organisation != row["organisation"]]
                told = {each.owner.key if each.owner else each.organisation for each in working}
                self.notices.update((case.number, row["kind"], to) for to in told - {row["actor"]})
            elif leg and (row["kind"] in ("commented", "informed") or (passed and row is fresh[-1])):
                holder = case.leg(leg)
                to = holder.owner.key if holder.owner else holder.organisation
                if to != row["actor"] and row["kind"] != "assigned":
                    self.notices[case.number, row["kind"], to] += 1

    @staticmethod
    def holder(case):
        return next((each.leg for each in case.held if each.until is None), 0)

    def follow_webhooks(self, before, case, fresh):
        heard = {}
        for leg in case.legs:
            was_active = before is not None and leg.ordinal <= len(before.legs) and before.leg(leg.ordinal).is_active
            if leg.organisation in HEARS and (leg.is_active or was_active):
                heard[HEARS[leg.organisation]] = leg
        for hook, leg in heard.items():
            if before is None or leg.ordinal > len(before.legs):
                self.sent[hook, case.name] += 1
                continue
            seen = [
                row
                for row in fresh
                if row["visibility"] in OF_VENDOR
                or (row["visibility"] == "internal" and row["organisation"] == "northsky")
            ]
            self.sent[hook, case.name] += len(seen)

    # What is there

    def query(self, sql):
        return self.store.read(lambda reader: reader.query(sql))

    def stored(self):
        numbers = [row["number"] for row in self.query("select number from cases order by number")]
        return {number: self.store.read(lambda reader, n=number: cases.find(reader, n)) for number in numbers}

    @invariant()
    def the_store_gives_back_what_the_verbs_gave(self):
        assert self.stored() == self.given
        for number, case in self.given.items():
            assert case.version == self.happened[number]

    @invariant()
    def one_party_holds_the_ball_and_the_booked_time_is_the_age(self):
        waits = Counter(row["number"] for row in self.query("select number from waits where until is null"))
        assert waits == Counter(number for number, case in self.given.items() if case.state not in ENDED)
        for number, case in self.given.items():
            now = max(self.latest, case.updated)
            lived = sum((min(until or now, now) - since for since, until in self.lived[number]), timedelta())
            assert sum(booked(case, now).values(), timedelta()) == age(case, now) == lived
            rows = self.query(f"select since, until from waits where number = {number}")
            spans = [(moment(row["until"]) if row["until"] else now) - moment(row["since"]) for row in rows]
            assert sum(spans, timedelta()) == lived
            assert min(spans) >= timedelta()

    @invariant()
    def clocks_never_run_backwards(self):
        for number, case in self.given.items():
            for each in clocks(case, self.loaded.policy, case.updated):
                key = (number, each.leg, each.kind, each.since)
                assert self.clocks.get(key, timedelta()) <= each.used <= case.updated - each.since
                self.clocks[key] = each.used

    @invariant()
    def the_customer_is_told_once_and_only_what_is_for_them(self):
        rows = self.query("select body from transcript where op = 'send'")
        told = [row["body"] for row in rows]
        assert len(told) == sum(self.messages.values())
        words = self.query(
            """select text from case_events where visibility = 'customer' and text like '«%'
                 and number in (select number from cases where conversation is not null)
                 and kind in ('replied', 'updated', 'asked', 'resolved')"""
        )
        shown = Counter(row["text"] for row in words)
        assert all(sum(text in body for body in told) == times for text, times in shown.items())
        hushed = {text for text in self.hushed if text.startswith("«")} - shown.keys()  # an answer may be let through
        assert not any(text in body for text in hushed for body in told)

    @invariant()
    def every_team_is_told_once(self):
        of_timers, told = Counter(), Counter()
        for row in self.query("select key, number, kind, to_id, leg from notices where number is not null"):
            if row["key"].count("|") > 4 or "unreached" in row["key"]:
                of_timers[row["number"], row["kind"]] += 1
            else:
                told[row["number"], row["kind"], row["to_id"]] += 1
        assert told == +self.notices
        assert of_timers == +self.of_timers

    @invariant()
    def every_webhook_is_told_once(self):
        sent = self.query(
            """select organisation as hook, json_extract(body, '$.case.number') as name, count(*) as times
               from deliveries group by 1, 2"""
        )
        assert {(row["hook"], row["name"]): row["times"] for row in sent} == +self.sent

    @invariant()
    def every_change_and_every_refusal_is_audited(self):
        rows = self.query("select action, object, result from audit where action like 'case.%' order by seq")
        done = Counter((row["object"], row["action"]) for row in rows if row["result"] == "done")
        events = self.query("select number, kind from case_events")
        assert done == Counter((f"C-{row['number']}", f"case.{row['kind']}") for row in events)
        assert sum(row["result"] == "refused" for row in rows) == self.refused


Whole.TestCase.settings = examples(30, stateful_step_count=25, derandomize=True)
TestWhole = Whole.TestCase


def test_the_states_that_end_a_case_are_those_that_the_model_knows():
    assert {CaseState.CLOSED, CaseState.WITHDRAWN, CaseState.MERGED} == ENDED
