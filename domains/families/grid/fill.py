"""Random finished grids: a randomised search for the small sizes, a shuffled pattern for the rest.

The search takes an open cell with fewest candidates and a random one of them. It is not exactly
uniform over all grids, but it reaches every one. Above 16 x 16 it gets lost too often, so that a
family moves a regular pattern about by its symmetries; those grids are all alike up to symmetry.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from domains.problem import Structure, bits

LARGEST_SEARCHED = 16
DEAD_ENDS_PER_TRY = 50


def peers_of(structure: Structure) -> list[list[int]]:
    """Return per cell the cells that share an all-different rule with it."""
    return [
        sorted({peer for rule in rules for peer in structure.rules[rule].scope} - {cell})
        for cell, rules in enumerate(structure.rules_of)
    ]


def random_filling(structure: Structure, rng: Random) -> list[int]:
    """Return the one-bit masks of a random finished grid; tries again until one is found."""
    peers = peers_of(structure)
    while True:
        search = _Filling(peers, structure.top, rng)
        if search.fill():
            return search.masks


class _Filling:
    """One randomised depth-first search, given up after a number of dead ends."""

    def __init__(self, peers: Sequence[Sequence[int]], top: Sequence[int], rng: Random) -> None:
        self.peers = peers
        self.masks = list(top)
        self.open = set(range(len(top)))
        self.rng = rng
        self.dead_ends = 0

    def fill(self) -> bool:
        """Fill every open cell, or leave all as it was and say so."""
        if not self.open:
            return True
        cell = self._fewest()
        before = self.masks[cell]
        choices = list(bits(before))
        self.rng.shuffle(choices)
        self.open.remove(cell)
        for k in choices:
            changed = self._place(cell, 1 << k)
            if changed is not None and self.fill():
                return True
            self._undo(cell, 1 << k, changed)
            if self.dead_ends > DEAD_ENDS_PER_TRY:
                break
        self.masks[cell] = before
        self.open.add(cell)
        return False

    def _fewest(self) -> int:
        """Return an open cell with fewest candidates, at random among equals."""
        counts = {cell: self.masks[cell].bit_count() for cell in sorted(self.open)}
        fewest = min(counts.values())
        return self.rng.choice([cell for cell, count in counts.items() if count == fewest])

    def _place(self, cell: int, mask: int) -> list[int] | None:
        """Fix a cell; return the open peers that lost the value, None where one lost its last."""
        lost = [peer for peer in self.peers[cell] if peer in self.open and self.masks[peer] & mask]
        if any(self.masks[peer] == mask for peer in lost):
            self.dead_ends += 1
            return None
        self.masks[cell] = mask
        for peer in lost:
            self.masks[peer] ^= mask
        return lost

    def _undo(self, cell: int, mask: int, lost: list[int] | None) -> None:
        for peer in lost or ():
            self.masks[peer] |= mask
