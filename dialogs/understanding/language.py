"""Which language a conversation goes on in, and what to say of an entry in another one."""

from functools import cache

from dialogs.languages import codes, written_in
from knowledge.entry import Entry
from knowledge.languages.language import load
from knowledge.match import Finding, Verdict
from knowledge.matching.query.text import alike, tokens
from knowledge.matching.query.words import primary, spelled

PLAIN = 2
"""Everyday words of one language, more than of any other, that settle it against the one spoken before."""


def language_of(text: str, finding: Finding, before: str) -> str:
    """Return the language to go on in: that of the question where its words leave no doubt, else that spoken before."""
    if finding.language_sure:
        return finding.language
    language, ahead = by_words(text)
    if ahead >= (PLAIN if before else 1) or (ahead and finding.verdict is Verdict.HANDOFF):
        return language
    return before or finding.language


def by_words(text: str) -> tuple[str, int]:
    """Return the language with the most everyday words that only it has, and by how many it leads."""
    said = tokens(text)
    votes = {language: sum(alike(word, language) in own(language) for word in said) for language in codes()}
    best, second = sorted(votes, key=lambda language: -votes[language])[:2]
    return best, votes[best] - votes[second]


@cache
def own(language: str) -> frozenset[str]:
    """Return the everyday words of a language that no other has."""
    plain = spelled(language) - load(language).words("homographs")
    return plain.difference(*(spelled(other) for other in codes() if other != language))


def other_language(spoken: str, entry: Entry) -> str | None:
    """Say which language the entry is in, as it stands in a sentence, where that is not the one spoken."""
    return None if primary(entry.language) == primary(spoken) else written_in(spoken, entry.language)
