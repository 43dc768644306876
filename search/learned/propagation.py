"""Sound deductions over boards: the kernel's propagation to a fixpoint, row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domains.problem import Structure
from search.kernel.engine import Engine
from search.learned.boards import to_boards, to_masks

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from search.learned.boards import Boards


class Propagation:
    """Deduces over the elements of one structure."""

    def __init__(self, structure: Structure, *, compiled: bool = False) -> None:
        self.structure = structure
        self.engine = Engine(structure, compiled=compiled)

    def fixpoints(self, boards: Boards) -> tuple[Boards, NDArray[np.bool_]]:
        """Deduce until nothing more follows.

        Args:
            boards: [batch, variables, values].

        Returns:
            The boards, and per row whether a contradiction was met: γ holds no solution. Such a
            row is all dead.
        """
        import numpy as np

        if not len(boards):
            return boards, np.zeros(0, np.bool_)
        reached = to_boards(self.structure, [self.engine.fixpoint(m) for m in to_masks(boards)])
        return reached, ~reached.any((1, 2))
