"""Every threshold and every tuned number of matching, with what it does and how it was found; nothing is computed here.

The numbers were chosen by cross-validation over the phrasings of several bases; docs/matching.md says how, and with
which command each figure is printed.
"""

# Verdicts.
ANSWER = 0.9
"""The confidence from which Spot speaks alone; an entry may demand its own."""
CLARIFY = 0.5
"""The confidence that the right entry is among the offered ones from which Spot offers them."""
OFFERED = 3
"""Entries that a did-you-mean offers at most."""
PLAUSIBLE = 0.05
"""The part of the winner's confidence below which a runner-up is not offered."""
COMPOUND = 4
"""Letters from which a word inside another counts as common: `printer` in `printers`, `Drucker` in `Druckerpatrone`."""
WHOLE = 0.98
"""The coverage of a question from which an entry has all its words."""

# Evidence.
SHORTLISTED = 40
"""Entries that are compared closely."""
SLIGHT = 0.2
"""What a function word counts against a word of its own subject, in coverage and agreement."""
MARGIN_LIMIT = 6.0
"""The log ratio of the best two chances above which it says no more."""

# The classifier.
CLASSIFIED = 3_000
"""Phrasings above which no classifier is fitted: its kernel is dense."""
WORDS_SHARE = 0.3
"""The part of word cosines in the kernel; the rest is character cosines."""
POWER = 1.5
"""The power of the kernel, which asks for several things alike at once; tests/bench/kernels.py prints its worth."""
RIDGE = 0.5
"""What is added to the kernel's diagonal; from 0.2 to 2 it matters little."""
FOLDS = 5
LINEAR = 20_000
"""Phrasings up to which a base too large for the kernel has linear machines instead."""
LINEAR_CELLS = 30_000_000
"""Features times entries above which there is none: its weights would take more memory than they are worth."""
LINEAR_SOFTNESS = 3.0
"""What a phrasing on the wrong side costs; 1 is as good."""
LINEAR_ROUNDS, LINEAR_ROUNDS_HELD_OUT = 6, 3
"""Rounds over the phrasings: of the fit, and, begun where it ended, without a fold of them."""

# What a base learns from itself.
ENOUGH = 150
"""Phrasings asked out of fold from which a base's confidence counts as learned from itself."""
CHANNEL_STRENGTH = 0.05
"""How firmly learned channel weights are held to the shipped ones."""
SIGNAL_STRENGTH = 100.0
"""How firmly learned confidence is held to the shipped one, in questions' worth of evidence: small bases overrate
themselves without."""
ABSENT = 1.0
"""What a question counts whose right entry was taken away, against one that has it."""
REWORDED = 500
"""Phrasings that are asked in slightly other words, about, at most."""
REWORDED_IMPORTANCE = 6.0
"""Phrasings an entry, on average, from which reworded ones count less: the others are reworded enough."""
ELSEWHERE_IMPORTANCE = 0.15
"""What questions that nobody answers count all together, against all the others."""
COINCIDENCE = 0.6
"""The agreement from which something that nobody answers is taken to be answered by this base after all."""
FRAMED, UNFRAMED, SHORTENED = 0.5, 0.5, 0.3
"""How often rewording puts a beginning in front, drops a function word, drops a word of a longer subject."""

# What judged questions make of a confidence; tests/bench/calibration.py prints what it is worth.
JUDGED_ENOUGH = 50
"""Judgements of leads from which they are preferred to what a base taught itself."""
JUDGED_MOST = 1_000
"""The newest judgements that an audience learns from."""
CONFIRMED_IMPORTANCE = 0.25
"""What a customer's yes counts in the curve, against a lead's judgement."""
CURVE_SLOPE = 0.85
"""What a stated confidence's log odds are worth as a rule: bases overrate how well they tell right from wrong."""
CURVE_STRENGTH = {"slope": 60.0, "height": 1.0, "signal": 50.0}
"""How firmly the curve is held to that slope, to its height, and to leaving the signals alone, in judgements' worth."""
CURVE_COUNTS = 1.0
"""How many judged answers the curve's own expectation counts as, for each judgement that it was learned from."""
BOUND = 1.2816
"""Standard deviations of the lower bound that a threshold rests on: one-sided, nine in ten."""
LEAST_TO_ANSWER = 0.5
"""The confidence below which nothing is answered alone, however many of the others are right."""

# The question's language.
GRAMMAR, OWN, EVERYDAY = 1.0, 0.8, 0.5
"""What a word counts that is a function word, a word of the base's entries, an everyday word of a language."""
LOOK = 0.8
"""What a word counts at most that no list and no entry has, by the likeness of its letters to a language's words."""
LOOK_SMOOTHING = 300.0
"""Character n-grams' worth of what is usual in all languages that each language's own are held to."""
PLAIN = 2
"""Grammar words beyond those of the base's languages that settle that a question is in none of them."""

# The extra.
SPOKEN = 1_000
"""Code points of a text that an encoder reads: 13 ms of them; the rest is ignored."""
ENCODED = 20_000
"""Phrasings above which a base goes without the extra: at half a millisecond each they would take ten seconds."""
TOGETHER = 32
"""Phrasings that are encoded in one go, so that no question waits longer than 20 ms behind them."""
PLACES = 32
"""Texts that may wait to be encoded; another one goes without."""
PATIENCE, LEARNING_PATIENCE = 1.0, 60.0
"""Seconds that a question waits for its vector before it goes without, and that learning waits for a batch."""
CACHED_VECTORS = 50_000
"""Vectors of phrasings that are kept on disk, a kilobyte each."""

# Shipped weights, as tests/bench/shipped.py prints them; it says on what they were learned.
SIGNAL_MEAN = (-0.735, 2.94, -1.36, 0.293, 0.517, 0.402, 0.459, 0.534, 0.639, 1.92)
SIGNAL_SPREAD = (0.852, 2.41, 1.25, 0.208, 0.253, 0.249, 0.316, 0.363, 0.362, 0.628)
SHIPPED = {
    "channels": (4.91, 0, 6.58, 0, 1.2, 5.48, 0.499, 0),
    "free": (0.446, 1.02, 0.146, 0.609, -0.0883, -0.0942, 0.963, 0.0379, 0.0208, 0.329, 0.243),
    "positive": (0.437, 1.01, 0.151, 0.511, 0, 0, 0.881, 0.0459, 0.0473, 0.335, 0.243),
    "among": (0.0267, 0.323, 0.64, 0.542, 0.131, 0, 0.955, 0, 0.131, 0.208, 0.746),
}
"""For a base that says little by itself yet."""
SHIPPED_LARGE = {
    "channels": (0, 0, 8.55, 0.228, 1.79, 6.65, 0.634, 0.329),
    "free": (0.429, 1.04, 0.21, -0.129, 0.446, 0.0973, 0.723, 0.159, 0.0258, 0.42, 0.0914),
    "positive": (0.429, 1.04, 0.21, 0, 0.446, 0.0973, 0.723, 0.159, 0.0258, 0.42, 0.273),
    "among": (0.00297, 0.407, 0.731, 0, 0.557, 0.0117, 0.896, 0, 0.115, 0.252, 0.731),
}
"""For a base too large for the classifier."""
