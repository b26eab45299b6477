"""Why an answer was given, read from what was stored, also by a Spot that stored less."""

from bot.console.pages.explanation import candidate, read_as

STORED = {
    "entry": "vendor/reset",
    "channels": {"words": 0.8, "fuzzy": 0.9},
    "shares": {"words": 3.0, "coverage": 1.0},
    "words": ["reset"],
    "pairs": [["nicked", "stolen", 0.62]],
    "missing": ["elevator"],
}


def test_the_channels_of_the_best_are_parts_of_the_score():
    found = candidate(STORED, "said")
    assert (found.parts, found.channels) == (True, (("words", 0.75), ("coverage", 0.25)))
    assert (found.pairs, found.missing) == ((("nicked", "stolen"),), ("elevator",))


def test_a_candidate_stored_without_parts_shows_what_each_channel_said():
    found = candidate({"entry": "vendor/reset", "channels": {"words": 0.8, "fuzzy": 0.9}}, "")
    assert (found.parts, found.channels) == (False, (("fuzzy", 0.9), ("words", 0.8)))
    assert (found.pairs, found.missing) == ((), ())


def test_what_was_misspelt_and_what_stands_for_something_are_told_together():
    assert read_as({"corrections": [["pasword", "password"]], "taken": [["sso", "single sign on"]]}) == [
        ["pasword", "password"],
        ["sso", "single sign on"],
    ]
    assert read_as({}) == []
