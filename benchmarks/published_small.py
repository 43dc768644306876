"""The published recipe's ablations at 4 x 4: what each part is worth, unchecked and checked.

Each row trains from nothing on generated puzzles, then solves held-out ones by chains as published
(symmetry frames, dropout noise, no sound deductions). Unchecked is the published acceptance.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from random import Random

import torch

from benchmarks.common import Report, Value, parser
from benchmarks.lists import SUDOKU, require_whole
from domains.families.base import GenerateRequest
from domains.oracle import ExactOracle
from domains.problem import Problem
from ldt.inference.framed import FramedNetwork
from ldt.training.examples import Examples
from ldt.training.presets import PRESETS
from ldt.training.recipe import Recipe
from ldt.training.trainer import Trainer
from search.learned.chains import Chains
from search.learned.options import PUBLISHED, ChainOptions
from search.learned.step import Policy

COLUMNS = (
    "trained with", "evaluated with", "n", "unchecked right", "wrong", "checked right", "wrong",
    "abstained", "rows a puzzle",
)  # fmt: skip

CHECKED_WRONG = 6
"""The column of wrong answers that were checked; nothing may stand there."""

PUBLISHED_WEIGHT = 0.2

BASE = PRESETS["published-4x4"]
TRAINED_ON = 300
NEVER = 2.0
"""A threshold no probability reaches."""


@cache
def puzzles(first: int, count: int) -> tuple[Problem, ...]:
    """Return different minimal puzzles with one solution, by their seeds."""
    found: dict[tuple[int, ...], Problem] = {}
    seed = first
    while len(found) < count:
        problem = SUDOKU.generate(GenerateRequest(size=4), Random(seed), ExactOracle())
        found.setdefault(problem.masks, problem)
        seed += 1
    return tuple(found.values())


def held_out(count: int) -> list[Problem]:
    """Return puzzles none of which was trained on (symmetric images may have been)."""
    seen = {problem.masks for problem in puzzles(0, TRAINED_ON)}
    unseen = [p for p in puzzles(10**6, 2 * count + TRAINED_ON) if p.masks not in seen][:count]
    require_whole([str(problem.masks) for problem in unseen], count, "held out")
    return unseen


def trained(recipe: Recipe) -> Trainer:
    """Train from nothing."""
    problems = puzzles(0, TRAINED_ON)
    solutions = [ExactOracle().solutions(problem, 1) for problem in problems]
    trainer = Trainer(recipe, [Examples.of(problems, solutions)])
    for _ in trainer.run():
        pass
    return trainer


def row(name: str, trainer: Trainer, how: str, policy: Policy, loops: int, n: int) -> list[Value]:
    """Evaluate one setting, both ways of accepting; the same seeds."""
    base = replace(PUBLISHED, chains=8, rounds=50, rows=64, policy=policy)
    found: list[Value] = []
    rows = abstained = 0
    for checked in (False, True):
        network = FramedNetwork(trainer.model, loops, BASE.frames, BASE.evaluation_dropout)
        options: ChainOptions = replace(base, checked=checked)
        offers = list(Chains(held_out(n), network, options).offers())
        wrong = sum(offer.wrong is not None for offer in offers)
        abstained = sum(offer.assignment is None for offer in offers)
        rows = sum(offer.rows for offer in offers)
        found += [n - wrong - abstained, wrong]
    return [name, how, n, *found, abstained, rows / n]


def settings(policy: Policy, loops: int, *, sweep: bool) -> Iterator[tuple[str, Policy, int]]:
    """Yield ways to evaluate one network."""
    yield "as published", policy, loops
    yield "best value", replace(policy, temperature=0.0), loops
    if not sweep:
        return
    yield "no conflict head", replace(policy, conflict=NEVER), loops
    for other in (1, 2, 2 * loops):
        yield f"{other} loops", policy, other
    for threshold in (0.02, 0.3, 0.5):
        yield f"threshold {threshold:g}", replace(policy, threshold=threshold), loops


def main() -> int:
    """Print the table; fail when a checked answer was wrong."""
    chosen = parser(__doc__.splitlines()[0], n=200, seed=0).parse_args()
    torch.set_num_threads(1)
    report = Report("published_small", chosen, puzzles=f"generated 4x4, {TRAINED_ON} trained on")
    rows = []
    for weight in (0.2, 0.0, 1.0):
        recipe = replace(BASE, seed=chosen.seed, loss=replace(BASE.loss, value=weight))
        trainer = trained(recipe)
        ways = settings(BASE.evaluation, BASE.phases[-1].most, sweep=weight == PUBLISHED_WEIGHT)
        rows += [row(f"value weight {weight:g}", trainer, *way, chosen.n) for way in ways]
    report.table("held-out puzzles", COLUMNS, rows)
    return 1 if any(found[CHECKED_WRONG] for found in rows) else 0


if __name__ == "__main__":
    raise SystemExit(main())
