"""Cases as Hypothesis strategies, for test suites that want its database and its reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from proofs.audit.examine import random_case
from proofs.laws.base import Case, Law, World

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy


def cases_of(law: Law, world: World) -> SearchStrategy[Case]:
    """Return a strategy of the cases of a law in a world, drawn as the world samples them.

    Hypothesis draws the seed; `proofs.audit.examine.smallest` makes a case smaller.
    """
    from hypothesis import strategies as st

    seeds = st.integers(0, 2**32 - 1)
    return seeds.map(lambda seed: random_case(law, world, np.random.default_rng(seed)))
