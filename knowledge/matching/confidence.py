"""Every threshold and every tuned number of matching, with what it does and how it was found; nothing is computed here.

The numbers were chosen by cross-validation over the phrasings of several bases; docs/matching-measured.md
says how, and with which command each figure is printed.
"""

# Verdicts.
ANSWER = 0.9
"""The confidence from which Spot speaks alone; an entry may demand its own."""
CLARIFY = 0.35
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
"""What a function word counts against a word of its own subject, in coverage and alignment."""
MARGIN_LIMIT = 6.0
"""The log ratio of the best two chances above which it says no more."""

# Spelling: logs of how likely what was typed is, as docs/matching.md explains.
SLIP = 8.0
"""What each slip of the fingers takes off: one of three thousand words has just this one."""
BEGUN = 0.25
"""Slips that another first letter counts besides: people look at the beginning."""
UNLIKELY = 1.5
"""Slips that an edit counts which no neighbouring key, no sound and no doubled letter explains."""
STRANGE, STRANGE_LETTER = 3.0, 4.2
"""What takes off a word, and each of its letters, to be a name or a word that neither base nor table has."""
AT_LARGE = 0.2
"""What a word's share of what people say at large counts beside its share of the base."""
FEW = 300
"""Words that a base is thought to have besides, so that a small one does not make much of what it says a few times."""
COMPANY = 40.0
"""How often a word must have been seen for its own neighbours to count as much as what is usual everywhere."""

# Meaning.
COMMON_MEANING = 0.5
"""The part of a base's mean vector that is taken off every text: what all its phrasings are about says nothing."""
ALIKE, NEARLY = 0.2, 0.9
"""The cosine of two words from which they count as alike, and what the likest two words count that share no stem."""
TOLD = 0.2
"""How alike two words are that share no stem, for an explanation to name them."""

# The classifier.
CLASSIFIED = 3_000
"""Phrasings above which no kernel is fitted, because it is dense, and only candidates are compared."""
WORDS_SHARE = 0.3
"""The part of word cosines in the kernel's lexical part; the rest is character cosines."""
MEANING_SHARE, ALIGNED_SHARE = 0.4, 0.45
"""The parts of the meaning's cosines and of the alignment in the kernel; the rest is lexical."""
ENCODED_SHARES, ENGLISH_ENCODED_SHARES = (0.65, 0.2), (0.83, 0.1)
"""The same two where an encoder has its part in the meaning, and where an encoder of English has."""
POWER = 1.75
"""The power of the kernel, which asks for several things alike at once.

tests/bench/trials/kernels.py prints its worth.
"""
RIDGE = 0.5
"""What is added to the kernel's diagonal; from 0.2 to 2 it matters little."""
FOLDS = 10
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
SIGNAL_STRENGTH = 50.0
"""How firmly learned confidence is held to the shipped one, in questions' worth of evidence: small bases overrate
themselves without."""
ABSENT = 1.0
"""What a question counts whose right entry was taken away, against one that has it."""
PRACTISED = 3_000
"""Phrasings that are asked out of fold, about, at most."""
REWORDED = 500
"""Phrasings that are asked in slightly other words, about, at most."""
REWORDED_IMPORTANCE = 6.0
"""Phrasings an entry, on average, from which reworded ones count less: the others are reworded enough."""
ELSEWHERE_IMPORTANCE = 0.15
"""What questions that nobody answers count all together, against all the others."""
COINCIDENCE = 0.7
"""The alignment from which something that nobody answers is taken to be answered by this base after all."""
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

# A message that goes on from an answer.
CONTEXT_ANSWER = 0.7
"""The confidence from which a follow-up of the last answer is spoken; its being one speaks for it already."""
CONTEXT_SHARE = 0.6
"""The share of what the message is about that a follow-up must have in words to be thought of at all."""
CONTEXT_GRAMMAR = 4
"""Words of grammar that a message of nothing else, such as "how long does that take", must share with the base."""

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
ENCODED = 0.9
"""The part of the encoder's cosine in the meaning; the rest is the word table's, where it knows both texts."""
ENGLISH_ENCODED = 2 / 3
"""The part that an encoder of English has in the cosine of English texts, beside one of many languages."""
CORRECTED = 2 / 3
"""What a question spelt right counts where its encoder reads it as typed too."""
SPOKEN = 1_000
"""Code points of a text that an encoder reads: 13 ms of them; the rest is ignored."""
CROSSED = 1.0
"""The part of the meaning that stands for words in common with a phrasing in another language than the question's."""
RELATED = 0.45
"""The meaning from which an entry that shares no word with the question may still be offered."""
TOGETHER = 32
"""Phrasings that are encoded in one go, so that no question waits longer than 20 ms behind them."""
PLACES = 32
"""Texts that may wait to be encoded; another one goes without."""
PATIENCE, LEARNING_PATIENCE = 1.0, 60.0
"""Seconds that a question waits for its vector before it goes without, and that learning waits for a batch."""
CACHED_VECTORS = 50_000
"""Vectors of phrasings that are kept on disk, a kilobyte each."""

# Shipped weights, as tests/bench/trials/shipped.py prints them; it says on what they were learned.
SIGNAL_MEAN = (-0.603, 3.05, -1.17, 0.302, 0.483, 0.376, 0.569, 0.495, 0.516, 0.407, 0.639, 1.92)
SIGNAL_SPREAD = (0.735, 2.4, 1.16, 0.244, 0.287, 0.267, 0.273, 0.3, 0.375, 0.23, 0.361, 0.63)
SHIPPED = {
    "channels": (4.18, 0, 0.629, 0.803, 0.458, 2.21, 6.09, 3.37, 0, 0, 0),
    "free": (0.469, 0.898, 0.0753, 0.545, 0.169, 0.128, 0.0362, 0.422, -0.256, 0.568, -0.0794, 0.00114, 0.541),
    "positive": (0.43, 0.967, 0.102, 0.487, 0.0709, 0.159, 0.0406, 0.177, 0, 0.54, 0, 0.0852, 0.509),
    "among": (0.0256, 0.357, 0.579, 0.293, 0.116, 0.104, 0.163, 0.105, 0, 0.884, 0, 0, 0.937),
}
"""For a base that says little by itself yet."""
SHIPPED_LARGE = {
    "channels": (0, 0.148, 0.995, 1.3, 0.0264, 2.78, 6.53, 4.59, 0, 0, 0),
    "free": (0.331, 0.995, 0.224, -0.208, 0.151, 0.106, 0.295, 0.572, -0.161, 0.599, -0.109, 0.0702, 0.168),
    "positive": (0.31, 1.04, 0.25, 0, 0.0763, 0.138, 0.286, 0.36, 0, 0.555, 0, 0.13, 0.407),
    "among": (0, 0.411, 0.65, 0, 0.122, 0.0885, 0.314, 0.205, 0, 0.845, 0, 0, 0.746),
}
"""For a base too large for the classifier."""
SHIPPED_ENCODED = {
    "channels": (5.75, 0, 0, 0, 0, 0, 8.25, 4.51, 0.745, 0.512, 0),
    "free": (0.335, 0.865, 0.296, 0.476, 0.224, 0.0493, 0.0141, 0.467, -0.152, 0.493, -0.049, -0.0539, 0.602),
    "positive": (0.302, 0.908, 0.323, 0.456, 0.17, 0.0646, 0.0914, 0.309, 0, 0.399, 0, 0, 0.585),
    "among": (0, 0.394, 0.696, 0.307, 0.22, 0, 0.15, 0.337, 0, 0.596, 0, 0, 1),
}
"""For a base that says little by itself yet, with the extra."""
