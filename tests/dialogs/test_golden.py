"""The grammar of golden conversations, and that its runner notices what goes wrong."""

from datetime import timedelta

import pytest

from tests.support.golden import Golden, TurnSeen, line_of, parse, run, span

SEEN = TurnSeen(("Hello there",), ("None of these", "Yes"), "clarify", None, ("a/b", "a/c"))


class Told:
    """A driver that sees the same in every turn."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.opened = 0

    def speak_as(self, person: str) -> None:
        self.done.append(f"as {person}")

    def say(self, text: str) -> TurnSeen:
        self.done.append(f"say {text}")
        self.opened += text == "a person"
        return SEEN

    def press(self, label: str) -> TurnSeen:
        self.done.append(f"press {label}")
        return SEEN

    def advance(self, time: timedelta) -> None:
        self.done.append(f"advance {time}")

    def restart(self) -> None:
        self.done.append("restart")

    def cases(self) -> int:
        return self.opened


def held(*lines: str) -> list[str]:
    driver = Told()
    run(Golden("x", tuple(line_of("x.chat", number, line) for number, line in enumerate(lines, start=1))), driver)
    return driver.done


def test_what_is_done_is_done_in_order():
    done = held("as: a/b", "customer: hi", "presses: Yes", "after: 26 h", "restart:", "customer: bye: now")
    assert done == ["as a/b", "say hi", "press Yes", "advance 1 day, 2:00:00", "restart", "say bye: now"]


@pytest.mark.parametrize(
    "line", ["says: hello", "says: yes", "never says: bye", "offers: a/c, a/b", "verdict: clarify", "no case"]
)
def test_what_holds_passes(line):
    held("as: a/b", "customer: hi", line)


@pytest.mark.parametrize(
    "line",
    ["says: bye", "never says: HELLO", "offers: a/b", "answers: a/b", "verdict: answer", "opens: case"],
)
def test_what_does_not_hold_fails_with_its_line(line):
    with pytest.raises(AssertionError, match=f"x.chat:3: {line}"):
        held("as: a/b", "customer: hi", line)


def test_a_case_is_counted_in_the_turn_that_opened_it():
    held("as: a/b", "customer: a person", "opens: case", "customer: hi", "no case")
    with pytest.raises(AssertionError):
        held("as: a/b", "customer: a person", "no case")


@pytest.mark.parametrize("line", ["shouts: hi", "customer hi", "no case: 1", "restart", "Customer: hi"])
def test_a_line_that_is_not_of_the_grammar_is_an_error(line):
    with pytest.raises(ValueError, match=r"x\.chat:1"):
        line_of("x.chat", 1, line)


def test_comments_and_empty_lines_are_skipped(tmp_path):
    file = tmp_path / "a.chat"
    file.write_text("# said\n\nas: a/b\n  customer: hi  \n", encoding="utf-8")
    assert [(line.number, line.word, line.value) for line in parse(file).lines] == [
        (3, "as", "a/b"),
        (4, "customer", "hi"),
    ]


def test_spans_of_time_have_units():
    assert (span("90 s"), span("1.5 h"), span("2 d")) == (
        timedelta(seconds=90),
        timedelta(minutes=90),
        timedelta(days=2),
    )
