"""What is measured on: samples of lists, each puzzle once, with what is known of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from domains.errors import InputError, Place
from domains.families.base import Puzzle
from domains.problem import Assignment, Masks, Structure
from domains.registry import FAMILIES
from search.answer import Answer, Goal
from search.budget import Budget
from search.solving import solve_many


@dataclass(frozen=True, slots=True)
class Item:
    """A puzzle and what the symbolic strategy says of it.

    Attributes:
        listed: name of its list.
        puzzle: as it was read.
        first: the symbolic answer to the search for a first solution.
        unique: whether there is exactly one solution; None: the limit came first.
        solution: that one, or None.
    """

    listed: str
    puzzle: Puzzle
    first: Answer
    unique: bool | None
    solution: Assignment | None


def sampled(puzzles: Iterable[Puzzle], limit: int | None, seed: int) -> list[Puzzle]:
    """Return a random sample without repetition, in the order of the list; all without a limit.

    Raises:
        InputError: a puzzle occurs twice in the list: it would count twice.
    """
    every = list(puzzles)
    seen: dict[tuple[Structure, Masks], Puzzle] = {}
    for puzzle in every:
        before = seen.setdefault((puzzle.problem.structure, puzzle.problem.masks), puzzle)
        if before is not puzzle:
            place = puzzle.place or Place("generated")
            raise InputError(place, f"the puzzle of {before.place} again", "each puzzle once")
    if limit is None or limit >= len(every):
        return every
    return [every[k] for k in sorted(Random(seed).sample(range(len(every)), limit))]


def examined(
    listed: str, puzzles: Sequence[Puzzle], budget: Budget, advance: Callable[[], object]
) -> list[Item]:
    """Return puzzles with the symbolic answers.

    Args:
        listed: name of the list.
        puzzles: its sample.
        budget: of each symbolic search.
        advance: called after each puzzle.

    Raises:
        InputError: a stored solution is not that of its puzzle.
    """
    problems = [puzzle.problem for puzzle in puzzles]
    firsts = solve_many(problems, goal=Goal.first(), strategy="symbolic", budget=budget)
    proofs = solve_many(problems, goal=Goal.unique(), strategy="symbolic", budget=budget)
    items = []
    for puzzle, first, proof in zip(puzzles, firsts, proofs, strict=True):
        solution = proof.solutions[0] if proof.unique else None
        _compare_stored(puzzle, solution)
        items.append(Item(listed, puzzle, first, proof.unique, solution))
        advance()
    return items


def _compare_stored(puzzle: Puzzle, solution: Assignment | None) -> None:
    """Reject a list whose answer is not the proven only solution."""
    if puzzle.solution is None or puzzle.place is None or solution is None:
        return
    family = FAMILIES.get(puzzle.family)
    stored = family.read_solution(puzzle.problem.structure, puzzle.solution, puzzle.place)
    if stored != solution:
        text = family.solution_text(puzzle.problem.structure, solution)
        raise InputError(puzzle.place, f"the solution {puzzle.solution}", f"the only one, {text}")


@dataclass(frozen=True, slots=True)
class Band:
    """Ratings from ``low`` to below ``high``; None: no upper end."""

    low: float
    high: float | None

    def __contains__(self, rating: float | None) -> bool:
        """Tell whether a rating is in the band; no rating is in none."""
        if rating is None:
            return False
        return self.low <= rating and (self.high is None or rating < self.high)

    def __str__(self) -> str:
        """Return the band as text."""
        return (
            f"{self.low:g} and up" if self.high is None else f"{self.low:g} to below {self.high:g}"
        )


def bands_of(edges: Sequence[float]) -> list[Band]:
    """Return the bands between ascending edges, the last one open."""
    ends: list[float | None] = [*edges, None]
    return [Band(low, high) for low, high in pairwise(ends) if low is not None]
