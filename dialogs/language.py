"""Which of our languages a question is in, by its grammar words; the knowledge itself guesses from its entries only."""

from dialogs.wording import LANGUAGES
from knowledge.match import Finding, Verdict
from knowledge.matching.text import alike, tokens
from knowledge.matching.words import function_words

PLAIN = 2
"""Grammar words of one language, more than of any other, that settle it."""


def language_of(text: str, finding: Finding, before: str) -> str:
    """Give the language to go on in: the words' own, else that of what was found, else that spoken before."""
    language, ahead = by_grammar(text)
    if ahead >= PLAIN or (ahead and finding.verdict is Verdict.HANDOFF):
        return language
    return before if before and finding.verdict is Verdict.HANDOFF else finding.language


def by_grammar(text: str) -> tuple[str, int]:
    """Give the language with the most words that only it has for its grammar, and by how many it leads."""
    said = tokens(text)
    votes = {language: sum(alike(word, language) in own(language) for word in said) for language in LANGUAGES}
    best, second = sorted(votes, key=lambda language: -votes[language])[:2]
    return best, votes[best] - votes[second]


def own(language: str) -> frozenset[str]:
    """Give the grammar words of a language that no other has."""
    return function_words(language).difference(*(function_words(other) for other in LANGUAGES if other != language))
