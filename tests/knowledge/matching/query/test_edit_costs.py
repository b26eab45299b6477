"""Slips of the fingers: what hands do on a keyboard is likelier than what they do not."""

import pytest

from knowledge.matching.query.edit_costs import slips


@pytest.mark.parametrize("typed", ["watn", "wanr", "waant", "wan", "wsant"])
def test_two_keys_in_the_wrong_order_one_beside_twice_missed_and_one_more_are_one_slip(typed):
    assert slips(typed, "want") == 1


def test_a_word_itself_takes_none():
    assert slips("want", "want") == 0


def test_a_key_beside_is_hit_sooner_than_one_far_away():
    assert slips("carf", "card") < slips("carp", "card")
    assert slips("cardf", "card") < slips("cardp", "card")


def test_keys_are_beside_each_other_on_a_german_keyboard_too():
    assert slips("lizfern", "liefern") > slips("liwfern", "liefern") == slips("bezahlem", "bezahlen")
    assert slips("betahlen", "bezahlen") == slips("bezahlem", "bezahlen")


@pytest.mark.parametrize(("typed", "meant"), [("calender", "calendar"), ("advise", "advice"), ("licenze", "license")])
def test_letters_that_sound_alike_are_one_slip(typed, meant):
    assert slips(typed, meant) == 1


def test_the_first_letter_is_missed_less_often_than_others():
    assert slips("ard", "card") > slips("crd", "card")


def test_slips_add_up():
    assert slips("acnncel", "cancel") == slips("acncel", "cancel") + 1
