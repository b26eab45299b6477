"""Twins: entries that say the same to whoever asks, and entries that nearly do."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from knowledge.entry import Entry
from knowledge.identity_cache import once
from knowledge.matching.query.text import tokens
from knowledge.matching.query.words import courtesies, grammar, replies

FEWEST_WORDS = 3
"""Different words of a subject from which an answer says something by itself."""
NEARLY = 92.0
"""The likeness of two answers, rapidfuzz token_sort_ratio 0 to 100, from which they nearly say the same."""
TELLING = 3
"""The rarest words of an answer that another has too; near ones have all of them but one in common."""
CROWD = 20
"""Entries with the same telling words above which nobody compares them: that is a template, not a twin."""
LOOKED_AT = 300
"""Characters of an answer in which its words are counted."""

_WORD = re.compile(r"\w+")


def same(entries: Iterable[Entry]) -> list[tuple[Entry, ...]]:
    """Return the groups of two or more entries with the same answer in the same language, in the order given."""
    by_hash: dict[tuple[str, int], list[Entry]] = defaultdict(list)
    for each in entries:
        by_hash[each.language, _answer_hash(each)].append(each)
    by_answer: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for each in chain.from_iterable(group for group in by_hash.values() if len(group) > 1):
        by_answer[each.language, plain(each.answer)].append(each)
    return [tuple(group) for group in by_answer.values() if len(group) > 1 and stands_alone(group[0].answer)]


@once
def _answer_hash(entry: Entry) -> int:
    return hash(plain(entry.answer))


def plain(answer: str) -> str:
    """Return an answer without what makes no difference to a reader: capitals, line breaks, a full stop at the end."""
    return " ".join(answer.casefold().split()).rstrip(". ")


def stands_alone(answer: str) -> bool:
    """Return whether an answer says something whatever was asked; "yes" and "not yet" do not."""
    words = tokens(answer[:LOOKED_AT])
    subject = set(words) - grammar() - courtesies()
    return len(subject) >= FEWEST_WORDS and words[0] not in replies("yes") | replies("no")


def near(entries: Sequence[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Yield pairs of entries in one language with nearly the same answer, the numbers in them included."""
    from rapidfuzz import fuzz

    for one, other in alike(entries):
        texts = plain(one.answer), plain(other.answer)
        if texts[0] == texts[1] or numbers(texts[0]) != numbers(texts[1]):
            continue
        if fuzz.token_sort_ratio(*texts, score_cutoff=NEARLY) and stands_alone(one.answer):
            yield one, other


def alike(entries: Sequence[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Yield pairs whose answers have their most telling words in common, all or all but one; each pair once."""
    bags = [frozenset(_WORD.findall(each.answer.casefold())) for each in entries]
    frequency = Counter(word for bag in bags for word in bag)
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, bag in enumerate(bags):
        shared = (word for word in bag if frequency[word] > 1)
        telling = sorted(shared, key=lambda word: (frequency[word], word))[:TELLING]
        for left_out in range(len(telling)):
            blocks[entries[place].language, *telling[:left_out], *telling[left_out + 1 :]].append(place)
    pairs = {(a, b) for block in blocks.values() if len(block) <= CROWD for b in block for a in block if a < b}
    yield from ((entries[a], entries[b]) for a, b in sorted(pairs))


def numbers(text: str) -> list[str]:
    """Return the numbers in a text: two opening hours may differ in nothing else."""
    return re.findall(r"\d+", text)
