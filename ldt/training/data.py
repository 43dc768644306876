"""Where training puzzles come from: files of any registered family, solved here where need be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from domains.errors import InputError
from domains.families.base import Puzzle
from domains.problem import Assignment, Structure
from domains.reading import from_path
from domains.registry import FAMILIES
from ldt.training.examples import Examples
from search.answer import Goal
from search.kernel.engine import Engine
from search.solving import solve

if TYPE_CHECKING:
    from domains.families.base import Family


def read_puzzles(family: Family, paths: Sequence[str]) -> Iterator[Puzzle]:
    """Yield the puzzles of some files.

    Raises:
        InputError: the first puzzle that cannot be read; training on the rest in silence would
            make the run another one.
    """
    for path in paths:
        for item in family.read(from_path(path)):
            if isinstance(item, InputError):
                raise item
            yield item


def examples_of(
    puzzles: Iterable[Puzzle], known: int = 1, *, settled: bool = False
) -> list[Examples]:
    """Return puzzles as training examples, one `Examples` per structure.

    Puzzles without a solution are left out.

    Args:
        puzzles: any.
        known: solutions to look for of each, K.
        settled: keep puzzles that sound deductions alone solve; where these run first, such
            puzzles teach nothing.
    """
    by_structure: dict[Structure, list[tuple[Puzzle, Sequence[Assignment]]]] = {}
    for puzzle in puzzles:
        solutions = _solutions(puzzle, known)
        if solutions and (settled or not _settled(puzzle)):
            by_structure.setdefault(puzzle.problem.structure, []).append((puzzle, solutions))
    return [
        Examples.of([p.problem for p, _ in rows], [solutions for _, solutions in rows])
        for rows in by_structure.values()
    ]


def _settled(puzzle: Puzzle) -> bool:
    """Tell whether propagation leaves nothing open."""
    masks = Engine(puzzle.problem.structure).fixpoint(puzzle.problem.masks)
    return all(mask.bit_count() <= 1 for mask in masks)


def _solutions(puzzle: Puzzle, known: int) -> Sequence[Assignment]:
    """Return up to ``known`` solutions; the one stored beside the puzzle is checked and used."""
    if known == 1 and puzzle.solution is not None and puzzle.place is not None:
        family = FAMILIES.get(puzzle.family)
        stored = family.read_solution(puzzle.problem.structure, puzzle.solution, puzzle.place)
        if puzzle.problem.holds(stored):
            return (stored,)
    goal = Goal.first() if known == 1 else Goal.count(known)
    return solve(puzzle.problem, goal=goal).solutions
