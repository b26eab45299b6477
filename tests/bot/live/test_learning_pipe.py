"""The pipe to the learning child: what comes out is what went in, what is no frame is refused, and every wait ends."""

import io
import os
import signal
import time
from datetime import date
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.live.learning import frames, parent
from bot.live.learning.messages import Beat, Encode, Hold, Task, TaskOutcome, What, With
from bot.live.learning.parent import Child, ChildDied
from bot.live.learning.wire import from_json, to_json
from knowledge.entry import Entry, Status, Visibility
from knowledge.matching.encoder.semantic_extra import EncoderFiles
from knowledge.matching.query.thesaurus import thesaurus
from knowledge.matching.training.trainer import content
from knowledge.people.audience import Audience

FULL = Entry(
    partner="desk",
    id="key",
    question="Wo ist der Schlüssel (Single Sign-On, SSO)? \ud800",
    answer="Unter der *Matte*.\n",
    also=("I lost the SSO", "\u0000"),
    tags=("a", "b"),
    product="doors",
    language="de",
    visibility=Visibility.VENDOR,
    nda=True,
    review=date(2026, 3, 2),
    status=Status.RETIRED,
    threshold=0.1 + 0.2,
    follow_ups=("desk/lamp",),
    file="desk/faq.yaml",
    line=3,
)
PLAIN = Entry("desk", "lamp", "Where is the single sign-on (SSO) lamp?", "Here.")
WORDS = thesaurus((PLAIN, FULL), (), Audience(("desk",), Visibility.VENDOR, nda=True))
WITH = With("use", EncoderFiles(Path("a/model.onnx"), None, Path("kept")))
MESSAGES = [
    Hold((FULL, PLAIN)),
    Encode(("one", "\udfff"), WITH),
    Task(What.INDEX, ("desk/key",), WORDS),
    Task(What.LESSONS, ("desk/key", "desk/lamp"), WORDS, ("desk", "vendor"), WITH),
    TaskOutcome(("no room",)),
    Beat(),
]


def crossed(message):
    pipe = io.BytesIO()
    frames.write(pipe, to_json(message))
    pipe.seek(0)
    return from_json(frames.read(pipe))


def plain(message):
    """Compare a thesaurus by what it holds."""
    held = getattr(message, "thesaurus", None)
    return repr(message).replace(repr(held), ""), held and (held.terms, held.languages)


@pytest.mark.parametrize("message", MESSAGES, ids=lambda each: type(each).__name__)
def test_what_comes_out_of_the_pipe_is_what_went_in(message):
    assert plain(crossed(message)) == plain(message)


def test_an_entry_that_crossed_has_the_key_that_it_had():
    assert WORDS.terms
    assert [content(each) for each in crossed(Hold((FULL, PLAIN))).entries] == [content(FULL), content(PLAIN)]


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        (b"\0\0", "a length of 2 bytes"),
        (b"\xff\xff\xff\xff", "says 4294967295"),
        (b"\0\0\0\x09{}", "2 bytes of a frame of 9"),
        (b"\0\0\0\x02{]", "no JSON"),
        (b"\0\0\0\x02[]", "no object"),
        (b"\0\0\0\x02\xff\xfe", "no JSON"),
        (b"\x80\x04\x95.." * 4, "a length"),
    ],
)
def test_what_is_no_frame_is_refused_with_a_reason(sent, why):
    with pytest.raises(frames.MalformedFrame, match=why):
        frames.read(io.BytesIO(sent))


def test_a_frame_that_is_too_large_is_not_sent(monkeypatch):
    monkeypatch.setattr(frames, "MOST_BYTES", 10)
    with pytest.raises(frames.MalformedFrame, match="10 are the most"):
        frames.write(io.BytesIO(), {"say": "x" * 20})


@pytest.mark.parametrize(
    "said", [{}, {"say": "run"}, {"say": "hold", "entries": [{}]}, {"say": "outcome", "troubles": 3}]
)
def test_json_that_is_no_message_is_refused(said):
    with pytest.raises(frames.MalformedFrame, match="no message"):
        from_json(said)


SAYS = {
    "garbage": "sys.stdout.buffer.write(b'garbage' * 9)",
    "a truncated frame": "sys.stdout.buffer.write(b'\\0\\0\\0\\x09{}')",
    "nothing": "time.sleep(600)",
    "its end": "pass",
    "what only the server says": 'sys.stdout.buffer.write(b\'\\0\\0\\0\\x1d\' + b\'{"say":"hold","entries": []}\')',
}


@pytest.mark.parametrize("said", SAYS)
def test_a_child_that_says_anything_else_is_replaced_a_few_times_and_then_left_alone(said, tmp_path, monkeypatch):
    (tmp_path / "bot" / "live" / "learning").mkdir(parents=True)
    (tmp_path / "bot" / "live" / "learning" / "child.py").write_text(f"import sys, time\n{SAYS[said]}\n")
    monkeypatch.setattr(parent, "ROOT", tmp_path)
    monkeypatch.setattr(parent, "STARTING", 1.0)
    monkeypatch.setattr(parent, "BACKOFF", 0.01)
    child = Child(tmp_path)
    started = time.monotonic()
    with capture_logs() as told, pytest.raises(ChildDied):
        child.learn(MESSAGES[2], (PLAIN,))
    with pytest.raises(ChildDied):
        child.learn(MESSAGES[2], (PLAIN,))
    assert time.monotonic() - started < 20
    failed = [each for each in told if each["event"] in ("child_timed_out", "child_ended")]
    assert len(failed) == parent.ATTEMPTS
    assert {each["event"] for each in failed} == {"child_timed_out" if said == "nothing" else "child_ended"}
    assert child.process_id is None
    assert child.trouble


def test_a_child_that_is_stopped_is_ended_and_another_does_the_task(tmp_path, monkeypatch):
    monkeypatch.setattr(parent, "SILENCE", 2.0)
    child = Child(tmp_path / "learned")
    try:
        child.learn(MESSAGES[2], (PLAIN, FULL))
        stopped = child.process_id
        os.kill(stopped, signal.SIGSTOP)
        with capture_logs() as told:
            child.learn(MESSAGES[2], (PLAIN, FULL))
        assert [each["event"] for each in told] == ["child_timed_out", "child_replaced"]
        assert told[0]["process"] == stopped != child.process_id
        assert child.trouble == ""
    finally:
        child.close()


def test_a_child_that_is_killed_in_a_task_is_replaced(tmp_path):
    child = Child(tmp_path / "learned")
    try:
        child.learn(MESSAGES[2], (PLAIN, FULL))
        os.kill(child.process_id, signal.SIGKILL)
        assert child.learn(MESSAGES[2], (PLAIN, FULL)).troubles == ()
    finally:
        child.close()
