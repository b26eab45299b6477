"""How like a question is to what is known: the nearest of several, quick enough to be asked with every question."""

import time

import pytest

from knowledge.improve.likeness import nearest

PORTAL = [("I cannot sign in to the portal", "en"), ("sign-in to the customer portal fails with an error", "en")]
OVENS = [("The ovens show error 7", "en")]


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ("cannot log in to the portal", 0),
        ("sign in fails", 0),
        ("my oven shows error 7", 1),
        ("how do I reset my password", None),
        ("how do I add a user to the portal", None),
        ("where is my invoice", None),
        ("", None),
        ("?!", None),
    ],
)
def test_the_one_that_is_meant_is_found_and_nothing_else(asked, place):
    found = nearest((asked, "en"), [PORTAL, OVENS])
    assert (found[0] if found else None) == place


def test_nothing_known_is_like_nothing():
    assert nearest(("my oven shows error 7", "en"), []) is None


def test_it_costs_little_once_it_is_known():
    known = [[(f"the {thing} number {place} is broken", "en")] for thing in ("oven", "till") for place in range(150)]
    nearest(("the till is broken", "en"), known)
    began = time.process_time()
    for _ in range(20):
        nearest(("my till broke", "en"), known)
    assert time.process_time() - began < 1.0
