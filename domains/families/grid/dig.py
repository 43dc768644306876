"""From a finished grid to a puzzle: givens go in random order while the solution stays unique.

One pass over all cells gives a minimal puzzle: a given that could not go when more were there
cannot go later. A given that a single (naked or hidden) puts back needs no question to the oracle,
because the two puzzles then have the same solutions.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from domains.families.base import SolutionOracle
from domains.families.grid.fill import peers_of
from domains.problem import Problem, Structure


class Digger:
    """Takes givens out of finished grids of one structure."""

    def __init__(self, structure: Structure, oracle: SolutionOracle) -> None:
        """Prepare what all grids of the structure share."""
        self.structure = structure
        self.oracle = oracle
        self.peers = peers_of(structure)

    def dig(self, solution: Sequence[int], rng: Random, clues: int | None) -> list[int]:
        """Return masks with ``clues`` givens, or minimal ones (or as near as this grid allows).

        Args:
            solution: the one-bit masks of a finished grid.
            rng: draws the order in which givens go.
            clues: how many givens to keep at least, or None for a minimal puzzle.
        """
        masks, top = list(solution), self.structure.top
        kept = len(masks)
        for cell in rng.sample(range(len(masks)), len(masks)):
            if kept == clues:
                break
            masks[cell] = top[cell]
            if self._is_forced(masks, cell, solution[cell]) or self._is_unique(
                masks, cell, solution[cell]
            ):
                kept -= 1
            else:
                masks[cell] = solution[cell]
        return masks

    def _is_forced(self, masks: Sequence[int], cell: int, value: int) -> bool:
        """Tell whether a naked or hidden single puts a value back."""
        seen = self._seen(masks, cell)
        if seen | value == self.structure.top[cell]:
            return True
        return any(
            all(
                peer == cell
                or masks[peer] != self.structure.top[peer]
                or self._seen(masks, peer) & value
                for peer in self.structure.rules[rule].scope
            )
            for rule in self.structure.rules_of[cell]
        )

    def _seen(self, masks: Sequence[int], cell: int) -> int:
        """Return the values that the givens among a cell's peers take."""
        seen = 0
        for peer in self.peers[cell]:
            if masks[peer] != self.structure.top[peer]:
                seen |= masks[peer]
        return seen

    def _is_unique(self, masks: list[int], cell: int, value: int) -> bool:
        """Ask whether any solution takes another value at the cell that was freed."""
        others = [*masks]
        others[cell] &= ~value
        return not self.oracle.solutions(Problem(self.structure, tuple(others)), 1)
