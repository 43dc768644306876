"""Killer Sudoku: a Sudoku cut into cages of different digits with known sums."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import ClassVar

from domains.families.base import SolutionOracle
from domains.families.gallery.family import Drawn, SheetFamily
from domains.families.gallery.fields import by_cage, cages, members, number
from domains.families.gallery.generate import random_cages
from domains.families.gallery.sheet import Sheet, as_rows, rectangle
from domains.families.grid.fill import random_filling
from domains.families.grid.found import Field
from domains.families.sudoku.structure import default_box, sudoku_structure
from domains.problem import Structure
from domains.rules.all_different import AllDifferent
from domains.rules.base import Rule
from domains.rules.linear import LinearSum

SIZES = (4, 6, 8, 9)
LARGEST_CAGE = 4
CELLS_PER_CAGE = 3


class Killer(SheetFamily):
    """Rows, columns and boxes hold each digit once, cages different digits of a sum."""

    name: ClassVar[str] = "killer"
    summary: ClassVar[str] = "Killer Sudoku: cages of different digits with their sums"
    formats: ClassVar[tuple[str, ...]] = (
        "killer:CAGES:SUMS[:CELLS], such as killer:aabb/cdde/ccfe/gffe:a=3,b=7,g=1",
    )
    fields: ClassVar[tuple[str, ...]] = ("CAGES", "SUMS")
    sizes: ClassVar[tuple[int, ...]] = SIZES
    usual: ClassVar[int] = 9

    def build(self, fields: Sequence[Field]) -> Structure:
        """Return a Sudoku with a sum and an all-different for each cage; sums may be missing."""
        size, found = cages(fields[0], SIZES)
        box = default_box(size) or (size, size)
        sudoku, squares, by_name = sudoku_structure(*box), rectangle(size, size), members(found)
        rules: list[Rule] = list(sudoku.rules)
        scopes = {name: tuple(map(squares.index, cage)) for name, cage in by_name.items()}
        rules += [AllDifferent(scope, f"cage {name}") for name, scope in scopes.items()]
        labels = {}
        for name, clue in by_cage(fields[1], by_name):
            total = number(clue, 1, size * (size + 1) // 2)
            rules.append(LinearSum.exactly(total, scopes[name], f"sum of cage {name}"))
            labels[by_name[name][0]] = clue.text
        blocks = {(r, c): f"{r // box[0]},{c // box[1]}" for r, c in squares}
        sheet = Sheet(squares, found, blocks=blocks, labels=labels)
        return replace(sudoku, rules=tuple(rules), layout=sheet)

    def drawn(self, size: int, rng: Random, oracle: SolutionOracle) -> Drawn:
        """Return a random Sudoku cut into random cages."""
        box = default_box(size) or (size, size)
        values = [mask.bit_length() for mask in random_filling(sudoku_structure(*box), rng)]
        value = dict(zip(rectangle(size, size), values, strict=True))
        starts = rng.sample(list(value), len(value) // CELLS_PER_CAGE)
        found = random_cages(list(value), starts, LARGEST_CAGE, rng, value)
        sums = [
            f"{name}={sum(value[one] for one in cage)}" for name, cage in members(found).items()
        ]
        return (as_rows(found), ",".join(sums)), values
