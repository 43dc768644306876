"""What the tests of grid families share: a solver that is not the project's, and drawn masks."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from domains.errors import InputError
from domains.families.base import Puzzle
from domains.families.grid.family import GridFamily
from domains.families.latin import Latin
from domains.families.sudoku import Sudoku
from domains.problem import Problem, Structure, bits
from domains.reading import from_text

SUDOKU, LATIN = Sudoku(), Latin()
EASY = "53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79"
EASY_SOLUTION = "534678912672195348198342567859761423426853791713924856961537284287419635345286179"
FOUR = ".4...21..12...4."
FOUR_SOLUTION = "1432321441232341"


def read(text: str, family: GridFamily = SUDOKU) -> list[Puzzle | InputError]:
    """Everything a family makes of a text."""
    return list(family.read(from_text(text, "t")))


def read_one(text: str, family: GridFamily = SUDOKU) -> Puzzle:
    """The only puzzle in a text."""
    (found,) = read(text, family)
    assert isinstance(found, Puzzle), found
    return found


def error_in(text: str, family: GridFamily = SUDOKU) -> str:
    """The only thing in a text: an error, as a line."""
    (found,) = read(text, family)
    assert isinstance(found, InputError), found
    return str(found)


def solutions(problem: Problem, limit: int) -> list[tuple[int, ...]]:
    """Up to ``limit`` solutions, by plain search over all-different rules; as values."""
    structure = problem.structure
    peers = [
        {p for rule in structure.rules_of[v] for p in structure.rules[rule].scope} - {v}
        for v in range(len(structure.names))
    ]
    found: list[tuple[int, ...]] = []

    def search(masks: list[int], open_cells: set[int]) -> None:
        if not open_cells:
            found.append(structure.decode(masks))
            return
        cell = min(open_cells, key=lambda v: masks[v].bit_count())
        for k in bits(masks[cell]):
            if len(found) < limit:
                mask = 1 << k
                below = [m & ~mask if v in peers[cell] else m for v, m in enumerate(masks)]
                below[cell] = mask
                search(below, open_cells - {cell})

    search(list(problem.masks), set(range(len(peers))))
    return found


def masks_of(structure: Structure) -> st.SearchStrategy[tuple[int, ...]]:
    """Elements with many fixed and untouched cells, some in between, and empty ones."""
    full = structure.top[0]
    size = len(structure.values[0])
    fixed = st.integers(0, size - 1).map(lambda k: 1 << k)
    cell = st.one_of(st.just(full), fixed, st.integers(0, full))
    length = len(structure.names)
    plain = st.one_of(st.just(full), fixed, st.just(0))
    lists = st.one_of(
        st.lists(cell, min_size=length, max_size=length),
        st.lists(plain, min_size=length, max_size=length),
        st.lists(fixed, min_size=length, max_size=length),
    )
    return lists.map(tuple)


def is_fixed(masks: Sequence[int]) -> list[bool]:
    """Which cells have exactly one candidate."""
    return [mask.bit_count() == 1 for mask in masks]
