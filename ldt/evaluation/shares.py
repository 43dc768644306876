"""Shares with exact intervals, and spreads, as records of a report."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from typing import Any

from proofs.confidence import clopper_pearson


def share_record(count: int, of: int) -> dict[str, Any]:
    """Return a count, what it is a count of, the share and its exact 95 % interval.

    >>> share_record(10, 10)["low"] > 0.69
    True
    """
    # The interval of what is rarer costs less, and says the same.
    low, high = clopper_pearson(min(count, of - count), of)
    if count > of - count:
        low, high = 1 - high, 1 - low
    return {"count": count, "of": of, "share": count / of if of else None, "low": low, "high": high}


def spread_record(values: Sequence[float]) -> dict[str, float | None]:
    """Return mean, median and 90th percentile (the smallest value that 9 of 10 do not exceed)."""
    if not values:
        return {"mean": None, "median": None, "p90": None}
    ordered = sorted(values)
    ninth = ordered[-(-9 * len(ordered) // 10) - 1]
    return {"mean": statistics.fmean(values), "median": statistics.median(ordered), "p90": ninth}
