"""Hear a question: guess its language, put its spelling right, and have it encoded where there is the extra."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from knowledge.match import Encoding
from knowledge.matching.encoder.query_vectors import stored, vector_of
from knowledge.matching.encoder.semantic_extra import SemanticExtra
from knowledge.matching.index import Floats
from knowledge.matching.query.encoder_text import spellings
from knowledge.matching.query.language import LanguageGuess, Languages
from knowledge.matching.query.spelling import Speller
from knowledge.matching.query.text_parsing import ParsedText, understand
from knowledge.matching.query.thesaurus import Thesaurus
from knowledge.matching.query.words import function_words

Encode = Callable[[str], Floats | None]


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A question as a view understood it."""

    reading: ParsedText
    guess: LanguageGuess
    encoding: Encoding | None = None
    """Its vector as it is written down; None without the extra."""


class QueryParser:
    """What a view hears questions with."""

    def __init__(
        self, languages: Languages, speller: Speller, thesaurus: Thesaurus, extra: SemanticExtra | None
    ) -> None:
        self._languages = languages
        self._speller = speller
        self._thesaurus = thesaurus
        self._extra = extra

    def parse(self, text: str, words: tuple[str, ...], before: Encoding | None = None) -> ParsedQuery | None:
        """Understand a text that means these words; None where the extra should encode it and cannot.

        A question that this encoder encoded before keeps the vector it had. A text in a language that the base does
        not have and the encoder has is read in that: its words are no misspelling of the base's.
        """
        guess = self._languages.guess(words)
        if self._extra is None:
            return ParsedQuery(self._at_home(words, guess), guess)
        if guess.asked in self._extra.languages.difference(self._languages.known):
            reading = understand(words, guess.asked)
        else:
            reading = self._at_home(words, guess)
        if before and before.encoder == self._extra.name:
            return ParsedQuery(replace(reading, vector=vector_of(before)), guess, before)
        vector = self._extra.question(*spellings(text, self._as_encoded(words, guess, reading)))
        if vector is None:
            return None
        return ParsedQuery(replace(reading, vector=vector), guess, stored(self._extra.name, vector))

    def read(self, words: tuple[str, ...]) -> ParsedText:
        """Understand words in the likeliest of the base's languages, without the extra."""
        return self._at_home(words, self._languages.guess(words))

    def _as_encoded(self, words: tuple[str, ...], guess: LanguageGuess, reading: ParsedText) -> ParsedText:
        """Return the reading that is encoded: uncorrected where no word of grammar says that it is this language."""
        unsure = guess.asked is None and function_words(guess.language).isdisjoint(words)
        return understand(words, guess.language) if unsure else reading

    def _at_home(self, words: tuple[str, ...], guess: LanguageGuess) -> ParsedText:
        return understand(words, guess.language, self._speller, self._thesaurus)
