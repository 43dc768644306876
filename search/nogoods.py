"""Restarts that lose nothing: nogoods from the refuted branches of the tree's last path.

When a tree restarts, the branches it had refuted are kept as reduced nld-nogoods: for each refuted
decision, the decisions above it together with it have no (further) solution (Lecoutre, Saïs, Tabary
& Vidal, "Recording and minimizing nogoods from restarts", JSAT 1, 2007). A nogood joins the layout
as one more sum: not all of its candidates. A branch whose solutions were found counts as refuted, so
no solution is found twice.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from domains.problem import Structure
from domains.rules.base import PseudoBoolean, Term
from search.kernel.engine import Engine
from search.kernel.layout import Layout, layout_of

FIRST_CONFLICTS = 100
GROWTH = 1.5


@dataclass(slots=True)
class Restarts:
    """When to restart, and what was learned so far.

    Attributes:
        conflicts: conflicts of the current run after which to restart; grows geometrically, which
            keeps the search complete (Walsh, IJCAI 1999).
        nogoods: the learned sums.
    """

    conflicts: int = FIRST_CONFLICTS
    nogoods: list[PseudoBoolean] = field(default_factory=list)

    def due(self, conflicts: int) -> bool:
        """Tell whether a run with so many conflicts is to restart."""
        return conflicts >= self.conflicts

    def learn(self, engine: Engine, structure: Structure) -> Layout:
        """Return the layout to go on with; keeps the nogoods of the engine's path."""
        self.conflicts = int(self.conflicts * GROWTH) + 1
        self.nogoods += nogoods_of(engine.path(), engine.layout.values)
        return layout_of(structure, engine.layout_bits, tuple(self.nogoods))


def nogoods_of(path: list[int], values: int) -> list[PseudoBoolean]:
    """Return a nogood per refuted decision of a path: the decisions above it, and itself."""
    above: list[Term] = []
    found = []
    for entry in path:
        variable, value = divmod(abs(entry) - 1, values)
        term = Term(1, variable, value)
        if entry > 0:
            above.append(term)
        else:
            terms = (*above, term)
            found.append(PseudoBoolean(terms, None, len(terms) - 1))
    return found
