"""The rules of each family mean what the puzzle says, by plain enumeration of all fillings."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, groupby, pairwise, permutations, product
from math import prod
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domains.families.gallery.sheets import ORACLE, cells_of, problem, sheets

Grid = tuple[int, ...]
seeds = st.integers(0, 2**32)


def fields_of(name: str, size: int, seed: int) -> list[str]:
    """The fields of a random puzzle."""
    return list(sheets(name).drawn(size, Random(seed), ORACLE)[0])


def lines(grid: Grid, size: int) -> tuple[list[Grid], list[Grid]]:
    """The rows and the columns of a square grid."""
    return [grid[k : k + size] for k in range(0, size * size, size)], [
        grid[k::size] for k in range(size)
    ]


def latin_squares(size: int) -> Iterator[Grid]:
    """Every Latin square."""
    for rows in product(permutations(range(1, size + 1)), repeat=size):
        if all(len(set(column)) == size for column in zip(*rows, strict=True)):
            yield sum(rows, ())


def cages(field: str) -> dict[str, list[int]]:
    """The cells of each cage."""
    found: dict[str, list[int]] = {}
    for cell, name in enumerate(field.replace("/", "")):
        found.setdefault(name, []).append(cell)
    return found


def cell(name: str, size: int) -> int:
    """The number of a cell that is called r1c1."""
    row, column = name.removeprefix("r").split("c")
    return (int(row) - 1) * size + int(column) - 1


@settings(max_examples=20)
@given(seeds)
def test_futoshiki_is_a_latin_square_whose_signs_are_right(seed: int) -> None:
    fields = fields_of("futoshiki", 3, seed)
    signs = [[cell(name, 3) for name in sign.split("<")] for sign in fields[1].split(",")]
    expected = {g for g in latin_squares(3) if all(g[a] < g[b] for a, b in signs)}
    assert cells_of(problem(":".join(["futoshiki", *fields]))) == expected != set()


FOURS = [
    g
    for g in latin_squares(4)
    if all(len({g[k], g[k + 1], g[k + 4], g[k + 5]}) == 4 for k in (0, 2, 8, 10))
]


@settings(max_examples=20)
@given(seeds)
def test_killer_is_a_sudoku_whose_cages_have_different_digits_and_their_sums(seed: int) -> None:
    assert len(FOURS) == 288
    grid, sums = fields_of("killer", 4, seed)
    wanted = dict(clue.split("=") for clue in sums.split(","))
    del wanted[next(iter(wanted))]  # a cage without a sum still has different digits
    by_name = cages(grid)

    def holds(g: Grid) -> bool:
        values = {name: [g[k] for k in cage] for name, cage in by_name.items()}
        different = all(len(set(v)) == len(v) for v in values.values())
        return different and all(sum(values[n]) == int(total) for n, total in wanted.items())

    text = ",".join(map("=".join, wanted.items()))
    assert cells_of(problem(f"killer:{grid}:{text}")) == set(filter(holds, FOURS))


@settings(max_examples=20)
@given(seeds)
def test_kenken_is_a_latin_square_whose_cages_make_their_numbers(seed: int) -> None:
    grid, clues = fields_of("kenken", 3, seed)
    by_name = cages(grid)

    def holds(g: Grid) -> bool:
        for clue in clues.split(","):
            name, wanted = clue.split("=")
            v = sorted(g[k] for k in by_name[name])
            found = {f"{sum(v)}+", f"{prod(v)}*", str(v[0]) if len(v) == 1 else ""}
            if len(v) == 2:
                found |= {f"{v[1] - v[0]}-", f"{v[1] / v[0]:g}/"}
            if wanted not in found:
                return False
        return True

    expected = set(filter(holds, latin_squares(3)))
    assert cells_of(problem(f"kenken:{grid}:{clues}")) == expected != set()


@settings(max_examples=10)
@given(st.lists(st.integers(3, 17), min_size=4, max_size=4))
def test_kakuro_runs_have_different_digits_and_their_sums(sums: list[int]) -> None:
    a, b, c, d = sums
    expected = {
        (p, q, r, s)
        for p, q, r, s in product(range(1, 10), repeat=4)
        if (p + q, r + s, p + r, q + s) == (a, b, c, d) and p != q != s != r != p
    }
    assert cells_of(problem(f"kakuro:###/#../#..:{a},{b}:{c},{d}")) == expected


def test_binairo_lines_are_balanced_different_and_never_three_alike() -> None:
    def holds(line: Grid) -> bool:
        return sum(line) == len(line) // 2 and all(len(list(r)) < 3 for _, r in groupby(line))

    size = 4
    balanced = [line for line in product((0, 1), repeat=size) if holds(line)]
    expected = set()
    for rows in permutations(balanced, size):
        columns = set(zip(*rows, strict=True))
        if len(columns) == size and all(map(holds, columns)):
            expected.add(sum(rows, ()))
    assert len(expected) == 72  # OEIS A253316
    assert cells_of(problem("binairo:4")) == expected
    assert ORACLE.count(problem("binairo:2"), 9) == 2


@settings(max_examples=20)
@given(seeds)
def test_stars_do_not_touch_and_each_line_and_region_has_one(seed: int) -> None:
    fields = fields_of("starbattle", 5, seed)
    regions = fields[1].replace("/", "")
    expected = set()
    for columns in permutations(range(5)):
        apart = all(abs(a - b) > 1 for a, b in pairwise(columns))
        if apart and len({regions[5 * r + c] for r, c in enumerate(columns)}) == 5:
            stars = {5 * r + c for r, c in enumerate(columns)}
            expected.add(tuple(int(k in stars) for k in range(25)))
    assert cells_of(problem(":".join(["starbattle", *fields]))) == expected != set()


def test_two_stars_a_region_are_possible_from_size_eight_on() -> None:
    rows = "aaaaaaaa/bbbbbbbb/cccccccc/dddddddd/eeeeeeee/ffffffff/gggggggg/hhhhhhhh"
    found = next(iter(ORACLE.solutions(problem(f"starbattle:2:{rows}"), 1)))
    across, down = lines(found, 8)
    assert {sum(line) for line in across + down} == {2}
    stars = [divmod(k, 8) for k, star in enumerate(found) if star]
    assert all(max(abs(a - c), abs(b - d)) > 1 for (a, b), (c, d) in combinations(stars, 2))


def test_magic_squares_of_order_three_are_the_images_of_the_lo_shu() -> None:
    found = cells_of(problem("magic:3"))
    assert len(found) == 8
    for grid in found:
        across, down = lines(grid, 3)
        assert {sum(line) for line in (*across, *down, grid[::4], grid[2:7:2])} == {15}
        assert sorted(grid) == list(range(1, 10))


@pytest.mark.parametrize(
    "text", ["AB+BA=CAC", "AB+CB=BAA", "A+A+A=BA", "AB+C=DE", "ABC+A=BCA", "A+B=CDE", "AB+CD=E"]
)
def test_cryptarithms_are_sums_of_numbers(text: str) -> None:
    letters = list(dict.fromkeys(text.replace("+", "").replace("=", "")))
    words = text.replace("=", "+").split("+")
    expected = set()
    for digits in permutations(range(10), len(letters)):
        value = dict(zip(letters, digits, strict=True))
        *addends, total = [int("".join(str(value[one]) for one in word)) for word in words]
        if sum(addends) == total and all(value[word[0]] for word in words):
            expected.add(digits)
    assert cells_of(problem(f"cryptarithm:{text}")) == expected


def clue(line: Grid) -> str:
    """The runs of a line."""
    return ",".join(str(len(list(run))) for black, run in groupby(line) if black) or "0"


def clues_of(picture: Grid) -> tuple[str, str]:
    """The clues of a picture of three rows and four columns."""
    rows = [picture[k : k + 4] for k in (0, 4, 8)]
    return "/".join(map(clue, rows)), "/".join(clue(picture[k::4]) for k in range(4))


PICTURES = {picture: clues_of(picture) for picture in product((0, 1), repeat=12)}


@settings(max_examples=30)
@given(st.sampled_from(list(PICTURES)))
def test_nonograms_are_the_pictures_with_these_runs(picture: Grid) -> None:
    clues = PICTURES[picture]
    expected = {other for other, theirs in PICTURES.items() if theirs == clues}
    assert cells_of(problem(":".join(["nonogram", *clues]))) == expected


@settings(max_examples=20)
@given(seeds)
def test_zebra_clues_are_about_houses(seed: int) -> None:
    items, clues = fields_of("zebra", 3, seed)
    names = items.replace("/", ",").split(",")
    relations = {
        "<<": lambda a, b: a + 1 == b,
        "<": lambda a, b: a < b,
        "~": lambda a, b: a + 1 == b or b + 1 == a,
        "=": lambda a, b: a == b,
    }

    def holds(houses: Grid) -> bool:
        at = dict(zip(names, houses, strict=True)) | {str(k): k for k in (1, 2, 3)}
        for clue in clues.split(","):
            sign = next(sign for sign in relations if sign in clue)
            first, second = clue.split(sign)
            if not relations[sign](at[first], at[second]):
                return False
        return True

    every = (sum(kinds, ()) for kinds in product(permutations((1, 2, 3)), repeat=3))
    expected = set(filter(holds, every))
    assert len(expected) == 1
    assert cells_of(problem(f"zebra:{items}:{clues}")) == expected


def test_golfers_meet_at_most_once() -> None:
    expected = set()
    for weeks in product(product((1, 2), repeat=4), repeat=2):
        full = all(sum(week) == 6 for week in weeks)
        met = [(p, q) for week in weeks for p, q in combinations(range(4), 2) if week[p] == week[q]]
        if full and len(met) == len(set(met)):
            expected.add(sum(zip(*weeks, strict=True), ()))
    assert cells_of(problem("golfers:2x2x2")) == expected != set()
    assert cells_of(problem("golfers:4x2x2")) == set()  # each has three others to meet
