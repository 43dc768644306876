"""Calibration: how often what is called likely is true."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

BINS = 10


class Calibration:
    """Probabilities in bins of equal width, against what was true.

    The expected calibration error is the mean over all that was said of the distance, within its
    bin, between the mean probability and the share that was true (Naeini et al., AAAI 2015).
    """

    def __init__(self) -> None:
        self.counts = np.zeros(BINS)
        self.said = np.zeros(BINS)
        self.true = np.zeros(BINS)

    def see(self, probability: NDArray[np.float32], true: NDArray[np.bool_]) -> None:
        """Count probabilities and whether each was of something true; both of one shape [any]."""
        own = np.minimum((probability * BINS).astype(np.int64), BINS - 1)
        self.counts += np.bincount(own, minlength=BINS)
        self.said += np.bincount(own, probability, BINS)
        self.true += np.bincount(own, true, BINS)

    @property
    def error(self) -> float | None:
        """The expected calibration error, None where nothing was said."""
        if not self.counts.any():
            return None
        return float(np.abs(self.said - self.true).sum() / self.counts.sum())

    def record(self) -> dict[str, Any]:
        """Return the error and the bins in use."""
        bins = [
            {
                "from": own / BINS,
                "count": int(count),
                "said": float(self.said[own] / count),
                "true": float(self.true[own] / count),
            }
            for own, count in enumerate(self.counts)
            if count
        ]
        return {"error": self.error, "bins": bins}
