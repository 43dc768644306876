"""Restarts that lose nothing: nogoods from the refuted branches of the tree's last path.

When a tree restarts, the branches it had refuted are kept as reduced nld-nogoods: for each refuted
decision, the decisions above it together with it have no (further) solution (Lecoutre, Saïs,
Tabary & Vidal, "Recording and minimizing nogoods from restarts", JSAT 1, 2007). A nogood joins the
layout as one more sum: not all of its candidates. A branch whose solutions were found counts as
refuted, so no solution is found twice. For the same reason nogoods hold for one search only.
"""

from __future__ import annotations

from domains.rules.base import PseudoBoolean, Term
from search.kernel.engine import Engine

GROWTH = 1.5


class Restarts:
    """When one search restarts, and what it has learned so far.

    Attributes:
        patience: conflicts of the current run after which to restart; grows geometrically, which
            keeps the search complete (Walsh, IJCAI 1999). None: never.
        nogoods: the learned sums.
    """

    def __init__(self, first: int | None) -> None:
        self.patience = first
        self.nogoods: list[PseudoBoolean] = []

    def due(self, engine: Engine) -> bool:
        """Tell whether the run has had its conflicts."""
        return self.patience is not None and engine.conflicts >= self.patience

    def learn(self, engine: Engine) -> tuple[PseudoBoolean, ...]:
        """Keep the nogoods of the engine's path; return those of all runs."""
        if self.patience is not None:
            self.patience = int(self.patience * GROWTH) + 1
        self.nogoods += nogoods_of(engine.path(), engine.layout.values)
        return tuple(self.nogoods)


def nogoods_of(path: list[int], values: int) -> list[PseudoBoolean]:
    """Return a nogood per refuted decision of a path: the decisions above it, and itself.

    Args:
        path: what `Engine.path` returns.
        values: the most values of a variable, as in `search.kernel.layout.Layout`.
    """
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
