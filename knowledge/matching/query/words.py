"""Words that matching treats apart: courtesies, function words and everyday words, from `knowledge/languages/`."""

from functools import cache

from knowledge.languages.language import codes, every, load, others


@cache
def courtesies() -> frozenset[str]:
    """Return the words that are only polite, wherever they stand."""
    return frozenset().union(*(language.words("courtesies") for language in every()))


@cache
def phrases(kind: str) -> frozenset[tuple[str, ...]]:
    """Return the phrases of a list: `greetings`, `closings`, `signings`, `addressees` or `mailers`."""
    return frozenset().union(*(language.phrases(kind) for language in every()))


@cache
def function_words(language: str) -> frozenset[str]:
    """Return the words that carry grammar rather than a subject; they count little in what a question is about."""
    return load(language).words("function") or frozenset(others("function").get(primary(language), ()))


@cache
def plain_function_words(language: str) -> frozenset[str]:
    """Return the function words that are no word of another language: French has `comment`, `car` and `plus`."""
    return function_words(language) - load(language).words("homographs")


@cache
def spelled(language: str) -> frozenset[str]:
    """Return the words known to be spelled right whatever a knowledge base holds."""
    return function_words(language) | load(language).words("common")


@cache
def grammar() -> frozenset[str]:
    """Return the words that are function words wherever they stand, of all listed languages."""
    return frozenset().union(*map(plain_function_words, codes()))


@cache
def everyday() -> frozenset[str]:
    """Return the words of all listed languages that are known to be spelled right."""
    return frozenset().union(*map(spelled, codes()))


@cache
def connectors() -> frozenset[str]:
    """Return the small words inside a name or a role: `Head of Finance`."""
    return frozenset().union(*(language.words("connectors") for language in every()))


@cache
def replies(kind: str) -> frozenset[str]:
    """Return the words, folded, that say `yes` or `no` in any language."""
    listed = frozenset().union(*(language.table("replies").get(kind, ()) for language in every()))
    return listed.union(others("replies").get(kind, ()))


@cache
def polite() -> frozenset[str]:
    """Return the words without one of which a text has no greeting, thanks or signature in it."""
    listed = [phrase for kind in ("greetings", "closings", "signings", "mailers") for phrase in phrases(kind)]
    return courtesies() | {next((word for word in phrase if word not in grammar()), phrase[0]) for phrase in listed}


def elsewhere(language: str) -> tuple[str, ...]:
    """Return things people say that no support knowledge base answers."""
    return load(language).lines("elsewhere")


def primary(language: str) -> str:
    """Return the language without its region: `de` for `de-at`."""
    return language.partition("-")[0]
