"""Symmetries of colourings: any colour can take any other's place.

Symmetries of the graph itself are not looked for, as that is graph isomorphism.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from random import Random

from domains.families.base import Symmetry


def recoloured(size: int, colours: Sequence[int]) -> Symmetry:
    """Return the symmetry that makes the k-th colour the ``colours[k]``-th."""
    return Symmetry(tuple(range(size)), (tuple(colours),) * size)


def generators(size: int, colours: int) -> Iterator[tuple[str, Symmetry]]:
    """Yield the exchanges of neighbouring colours."""
    for a, b in pairwise(range(colours)):
        swapped = [{a: b, b: a}.get(k, k) for k in range(colours)]
        yield f"exchange colours {a + 1} and {b + 1}", recoloured(size, swapped)


def random_symmetry(size: int, colours: int, rng: Random) -> Symmetry:
    """Return a uniformly random permutation of the colours."""
    return recoloured(size, rng.sample(range(colours), colours))
