"""The figures a matcher is judged by, from confidences and what was right; plain arithmetic."""

from collections.abc import Iterable, Sequence

PRECISION = 0.95
FEWEST = 20
"""Answers below which a precision says nothing."""


def coverage_at_precision(answers: Sequence[tuple[float, bool]]) -> float:
    """Return the share of all questions that can be answered, most confident first, with at least 95 % right.

    `answers` has one pair of confidence and rightness a question, those that nobody can answer included. The longest
    prefix of at least 20 counts; equal confidences are taken together or not at all.
    """
    ranked = sorted(answers, key=lambda answer: -answer[0])
    right, longest = 0, 0
    for count, (confidence, is_right) in enumerate(ranked, start=1):
        right += is_right
        ends = count == len(ranked) or ranked[count][0] != confidence
        if ends and count >= FEWEST and right >= PRECISION * count:
            longest = count
    return longest / len(ranked) if ranked else 0.0


def area_under_curve(inside: Iterable[float], outside: Iterable[float]) -> float | None:
    """Return the chance that a question in scope has the higher confidence of two (AUROC); ties count half."""
    inside = list(inside)
    ranked = sorted([(value, True) for value in inside] + [(value, False) for value in outside])
    strangers = len(ranked) - len(inside)
    if not inside or not strangers:
        return None
    ranks, first = 0.0, 0
    while first < len(ranked):
        last = first
        while last < len(ranked) and ranked[last][0] == ranked[first][0]:
            last += 1
        ranks += sum(known for _, known in ranked[first:last]) * (first + last + 1) / 2
        first = last
    return (ranks - len(inside) * (len(inside) + 1) / 2) / (len(inside) * strangers)
