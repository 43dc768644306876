"""The world of a puzzle family: its generated puzzles, one for each seed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from random import Random
from typing import TYPE_CHECKING, Any

import numpy as np

from domains.errors import InputError
from domains.families.base import Family, GenerateRequest
from domains.oracle import ExactOracle
from domains.problem import Assignment, Masks, Problem
from domains.reading import from_text
from proofs.laws.base import Sort
from proofs.laws.sorts import SeedSort, random_masks

if TYPE_CHECKING:
    from collections.abc import Iterator


MOST_COMPARED = 64
"""Problems over different structures are compared by so many solutions."""


class PuzzleSort(Sort[int]):
    """Seeds that are drawn as the puzzle they generate."""

    count = None

    def __init__(self, world: FamilyWorld) -> None:
        self.world = world

    def all(self) -> Iterator[int]:
        """Yield the first few seeds."""
        return SeedSort().all()

    def sample(self, rng: np.random.Generator, drawn: Sequence[int] = ()) -> int:
        """Return any."""
        return SeedSort().sample(rng)

    def draw(self, value: int) -> str:
        """Return the seed and the puzzle."""
        try:
            problem = self.world.problem(value)
            return f"{value}\n{self.world.family.render(problem.structure, problem.masks)}"
        except Exception as error:  # noqa: BLE001  (what is under law may fail in any way)
            return f"{value} (no drawing: {error!r})"


@dataclass(frozen=True, eq=False)
class FamilyWorld:
    """A family and what to ask its generator for; the sort is ``seed``.

    Attributes:
        name: see `World`.
        family: the family.
        request: what is generated.
        weight: see `World`.
    """

    name: str
    family: Family
    request: GenerateRequest
    weight: int = 10
    oracle: ExactOracle = field(default_factory=ExactOracle)

    def __post_init__(self) -> None:
        """Remember what was generated: several laws ask for the same puzzles."""
        object.__setattr__(self, "problem", cache(self._generate))

    if TYPE_CHECKING:

        def problem(self, seed: int) -> Problem:
            """Return the puzzle of a seed."""

    def sort(self, name: str) -> Sort[Any]:
        """Return seeds."""
        assert name == "seed", name
        return PuzzleSort(self)

    def _generate(self, seed: int) -> Problem:
        return self.family.generate(self.request, Random(seed), self.oracle)

    def solution(self, seed: int) -> Assignment:
        """The solution of the puzzle of a seed; one that does not exist breaks another law."""
        found = self.oracle.solutions(self.problem(seed), 1)
        if not found:
            message = f"the puzzle of seed {seed} has no solution"
            raise ValueError(message)
        return found[0]

    def element(self, seed: int) -> Masks:
        """Return a random element of the puzzle's structure."""
        structure = self.problem(seed).structure
        solution = structure.encode(self.solution(seed))
        return random_masks(structure, [solution], Random(seed))

    def read_back(self, problem: Problem) -> Problem | str:
        """Return what the family reads where it wrote a problem, or what is wrong with it."""
        text = self.family.puzzle_text(problem)
        found = list(self.family.read(from_text(text, "law")))
        if len(found) != 1:
            return f"{text!r} is read as {len(found)} puzzles"
        one = found[0]
        return str(one) if isinstance(one, InputError) else one.problem

    def same(self, first: Problem, second: Problem) -> str | None:
        """Say how two problems differ: in their masks, or over two structures in solutions."""
        if first.structure is second.structure:
            pairs = enumerate(zip(first.masks, second.masks, strict=True))
            where = [v for v, (one, other) in pairs if one != other]
            return f"{first.structure.names[where[0]]} differs" if where else None
        if first.structure.values != second.structure.values:
            return "it has other variables or values"
        ours = self.oracle.solutions(first, MOST_COMPARED)
        theirs = self.oracle.solutions(second, MOST_COMPARED)
        if len(ours) != len(theirs):
            return f"it has {len(theirs)} solutions, not {len(ours)}"
        return None if all(map(second.holds, ours)) else "it has other solutions"
