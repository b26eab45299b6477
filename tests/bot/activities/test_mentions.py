"""Mentions: the bot's own goes, others become names, and what was said stays."""

import pytest

from bot.activities.mentions import without_mentions

BOT = {"id": "28:bot", "name": "Support"}
OWN = {"type": "mention", "mentioned": BOT, "text": "<at>Support</at>"}
OLU = {"type": "mention", "mentioned": {"id": "29:olu", "name": "Olu"}, "text": "<at>Olu</at>"}


@pytest.mark.parametrize(
    ("text", "entities", "said"),
    [
        ("<at>Support</at> is Support open? email Support@x.com", [OWN], "is Support open? email Support@x.com"),
        ("<at>Support</at> hi", [{"type": "mention"}], "hi"),
        ("<at>Support</at> hi", [], "hi"),
        ("<at>Support</at>&nbsp;hi", [OWN], "hi"),
        ("hi <at>Support</at> there", [OWN], "hi there"),
        ("<at>Support</at>", [OWN], ""),
        ("<at>Support</at> and <at>Support</at> again", [OWN, OWN], "and again"),
        ("<at>Support</at> can <at>Olu</at> see it?", [OWN, OLU], "can Olu see it?"),
        ("<at>everyone</at> click", [], "<at>everyone</at> click"),
        ("<at>Supporter</at> hi", [], "<at>Supporter</at> hi"),
        ("say <at>Support</at>", [], "say <at>Support</at>"),
        ("hello", [{"type": "mention", "mentioned": "x", "text": 5}, {"type": "clientInfo"}, {}], "hello"),
        ("  hello\n", [], "hello"),
    ],
)
def test_what_was_said_is_the_text_without_who_was_addressed(text, entities, said):
    assert without_mentions(text, entities, BOT) == said


def test_a_bot_without_a_name_is_no_reason_to_crash():
    assert without_mentions("<at>x</at> hi", [OWN], {}) == "<at>x</at> hi"
