"""Many small problems with their exact answers: what hostile proposers are let loose on.

Solvable or not, with one solution or with many, over-constrained, or with nothing given. Each is a
function of the seed and its number; none comes twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from itertools import count
from random import Random

from domains.families.base import GenerateRequest
from domains.families.cnf import cnf_problem
from domains.families.grid.fill import random_filling
from domains.families.latin import latin_structure
from domains.families.sudoku import Sudoku, sudoku_structure
from domains.oracle import ExactOracle
from domains.problem import Assignment, Problem, Structure
from proofs.laws.sorts import random_masks
from proofs.laws.universes import LARGER, TINY
from search.answer import Goal

MOST_COUNTED = 12
"""Of a problem with more solutions, one more than this is known; counting stops here."""

FLAWED = 0.3
"""The share of grids in which a given is not that of the grid the others come from."""


@dataclass(frozen=True, slots=True)
class Puzzle:
    """A problem and the truth about it.

    Attributes:
        number: in the stream of its seed.
        kind: what it is, in a few words.
        problem: the problem.
        solutions: by the exact oracle.
        all_known: whether these are all.
    """

    number: int
    kind: str
    problem: Problem
    solutions: frozenset[Assignment]
    all_known: bool

    @property
    def goals(self) -> tuple[Goal, ...]:
        """What can be asked and judged: where not all solutions are known, count below them."""
        most = len(self.solutions) + 1 if self.all_known else MOST_COUNTED
        return Goal.first(), Goal.unique(), Goal.count(most)


def grid(structure: Structure, least: float, most: float, rng: Random) -> Problem:
    """Return a grid of which a share of the cells is given, sometimes a wrong one."""
    filled = random_filling(structure, rng)
    share = rng.uniform(least, most)
    masks = [
        mask if rng.random() < share else top
        for mask, top in zip(filled, structure.top, strict=True)
    ]
    if rng.random() < FLAWED:
        cell = rng.randrange(len(masks))
        masks[cell] = 1 << rng.randrange(structure.top[cell].bit_length())
    return Problem(structure, tuple(masks))


def formula(rng: Random) -> Problem:
    """Return a random formula, from few clauses to too many."""
    variables = rng.randint(3, 7)
    clauses = [
        [v * rng.choice((1, -1)) for v in rng.sample(range(1, variables + 1), rng.randint(2, 3))]
        for _ in range(int(variables * rng.uniform(1, 4)))
    ]
    return cnf_problem(variables, clauses)


def mixed(rng: Random) -> Problem:
    """Return a random element over rules of several kinds."""
    structures = [*TINY.values(), *LARGER.values()]
    structure = rng.choice(structures)
    return Problem(structure, random_masks(structure, (), rng))


def sudoku_element(rng: Random) -> Problem:
    """Return a 4x4 Sudoku with any candidates gone."""
    structure = sudoku_structure(2, 2)
    solution = tuple(random_filling(structure, rng))
    return Problem(structure, random_masks(structure, (solution,), rng))


KINDS: tuple[tuple[str, Callable[[Random], Problem]], ...] = (
    ("4x4 Sudoku", lambda rng: grid(sudoku_structure(2, 2), 0.1, 0.5, rng)),
    ("formula", formula),
    ("6x6 Sudoku", lambda rng: grid(sudoku_structure(2, 3), 0.3, 0.7, rng)),
    ("mixed rules", mixed),
    ("Latin square", lambda rng: grid(latin_structure(rng.randint(3, 5)), 0.1, 0.6, rng)),
    ("4x4 Sudoku, any candidates", sudoku_element),
)
"""Kinds in turn."""


def generated_sudokus(wanted: int, seed: int) -> tuple[Problem, ...]:
    """Return 6x6 Sudoku with one solution each: what a proposer is measured on by default."""
    oracle, request = ExactOracle(), GenerateRequest(size=6)
    return tuple(
        Sudoku().generate(request, Random(f"{seed} {number}"), oracle) for number in range(wanted)
    )


def fingerprint(problem: Problem) -> str:
    """Return what tells a problem from another: of its values, rules and masks."""
    structure = problem.structure
    text = repr((structure.values, structure.rules, problem.masks))
    return blake2b(text.encode(), digest_size=16).hexdigest()


def puzzles(seed: int) -> Iterator[Puzzle]:
    """Yield different puzzles without end, always the same for a seed."""
    oracle, seen = ExactOracle(), set[str]()
    for draw in count():
        kind, make = KINDS[draw % len(KINDS)]
        problem = make(Random(f"{seed} {draw}"))
        mark = fingerprint(problem)
        if mark not in seen:
            yield solved(len(seen), kind, problem, oracle)
            seen.add(mark)


def solved(number: int, kind: str, problem: Problem, oracle: ExactOracle) -> Puzzle:
    """Add the truth to a problem."""
    found: tuple[Assignment, ...] = oracle.solutions(problem, MOST_COUNTED + 1)
    return Puzzle(number, kind, problem, frozenset(found), len(found) <= MOST_COUNTED)
