"""A language is two folders: this says what is missing from them, key by key and placeholder by placeholder."""

import string
from collections.abc import Iterable, Iterator, Mapping

import pytest

from dialogs.languages import codes, part, parts
from dialogs.understanding.understand import Intent
from knowledge.languages import language as knowledge

OTHERS = [code for code in codes() if code != "en"]
SAID = ("sentences", "webchat", "console")
TABLES = ("asked", "columns", "headings", "languages", "replies")
"""Lists with a key in front of each line."""
MAY_BE_EMPTY = {"homographs"}


def missing(code: str) -> Iterator[str]:
    """Yield what a language lacks beside English, or has too much, each as a sentence."""
    yield from lacking_lists(knowledge.load("en"), knowledge.load(code))
    folder = f"dialogs/languages/{code}"
    for name in sorted(parts("en") - parts(code)):
        yield f"{folder}/{name}.py is missing"
    for name in sorted({*SAID} & parts(code)):
        yield from lacking(f"{folder}/{name}.py", part("en", name).SENTENCES, part(code, name).SENTENCES)
    if "phrases" in parts(code):
        own, english = part(code, "phrases"), part("en", "phrases")
        names = [name for name in vars(english) if name.isupper()]
        yield from (f"{folder}/phrases.py: {name} is missing" for name in names if not hasattr(own, name))
        yield from unlike(f"{folder}/phrases.py: TEMPLATES", english.TEMPLATES, own.TEMPLATES)


def lacking_lists(english: knowledge.Language, own: knowledge.Language) -> Iterator[str]:
    """Yield the lists that a language lacks, and the keys that its tables lack."""
    folder = f"knowledge/languages/{own.code}"
    yield from (f"{folder}/{kind}.txt is missing" for kind in english.lists if kind not in own.lists)
    yield from (
        f"{folder}/{kind}.txt is empty" for kind in own.lists if kind not in MAY_BE_EMPTY and not own.lines(kind)
    )
    for kind in TABLES:
        if kind in own.lists:
            keys = [key for key in english.table(kind) if not key.startswith("weak.")]
            has = [key.removeprefix("weak.") for key in own.table(kind)]
            yield from unlike(f"{folder}/{kind}.txt", keys, has)


def lacking(file: str, english: Mapping[str, str], own: Mapping[str, str]) -> Iterator[str]:
    """Yield the sentences that are missing, and those that are filled otherwise than in English."""
    yield from unlike(file, english, own)
    for key in english:
        wanted, has = holes(english[key]), holes(own.get(key, english[key]))
        if wanted != has:
            yield f"{file}: {key} is filled with {told(has)}, in English with {told(wanted)}"


def unlike(file: str, english: Iterable[str], own: Iterable[str]) -> Iterator[str]:
    """Yield the keys that are missing, and those that English does not have."""
    wanted, has = dict.fromkeys(english), dict.fromkeys(own)
    yield from (f"{file}: {key} is missing" for key in wanted if key not in has)
    yield from (f"{file}: {key} is not one of English" for key in has if key not in wanted)


def holes(sentence: str) -> set[str]:
    """Return the names of what fills a sentence."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def told(names: set[str]) -> str:
    """Return names as a message says them."""
    return " and ".join(f"{{{name}}}" for name in sorted(names)) or "nothing"


@pytest.mark.parametrize("code", OTHERS)
def test_nothing_is_missing_from_a_language(code):
    found = list(missing(code))
    assert not found, "\n".join(["a language is incomplete:", *found])


def test_a_language_has_a_folder_in_both_rooms():
    assert codes() == knowledge.codes()


def test_what_is_missing_is_said_key_by_key_and_placeholder_by_placeholder():
    english = {"opened": "Case {number} is open.", "thanks": "You are welcome."}
    assert list(lacking("xx/sentences.py", english, {"opened": "Avoin: {numero}.", "kiitos": "Kiitos."})) == [
        "xx/sentences.py: thanks is missing",
        "xx/sentences.py: kiitos is not one of English",
        "xx/sentences.py: opened is filled with {numero}, in English with {number}",
    ]
    own = knowledge.Language("xx", {"replies": ("yes: joo",), "common": ()})
    listed = knowledge.Language("en", {"replies": ("yes: yes", "no: no"), "common": ("a",), "frames": ("can i",)})
    assert list(lacking_lists(listed, own)) == [
        "knowledge/languages/xx/frames.txt is missing",
        "knowledge/languages/xx/common.txt is empty",
        "knowledge/languages/xx/replies.txt: no is missing",
    ]


@pytest.mark.parametrize("code", codes())
def test_every_intent_has_phrases(code):
    assert part(code, "phrases").TEMPLATES.keys() == {intent.value for intent in Intent}
