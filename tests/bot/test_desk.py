from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import settings, strategies
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.desk import desk
from bot.desk.case import LONGEST_TEXT, LONGEST_TITLE, Person, State, Wait, number_in, titled, written
from bot.desk.desk import IllegalMove, NothingSaid, TooLong
from bot.desk.events import CaseOpened
from bot.desk.moves import HOLDERS, MOVES, Verb
from tests.bot.stored import NOW, OLU, asker, later, request

LEAD = Person("lead/ada", "Ada")
CUSTOMER = Person(OLU.key, OLU.name)
VERBS = {
    Verb.COMMENT: lambda case, at: desk.comment(case, CUSTOMER, "still cold", at),
    Verb.REPLY: lambda case, at: desk.reply(case, LEAD, "turn it on", at),
    Verb.RESOLVE: lambda case, at: desk.resolve(case, LEAD, "", at),
    Verb.REOPEN: lambda case, at: desk.reopen(case, CUSTOMER, "", at),
    Verb.WITHDRAW: lambda case, at: desk.withdraw(case, CUSTOMER, at),
    Verb.CLOSE: lambda case, at: desk.close(case, LEAD, at),
}


def opened(**changes):
    return replace(desk.open(request(), 1001, NOW).case, **changes)


def test_opening_a_case_says_so_and_hands_the_ball_to_the_partner():
    change = desk.open(request(title="The oven\n is  cold"), 1001, NOW)
    assert change.event == CaseOpened(1001, NOW, CUSTOMER, "The oven is cold")
    assert (change.case.name, change.case.state, change.case.wait) == ("C-1001", State.OPEN, Wait.PARTNER)


def test_a_customer_without_a_partner_waits_for_the_vendor():
    change = desk.open(request(person=asker(partner=None)), 1001, NOW)
    assert change.case.wait is Wait.VENDOR
    assert desk.comment(change.case, CUSTOMER, "hello?", NOW).case.wait is Wait.VENDOR


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("verb", Verb)
def test_a_verb_does_what_the_table_says_and_nothing_else(state, verb):
    case = opened(state=state)
    if verb not in MOVES[state]:
        with pytest.raises(IllegalMove, match="C-1001"):
            VERBS[verb](case, NOW)
        return
    change = VERBS[verb](case, later(minutes=1))
    assert change.case.state is MOVES[state][verb]
    assert change.case.wait is (HOLDERS[verb] or Wait.PARTNER)
    assert (change.event.number, change.event.at) == (1001, later(minutes=1))


def test_a_reply_hands_the_ball_to_the_customer_and_a_comment_back_to_the_partner():
    replied = desk.reply(opened(), LEAD, " Turn it on. ", NOW)
    assert (replied.event.kind, replied.event.text, replied.case.wait) == ("replied", "Turn it on.", Wait.CUSTOMER)
    assert desk.comment(replied.case, CUSTOMER, "I did", NOW).case.wait is Wait.PARTNER


def test_who_writes_again_after_it_was_resolved_has_it_open_again():
    resolved = desk.resolve(opened(), LEAD, "", NOW).case
    assert desk.comment(resolved, CUSTOMER, "cold again", NOW).case.state is State.OPEN


def test_a_withdrawn_case_can_be_opened_again():
    withdrawn = desk.withdraw(opened(), CUSTOMER, NOW).case
    assert desk.reopen(withdrawn, CUSTOMER, "", NOW).case.state is State.OPEN


@pytest.mark.parametrize("text", ["", "  \n\t "])
def test_saying_nothing_is_refused(text):
    for verb in (desk.reply, desk.comment):
        with pytest.raises(NothingSaid):
            verb(opened(), LEAD, text, NOW)


def test_what_no_chat_carries_is_refused():
    with pytest.raises(TooLong):
        desk.reply(opened(), LEAD, "x" * (LONGEST_TEXT + 1), NOW)
    assert desk.reply(opened(), LEAD, "x" * LONGEST_TEXT, NOW)


def test_a_clock_that_is_set_back_does_not_make_a_case_older():
    case = desk.reply(opened(updated=NOW), LEAD, "hello", NOW - timedelta(days=1)).case
    assert case.updated == NOW


@pytest.mark.parametrize(
    ("text", "title"),
    [("short", "short"), ("a\n\tb", "a b"), ("x" * 300, "x" * (LONGEST_TITLE - 1) + "…"), ("", "")],
)
def test_a_title_is_one_line_of_at_most_two_hundred_characters(text, title):
    assert titled(text) == title


@pytest.mark.parametrize(
    ("text", "number"),
    [("C-1042", 1042), (" c-1042 ", 1042), ("C1042", 1042), ("1042", None), ("C-0", None), ("C-" + "9" * 40, None)],
)
def test_a_case_number_is_read_as_people_write_it(text, number):
    assert number_in(text) == number
    assert number is None or number_in(written(number)) == number


class Life(RuleBasedStateMachine):
    """A case to which anything is tried at any time."""

    def __init__(self):
        super().__init__()
        self.at = NOW
        self.case = desk.open(request(), 1001, NOW).case
        self.events = 1

    @rule(verb=strategies.sampled_from(Verb), minutes=strategies.integers(-5, 60))
    def try_it(self, verb, minutes):
        before = self.case
        self.at += timedelta(minutes=minutes)
        try:
            change = VERBS[verb](before, self.at)
        except IllegalMove:
            assert verb not in MOVES[before.state]
            return
        assert change.case.state is MOVES[before.state][verb]
        assert change.case.updated >= before.updated
        self.case, self.events = change.case, self.events + 1

    @precondition(lambda self: self.case.state is State.CLOSED)
    @rule()
    def only_reopening_ends_the_end(self):
        assert [verb for verb in Verb if desk.can(self.case, verb)] == [Verb.REOPEN]

    @invariant()
    def one_party_holds_the_ball_and_every_event_is_counted(self):
        assert self.case.wait in Wait
        assert self.case.version == self.events
        assert self.case.number == 1001
        assert self.case.opened == NOW


Life.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestLife = Life.TestCase
