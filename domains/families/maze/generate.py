"""Generating mazes: random walls with a long shortest path, or a tree of corridors.

Random walls as for Searchformer (Lehnert et al., arXiv 2402.14083): each cell is a wall with a
probability between 30 and 50 %, start and goal are free cells, and mazes whose shortest path is too
short are drawn again. The tree is carved by a randomised depth-first walk, so that exactly one path
leads from any cell to any other.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from domains.errors import InputError, Place
from domains.families.base import GenerateRequest
from domains.families.grid.generate import options_in, size_in
from domains.families.maze.board import (
    FREE,
    GOAL,
    START,
    WALL,
    Cell,
    MazeLayout,
    maze_structure,
    neighbours,
)
from domains.families.maze.family import Maze
from domains.paths import alive_layers, rule_of, sample_path
from domains.problem import Problem
from domains.rules.layering import distances
from domains.rules.shortest_path import ON

USUAL_SIZE = 15
SMALLEST_TREE = 5
"""Rows of a tree with more than one cell."""

FEWEST_WALLS, MOST_WALLS = 0.3, 0.5
LENGTH_PER_CELL = 0.122
"""The published least path: so many steps a cell, and no fewer than a side. Random mazes above
15 x 15 hardly ever have one as long, so that it grows with the side from there."""

TRIES = 20_000
"""Mazes drawn for one whose path is long enough; a share of a hundredth is usual."""

Grid = list[list[str]]


def generate(request: GenerateRequest, rng: Random) -> Problem:
    """Return a maze; see `Maze.generate`."""
    options = options_in(request, ("kind", "paths", "length"))
    kind = _one_of(options, "kind", ("walls", "tree"))
    sizes = Maze.sizes if kind == "walls" else Maze.sizes[SMALLEST_TREE - Maze.sizes[0] :]
    size = size_in(request, USUAL_SIZE, sizes, f"{sizes[0]} to {sizes[-1]}")
    if request.clues is not None:
        raise InputError(Place("clues"), str(request.clues), "none: a maze has no givens")
    paths = _one_of(options, "paths", ("one", "any"))
    length = _length(options, size)
    draw: Callable[[int, Random], Grid] = _with_walls if kind == "walls" else _tree
    for _ in range(TRIES):
        problem = _with_ends(draw(size, rng), length, rng)
        if problem is not None:
            return problem if paths == "any" else _with_one_path(problem, rng)
    found = f"no path of {length} steps in {TRIES:,} mazes"
    raise InputError(Place("length"), found, "a shorter one, or another seed")


def _one_of(options: dict[str, str], name: str, known: tuple[str, ...]) -> str:
    value = options.get(name, known[0])
    if value not in known:
        raise InputError(Place(name), repr(value), " or ".join(known))
    return value


def _length(options: dict[str, str], size: int) -> int:
    """Return the least number of steps from start to goal."""
    if "length" not in options:
        return max(size, round(LENGTH_PER_CELL * size * min(size, USUAL_SIZE)))
    text = options["length"]
    if not (text.isascii() and text.isdecimal() and 1 <= int(text[:9]) < size * size):
        raise InputError(Place("length"), repr(text[:20]), f"1 to {size * size - 1} steps")
    return int(text)


def _with_walls(size: int, rng: Random) -> Grid:
    """Return random walls, a random share of all cells."""
    share = rng.uniform(FEWEST_WALLS, MOST_WALLS)
    return [[WALL if rng.random() < share else FREE for _ in range(size)] for _ in range(size)]


def _tree(size: int, rng: Random) -> Grid:
    """Return corridors between the cells of odd row and column, without a circle."""
    grid = [[WALL] * size for _ in range(size)]
    stack: list[Cell] = [(1, 1)]
    grid[1][1] = FREE
    while stack:
        r, c = stack[-1]
        beyond = [(r, c, 2 * a - r, 2 * b - c) for a, b in neighbours((r, c))]
        ways = [
            (a, b)
            for _, _, a, b in beyond
            if 0 < a < size - 1 and 0 < b < size - 1 and grid[a][b] == WALL
        ]
        if not ways:
            stack.pop()
            continue
        a, b = rng.choice(ways)
        grid[(r + a) // 2][(c + b) // 2] = grid[a][b] = FREE
        stack.append((a, b))
    return grid


def _with_ends(grid: Grid, length: int, rng: Random) -> Problem | None:
    """Set a random start, and a random goal at least so many steps away, if there is any."""
    free = [(r, c) for r, row in enumerate(grid) for c, sign in enumerate(row) if sign == FREE]
    if not free:
        return None
    number = {cell: vertex for vertex, cell in enumerate(free)}
    links = tuple(tuple([number[n] for n in neighbours(cell) if n in number]) for cell in free)
    start = rng.randrange(len(free))
    far = [v for v, steps in enumerate(distances(links, start)) if steps >= length]
    if not far:
        return None
    for vertex, sign in ((start, START), (rng.choice(far), GOAL)):
        r, c = free[vertex]
        grid[r][c] = sign
    return maze_structure(MazeLayout(tuple("".join(row) for row in grid))).problem()


def _with_one_path(problem: Problem, rng: Random) -> Problem:
    """Draw one of the shortest paths and wall up cells of the others until it is the only one.

    That lengthens no path that stays, and leaves the drawn one as it was.
    """
    structure, path = problem.structure, sample_path(problem, rng)
    assert path is not None, "start and goal are connected"
    layout = structure.layout
    assert isinstance(layout, MazeLayout), "a maze"
    cells = layout.find(FREE)
    grid = [list(row) for row in layout.rows]
    masks = list(problem.masks)
    while True:
        layers = alive_layers(Problem(structure, tuple(masks)))
        spare = [v for layer in layers[1:-1] if len(layer) > 1 for v in layer if path[v] != ON]
        if not spare:
            break
        vertex = rng.choice(spare)
        masks[vertex] = 1 << 1 - ON
        grid[cells[vertex][0]][cells[vertex][1]] = WALL
    alone = maze_structure(MazeLayout(tuple("".join(row) for row in grid)))
    assert rule_of(alone).layering.layers, "the drawn path is left"
    return alone.problem()
