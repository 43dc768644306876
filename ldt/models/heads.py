"""What every learned operator says about a batch of elements, at each of its loops."""

from __future__ import annotations

from typing import NamedTuple

from torch import Tensor


class Heads(NamedTuple):
    """Logits of the three heads.

    Attributes:
        keep: [loops, entries] is a candidate part of a solution that is left.
        value: [loops, entries] unnormalised log-probability of a value, within its variable.
        conflict: [loops, batch] is no solution left.
    """

    keep: Tensor
    value: Tensor
    conflict: Tensor
