"""What one audience is answered from: verdicts, ties, precedence, and that nothing unseen shows."""

import json
from dataclasses import replace

import pytest

from knowledge.entry import Status, Visibility
from knowledge.match import Verdict
from knowledge.matching.evidence import in_common
from knowledge.people.audience import Audience
from tests.knowledge.matching.small import DESK, entry, view


@pytest.fixture(scope="module")
def desk():
    return view(*DESK)


def said(finding):
    """Return what Spot would do: the name of the entry, the offered names, or handoff."""
    if finding.verdict is Verdict.ANSWER:
        return finding.best.entry.name
    if finding.verdict is Verdict.CLARIFY:
        return {match.entry.name for match in finding.offered}
    return "handoff"


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("How do I reset my password?", "harbor/reset"),
        ("i forgott my pasword", "harbor/reset"),
        ("hello, how do I change the credit card on file please", "harbor/card"),
        ("I FORGOT MY PASSWORD!!!", "harbor/reset"),
        ("is there an outage", "vendor/status"),
        ("ich habe mein Passwort vergessen", "harbor/kennwort"),
    ],
)
def test_an_entry_answers_in_its_own_words_also_misspelt(desk, question, name):
    assert said(desk.ask(question)) == name


@pytest.mark.parametrize(
    "question",
    [
        "the moon elevator in our warehouse makes a grinding noise",
        "what's the weather like tomorrow",
        "",
        "🙂🙂",
        "?!",
        "the of and",
        "hello",
    ],
)
def test_what_nothing_answers_is_handed_to_a_person(desk, question):
    assert said(desk.ask(question)) == "handoff"


def test_a_word_that_several_entries_have_is_a_choice(desk):
    assert said(desk.ask("billing")) == {"harbor/invoice", "harbor/card"}


def test_a_phrasing_that_two_entries_share_is_a_choice():
    both = view(*DESK, entry("harbor/other", "How do I unlock my phone?", "I forgot my password"))
    finding = both.ask("I forgot my password")
    assert said(finding) == {"harbor/reset", "harbor/other"}
    assert finding.confidence < 0.5


def test_the_partners_entry_wins_over_the_vendors_with_the_same_question():
    twins = view(*DESK, entry("vendor/reset", "How do I reset my password?", "I lost my password"))
    assert said(twins.ask("How do I reset my password?")) == "harbor/reset"
    assert said(twins.ask("how do I reset the password")) == "harbor/reset"


def test_a_twin_does_not_pull_the_confidence_down():
    alone = view(*DESK).ask("reset the password")
    twins = view(*DESK, entry("vendor/reset", "How do I reset my password?")).ask("reset the password")
    assert said(twins) == said(alone)


def test_an_entry_may_demand_its_own_threshold():
    strict = replace(DESK[0], threshold=1.0)
    finding = view(strict, *DESK[1:]).ask("how can I reset a password")
    assert finding.thresholds["answer"] == 1.0
    assert finding.verdict is not Verdict.ANSWER


def test_an_entry_in_another_language_is_offered_not_said():
    finding = view(entry("harbor/vpn", "VPN einrichten unter Windows", language="de"), *DESK[:4]).ask(
        "how do I set up VPN unter Windows einrichten please would you"
    )
    assert finding.language == "en"
    assert said(finding) != "harbor/vpn"


@pytest.mark.parametrize("entries", [DESK[:1], DESK[:2], DESK[:3]])
@pytest.mark.parametrize("question", ["the moon elevator makes a grinding noise", "how do I water my plants?"])
def test_a_small_base_offers_nothing_that_has_nothing_to_do_with_the_question(entries, question):
    assert said(view(*entries).ask(question)) == "handoff"


def test_a_part_of_a_compound_is_a_word_in_common():
    assert in_common({"drucker"}, {"druckerpatron", "tinte"})
    assert not in_common({"ein", "tau"}, {"einkauf", "steckdose"})
    assert not in_common(frozenset(), {"drucker"})


def test_only_published_entries_that_the_audience_may_see_are_in_it():
    drafts = [replace(DESK[0], status=Status.DRAFT), replace(DESK[1], visibility=Visibility.PARTNER), DESK[2]]
    seen = view(*drafts, replace(DESK[3], nda=True), replace(DESK[4], partner="summit"))
    assert [each.name for each in seen.entries] == ["harbor/card"]
    assert seen.entry("harbor/card") == DESK[2]
    assert seen.entry("harbor/reset") is None


QUESTIONS = (
    "forgot pasword",
    "billing",
    "tenant merge runbook",
    "invoice copy",
    "Rechnung",
    "is there an outage?",
    "x",
)


def written(view, questions=QUESTIONS):
    """Return every byte that an asker could see of the findings."""
    return "\n".join(json.dumps(view.ask(text).as_dict()) + repr(view.ask(text)) for text in questions)


def test_entries_that_somebody_may_not_see_change_no_byte_of_what_they_get():
    unseen = [
        entry(
            "harbor/merge", "tenant merge runbook", "forgot pasword", visibility=Visibility.PARTNER, tags=("billing",)
        ),
        entry("harbor/secret", "invoice copy", nda=True),
        entry("summit/reset", "I forgot my password", "Rechnung"),
        entry("harbor/draft", "billing", status=Status.DRAFT),
    ]
    assert written(view(*DESK, *unseen)) == written(view(*DESK))


def test_asking_twice_gives_the_same_bytes(desk):
    assert written(desk) == written(desk)


def test_a_finding_explains_itself(desk):
    finding = desk.ask("forgot the pasword")
    best = finding.best
    assert finding.corrections == (("pasword", "password"),)
    assert best.phrasing == "I forgot my password"
    assert best.words == ("forgot", "pasword")
    weighted = sum(finding.weights[name] * value for name, value in best.channels.items())
    assert weighted == pytest.approx(best.score, abs=0.01)
    assert finding.kind == "shipped"


def test_a_base_with_enough_phrasings_learns_its_own_confidence():
    subjects = ("printer", "laptop", "phone", "licence", "mailbox", "backup", "contract", "monitor", "router", "camera")
    frames = ("how do I order a {}", "where is my {}", "the {} is broken", "buy another {}", "return the {}", "{} help")
    entries = [
        entry(f"harbor/{verb}-{subject}", *(frame.format(f"{verb} {subject}") for frame in frames))
        for subject in subjects
        for verb in ("red", "blue", "green")
    ]
    assert view(*entries).ask("order a red printer").kind == "self-learned"


@pytest.mark.slow
def test_a_base_too_large_for_the_kernel_has_linear_machines():
    entries = [
        entry(f"harbor/e{n}", *(f"{a} number {n}" for a in ("open", "close", "move", "lend"))) for n in range(800)
    ]
    large = view(*entries)
    assert said(large.ask("close number 512")) == "harbor/e512"
    assert large.ask("close the number 512").best.channels["classifier"] > 0.5


def test_candidates_come_from_the_whole_audience():
    audience = Audience(("harbor", "summit", "vendor"), Visibility.CUSTOMER)
    shared = view(*DESK, entry("summit/reset", "I forgot my password"), audience=audience)
    assert said(shared.ask("I forgot my password")) == "harbor/reset"


def test_an_entry_left_out_answers_nothing_in_its_very_words(desk):
    finding = desk.ask_without("I forgot my password", ["harbor/reset"])
    assert "harbor/reset" not in {match.entry.name for match in finding.matches}
    assert finding.verdict is not Verdict.ANSWER
    assert finding.confidence < 1


@pytest.mark.parametrize("also", [{"answer": "Turn it."}, {}])
def test_a_base_of_one_question_in_two_folders_answers_it_and_nothing_else(also):
    taps = view(
        entry("harbor/taps", "How do I close a tap?", **also), entry("vendor/taps", "How do I close a tap?", **also)
    )
    assert said(taps.ask("my own secret recipe for rye")) == "handoff"
    assert taps.ask("How do I close a tap?").best.entry.name == "harbor/taps"
