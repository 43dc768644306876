"""Overlap up to symmetry: no relabelling hides a puzzle, and different puzzles stay different."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domains.families.base import Family, GenerateRequest, Puzzle
from domains.problem import Problem, Structure
from domains.registry import family as family_named
from ldt.training.data import read_puzzles
from ldt.training.overlap import digests, overlaps
from ldt.training.portions import Portion, overlap_error
from search.oracle import SearchOracle
from tests.domains.families.grids import EASY, FOUR, LATIN, SUDOKU, masks_of, read_one

SIZES = [("sudoku", 4), ("sudoku", 6), ("latin", 4), ("queens", 6), ("cnf", 12), ("snowflake", 6)]


def puzzle(problem: Problem, family: Family = SUDOKU) -> Puzzle:
    return Puzzle(family.name, problem, family.puzzle_text(problem))


def moved(family: Family, problem: Problem, rng: Random) -> Problem:
    """The problem under a random symmetry of its structure."""
    symmetry = family.random_symmetry(problem.structure, rng)
    return Problem(problem.structure, symmetry.apply(problem.masks))


@pytest.mark.parametrize(("name", "size"), SIZES, ids=str)
def test_symmetric_puzzles_have_equal_digests(name: str, size: int) -> None:
    family, rng = family_named(name), Random(5)
    problem = family.generate(GenerateRequest(size), rng, SearchOracle())
    images = [moved(family, problem, rng) for _ in range(12)]
    assert set(digests([puzzle(image, family) for image in images])) == set(
        digests([puzzle(problem, family)])
    )


@settings(max_examples=40)
@given(data=st.data(), seed=st.integers(0, 2**32))
def test_any_element_of_a_grid_may_be_moved(data: st.DataObject, seed: int) -> None:
    structure = SUDOKU.structure(9)
    problem = Problem(structure, data.draw(masks_of(structure)))
    image = moved(SUDOKU, problem, Random(seed))
    first, second = (Puzzle("sudoku", own, "") for own in (problem, image))
    assert digests([first]) == digests([second])


def test_one_given_less_is_another_puzzle() -> None:
    texts = [EASY, *(EASY.replace(digit, ".", 1) for digit in "123456789")]
    assert len(set(digests([read_one(text) for text in texts]))) == len(texts)


def test_structures_are_told_apart() -> None:
    tops = [structure.problem() for structure in (SUDOKU.structure(4), LATIN.structure(4))]
    assert len(set(digests([Puzzle("x", top, "") for top in tops]))) == 2


def test_a_digest_does_not_depend_on_its_neighbours() -> None:
    puzzles = [read_one(text) for text in (EASY, FOUR, EASY.replace("5", "."))]
    alone = [digest for own in puzzles for digest in digests([own])]
    assert digests(puzzles) == alone
    assert digests(puzzles[::-1]) == alone[::-1]


def test_nothing_has_a_digest() -> None:
    assert digests([]) == []
    assert len(digests([Puzzle("x", Structure((), (), ()).problem(), "")])) == 1


def test_the_puzzle_that_overlaps_is_named(tmp_path: Path) -> None:
    hidden = moved(SUDOKU, read_one(EASY).problem, Random(3))
    train, unseen = tmp_path / "train.txt", tmp_path / "unseen.txt"
    train.write_text(f"{EASY.replace('5', '.')}\n{SUDOKU.puzzle_text(hidden)}\n", "utf-8")
    unseen.write_text(f"{EASY}\n", "utf-8")
    puzzles = tuple(read_puzzles(SUDOKU, [str(train)]))
    (found,) = overlaps(puzzles, list(read_puzzles(SUDOKU, [str(unseen)])))
    assert found.puzzle is puzzles[1]
    answer = overlap_error(SUDOKU, [Portion("train", puzzles)], [str(unseen)])
    assert answer is not None
    assert answer[0] == 1
    assert str(answer[1]).startswith(f"{train}:2: found the puzzle of {unseen}:1, up to symmetry")
    assert overlap_error(SUDOKU, [Portion("train", puzzles[:1])], [str(unseen)]) is None


@pytest.mark.shared
def test_inequivalent_puzzles_of_a_published_list_are_told_apart(shared_data: Path) -> None:
    path = shared_data / "sudoku9" / "tdoku_17_clue.csv.gz"
    puzzles = list(read_puzzles(SUDOKU, [str(path)]))[:1000]
    assert len(set(digests(puzzles))) == 1000


@pytest.mark.shared
def test_training_puzzles_that_a_published_list_holds_are_found(shared_data: Path) -> None:
    folder = shared_data / "sudoku9"
    train = list(read_puzzles(SUDOKU, [str(folder / "extreme_train_1k.csv")]))
    forum = list(read_puzzles(SUDOKU, [str(folder / "tdoku_17_clue.csv.gz")]))[20_000:20_400]
    found = overlaps(train, forum)
    assert (24, "20217") in {
        (train.index(own.puzzle) + 1, str(own.unseen.place).rpartition(":")[2]) for own in found
    }
