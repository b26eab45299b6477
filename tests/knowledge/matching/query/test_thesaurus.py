"""Terms that mean the same are read as one: bounded, the asker's own partner first, plurals included, nothing else."""

import random
from time import perf_counter

import pytest

from knowledge.entry import Visibility
from knowledge.matching.query.text import tokens
from knowledge.matching.query.thesaurus import MOST_READ, Thesaurus, thesaurus
from knowledge.people.audience import Audience
from knowledge.wordbook import Alike, Wordbook
from tests.knowledge.matching.small import EVERYBODY, entry


def book(partner="harbor", abbreviations=(), synonyms=(), ignored=(), **more):
    """Make a file of words: abbreviations as (what is meant, short), synonyms as lists."""
    alike = [tuple(Alike(tuple(terms), 1) for terms in groups) for groups in (abbreviations, synonyms)]
    return Wordbook(partner, *alike, tuple((term, 1) for term in ignored), file=f"{partner}/words.yaml", **more)


def unified(words, text, language="en"):
    """Return a text as a thesaurus has it read."""
    typed = tokens(text)
    return " ".join(words.unify(typed, typed, language).words)


def of(*books, entries=(), audience=EVERYBODY):
    return thesaurus([entry("harbor/x", "Anything?"), *entries], books, audience)


LICENCES = book(
    abbreviations=[("Cloud Solution Provider", "CSP"), ("e5 license", "e5")],
    synonyms=[("licence", "license", "subscription seat"), ("invoice", "bill")],
)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("margin of a CSP", "margin of a cloud solution provider"),
        ("margin of CSPs", "margin of cloud solution provider"),
        ("two licenses", "two licence"),
        ("my subscription seats end", "my licence end"),
        ("a subscription ends", "a subscription ends"),
        ("the billing address", "the billing address"),
        ("two bills", "two invoice"),
        ("Cloud Solution Provider (CSP) margin", "cloud solution provider margin"),
        ("CSP: cloud solution providers", "cloud solution provider"),
        ("csp and csp", "cloud solution provider and cloud solution provider"),
        ("e5", "e5 licence"),
        ("e5 license", "e5 licence"),
        ("e5 licence", "e5 licence"),
        ("cspx", "cspx"),
        ("", ""),
    ],
)
def test_a_term_is_read_as_what_it_means(text, read):
    assert unified(of(LICENCES), text) == read


def test_what_was_typed_is_kept_for_each_word_and_told_once():
    typed = tokens("csp csp seats subscription seats")
    found = of(LICENCES).unify(typed, typed, "en")
    assert found.words == ("cloud", "solution", "provider", "seats", "licence")
    assert found.typed == ("csp", "csp", "csp", "seats", "subscription seats")
    assert found.taken == (("csp", "cloud solution provider"), ("subscription seats", "licence"))


def test_german_endings_are_taken_too():
    german = of(book(synonyms=[("Rechnung", "Beleg")]), entries=[entry("harbor/d", "Was?", language="de")])
    assert unified(german, "alle Belege", "de") == "alle rechnung"


def test_an_acronym_of_the_entries_is_read_as_what_it_stands_for():
    explained = entry("harbor/csp", "What is a Cloud Solution Provider (CSP)?")
    assert unified(of(entries=[explained]), "csp margin") == "cloud solution provider margin"
    assert unified(of(), "csp margin") == "csp margin"


def test_a_curator_overrules_an_acronym_of_the_entries():
    explained = entry("harbor/csp", "What is a Cloud Solution Provider (CSP)?")
    assert unified(of(book(ignored=["CSP"]), entries=[explained]), "csp margin") == "csp margin"
    other = book(abbreviations=[("Content Security Policy", "csp")])
    assert unified(of(other, entries=[explained]), "csp header") == "content security policy header"


def test_a_curator_decides_between_two_meanings():
    two = [entry("harbor/a", "What is Domain Name System (DNS)?"), entry("harbor/b", "Which Domain Name Server (DNS)?")]
    assert unified(of(entries=two), "dns") == "dns"
    decided = book(abbreviations=[("Domain Name System", "Domain Name Server", "DNS")])
    assert unified(of(decided, entries=two), "dns, domain name servers") == "domain name system"


def test_words_count_for_those_only_who_may_see_the_folder():
    summit = book("summit", synonyms=[("printer", "copier")])
    staff = book("harbor", synonyms=[("printer", "copier")], visibility=Visibility.PARTNER)
    nda = book("harbor", synonyms=[("printer", "copier")], nda=True)
    for unseen in (summit, staff, nda):
        assert of(unseen).terms == ()
    assert unified(of(book("vendor", synonyms=[("printer", "copier")])), "copier") == "printer"


def test_the_askers_own_partner_is_heard_first():
    own, vendor = book("harbor", synonyms=[("invoice", "bill")]), book("vendor", synonyms=[("bill", "statement")])
    words = of(vendor, own)
    assert [unified(words, text) for text in ("bill", "statement", "invoice")] == ["invoice"] * 3
    other = Audience(("summit", "vendor"), Visibility.CUSTOMER)
    assert unified(of(vendor, own, audience=other), "bill statement") == "bill"


def test_neither_the_order_of_files_nor_of_entries_changes_anything():
    books = [book("vendor", synonyms=[("bill", "statement")]), LICENCES]
    entries = [entry(f"harbor/{n}", f"{text}?") for n, text in enumerate(("Service Level Agreement (SLA)", "b", "c"))]
    shuffled = random.Random(5).sample(entries, 3)
    assert of(*books, entries=entries).terms == of(*reversed(books), entries=shuffled).terms


def test_groups_in_a_circle_settle():
    circle = of(book(synonyms=[("one way", "two ways"), ("two ways back", "one way"), ("back", "two ways back")]))
    assert unified(circle, "two ways") == unified(circle, "one way")


def test_what_is_abbreviated_may_have_synonyms():
    words = of(book(abbreviations=[("virtual server", "VM")], synonyms=[("host", "virtual server", "virtual machine")]))
    assert [unified(words, text) for text in ("vm", "virtual machines", "virtual servers", "host")] == ["host"] * 4


def test_two_folders_that_say_it_the_other_way_round_agree():
    own = book(abbreviations=[("virtual server", "VM")], synonyms=[("invoice", "bill")])
    vendor = book("vendor", synonyms=[("VM", "virtual server"), ("bill", "invoice")])
    words = of(own, vendor)
    assert unified(words, "vm") == unified(words, "virtual server")
    assert unified(words, "bill") == unified(words, "invoice") == "invoice"


def test_a_flood_of_terms_is_bounded():
    begun = perf_counter()
    words = of(LICENCES).unify(("csp",) * 600 + ("x",), ("csp",) * 600 + ("x",), "en").words
    assert perf_counter() - begun < 0.05
    flood = tokens("csp then " * 400)
    assert of(LICENCES).unify(flood, flood, "en").words.count("provider") == MOST_READ
    assert words.count("provider") == 1


def test_without_terms_nothing_is_touched():
    typed = tokens("whatever stands here")
    assert Thesaurus().unify(typed, typed, "en") == (typed, typed, ())
