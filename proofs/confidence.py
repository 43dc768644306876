"""Exact intervals for a measured share."""

from __future__ import annotations

import math
from collections.abc import Callable

HALVINGS = 60
"""Bisection steps: the ends are exact to the last digit of a float."""


def clopper_pearson(successes: int, trials: int, level: float = 0.95) -> tuple[float, float]:
    """Return the exact interval of a share.

    Source: C. J. Clopper and E. S. Pearson, Biometrika 26, 1934: the shares under which what was
    seen is not in either tail of probability (1 - level) / 2.

    >>> low, high = clopper_pearson(0, 10)
    >>> low, round(high, 4)
    (0.0, 0.3085)

    Raises:
        ValueError: there are not as many successes as trials at most.
    """
    if not 0 <= successes <= trials:
        message = f"expected 0 to {trials} successes, found {successes}"
        raise ValueError(message)
    tail = (1 - level) / 2
    low = 0.0 if not successes else _root(lambda p: 1 - _cdf(successes - 1, trials, p) > tail)
    high = 1.0 if successes == trials else _root(lambda p: _cdf(successes, trials, p) < tail)
    return low, high


def _cdf(most: int, trials: int, share: float) -> float:
    """Return the binomial probability of at most so many successes; terms by their logarithms."""
    if share in {0.0, 1.0}:
        return float(share == 0.0 or most >= trials)
    yes, no = math.log(share), math.log1p(-share)

    def logarithm(k: int) -> float:
        ways = math.lgamma(trials + 1) - math.lgamma(k + 1) - math.lgamma(trials - k + 1)
        return ways + k * yes + (trials - k) * no

    return math.fsum(math.exp(logarithm(k)) for k in range(most + 1))


def _root(above: Callable[[float], bool]) -> float:
    """Return where a statement about a share begins to be true."""
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if above(middle) else (middle, high)
    return high
