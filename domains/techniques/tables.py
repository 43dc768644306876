"""What the techniques read off a structure once: its all-different rules, and how they meet.

One `Tables` per structure, built part by part when first asked for and kept as long as the
structure lives. All masks of a *view* are over the values of the rule, whatever values its
variables have, so that techniques need not care whether variables share one tuple of values.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TypeVar
from weakref import WeakKeyDictionary

from domains.deduction import Removal
from domains.problem import Structure, bits
from domains.rules.all_different import AllDifferent
from domains.rules.base import Rule

Built = TypeVar("Built")


@dataclass(frozen=True, slots=True)
class Alphabet:
    """The values of the variables of one all-different rule, under one numbering.

    Attributes:
        values: every value some variable of the scope has, ascending; bit j of a view's mask
            stands for the j-th of them.
        moved: per variable of the scope the new positions of its bits, or None when all the
            variables have all the values, so that nothing moves.
    """

    values: tuple[int, ...]
    moved: tuple[tuple[int, ...], ...] | None

    @classmethod
    def of(cls, values: tuple[tuple[int, ...], ...]) -> Alphabet:
        """Number the values of some variables."""
        union = tuple(sorted(set().union(*values)))
        if all(own == union for own in values):
            return cls(union, None)
        position = {value: j for j, value in enumerate(union)}
        return cls(union, tuple(tuple(position[value] for value in own) for own in values))

    def widen(self, masks: Sequence[int]) -> Sequence[int]:
        """Return masks of the variables' own values as masks over all the values."""
        if self.moved is None:
            return masks
        return [
            sum(1 << moved[k] for k in bits(mask))
            for mask, moved in zip(masks, self.moved, strict=True)
        ]

    def narrow(self, position: int, mask: int) -> int:
        """Return a mask over all the values as one of a variable's own values."""
        if self.moved is None:
            return mask
        return sum(1 << k for k, j in enumerate(self.moved[position]) if mask >> j & 1)


alphabet_of = lru_cache(maxsize=4096)(Alphabet.of)


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """An all-different rule with everything a technique asks of it.

    Attributes:
        index: its position in ``structure.rules``.
        scope: its variables.
        label: what a person calls it.
        alphabet: the numbering of its values.
        permutation: whether it has as many values as variables, so that each value is taken.
    """

    index: int
    scope: tuple[int, ...]
    label: str
    alphabet: Alphabet
    permutation: bool

    @classmethod
    def of(cls, rule: AllDifferent, index: int, values: Sequence[tuple[int, ...]]) -> View:
        """Look at a rule of a structure with these values per variable."""
        alphabet = alphabet_of(tuple([values[v] for v in rule.scope]))
        permutation = len(alphabet.values) == len(rule.scope)
        return cls(index, rule.scope, rule.label, alphabet, permutation)

    def local(self, masks: Sequence[int]) -> Sequence[int]:
        """Return the masks of the scope's variables, in scope order, over the rule's values."""
        return self.alphabet.widen([masks[v] for v in self.scope])

    def candidates(self, position: int, mask: int) -> Removal:
        """Return a mask over the rule's values as (variable, mask over the variable's values)."""
        return self.scope[position], self.alphabet.narrow(position, mask)

    def places(self, masks: Sequence[int]) -> list[int]:
        """Return per value of the rule the mask of the positions in scope that can take it."""
        found = [0] * len(self.alphabet.values)
        here = 1
        for mask in self.local(masks):
            left = mask
            while left:
                lowest = left & -left
                found[lowest.bit_length() - 1] |= here
                left ^= lowest
            here <<= 1
        return found


@dataclass(frozen=True, slots=True)
class Crossing:
    """Two all-different rules that share two or more variables; the first takes every value.

    Attributes:
        rules: indices of the confining rule, in which a value may turn out to be confined to the
            shared variables, and of the crossed rule, whose remaining variables then lose it.
        shared: the variables of both.
        outside: the other variables of the confining rule.
        rest: the other variables of the crossed rule.
        points: whether the confining rule meets at least as many rules this way as the crossed one.
    """

    rules: tuple[int, int]
    shared: tuple[int, ...]
    outside: tuple[int, ...]
    rest: tuple[int, ...]
    points: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """Two families of permutation rules; each rule of one meets each rule of the other once.

    Rows and columns of a Latin square or Sudoku are one grid, columns and rows another.

    Attributes:
        bases: pairwise disjoint rules.
        covers: pairwise disjoint rules that together hold every variable of the bases.
        cover_of: per base and position in its scope, which cover that variable lies in.
    """

    bases: tuple[View, ...]
    covers: tuple[View, ...]
    cover_of: tuple[tuple[int, ...], ...]


class Tables:
    """Everything derived from one structure; see the module's docstring."""

    def __init__(self, structure: Structure) -> None:
        """Keep the parts; never the structure itself, whose life the cache must not prolong."""
        self._values = structure.values
        self._rules: tuple[Rule, ...] = structure.rules

    @cached_property
    def alphabet(self) -> Alphabet:
        """One numbering of the values of all variables."""
        return alphabet_of(self._values)

    @cached_property
    def all_different(self) -> tuple[View, ...]:
        """Every all-different rule."""
        return tuple(
            View.of(rule, index, self._values)
            for index, rule in enumerate(self._rules)
            if isinstance(rule, AllDifferent)
        )

    @cached_property
    def permutations(self) -> tuple[View, ...]:
        """The all-different rules that take every one of their values."""
        return tuple(view for view in self.all_different if view.permutation)

    @cached_property
    def peers(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        """Per variable the (other variable, index of the first rule) that keep it different."""
        found: list[dict[int, int]] = [{} for _ in self._values]
        for view in self.all_different:
            for variable in view.scope:
                for other in view.scope:
                    if other != variable:
                        found[variable].setdefault(other, view.index)
        return tuple(tuple(sorted(peers.items())) for peers in found)

    @cached_property
    def crossings(self) -> tuple[Crossing, ...]:
        """The pairs of rules that locked candidates can be found in."""
        if not self.permutations:
            return ()
        pairs = [
            (a, b)
            for a, common in enumerate(self._meetings(self.all_different))
            for b, count in sorted(common.items())
            if count > 1
        ]
        partners = Counter(a for a, _ in pairs)
        views = self.all_different
        return tuple(
            _crossing(views[a], views[b], points=partners[a] >= partners[b])
            for a, b in pairs
            if views[a].permutation
        )

    @cached_property
    def grids(self) -> tuple[Grid, ...]:
        """The pairs of families that fish are found in."""
        families = self._families()
        found = (_grid(bases, covers) for bases in families for covers in families)
        return tuple(grid for grid in found if grid is not None)

    def _families(self) -> list[tuple[View, ...]]:
        """Group permutation rules into families of parallel rules.

        Two disjoint rules are parallel when the rules that meet both of them once cover both: two
        rows of a Sudoku are, by the columns; a row and a box below it are not.
        """
        views = self.permutations
        once = [{b for b, n in meets.items() if n == 1} for meets in self._meetings(views)]
        scopes = [set(view.scope) for view in views]
        families: list[list[int]] = []
        for a, scope in enumerate(scopes):
            for family in families:
                if all(_parallel(scope, scopes[b], once[a] & once[b], scopes) for b in family):
                    family.append(a)
                    break
            else:
                families.append([a])
        return [tuple(views[a] for a in family) for family in families]

    @staticmethod
    def _meetings(views: Sequence[View]) -> list[Counter[int]]:
        """Return per view how many variables it shares with each other view that it meets."""
        of: dict[int, list[int]] = {}
        for a, view in enumerate(views):
            for variable in view.scope:
                of.setdefault(variable, []).append(a)
        return [
            Counter(b for variable in view.scope for b in of[variable] if b != a)
            for a, view in enumerate(views)
        ]


def _parallel(one: set[int], other: set[int], across: set[int], scopes: list[set[int]]) -> bool:
    """Tell whether two scopes are disjoint and the rules across cover both."""
    if one & other or len(across) < len(one):  # each rule across covers one variable of each
        return False
    return (one | other).issubset(variable for c in across for variable in scopes[c])


def _crossing(confining: View, crossed: View, *, points: bool) -> Crossing:
    """Note where two rules meet."""
    ours, theirs = confining.scope, crossed.scope
    return Crossing(
        (confining.index, crossed.index),
        shared=tuple(v for v in ours if v in theirs),
        outside=tuple(v for v in ours if v not in theirs),
        rest=tuple(v for v in theirs if v not in ours),
        points=points,
    )


def _grid(bases: tuple[View, ...], covers: tuple[View, ...]) -> Grid | None:
    """Return the grid of two families, or None when some two rules do not meet exactly once."""
    if len(bases) < 2 or len(covers) < 2:
        return None
    cover_of_variable = {v: c for c, cover in enumerate(covers) for v in cover.scope}
    cover_of = [tuple(cover_of_variable.get(v, -1) for v in base.scope) for base in bases]
    if any(sorted(row) != list(range(len(covers))) for row in cover_of):
        return None
    return Grid(bases, covers, tuple(cover_of))


def kept(removals: Iterable[Removal]) -> tuple[Removal, ...]:
    """Drop the removals that remove nothing."""
    return tuple(removal for removal in removals if removal[1])


def per_structure(build: Callable[[Structure], Built]) -> Callable[[Structure], Built]:
    """Cache what ``build`` derives from a structure for as long as the structure lives.

    What is built must not refer to the structure, or neither would ever be freed.
    """
    cache: WeakKeyDictionary[Structure, Built] = WeakKeyDictionary()

    def cached(structure: Structure) -> Built:
        found = cache.get(structure)
        if found is None:
            found = cache[structure] = build(structure)
        return found

    return cached


tables_of = per_structure(Tables)
