"""Slips of the fingers: what hands do on a keyboard is likelier than what they do not."""

import pytest

from knowledge.matching.query.edit_costs import edit_cost


@pytest.mark.parametrize("typed", ["watn", "wanr", "waant", "wan", "wsant"])
def test_two_keys_in_the_wrong_order_one_beside_twice_missed_and_one_more_are_one_slip(typed):
    assert edit_cost(typed, "want") == 1


def test_a_word_itself_takes_none():
    assert edit_cost("want", "want") == 0


def test_a_key_beside_is_hit_sooner_than_one_far_away():
    assert edit_cost("carf", "card") < edit_cost("carp", "card")
    assert edit_cost("cardf", "card") < edit_cost("cardp", "card")


def test_keys_are_beside_each_other_on_a_german_keyboard_too():
    assert edit_cost("lizfern", "liefern") > edit_cost("liwfern", "liefern") == edit_cost("bezahlem", "bezahlen")
    assert edit_cost("betahlen", "bezahlen") == edit_cost("bezahlem", "bezahlen")


@pytest.mark.parametrize(("typed", "meant"), [("calender", "calendar"), ("advise", "advice"), ("licenze", "license")])
def test_letters_that_sound_alike_are_one_slip(typed, meant):
    assert edit_cost(typed, meant) == 1


def test_the_first_letter_is_missed_less_often_than_others():
    assert edit_cost("ard", "card") > edit_cost("crd", "card")


def test_slips_add_up():
    assert edit_cost("acnncel", "cancel") == edit_cost("acncel", "cancel") + 1
