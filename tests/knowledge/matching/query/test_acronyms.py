"""Acronyms are found where an entry explains them, letter by letter, and nowhere else."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.matching.query.acronyms import LeftOutReason, mine
from tests.knowledge.matching.small import entry
from tests.properties import examples


def explained(text, language="en"):
    """Return what one answer explains: acronyms with what they stand for."""
    found = mine([entry("harbor/a", "What is it?", answer=text, language=language)])
    return {each.short: " ".join(each.definitions[0].long) for each in found if each.left_out is None}


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("Every Cloud Solution Provider (CSP) signs.", "csp", "cloud solution provider"),
        ("A CSP (Cloud Solution Provider) signs.", "csp", "cloud solution provider"),
        ("All hardware security modules (HSMs) are in one hall.", "hsm", "hardware security modules"),
        ("We use role-based access control (RBAC).", "rbac", "role based access control"),
        ("Pay-as-you-go (PAYG) ends monthly.", "payg", "pay as you go"),
        ("The **Cloud Solution\nProvider** (*CSP*) signs.", "csp", "cloud solution provider"),
        ("The [Cloud Solution Provider](https://x.example/a) (CSP) signs.", "csp", "cloud solution provider"),
        ("Over the Secure Sockets Layer (SSL).", "ssl", "secure sockets layer"),
        ("Log in by Secure Shell (SSH).", "ssh", "secure shell"),
        ("Software Guard Extensions (SGX) help.", "sgx", "software guard extensions"),
        ("Software as a Service (SaaS) is rented.", "saas", "software as a service"),
        ("Long-term support (LTS) costs more.", "lts", "long term support"),
        ("A group managed service account (gMSA) runs it.", "gmsa", "group managed service account"),
        ("The Cloud Solution Provider (short: C.S.P.) signs.", "csp", "cloud solution provider"),
        ("Der Auftragsverarbeitungsvertrag (AVV) liegt bereit.", "avv", "auftragsverarbeitungsvertrag"),
        ("Die Datenschutz-Grundverordnung (kurz: DSGVO) gilt.", "dsgvo", "datenschutz grundverordnung"),
        ("Technische und organisatorische Maßnahmen (TOM).", "tom", "technische und organisatorische massnahmen"),
        ("AVV (Auftragsverarbeitungsvertrag): liegt bereit.", "avv", "auftragsverarbeitungsvertrag"),
    ],
)
def test_an_acronym_is_found_where_it_is_explained(text, short, long):
    assert explained(text).get(short) == long


@pytest.mark.parametrize(
    "text",
    [
        "Open the page (see above).",
        "Open the page (NEW).",
        "Open Settings and press the Export button (ESC).",
        "It costs ten euros (EUR).",
        "Press the key (F10), then save (CTRL+S).",
        "Sold in Germany (DE) and Austria (AT).",
        "Use Teams (Desktop).",
        "We sell the provider for solutions in the cloud (CSP).",
        "A cloud, a solution. A provider (CSP) signs.",
        "Cloud Solution Provider, (CSP)",
        "CSP (see the contract)",
        "()(A)(AB) (((CSP)))",
    ],
)
def test_what_is_not_spelled_by_the_words_beside_it_is_none(text):
    assert explained(text) == {}


def test_a_word_of_grammar_or_of_every_day_is_left_out():
    found = mine([entry("harbor/a", "What is it?", answer="Information technology (IT); a product in nature (PIN).")])
    assert {each.short: each.left_out for each in found} == {"it": LeftOutReason.EVERYDAY, "pin": None}


def test_an_everyday_word_of_a_language_that_no_entry_has_is_an_acronym():
    text = "A trusted execution environment (TEE) is sealed."
    assert explained(text) == {"tee": "trusted execution environment"}
    assert explained(text, language="de") == {}


def test_two_meanings_are_none_but_a_plural_is_no_second_meaning():
    one = entry("harbor/a", "What is a Cloud Solution Provider (CSP)?")
    plural = entry("harbor/b", "Who are the Cloud Solution Providers (CSPs)?")
    other = entry("vendor/c", "What is the Content Security Policy (CSP)?")
    (alone,) = mine([one, plural])
    assert (alone.left_out, len(alone.definitions)) == (None, 1)
    (both,) = mine([one, plural, other])
    assert both.left_out is LeftOutReason.MEANINGS
    assert [" ".join(each.long) for each in both.definitions] == ["cloud solution provider", "content security policy"]


def test_the_order_of_entries_changes_nothing():
    texts = ("Cloud Solution Provider (CSP)", "cloud solution providers (CSPs)", "Service Level Agreement (SLA)")
    entries = [entry(f"harbor/{n}", f"{text}?") for n, text in enumerate(texts)]
    shuffled = random.Random(3).sample(entries, len(entries))
    assert mine(shuffled) == mine(entries)


@examples(200)
@given(st.text(alphabet="abCS P()[]*-.,\nß", max_size=120))
def test_no_text_breaks_the_search(text):
    for each in mine([entry("harbor/a", "What?", answer=text)]):
        assert each.short
        assert each.definitions[0].long
