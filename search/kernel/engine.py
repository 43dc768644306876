"""A tree over one structure: the kernels with their arrays, compiled or not, as one object."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from domains.problem import Assignment, Structure
from domains.problem import bits as set_bits
from domains.rules.base import PseudoBoolean
from search.kernel import tree
from search.kernel.choice import CHOSEN_VARIABLE, CONNECTED, FIRST
from search.kernel.layout import COMPILED_BITS, Layout, layout_of
from search.kernel.propagate import PROPAGATIONS
from search.kernel.state import BIT_SETS, State, cut, new_state, zeros_list

FIRST_LEVELS = 32
LOG_ENTRIES = 4096
NO_LIMIT = 1 << 60


class Engine:
    """Runs one search at a time over the problems of one structure; may be used again and again.

    Attributes:
        layout: the structure as arrays.
        state: the search; counters are read through the properties below.
    """

    def __init__(self, structure: Structure, *, compiled: bool = False, log: bool = False) -> None:
        """Lay the structure out.

        Args:
            structure: what the problems share.
            compiled: whether to run machine code; needs numba and at most 62 values a variable.
            log: whether to keep decisions and retractions for `events`.
        """
        self.structure = structure
        self._log = LOG_ENTRIES if log else 0
        self._lay_out((), compiled=compiled)
        self.state = self._new_state(FIRST_LEVELS)

    def start(self, masks: Sequence[int]) -> None:
        """Begin a search from an element; nothing of an earlier search is left."""
        if self._learned:
            self._lay_out((), compiled=self.compiled)
            self.state = self._new_state(FIRST_LEVELS)
        self.state.weights[:] = self._zeros(len(self.state.weights))
        self._reset(masks)

    def restart(self, masks: Sequence[int], learned: tuple[PseudoBoolean, ...]) -> None:
        """Begin the same search anew, with all sums learned so far; weights are kept."""
        weights = self.state.weights
        self._lay_out(learned, compiled=self.compiled)
        self.state = self._new_state(FIRST_LEVELS)._replace(weights=weights)
        self._reset(masks)

    def go_compiled(self) -> None:
        """Go on in machine code, in the middle of a search: nothing changes but its pace."""
        parts = self.state._asdict()
        self._lay_out(self._learned, compiled=True)
        words = len(self.layout.words)
        for name in BIT_SETS:
            parts[name] = cut(parts[name], words, self.layout.bits)
        self.state = State(**{name: _as_array(part) for name, part in parts.items()})

    def keep_log(self) -> None:
        """Keep decisions and retractions from the next `start` on."""
        if not self._log:
            self._log = LOG_ENTRIES
            self.state = self.state._replace(log=self._zeros(self._log))

    def fixpoint(self, masks: Sequence[int]) -> tuple[int, ...]:
        """Return what sound propagation leaves of an element; all zero on conflict."""
        self.start(masks)
        if self.advance(nodes=0, choice=FIRST) == tree.CLOSED:
            return (0,) * self.layout.variables
        return self.masks()

    def masks(self) -> tuple[int, ...]:
        """Return the element on the board."""
        words, bits = len(self.layout.words), self.layout.bits
        masks = [0] * self.layout.variables
        for at, live in enumerate(self.state.board):
            value, word = divmod(at, words)
            for place in set_bits(int(live)):
                masks[word * bits + place] |= 1 << value
        return tuple(masks)

    def advance(
        self, nodes: int = NO_LIMIT, propagations: int = NO_LIMIT, choice: int = CONNECTED
    ) -> int:
        """Search on; see `search.kernel.tree.advance`. Makes room where the stack is full."""
        while True:
            outcome = int(self._advance(self.layout, self.state, nodes, propagations, choice))
            if outcome != tree.FULL:
                return outcome
            self._grow()

    def suggested(self) -> int:
        """Return the variable the tree would decide, after `advance` said UNDECIDED."""
        return int(self.state.control[CHOSEN_VARIABLE])

    def decide(self, variable: int, value: int) -> None:
        """Assume that a variable takes its ``value``-th value, after `advance` said UNDECIDED."""
        tree.decide(self.layout, self.state, variable, value)

    def solution(self) -> Assignment:
        """Return the assignment of a solved board."""
        return self.structure.decode(self.masks())

    def events(self) -> Iterator[tuple[int, int, int]]:
        """Yield and forget what was logged: (1 for a decision or -1, variable, value index)."""
        used = int(self.state.control[tree.LOGGED])
        self.state.control[tree.LOGGED] = 0
        for at in range(used):
            entry = int(self.state.log[at])
            if entry != tree.SOLUTION_ENTRY:
                variable, value = divmod(abs(entry) - 1, self.layout.values)
                yield 1 if entry > 0 else -1, variable, value

    @property
    def nodes(self) -> int:
        """Decisions made."""
        return int(self.state.control[tree.NODES])

    @property
    def propagations(self) -> int:
        """Constraint visits made."""
        return int(self.state.control[PROPAGATIONS])

    @property
    def conflicts(self) -> int:
        """Conflicts met."""
        return int(self.state.control[tree.CONFLICTS])

    def path(self) -> list[int]:
        """Return the decisions (1 + candidate) and the refuted ones among them (negative)."""
        return [int(entry) for entry in self.state.path[: self.state.control[tree.PATH]]]

    def _lay_out(self, learned: tuple[PseudoBoolean, ...], *, compiled: bool) -> None:
        """Set what depends on the sums and on how it runs; the state is set by the caller."""
        self.compiled, self._learned = compiled, learned
        layout = layout_of(self.structure, COMPILED_BITS if compiled else 0, learned)
        self.layout = as_arrays(layout) if compiled else layout
        self._zeros = zeros_array if compiled else zeros_list
        self._advance = _compiled_advance() if compiled else tree.advance

    def _reset(self, masks: Sequence[int]) -> None:
        tree.reset(self.layout, self.state, _as_array(masks) if self.compiled else masks, 0)

    def _new_state(self, levels: int) -> State:
        levels = min(levels, self.layout.variables + 1)
        return new_state(self.layout, levels, self._log, self._zeros)

    def _grow(self) -> None:
        """Double the room of the stack."""
        old = self.state.stack
        stack = self._zeros(2 * len(old))
        stack[: len(old)] = old
        self.state = self.state._replace(stack=stack)


def zeros_array(size: int) -> Any:  # noqa: ANN401  (numpy arrays are no MutableSequence)
    """Return an int64 array of zeros, for compiled runs."""
    import numpy as np

    return np.zeros(size, np.int64)


def _as_array(values: Sequence[int]) -> Any:  # noqa: ANN401
    import numpy as np

    return np.array(values, np.int64)


def array_layout(structure: Structure) -> Layout:
    """Return the layout for compiled code."""
    return as_arrays(layout_of(structure, COMPILED_BITS))


def as_arrays(layout: Layout) -> Layout:
    """Return a layout whose lists are int64 arrays."""
    return Layout(*[_as_array(part) if isinstance(part, list) else part for part in layout])  # type: ignore[arg-type]


def _compiled_advance() -> Callable[..., Any]:
    from search.kernel.compiled import entry_points

    return entry_points().advance
