"""What the tests of the gallery share."""

from __future__ import annotations

from domains.errors import InputError
from domains.families.base import Puzzle
from domains.families.gallery.family import SheetFamily
from domains.families.gallery.sheet import sheet_of
from domains.oracle import ExactOracle
from domains.problem import Problem
from domains.reading import from_text
from domains.registry import GALLERY, family

ORACLE = ExactOracle()
NAMES = tuple(GALLERY)


def sheets(name: str) -> SheetFamily:
    """A family of the gallery."""
    found = family(name)
    assert isinstance(found, SheetFamily)
    return found


def read(text: str) -> list[Puzzle | InputError]:
    """Everything that the family named first makes of a text."""
    return list(sheets(text.strip().partition(":")[0]).read(from_text(text, "t")))


def problem(text: str) -> Problem:
    """The only puzzle in a text."""
    (found,) = read(text)
    assert isinstance(found, Puzzle), found
    return found.problem


def error_in(text: str) -> str:
    """The only thing in a text: an error, as a line."""
    (found,) = read(text)
    assert isinstance(found, InputError), found
    return str(found)


def cells_of(problem: Problem, limit: int = 100_000) -> set[tuple[int, ...]]:
    """The cells of every solution, by the exact oracle; all other variables follow from them."""
    found = ORACLE.solutions(problem, limit)
    cells = {solution[: len(sheet_of(problem.structure).cells)] for solution in found}
    assert len(cells) == len(found) < limit
    return cells
