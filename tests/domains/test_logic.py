"""Deduction alone: steps that follow each other, confluent fixpoints, and ratings."""

from __future__ import annotations

import csv
import gzip
from itertools import islice, pairwise
from pathlib import Path
from random import Random

import pytest

from domains.families.sudoku.structure import sudoku_structure
from domains.logic import LogicStep, deduce_to_fixpoint, deduction_steps, rate
from domains.problem import Problem
from domains.techniques import TECHNIQUES, technique
from domains.techniques.naked_single import NAKED_SINGLE
from tests.domains.techniques.universes import UNIVERSES, inside, samples, solutions

WIKIPEDIA = "53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79"
SOLVED = "534678912672195348198342567859761423426853791713924856961537284287419635345286179"
INKALA = "8..........36......7..9.2...5...7.......457.....1...3...1....68..85...1..9....4.."

# Techniques that never say less of a smaller element, so that their order cannot matter.
MONOTONE = [
    technique(name) for name in ("unit propagation", "all-different matching", "rule deduction")
]


def sudoku(text: str) -> Problem:
    givens = ((v, int(digit)) for v, digit in enumerate(text) if digit != ".")
    return sudoku_structure(3, 3).problem(givens)


def steps_of(name: str, count: int = 40) -> list[list[LogicStep]]:
    structure = UNIVERSES[name]
    return [list(deduction_steps(Problem(structure, masks))) for masks in samples(structure, count)]


@pytest.mark.parametrize("name", UNIVERSES)
def test_steps_descend_from_the_problem_to_a_fixpoint_or_a_conflict(name: str) -> None:
    structure = UNIVERSES[name]
    for masks, steps in zip(samples(structure, 40), steps_of(name), strict=True):
        assert [step.before for step in steps[:1]] in ([], [masks])
        assert all(a.after == b.before for a, b in pairwise(steps))
        assert all(s.after == s.deduction.apply(s.before) != s.before for s in steps)
        assert not any(step.conflict for step in steps[:-1])
        last = steps[-1].after if steps else masks
        left = [found for known in TECHNIQUES for found in known.find(structure, last)]
        assert left == [] or not all(last)


@pytest.mark.parametrize("name", UNIVERSES)
def test_each_step_uses_the_easiest_technique_there_is(name: str) -> None:
    for step in (step for steps in steps_of(name, 15) for step in steps):
        easier = TECHNIQUES[: TECHNIQUES.index(step.technique)]
        assert all(not list(t.find(UNIVERSES[name], step.before)) for t in easier)


@pytest.mark.parametrize("name", UNIVERSES)
def test_fixpoints_keep_solutions_and_are_fixpoints(name: str) -> None:
    structure = UNIVERSES[name]
    for masks in samples(structure, 60):
        left = deduce_to_fixpoint(structure, masks)
        kept = [s for s in solutions(structure) if inside(s, masks)]
        assert all(inside(solution, left) for solution in kept)
        assert deduce_to_fixpoint(structure, left) == left
        assert all(left) or not any(left)


@pytest.mark.parametrize("name", UNIVERSES)
def test_the_order_of_monotone_techniques_does_not_matter(name: str) -> None:
    structure, rng = UNIVERSES[name], Random(2)
    for masks in samples(structure, 60):
        expected = deduce_to_fixpoint(structure, masks, MONOTONE)
        shuffled = rng.sample(MONOTONE, len(MONOTONE))
        assert deduce_to_fixpoint(structure, masks, shuffled) == expected
        by_steps = masks
        for step in deduction_steps(Problem(structure, masks), shuffled):
            by_steps = step.after
        assert (by_steps if all(by_steps) else (0,) * len(masks)) == expected


def test_a_published_puzzle_is_solved_by_singles() -> None:
    problem = sudoku(WIKIPEDIA)
    structure = problem.structure
    left = deduce_to_fixpoint(structure, problem.masks, TECHNIQUES[:2])
    assert "".join(map(str, structure.decode(left))) == SOLVED
    difficulty = rate(problem)
    assert difficulty.solved
    assert not difficulty.conflict
    assert difficulty.rating == 2.3
    assert {known.name for known, _ in difficulty.counts} == {"hidden single", "naked single"}


def test_each_value_that_was_not_given_is_reported_once() -> None:
    problem = sudoku(WIKIPEDIA)
    placed = [variable for step in deduction_steps(problem) for variable, _ in step.placements]
    given = [v for v, mask in enumerate(problem.masks) if mask.bit_count() == 1]
    assert sorted(placed + given) == list(range(81))


def test_a_puzzle_that_deduction_does_not_solve_gets_a_lower_bound() -> None:
    difficulty = rate(sudoku(INKALA))
    assert not difficulty.solved
    assert not difficulty.conflict
    assert difficulty.hardest is technique("singleton consistency")
    assert difficulty.rating == 9.0
    assert difficulty.score >= difficulty.rating


def test_a_solved_puzzle_needs_nothing() -> None:
    difficulty = rate(sudoku(SOLVED))
    assert (difficulty.rating, difficulty.counts, difficulty.solved) == (0.0, (), True)


def test_following_up_a_known_value_is_routine_and_not_counted() -> None:
    # The values that r1c1 sees leave it 9, which has other places in its row, column and box.
    tail = "........"
    text = ".1234...." + "." * 18 + f"5{tail}6{tail}7{tail}8{tail}" + "." * 18
    naked = [s for s in deduction_steps(sudoku(text)) if s.technique is NAKED_SINGLE]
    assert [s.deduction.reason.pattern[0] for s in naked if not s.routine] == [(0, 1 << 8)]
    assert len(naked) == 9
    assert dict(rate(sudoku(text)).counts)[NAKED_SINGLE] == 1


def test_contradictory_givens_end_in_a_conflict() -> None:
    problem = sudoku("55" + "." * 79)
    *_, last = deduction_steps(problem)
    assert last.conflict
    assert rate(problem).conflict
    assert not rate(problem).solved
    assert deduce_to_fixpoint(problem.structure, problem.masks) == (0,) * 81


@pytest.mark.shared
def test_published_puzzles_keep_their_solutions(shared_data: Path) -> None:
    with gzip.open(shared_data / "sudoku9" / "extreme_test_20k.csv.gz", "rt") as lines:
        rows = list(islice(csv.DictReader(lines), 0, 10_000, 1_000))
    structure, fast = sudoku_structure(3, 3), TECHNIQUES[:-1]
    for row in rows:
        left = deduce_to_fixpoint(structure, sudoku(row["puzzle"]).masks, fast)
        assert inside(structure.encode([int(digit) for digit in row["solution"]]), left)
