"""Named recipes: the published configuration, deviations from it one by one, and our own.

Source: LDT (Davis et al., arXiv 2605.08605), the authors' code and their later ablations. Where the
paper's code and its class defaults differ, the numbers here are those its runs used.
"""

from __future__ import annotations

from dataclasses import replace

from domains.problem import Structure
from ldt.models.published import grid_of
from ldt.training.losses import LossWeights
from ldt.training.recipe import Mixture, Phase, Recipe
from search.learned.step import Policy

PUBLISHED_SUDOKU = Recipe(
    model="published",
    widths=(
        ("rows", 9),
        ("columns", 9),
        ("channels", 9),
        ("width", 128),
        ("heads", 4),
        ("layers", 4),
        ("loops", 16),
    ),
    steps=4000,
    batch=512,
    pool=1.0,
    rate=3e-3,
    warmup=0.1,
    last_rate=0.01,
    betas=(0.9, 0.95),
    decay=0.1,
    clip=1.0,
    average=0.0,
    loss=LossWeights(
        positive=4.0,
        negative=0.5,
        candidate=1.0,
        value=0.2,
        conflict=0.1,
        dead=1.0,
        open_only=False,
    ),
    policy=Policy(threshold=0.10, conflict=0.5, choice="uniform", temperature=1.5),
    thresholds=(),
    confident=0.0,
    guided=0.0,
    mixture=Mixture(hinted=0.55, erring=0.25),
    evicted=0.0,
    lifetime=100,
    phases=(Phase(1.0, 16, 16),),
    unread=0,
    propagate=False,
    one_pass=False,
    seed=0,
    frames="published",
    dropout=0.1,
    bfloat16=True,
    report=50,
    evaluation=Policy(threshold=0.10, conflict=0.6, choice="uniform", temperature=1.5),
    evaluation_dropout=0.05,
)
"""The headline run on Sudoku-Extreme: 1,000 training puzzles, seed 0.

Only `bfloat16` is not as published (float32 with TF32); ``published-sudoku-tf32`` has that too.
"""

_SMALL = replace(PUBLISHED_SUDOKU, batch=32, bfloat16=False, report=1, phases=(Phase(1.0, 6, 6),))

_SMALL_WIDTHS = (("width", 64), ("heads", 4), ("layers", 2), ("loops", 6))

PRESETS: dict[str, Recipe] = {
    "published-sudoku": PUBLISHED_SUDOKU,
    "published-sudoku-tf32": replace(PUBLISHED_SUDOKU, bfloat16=False),
    "published-sudoku-2k": replace(PUBLISHED_SUDOKU, steps=2000),
    "published-sudoku-1k": replace(PUBLISHED_SUDOKU, steps=1000),
    "published-sudoku-value1": replace(
        PUBLISHED_SUDOKU, steps=2000, loss=replace(PUBLISHED_SUDOKU.loss, value=1.0)
    ),
    "published-sudoku-whole": replace(PUBLISHED_SUDOKU, frames="whole"),
    "published-maze30": replace(
        PUBLISHED_SUDOKU,
        widths=(
            ("rows", 30),
            ("columns", 30),
            ("channels", 5),
            ("width", 192),
            ("heads", 4),
            ("layers", 4),
            ("loops", 16),
            ("rotary", 1),
        ),
        steps=20_000,
        batch=192,
        pool=2.0,
        policy=Policy(threshold=0.5, conflict=0.5, choice="uniform", temperature=1.5),
        mixture=Mixture(hinted=0.0, erring=0.0),
        frames="turns",
        evaluation=Policy(threshold=0.5, conflict=0.53, choice="uniform", temperature=1.5),
        evaluation_dropout=0.0,
    ),
    "published-4x4": replace(
        _SMALL,
        steps=400,
        widths=(("rows", 4), ("columns", 4), ("channels", 4), *_SMALL_WIDTHS),
    ),
    "published-6x6": replace(
        _SMALL,
        steps=2000,
        widths=(("rows", 6), ("columns", 6), ("channels", 6), *_SMALL_WIDTHS),
    ),
    "relational-sudoku": Recipe(),
}
"""Every recipe that has a name. Those ending in a size train on a CPU in minutes."""


def fitted(recipe: Recipe, structure: Structure) -> Recipe:
    """Return a recipe of the published model for the grid of a structure; others as they are.

    Raises:
        ValueError: the structure has no square grid.
    """
    if recipe.model != "published":
        return recipe
    return replace(recipe, widths=tuple({**dict(recipe.widths), **grid_of(structure)}.items()))
