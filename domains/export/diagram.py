"""Decision diagrams of pseudo-Boolean inequalities, as clauses.

A node (level, bound) says that the terms from a level on add up to at least a bound. All bounds of
a level that mean the same share one node: it is kept with the span of bounds it stands for.

Sources: Eén and Sörensson, Translating pseudo-Boolean constraints into SAT, JSAT 2006; Abío et al.,
A new look at BDDs for pseudo-Boolean constraints, JAIR 2012 (the spans are its intervals).
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Callable
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

from domains.ground import Inequality


class _Span(NamedTuple):
    """The bounds from ``low`` to ``high`` of one level, and the node they share.

    The node is a literal that implies the inequality, or a bool where that is always or never met.
    """

    low: int
    high: int
    node: int | bool


def diagram_clauses(inequality: Inequality, new_atom: Callable[[], int]) -> list[list[int]]:
    """Return clauses over the inequality's literals and new atoms that mean the inequality.

    Args:
        inequality: neither always met nor never.
        new_atom: where auxiliary atoms come from, one a node.
    """
    return _Diagram(inequality, new_atom).clauses


class _Diagram:
    """The nodes found so far, by level, and their clauses."""

    def __init__(self, inequality: Inequality, new_atom: Callable[[], int]) -> None:
        # The greatest coefficient first: the order of the papers, and then no node has two equal
        # children, because the spans of the later levels are no longer than the coefficient.
        terms = sorted(zip(inequality.coefficients, inequality.literals, strict=True), reverse=True)
        self._terms = terms
        self._rest = list(accumulate((c for c, _ in reversed(terms)), initial=0))[::-1]
        self._spans: list[list[_Span]] = [[] for _ in terms]
        self._new_atom = new_atom
        self.clauses: list[list[int]] = []
        self._build(inequality.bound)

    def _build(self, bound: int) -> None:
        """Make the nodes below (0, bound), children first; a stack, since diagrams are deep."""
        stack = [(0, bound)]
        while stack:
            level, bound = stack[-1]
            if self._find(level, bound):
                stack.pop()
                continue
            below = [(level + 1, bound - self._terms[level][0]), (level + 1, bound)]
            high, low = (self._find(*child) for child in below)
            if high and low:
                insort(self._spans[level], self._join(level, high, low), key=itemgetter(0))
            else:
                stack += [child for child in below if not self._find(*child)]
        self.clauses.append([self._spans[0][0].node])

    def _find(self, level: int, bound: int) -> _Span | None:
        """Return the span of a bound, or None when its node is not made yet."""
        total, rest = self._rest[0], self._rest[level]
        if bound <= 0:
            return _Span(-total, 0, node=True)
        if bound > rest:
            return _Span(rest + 1, total, node=False)
        spans = self._spans[level]
        position = bisect_right(spans, bound, key=itemgetter(0)) - 1
        return spans[position] if position >= 0 and bound <= spans[position].high else None

    def _join(self, level: int, high: _Span, low: _Span) -> _Span:
        """Make a node from its children: ``high`` when the level's literal is true, else ``low``.

        The inequality is monotone, so the node needs ``high`` in any case, and ``low`` when the
        literal is false. With these two clauses a node, unit propagation is complete.
        """
        coefficient, literal = self._terms[level]
        first, last = max(high.low + coefficient, low.low), min(high.high + coefficient, low.high)
        if high.node is True and low.node is False:
            return _Span(first, last, literal)
        node = self._new_atom()
        if high.node is not True:
            self.clauses.append([-node, high.node])
        self.clauses.append([-node, literal] if low.node is False else [-node, literal, low.node])
        return _Span(first, last, node)
