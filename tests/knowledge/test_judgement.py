"""Judgements: what each says of an entry, and whose confidence may learn from it."""

from dataclasses import replace

import pytest

from knowledge.entry import Visibility
from knowledge.judgement import Judged, Judgement
from knowledge.people.audience import Audience
from tests.knowledge.matching.small import DESK, EVERYBODY, entry

RESET, INVOICE = DESK[:2]
PARTNERS_OWN = replace(entry("harbor/runbook", "How do I merge tenants?"), visibility=Visibility.PARTNER)


@pytest.mark.parametrize(
    ("judgement", "about", "expected"),
    [
        (Judgement("q", EVERYBODY, right=(RESET.name,)), RESET, True),
        (Judgement("q", EVERYBODY, right=(RESET.name,)), INVOICE, False),
        (Judgement("q", EVERYBODY, right=(RESET.name,)), PARTNERS_OWN, None),
        (Judgement("q", EVERYBODY, refused=(RESET.name,)), RESET, False),
        (Judgement("q", EVERYBODY, refused=(RESET.name,)), INVOICE, None),
    ],
)
def test_a_judgement_tells_of_what_its_asker_might_see_and_was_looked_at(judgement, about, expected):
    assert judgement.of(about) is expected


CUSTOMER = Audience(("harbor", "vendor"), Visibility.CUSTOMER)


@pytest.mark.parametrize(
    ("asked_by", "counts"),
    [
        (CUSTOMER, True),
        (Audience(("vendor",), Visibility.PUBLIC), True),
        (Audience(("harbor", "vendor"), Visibility.PARTNER), False),
        (Audience(("quay", "vendor"), Visibility.CUSTOMER), False),
        (Audience(("harbor", "vendor"), Visibility.CUSTOMER, nda=True), False),
    ],
)
def test_an_audience_learns_from_askers_who_see_no_more_than_it_does(asked_by, counts):
    judged = Judged((Judgement("q", asked_by, right=(RESET.name,)),), 0.8)
    assert bool(judged.for_audience(CUSTOMER).judgements) is counts
    assert judged.for_audience(CUSTOMER).target == 0.8
