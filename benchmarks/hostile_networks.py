"""Can a network make it wrong? Untrained, trained, sign-flipped and adversarially tuned weights.

The puzzles, each with one solution, are dealt out to the networks, and each network drives `hybrid`
and `chains` over its own. Counted are wrong answers: a grid that is not the solution, or
"infeasible". Few calls a puzzle, so that many puzzles are asked about; what the help leaves open,
the tree closes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import torch

from benchmarks.common import Report, Value, parser
from benchmarks.lists import data_folder, generate, require_whole, sudoku9
from domains.families.base import Puzzle
from ldt.inference.network import Network
from ldt.inference.proposers import WEIGHTS
from ldt.models.relational import RelationalOperator
from ldt.models.weights import load_weights
from ldt.training.data import examples_of
from ldt.training.losses import LossWeights
from ldt.training.presets import PRESETS
from ldt.training.trainer import Trainer
from proofs.confidence import clopper_pearson
from search import Budget, solve
from search.answer import Abstained, Solved
from search.learned.proposer import Proposer

COLUMNS = (
    "weights", "strategy", "puzzles", "solved", "abstained", "wrong", "95 % bound of wrong",
    "mean calls",
)  # fmt: skip

WRONG = COLUMNS.index("wrong")

KINDS = 4
"""As many as `networks` yields."""

LOOPS = 4
CALLS = 2
TUNING_PUZZLES = 40
TUNING_STEPS = 60
OPPOSED = LossWeights(candidate=-1.0, value=-1.0, conflict=-1.0, open_only=True)
"""What training minimises, maximised: the network learns to eliminate what is right."""


def trained() -> RelationalOperator:
    """Return the shipped operator."""
    model, _ = load_weights(WEIGHTS / "relational.safetensors")
    assert isinstance(model, RelationalOperator)
    return model


def untrained(seed: int) -> RelationalOperator:
    """Return one with fresh weights."""
    torch.manual_seed(seed)
    return RelationalOperator(trained().config)


def flipped() -> RelationalOperator:
    """Return the shipped operator with the opposite sign on all that it says."""
    model = trained()
    with torch.no_grad():
        for parameter in (*model.heads.parameters(), *model.conflict.parameters()):
            parameter.neg_()
    return model


def opposed(puzzles: Sequence[Puzzle], seed: int) -> RelationalOperator:
    """Return the shipped operator after training against everything it was trained for."""
    recipe = replace(
        PRESETS["relational-sudoku"], steps=TUNING_STEPS, loss=OPPOSED, rate=1e-3, seed=seed
    )
    trainer = Trainer(recipe, examples_of(puzzles))
    trainer.model.load_state_dict(trained().state_dict())
    for _ in trainer.run():
        pass
    assert isinstance(trainer.model, RelationalOperator)
    return trainer.model.eval()


def row(name: str, proposer: Proposer, strategy: str, puzzles: Sequence[Puzzle]) -> list[Value]:
    """Ask about every puzzle; return a row of the table."""
    solved = abstained = wrong = calls = 0
    for number, puzzle in enumerate(puzzles):
        budget = Budget(network_calls=CALLS)
        answer = solve(
            puzzle.problem, strategy=strategy, proposer=proposer, seed=number, budget=budget
        )
        calls += answer.statistics.network_calls
        expected = tuple(int(symbol) for symbol in puzzle.solution or "")
        if isinstance(answer, Abstained):
            abstained += 1
        elif isinstance(answer, Solved) and answer.assignment == expected:
            solved += 1
        else:
            wrong += 1
    n = len(puzzles)
    bound = clopper_pearson(wrong, n)[1]
    return [name, strategy, n, solved, abstained, wrong, f"{bound:.2e}", calls / n]


def networks(tuning: Sequence[Puzzle], seed: int) -> Iterator[tuple[str, RelationalOperator]]:
    """Yield each kind of weights."""
    yield "trained", trained()
    yield "untrained", untrained(seed)
    yield "sign-flipped", flipped()
    yield "adversarially tuned", opposed(tuning, seed)


def main() -> int:
    """Print the table; fail when an answer was wrong."""
    options = parser(__doc__.splitlines()[0], n=10_000, seed=0)
    chosen = options.parse_args()
    torch.set_num_threads(1)
    where, puzzles = sudoku9(data_folder(chosen.data), chosen.n, chosen.seed)
    require_whole([puzzle.text for puzzle in puzzles], chosen.n, "the sample")
    report = Report("hostile_networks", chosen, puzzles=where, loops=LOOPS, calls=CALLS)
    tuning = generate(9, None, TUNING_PUZZLES, chosen.seed)
    rows = []
    for kind, (name, model) in enumerate(networks(tuning, chosen.seed)):
        for strategy in ("hybrid", "chains"):
            rows.append(row(name, Network(model, LOOPS), strategy, puzzles[kind::KINDS]))
            report.progress(f"{name}, {strategy}: {rows[-1][WRONG]} wrong")
    report.table("answers", COLUMNS, rows)
    wrong, n = sum(int(found[WRONG]) for found in rows), 2 * chosen.n
    bound = clopper_pearson(wrong, n)[1]
    report.say(f"{n:,} answers to {chosen.n:,} puzzles, {wrong} wrong, 95 % bound {bound:.1e}")
    return 1 if any(found[WRONG] for found in rows) else 0


if __name__ == "__main__":
    raise SystemExit(main())
