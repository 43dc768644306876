"""Kakuro: runs of different digits between black squares, each with its sum."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from random import Random
from typing import ClassVar

from domains.errors import InputError
from domains.families.base import SolutionOracle
from domains.families.gallery.family import Drawn, SheetFamily
from domains.families.gallery.fields import characters, number, pieces
from domains.families.gallery.sheet import Sheet, Square, as_rows, name_of, rectangle
from domains.families.grid.fill import random_filling
from domains.families.grid.found import Field
from domains.problem import Structure
from domains.rules.all_different import AllDifferent
from domains.rules.linear import LinearSum

BLACK, WHITE = "#", "."
BLACK_SHARE = 0.2
DIGITS = tuple(range(1, 10))
STEPS = ((0, 1), (1, 0))
"""From a cell of a run across, or down, to the next."""


class Kakuro(SheetFamily):
    """Runs across and down of two cells and more: different digits that add up to a number."""

    name: ClassVar[str] = "kakuro"
    summary: ClassVar[str] = "Kakuro: crossing runs of different digits with their sums"
    formats: ClassVar[tuple[str, ...]] = (
        "kakuro:GRID:ACROSS:DOWN[:CELLS], such as kakuro:###/#../#..:3,7:4,6; sums in the order of "
        "the first cells of the runs",
    )
    fields: ClassVar[tuple[str, ...]] = ("GRID", "ACROSS", "DOWN")
    sizes: ClassVar[tuple[int, ...]] = (3, 4, 5, 6, 7, 8, 9, 10)
    usual: ClassVar[int] = 7

    def build(self, fields: Sequence[Field]) -> Structure:
        """Return an all-different and a sum for each run."""
        grid = characters(fields[0], BLACK + WHITE, f"{BLACK} or {WHITE}")
        white = [one for one, sign in grid.items() if sign == WHITE]
        rules, filled = [], {one: ["", ""] for one in grid if one not in set(white)}
        for field, step in zip(fields[1:], STEPS, strict=True):
            found, totals = runs(white, step), pieces(field, ",")
            if len(totals) != len(found):
                raise InputError(field.place(0), f"{len(totals)} sums", f"{len(found)}, one a run")
            for total, run in zip(totals, found, strict=True):
                before = (run[0][0] - step[0], run[0][1] - step[1])
                if before not in filled:
                    expected = f"a black square before the run from {name_of(run[0])}"
                    raise InputError(fields[0].place(0), "a run that begins at the edge", expected)
                filled[before][step == STEPS[0]] = total.text
                scope = tuple(map(white.index, run))
                label = f"{'across' if step == STEPS[0] else 'down'} from {name_of(run[0])}"
                rules += [
                    AllDifferent(scope, label),
                    LinearSum.exactly(number(total, 1, 45), scope, f"sum {label}"),
                ]
        names = tuple(map(name_of, white))
        clues = {one: "\\".join(sums) if any(sums) else "" for one, sums in filled.items()}
        sheet = Sheet(tuple(white), filled=clues)
        return Structure(names, (DIGITS,) * len(white), tuple(rules), layout=sheet)

    def drawn(self, size: int, rng: Random, oracle: SolutionOracle) -> Drawn:
        """Return a random grid whose cells are all in two runs, with the sums of a filling."""
        white = _random_cells(size, rng)
        scopes = [run for step in STEPS for run in runs(white, step)]
        rules = tuple(AllDifferent(tuple(map(white.index, run))) for run in scopes)
        names = tuple(map(name_of, white))
        empty = Structure(names, (DIGITS,) * len(white), rules)
        value = dict(zip(white, empty.decode(random_filling(empty, rng)), strict=True))
        sums = [
            ",".join(str(sum(value[one] for one in run)) for run in runs(white, step))
            for step in STEPS
        ]
        squares = rectangle(size, size)
        grid = {one: WHITE if one in value else BLACK for one in squares}
        return (as_rows(grid), *sums), list(value.values())


def runs(white: Collection[Square], step: Square) -> list[tuple[Square, ...]]:
    """Return the runs of two cells and more, in the order of their first cells."""
    found, cells = [], set(white)
    for r, c in white:
        if (r - step[0], c - step[1]) not in cells:
            run = [(r, c)]
            while (near := (run[-1][0] + step[0], run[-1][1] + step[1])) in cells:
                run.append(near)
            found += [tuple(run)] if len(run) > 1 else []
    return found


def _random_cells(size: int, rng: Random) -> list[Square]:
    """Return random cells in all rows and columns but the first, each in two runs."""
    cells: list[Square] = []
    while len({r for r, _ in cells}) + len({c for _, c in cells}) < 2 * (size - 1):
        inner = [(r, c) for r, c in rectangle(size, size) if r and c]
        cells = [one for one in inner if rng.random() >= BLACK_SHARE]
        before: list[Square] = []
        while before != cells:
            before = cells
            both = [{one for run in runs(before, step) for one in run} for step in STEPS]
            cells = [one for one in before if one in both[0] & both[1]]
    return cells
