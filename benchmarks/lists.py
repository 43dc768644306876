"""Lists of instances: published ones where they are at hand, else generated, always whole."""

from __future__ import annotations

import csv
import gzip
import os
from collections.abc import Sequence
from pathlib import Path
from random import Random

from domains.errors import InputError
from domains.families.base import GenerateRequest, Puzzle
from domains.families.sudoku import Sudoku
from domains.reading import from_path
from search.oracle import SearchOracle

SUDOKU = Sudoku()
EXTREME_TEST = "sudoku9/extreme_test_20k.csv.gz"

# Famous ones, by their makers' names for them.
HARD = {
    "Inkala 2006 (AI Escargot)": (
        "1....7.9..3..2...8..96..5....53..9...1..8...26....4...3......1..4......7..7...3.."
    ),
    "Inkala 2012": (
        "8..........36......7..9.2...5...7.......457.....1...3...1....68..85...1..9....4.."
    ),
    "Golden Nugget": (
        ".......39.....1..5..3.5.8....8.9...6.7...2...1..4.......9.8..5..2....6..4..7....."
    ),
}


def data_folder(given: Path | None) -> Path | None:
    """Return the folder of the published instances, or None where there is none."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    folder = given or Path(os.environ.get("LDT_SHARED_DATA", beside))
    if given and not folder.is_dir():
        raise SystemExit(f"no folder {folder}; --data names the folder of the published instances")
    return folder if folder.is_dir() else None


def read_list(path: Path) -> list[Puzzle]:
    """Return every puzzle of a published list.

    Raises:
        InputError: a row that cannot be read.
        AssertionError: fewer or more puzzles than rows, or one that occurs twice.
    """
    puzzles = []
    for item in SUDOKU.read(from_path(str(path))):
        if isinstance(item, InputError):
            raise item
        puzzles.append(item)
    require_whole([puzzle.text for puzzle in puzzles], len(read_rows(path)), path.name)
    return puzzles


def read_rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a table by the names of their columns."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def require_whole(texts: Sequence[str], n: int, name: str) -> None:
    """Raise AssertionError unless there are n different puzzles."""
    found, different = len(texts), len(set(texts))
    if (found, different) != (n, n):
        message = f"{name}: {found} puzzles, {different} different, expected {n}"
        raise AssertionError(message)


def sample(puzzles: Sequence[Puzzle], n: int, seed: int) -> list[Puzzle]:
    """Return n of the puzzles (or all), drawn by the seed."""
    return Random(seed).sample(list(puzzles), min(n, len(puzzles)))


def sudoku9(folder: Path | None, n: int, seed: int) -> tuple[str, list[Puzzle]]:
    """Return n puzzles with stored solutions and where they are from: published, or generated."""
    path = folder and folder / EXTREME_TEST
    if path and path.is_file():
        return f"Sudoku-Extreme test ({path.name})", sample(read_list(path), n, seed)
    return "generated (minimal 9x9)", generate(9, None, n, seed)


def generate(size: int, clues: int | None, n: int, seed: int) -> list[Puzzle]:
    """Return n different generated puzzles with their solutions; the same ones for a seed."""
    puzzles: dict[str, Puzzle] = {}
    draw = 0
    while len(puzzles) < n:
        rng, oracle = Random(f"{seed}/{draw}"), SearchOracle()
        problem = SUDOKU.generate(GenerateRequest(size, clues), rng, oracle)
        solution = oracle.solutions(problem, 1)[0]
        text = SUDOKU.puzzle_text(problem)
        answer = SUDOKU.solution_text(problem.structure, solution)
        puzzles[text] = Puzzle("sudoku", problem, text, solution=answer)
        draw += 1
    require_whole(list(puzzles), n, f"generated {size}x{size}")
    return list(puzzles.values())
