"""Table: the scope's values are one of the listed tuples. Any relation can be written so."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from domains.deduction import Deduction, Reason
from domains.errors import ModelError
from domains.rules.base import PseudoBoolean, Rule, Term
from domains.rules.candidates import alive

Row = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Table(Rule):
    """The values of ``scope`` are one of the ``allowed`` tuples, which are kept sorted.

    A tuple with a value that its variable cannot take is never met and does no harm.

    Raises:
        ModelError: no variable, a variable named twice, or a tuple of another length.
    """

    scope: tuple[int, ...]
    allowed: tuple[Row, ...]
    label: str = "table"

    def __post_init__(self) -> None:
        """Check the arguments; sort the tuples, so that equal relations are equal rules."""
        if not self.scope or len(set(self.scope)) < len(self.scope):
            message = f"{self.label}: expected different variables, found {self.scope}"
            raise ModelError(message)
        for row in self.allowed:
            if len(row) != len(self.scope):
                message = f"{self.label}: expected {len(self.scope)} values, found {row}"
                raise ModelError(message)
        object.__setattr__(self, "allowed", tuple(sorted(set(self.allowed))))

    def holds(self, values: Sequence[int]) -> bool:
        """Look the values up."""
        row = tuple(values)
        position = bisect_left(self.allowed, row)
        return position < len(self.allowed) and self.allowed[position] == row

    def deduce(
        self, index: int, values: Sequence[tuple[int, ...]], masks: Sequence[int]
    ) -> Iterator[Deduction]:
        """Yield the candidates without *support*: no allowed tuple that is alive has them.

        This is generalised arc consistency, the strongest possible for one table.
        Source: Mohr and Masini, Good old discrete relaxation, ECAI 1988; one pass over the tuples
        as in Ullmann, Partition search for non-binary constraint satisfaction, 2007.
        """
        if not all(masks[variable] for variable in self.scope):
            return
        bit_of = self._alive_bits(values, masks)
        supported = [0] * len(self.scope)
        for row in self.allowed:
            found = [table.get(value, 0) for table, value in zip(bit_of, row, strict=True)]
            if all(found):
                supported = [s | bit for s, bit in zip(supported, found, strict=True)]
        rest = [masks[v] & ~s for v, s in zip(self.scope, supported, strict=True)]
        removals = tuple((v, mask) for v, mask in zip(self.scope, rest, strict=True) if mask)
        if removals:
            yield Deduction(removals, Reason("support", (index,), alive(self.scope, masks)))

    def _alive_bits(
        self, values: Sequence[tuple[int, ...]], masks: Sequence[int]
    ) -> list[dict[int, int]]:
        """Return per position of the scope its alive values, each with its one-bit mask."""
        return [
            {value: 1 << k for k, value in enumerate(values[v]) if masks[v] >> k & 1}
            for v in self.scope
        ]

    def ground(self, values: Sequence[tuple[int, ...]]) -> Iterator[PseudoBoolean]:
        """Yield one clause a prefix of the allowed tuples: it goes on as one of them does.

        Walking the trie of the tuples, the clause of a prefix p₁…pᵢ is "not p₁ or … or not pᵢ or
        one of the values that follow it". It needs no auxiliary atom, and forbids each prefix that
        leaves the trie exactly once. "Not p" is written as -1 times p: a disjunction of the other
        values means the same but grows with the variable's values.
        """
        index_of = [{value: k for k, value in enumerate(values[v])} for v in self.scope]
        rows = sorted(
            tuple(table[value] for table, value in zip(index_of, row, strict=True))
            for row in self.allowed
            if all(value in table for table, value in zip(index_of, row, strict=True))
        )
        yield from self._clauses((), rows, values)

    def _clauses(
        self, prefix: Row, rows: Sequence[Row], values: Sequence[tuple[int, ...]]
    ) -> Iterator[PseudoBoolean]:
        """Yield the clauses of a prefix and of those that extend it; ``rows`` begin with it."""
        depth = len(prefix)
        if depth == len(self.scope):
            return
        branches = [(k, list(rest)) for k, rest in groupby(rows, key=lambda row: row[depth])]
        if len(branches) < len(values[self.scope[depth]]):
            taken = [Term(-1, v, k) for v, k in zip(self.scope, prefix, strict=False)]
            next_terms = [Term(1, self.scope[depth], k) for k, _ in branches]
            yield PseudoBoolean((*taken, *next_terms), 1 - depth, None)
        for k, rest in branches:
            yield from self._clauses((*prefix, k), rest, values)
