"""Greetings, thanks and signatures: left out where they are nothing else, kept where they are what is asked."""

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.matching.query.courtesies import clauses
from knowledge.matching.query.text import tokens
from knowledge.matching.query.text_parsing import meant

SIGNED = """Reset it.

Best,
Jane van Dyke
Head of Support
Oakline Ltd.
Tel.: +49 30 1234567
jane@oakline.example"""


@pytest.mark.parametrize(
    "text",
    [
        "hello, reset password",
        "reset password please",
        "Hi Spot! reset password, thank you so much",
        "Sehr geehrte Damen und Herren, reset password. Vielen Dank",
        "Good morning Spot team,\nreset password",
        "<at>Spot</at> reset password",
        "Dear Jane,\n\nreset password\n\nCheers\nBob",
        "Hallo Frau Müller, reset password\nGruß\nH. Meier",
        "reset password thx olu",
        "reset password. danke petra",
        "reset password\n-- \nJane",
        "reset password, Spot?",
        "reset password\nGesendet von meinem Handy",
        "reset password. Thanks for your help! :)",
    ],
)
def test_courtesies_are_left_out(text):
    assert meant(text) == ("reset", "password")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (SIGNED, "reset it"),
        ("thanks for nothing, how do I pay", "for nothing how do i pay"),
        ("hi-fi is broken", "hi fi is broken"),
        ("send a thank-you", "send a thank you"),
        ("edit the thank you letter", "edit the thank you letter"),
        ("hi there was a login", "was a login"),
        ("is there an outage", "is there an outage"),
        ("team vs assured", "team vs assured"),
        ("spot instance prices", "spot instance prices"),
        ("what does Spot cost?", "what does spot cost"),
        ("LG Monitor kaputt", "lg monitor kaputt"),
        ("which plan is best", "which plan is best"),
        ("how do I write best regards in a mail", "how do i write best regards in a mail"),
        ("Hallo, Drucker kaputt", "drucker kaputt"),
        ("Hi Outlook is slow", "outlook is slow"),
        ("I cannot pay.\nThanks\nPS: how do I sign in", "i cannot pay ps how do i sign in"),
    ],
)
def test_what_is_asked_stays(text, kept):
    assert " ".join(meant(text)) == kept


@pytest.mark.parametrize("text", ["thank you", "please", "Regards", "hello Spot", "hi"])
def test_a_text_of_courtesies_only_keeps_them(text):
    assert meant(text) == tokens(text)


@given(st.text(alphabet=st.sampled_from("ab.,;:!?… \n-–|/。、@_é\u0301\u0308ﬁ½忘れた🙂'’"), max_size=60))
def test_cutting_into_clauses_loses_no_word(text):
    assert tuple(chain.from_iterable(clause.words for clause in clauses(text))) == tokens(text)


@given(
    st.lists(st.sampled_from(["hi", "thanks", "spot", "-", "--", "\n", ",", "Jane", "pay", "best", "the"]), max_size=12)
)
def test_what_is_meant_was_said_in_that_order(pieces):
    text = " ".join(pieces)
    left = iter(tokens(text))
    assert all(word in left for word in meant(text))
