"""Sudoku with boxes of any shape, from 4 x 4 to 36 x 36."""

from __future__ import annotations

from domains.families.sudoku.family import Sudoku
from domains.families.sudoku.structure import default_box, sudoku_structure

__all__ = ["Sudoku", "default_box", "sudoku_structure"]
