"""Sound deductions over boards: the kernel's propagation to a fixpoint, row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domains.problem import Structure
from search.kernel import warm
from search.kernel.fixpoints import fixpoints
from search.kernel.layout import COMPILED_BITS, fits_compiled, word_count
from search.learned.boards import to_boards, to_masks

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from search.learned.boards import Boards

PATIENCE = 40
"""Elements that cost, interpreted, about what loading the compiled kernel does."""


class Propagation:
    """Deduces over the elements of one structure, and counts its propagations."""

    def __init__(self, structure: Structure, *, compiled: bool | None = None) -> None:
        """Choose the kernel.

        Args:
            structure: what the elements belong to.
            compiled: whether to use the compiled kernel; by default once `PATIENCE` elements were
                deduced from, and if this installation has it.
        """
        self.structure = structure
        self.compiled = bool(compiled) and fits_compiled(structure)
        self.may_compile = compiled is None and fits_compiled(structure)
        self.rows = self.propagations = 0

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
        self.rows += len(boards)
        if self.may_compile and (self.rows > PATIENCE or warm.loaded()):
            self.may_compile = False
            words = word_count(self.structure, COMPILED_BITS)
            self.compiled = warm.ready_or_started(words)
        reached = fixpoints(self.structure, to_masks(boards), compiled=self.compiled)
        self.propagations += reached.propagations
        return to_boards(self.structure, reached.masks), np.array(reached.lost)
