"""Runs: one strategy with one proposer over all puzzles."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from time import perf_counter, process_time

from domains.problem import Structure
from ldt.evaluation.items import Item
from ldt.evaluation.metering import Metered
from ldt.evaluation.outcome import Outcome, judged
from ldt.evaluation.states import States, Watcher
from search.answer import Goal
from search.budget import Budget
from search.learned.chains import Chains
from search.learned.hybrid import HybridOptions, search_hybrid
from search.learned.options import ChainOptions
from search.learned.proposer import Consultant, Proposer, ProposerWarning, Uniform
from search.learned.slots import Seen


@dataclass(frozen=True, slots=True)
class Asked:
    """A run to make.

    Attributes:
        strategy: ``chains`` or ``hybrid``.
        proposer: who is asked.
        name: of the proposer.
        chain: options of the chains; of the dives in a hybrid search.
        budget: of each hybrid search.
        seed: of every random choice.
        change: what a sweep changed, as text; empty outside of sweeps.
    """

    strategy: str
    proposer: Proposer
    name: str
    chain: ChainOptions
    budget: Budget
    seed: int
    change: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """What a run came to.

    Attributes:
        asked: the run.
        outcomes: one per puzzle, in the order in which they ended.
        states: of the chains, by list; None where there is nothing to judge.
        passes: forward passes, each shared by the puzzles of a batch.
        seconds: of wall clock.
        cpu_seconds: of this process.
        complaints: what was said of a proposer that failed.
        complete: whether every puzzle ended before an interruption.
    """

    asked: Asked
    outcomes: tuple[Outcome, ...]
    states: dict[str, States] | None
    passes: int
    seconds: float
    cpu_seconds: float
    complaints: tuple[str, ...]
    complete: bool


def made(asked: Asked, items: Sequence[Item], advance: Callable[[], object]) -> Run:
    """Make a run; Ctrl-C ends it with what is known, see `Run.complete`.

    Args:
        asked: what to run.
        items: on which.
        advance: called as each puzzle ends.
    """
    watcher, metered = _watcher(asked, items), Metered(asked.proposer)
    outcomes: list[Outcome] = []
    wall, processor, complete = perf_counter(), process_time(), True
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always", ProposerWarning)
        try:
            for outcome in _outcomes(asked, items, metered, watcher):
                outcomes.append(outcome)
                advance()
        except KeyboardInterrupt:
            complete = False
    seconds, cpu_seconds = perf_counter() - wall, process_time() - processor
    # Each puzzle counts once, or the shares would be of something else.
    assert len({id(outcome.item) for outcome in outcomes}) == len(outcomes)
    assert not complete or len(outcomes) == len(items)
    return Run(
        asked,
        tuple(outcomes),
        None if watcher is None else watcher.states,
        metered.passes,
        seconds,
        cpu_seconds,
        tuple(dict.fromkeys(str(warning.message) for warning in said)),
        complete,
    )


def _watcher(asked: Asked, items: Sequence[Item]) -> Watcher | None:
    """Return who watches; the control says nothing that could be judged."""
    if asked.strategy != "chains" or isinstance(asked.proposer, Uniform):
        return None
    policy = asked.chain.policy
    others = {*asked.chain.thresholds} - {policy.threshold, 0.0}  # nothing is eliminated at 0
    thresholds = [policy.threshold, *sorted(others, reverse=True)]
    return Watcher(items, thresholds, policy.conflict)


def _outcomes(
    asked: Asked, items: Sequence[Item], metered: Metered, watch: Callable[[Seen], None] | None
) -> Iterator[Outcome]:
    """Yield what each puzzle came to, as it ends."""
    consultant = Consultant(metered)
    if asked.strategy == "hybrid":
        for item in items:
            yield _hybrid(asked, item, metered)
        return
    by_structure: dict[Structure, list[Item]] = {}
    for item in items:
        by_structure.setdefault(item.puzzle.problem.structure, []).append(item)
    for own in by_structure.values():
        problems = [item.puzzle.problem for item in own]
        chains = Chains(problems, consultant, asked.chain, asked.seed, watch=watch)
        for offer in chains.offers():
            item = own[offer.index]
            spent = metered.on(item.puzzle.problem)
            yield Outcome(
                item,
                judged(item, offer.assignment),
                offer.first_wrong,
                spent.calls,
                spent.rows,
                spent.flops,
                offer.rounds,
                offer.resets,
                offer.rows,
            )


def _hybrid(asked: Asked, item: Item, metered: Metered) -> Outcome:
    """Return what the hybrid strategy makes of one puzzle."""
    chain = replace(asked.chain, chains=1, doubling=None, checked=True)
    options = HybridOptions(chain=chain)
    problem = item.puzzle.problem
    answer = search_hybrid(
        problem, Goal.first(), asked.budget, (), metered, seed=asked.seed, options=options
    )
    spent = metered.on(problem)
    found = answer.solutions[0] if answer.solutions else None
    status = "infeasible" if answer.status == "infeasible" else judged(item, found)
    return Outcome(
        item,
        status,
        calls=spent.calls,
        rows=spent.rows,
        flops=spent.flops,
        nodes=answer.statistics.nodes,
    )
