"""How far a figure may be off: 95 % intervals of shares, means and quantiles; plain arithmetic."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, stdev

LEVEL = 0.95
"""The confidence of every interval."""
FEW = 10
"""Fewer than so many say little: they are marked, and a mean of them has no interval."""
_Z = 1.959963984540054
"""The normal distribution's quantile of 0.975."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % interval; None where the values are too few to say how far that end may lie."""

    low: float | None
    high: float | None


def of_share(count: int, of: int) -> Interval | None:
    """Return the interval of a share seen in so many (Wilson's score interval, 1927); None where there are none.

    It stays within 0 and 1 and is sound for few and for extreme shares: Brown, Cai and DasGupta, Interval Estimation
    for a Binomial Proportion, Statistical Science 16 (2001).
    """
    if of == 0:
        return None
    share = count / of
    middle = share + _Z**2 / (2 * of)
    width = _Z * math.sqrt(share * (1 - share) / of + (_Z / (2 * of)) ** 2)
    low, high = (middle - width) / (1 + _Z**2 / of), (middle + width) / (1 + _Z**2 / of)
    return Interval(max(0.0, low) if count else 0.0, min(1.0, high) if count < of else 1.0)


def of_mean(values: Sequence[float]) -> Interval | None:
    """Return the interval of a mean (Student's t, 1908); None for fewer than ten values, which it would flatter."""
    if len(values) < FEW:
        return None
    mean, width = fmean(values), t_quantile(len(values) - 1) * stdev(values) / math.sqrt(len(values))
    return Interval(mean - width, mean + width)


def t_quantile(freedom: int) -> float:
    """Return Student's t of 0.975 for nine degrees of freedom and more, to three digits.

    It is the expansion 26.7.5 of Abramowitz and Stegun, Handbook of Mathematical Functions (1964).
    """
    z = _Z
    terms = (
        z,
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return sum(term / freedom**power for power, term in enumerate(terms))


def quantile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that at least this share of all do not exceed: one of the values, never between two."""
    return sorted(values)[max(math.ceil(share * len(values) - 1e-9), 1) - 1]


def of_quantile(values: Sequence[float], share: float) -> Interval | None:
    """Return the interval of a quantile between two of the values, whatever their distribution; None for no values.

    Its ends are order statistics: the binomial distribution says how many values lie below the quantile (Hahn and
    Meeker, Statistical Intervals, 1991, section 5.2). An end is None where even the outermost value is not far enough.
    """
    if not values:
        return None
    ordered, tail = sorted(values), (1 - LEVEL) / 2
    below, low, high = 0.0, 0, len(values) + 1
    for rank in range(1, len(values) + 1):
        below += _binomial(rank - 1, len(values), share)
        if below <= tail:
            low = rank
        if below >= 1 - tail:
            high = rank
            break
    return Interval(
        ordered[low - 1] if low else None,
        ordered[high - 1] if high <= len(values) else None,
    )


def _binomial(count: int, of: int, share: float) -> float:
    ways = math.lgamma(of + 1) - math.lgamma(count + 1) - math.lgamma(of - count + 1)
    return math.exp(ways + count * math.log(share) + (of - count) * math.log1p(-share))
