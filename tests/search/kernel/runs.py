"""Running the kernel's own functions to the end, on lists or arrays and words of any length."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from domains.problem import Assignment, Problem, Structure
from search.kernel import tree
from search.kernel.choice import CONNECTED
from search.kernel.engine import NO_LIMIT, as_arrays, zeros_array
from search.kernel.layout import Layout, layout_of
from search.kernel.propagate import PROPAGATIONS
from search.kernel.state import State, new_state, zeros_list

LOG = 20_000


class Trace(NamedTuple):
    """Everything a search did."""

    outcome: int
    solutions: list[Assignment]
    nodes: int
    conflicts: int
    propagations: int
    log: list[int]


class Kernel:
    """A layout and a state, and the function that searches on."""

    def __init__(self, structure: Structure, bits: int = 0, *, compiled: bool = False) -> None:
        """Lay out with words of so many bits (0: one word), as lists or as arrays."""
        layout = layout_of(structure, bits)
        self.structure = structure
        self.layout: Layout = as_arrays(layout) if compiled else layout
        self.zeros: Callable[[int], Any] = zeros_array if compiled else zeros_list
        levels = len(structure.values) + 1
        self.state: State = new_state(self.layout, levels, LOG, self.zeros)
        self.advance: Callable[..., int] = tree.advance
        if compiled:
            from search.kernel.compiled import entry_points

            self.advance = entry_points().advance

    def run(
        self,
        masks: Sequence[int],
        choice: int = CONNECTED,
        limit: int = 10,
        nodes: int = 300,
        slice_size: int = 0,
    ) -> Trace:
        """Search for up to ``limit`` solutions; in slices of so many propagations (0: at once)."""
        tree.reset(self.layout, self.state, masks, 0)
        self.state.weights[:] = self.zeros(len(self.state.weights))
        control = self.state.control
        solutions: list[Assignment] = []
        outcome = tree.STOPPED
        while outcome in {tree.STOPPED, tree.SOLVED} and len(solutions) < limit:
            stop = int(control[PROPAGATIONS]) + slice_size if slice_size else NO_LIMIT
            outcome = int(self.advance(self.layout, self.state, nodes, stop, choice))
            if outcome == tree.SOLVED:
                solutions.append(self.structure.decode(self.board()))
        counters = [int(control[at]) for at in (tree.NODES, tree.CONFLICTS, PROPAGATIONS)]
        log = [int(entry) for entry in self.state.log[: control[tree.LOGGED]]]
        return Trace(outcome, solutions, *counters, log)

    def fixpoint(self, masks: Sequence[int]) -> tuple[int, ...]:
        """The element propagation leaves, all zero on conflict."""
        tree.reset(self.layout, self.state, masks, 0)
        outcome = self.advance(self.layout, self.state, 0, NO_LIMIT, CONNECTED)
        return (0,) * self.layout.variables if outcome == tree.CLOSED else self.board()

    def board(self) -> tuple[int, ...]:
        """The element on the board, as masks."""
        layout, words = self.layout, len(self.layout.words)
        return tuple(
            sum(
                (int(self.state.board[k * words + v // layout.bits]) >> v % layout.bits & 1) << k
                for k in range(layout.values)
            )
            for v in range(layout.variables)
        )


def problems_of(structure: Structure, elements: Sequence[tuple[int, ...]]) -> list[Problem]:
    """Problems that start from the elements."""
    return [Problem(structure, masks) for masks in elements]
