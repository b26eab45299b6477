"""The company that words keep: what stands beside a gap says what fits into it."""

from knowledge.matching.query.bigrams import ALONE, Bigrams

COMPANY = Bigrams([("the", "expiry", "date"), ("a", "diet", "plan"), ("a", "good", "diet", "plan")] * 5)


def test_a_word_fits_between_the_words_that_it_was_seen_between():
    assert COMPANY.fit("expiry", "date", "", 0.1) > COMPANY.fit("expiry", "diet", "", 0.1)
    assert COMPANY.fit("good", "diet", "plan", 0.1) > COMPANY.fit("good", "date", "plan", 0.1)


def test_neighbours_that_nobody_has_seen_say_nothing():
    assert COMPANY.fit("zebra", "date", "zoo", 0.1) == 0


def test_a_word_by_itself_has_no_bigrams():
    assert COMPANY.fit("", "date", "", 0.1) == 0


def test_a_word_is_known_beside_either_of_its_neighbours():
    assert COMPANY.knows("expiry", "date", "zoo")
    assert COMPANY.knows("zebra", "diet", "plan")
    assert not COMPANY.knows("zebra", "diet", "zoo")


def test_an_empty_company_says_nothing():
    assert ALONE.fit("the", "date", "", 0.1) == 0


def test_a_word_that_stands_nowhere_by_rule_fits_alike_everywhere():
    assert COMPANY.fit("a", "good", "diet", 0.0) == COMPANY.fit("the", "good", "", 0.0) == 0
