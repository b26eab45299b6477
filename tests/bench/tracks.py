"""Questions as people type them: misspelt, or thumbed on a phone. The same text and seed always give the same."""

import random
import re
from collections.abc import Callable

ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
SHORTEST = 4
"""Letters of a word from which it can be misspelt."""
WORD = re.compile(rf"[^\W\d_]{{{SHORTEST},}}")
SHORT = {
    "account": "acct", "and": "n", "are": "r", "because": "cuz", "before": "b4", "between": "btwn", "cannot": "cant",
    "for": "4", "good": "gd", "great": "gr8", "have": "hv", "information": "info", "later": "l8r", "maximum": "max",
    "message": "msg", "minimum": "min", "minutes": "mins", "month": "mth", "number": "nr", "password": "pw",
    "people": "ppl", "picture": "pic", "please": "pls", "see": "c", "someone": "sb", "something": "sth",
    "thank": "thx", "thanks": "thx", "the": "da", "though": "tho", "through": "thru", "to": "2", "today": "2day",
    "tomorrow": "tmrw", "tonight": "2nite", "want": "wanna", "week": "wk", "weeks": "wks", "with": "w",
    "without": "wout", "would": "wld", "year": "yr", "years": "yrs", "yesterday": "yday", "you": "u", "your": "ur",
}  # fmt: skip
"""What people write on a phone for a word."""
OFTEN = 0.5
"""How often a word with a short form is abbreviated, and how often a phone's question has a typo."""


def _near() -> dict[str, str]:
    near: dict[str, str] = {}
    for at, row in enumerate(ROWS):
        for place, key in enumerate(row):
            around = [row[max(place - 1, 0) : place], row[place + 1 : place + 2]]
            around += [other[max(place - 1, 0) : place + 1] for other in ROWS[at + 1 : at + 2]]
            around += [other[place : place + 2] for other in ROWS[max(at - 1, 0) : at]]
            near[key] = "".join(letter for letter in "".join(around) if letter.isalpha())
    return near


NEAR = _near()
"""The letters beside each key."""


def neighbour(letter: str, chance: random.Random) -> str:
    """Return a letter beside this one on the keyboard; the letter itself where it is on none."""
    return chance.choice(NEAR.get(letter.lower(), "") or letter)


def replaced(word: str, at: int, chance: random.Random) -> str:
    """Hit the key beside."""
    return word[:at] + neighbour(word[at], chance) + word[at + 1 :]


def added(word: str, at: int, chance: random.Random) -> str:
    """Hit the key beside as well."""
    return word[: at + 1] + neighbour(word[at], chance) + word[at + 1 :]


def dropped(word: str, at: int, chance: random.Random) -> str:
    """Miss the key."""
    return word[:at] + word[at + 1 :]


def doubled(word: str, at: int, chance: random.Random) -> str:
    """Hit the key twice."""
    return word[: at + 1] + word[at:]


def swapped(word: str, at: int, chance: random.Random) -> str:
    """Hit two keys in the wrong order."""
    at = min(at, len(word) - 2)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


EDITS = (replaced, added, dropped, doubled, swapped)


def misspell(text: str, edits: int, chance: random.Random) -> str:
    """Return the text with so many keyboard edits, each in a word of four letters or more; unchanged without one."""
    for _ in range(edits):
        words = list(WORD.finditer(text))
        if not words:
            break
        word = chance.choice(words)
        edit, at = chance.choice(EDITS), chance.randrange(len(word.group()))
        text = text[: word.start()] + edit(word.group(), at, chance) + text[word.end() :]
    return text


def clean(text: str, seed: int) -> str:
    return text


def typo(text: str, seed: int) -> str:
    """Return the text with one or two keyboard edits."""
    chance = random.Random(f"typo {seed} {text}")
    return misspell(text, chance.choice((1, 2)), chance)


def phone(text: str, seed: int) -> str:
    """Return the text without capitals and punctuation, with abbreviations, and in half of the cases with a typo."""
    chance = random.Random(f"phone {seed} {text}")
    bare = re.sub(r"[^\w\s]|_", " ", re.sub(r"['’]", "", text.lower()))
    words = [SHORT[word] if word in SHORT and chance.random() < OFTEN else word for word in bare.split()]
    return misspell(" ".join(words), int(chance.random() < OFTEN), chance)


TRACKS: dict[str, Callable[[str, int], str]] = {"clean": clean, "typo": typo, "phone": phone}
