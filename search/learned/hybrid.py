"""The hybrid strategy: a complete tree that a proposer orders, and dives that may end it early.

*Probes* are sound: the candidates that the proposer would keep least are assumed one by one, and
those that propagation refutes are excluded, as the technique "failed literal" does; they count as
propagation, not as nodes. *Dives* are rounds of one chain from the root
(`search.learned.chains`): leaps that are taken back when they fail. They come first, and later in
turn with the tree, so that a proposer that earns nothing costs a stated factor. The *tree* is the
symbolic one; the proposer says which of the values of the decided variable comes first. What dives
find is checked; what they refute is not used, so the tree stays sound, complete and certifiable
whatever is proposed.

Cost, stated: dives add at most ``first`` nodes and ``share`` for each of the tree; a proposer is
asked at most ``asked`` times, then the tree goes on by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from domains.problem import Assignment, Masks, Problem, bits
from search.answer import Answer, Goal
from search.budget import Budget, Statistics
from search.events import Observer, SolutionFound
from search.kernel import tree
from search.kernel.choice import CONNECTED, EXTERNAL
from search.kernel.engine import Engine
from search.kernel.fixpoints import fixpoints
from search.learned.boards import to_boards
from search.learned.chains import Chains
from search.learned.options import ChainOptions
from search.learned.proposer import Consultant, Proposer
from search.learned.slots import Slot
from search.nogoods import Restarts
from search.symbolic import TreeRun

if TYPE_CHECKING:
    from search.learned.proposer import Numbers


@dataclass(frozen=True, slots=True)
class HybridOptions:
    """How far a proposer is followed.

    Attributes:
        chain: how a dive goes.
        first: rounds of dives before the tree begins.
        share: rounds of dives for each node of the tree after that.
        probes: candidates probed after each call, those it would keep least; 0: none.
        asked: calls of the proposer, at most.
    """

    chain: ChainOptions = field(default_factory=ChainOptions)
    first: int = 1
    share: float = 0.0
    probes: int = 8
    asked: int = 1000


def search_hybrid(
    problem: Problem,
    goal: Goal,
    budget: Budget,
    observers: Sequence[Observer],
    proposer: Proposer,
    *,
    seed: int = 0,
    options: HybridOptions | None = None,
) -> Answer:
    """Search a problem completely, or until a limit, with a proposer's help.

    Args:
        problem: what to solve.
        goal: when to stop. Dives are made for a first solution only.
        budget: limits. A limit on network calls ends the help, not the search.
        observers: see the tree's events.
        proposer: who is asked; never trusted.
        seed: of the dives.
        options: how far the proposer is followed.

    Raises:
        Interrupted: on Ctrl-C, with what was known.
    """
    run = _HybridRun(problem, goal, budget, observers, Consultant(proposer))
    run.follow(options or HybridOptions(), seed)
    return run.answer()


class _HybridRun(TreeRun):
    """A tree whose open decisions, and the turns between, are a proposer's."""

    def __init__(
        self,
        problem: Problem,
        goal: Goal,
        budget: Budget,
        observers: Sequence[Observer],
        consultant: Consultant,
    ) -> None:
        engine = Engine(problem.structure)
        if observers:
            engine.keep_log()
        super().__init__(
            problem, goal, budget, observers, engine, EXTERNAL, Restarts(None), "hybrid"
        )
        self.may_compile = True
        self.consultant = consultant
        self.offered: Assignment | None = None
        self.doubted: list[tuple[int, int]] = []

    def follow(self, options: HybridOptions, seed: int) -> None:
        """Set how far the proposer is followed, and begin the dives at the root."""
        self.options = options
        limit = self.budget.network_calls
        self.most_calls = options.asked if limit is None else min(limit, options.asked)
        self.chains = Chains([self.problem], self.consultant, options.chain, seed)
        self.slot: Slot | None = None

    def _slice(self) -> int:
        """Take a round of a dive when one is due, else go on with the tree."""
        if not self._asking():
            self.choice = CONNECTED
            return super()._slice()
        if self._dive_due():
            return self._dive()
        outcome = super()._slice()
        if outcome == tree.UNDECIDED:
            self._decide()
            return tree.STOPPED if not self._nodes_used_up() else tree.OUT_OF_NODES
        return outcome

    def _asking(self) -> bool:
        """Tell whether the proposer may be asked again."""
        return self.consultant.calls < self.most_calls and not self.consultant.failed

    def _nodes_used_up(self) -> bool:
        limit = self.budget.nodes
        return limit is not None and self._statistics().nodes > limit

    def _dive_due(self) -> bool:
        """Tell whether it is the dives' turn: at the beginning, then in proportion to the tree."""
        if self.goal.limit > 1 or (self.slot is not None and self.slot.done):
            return False
        limit, nodes = self.budget.nodes, self._statistics().nodes
        if limit is not None and nodes >= limit:
            return False
        rounds = 0 if self.slot is None else self.slot.round
        return rounds < self.options.first + self.options.share * (nodes - rounds)

    def _dive(self) -> int:
        """Take one round; each counts as a node."""
        deduced, rounds = self.chains.propagation.propagations, 0
        if self.slot is None:
            self.slot = self.chains.begin(0, self.problem)
        if not self.slot.done:
            self.chains.round([self.slot])
            rounds = 1
        deduced = self.chains.propagation.propagations - deduced
        self.spent_before += Statistics(rounds, deduced)
        self.offered = self.slot.offered
        return tree.STOPPED if self.offered is None else tree.SOLVED

    def _keep_solution(self) -> None:
        """Keep what a dive found, or what is on the tree's board."""
        if self.offered is None:
            super()._keep_solution()
        else:
            self.found.append(self.offered)
            self._tell(SolutionFound(self.offered))

    def _decide(self) -> None:
        """Exclude a candidate that a probe refutes, or decide as the tree and the proposer would.

        The variable is the tree's: taking the one of which the proposer is surest halved the
        median of nodes on Sudoku-Extreme and doubled their mean. The value is the proposer's.
        """
        masks = self.engine.masks()
        if self._exclude(self.doubted, masks):
            return
        boards = to_boards(self.problem.structure, [masks])
        said = self.consultant.propose([self.problem], boards)
        self.doubted = most_doubted(masks, said.keep[0], self.options.probes)
        if self._exclude(self.doubted, masks):
            return
        variable, logits = self.engine.suggested(), said.value[0]
        value = max(bits(masks[variable]), key=lambda k: float(logits[variable, k]))
        self.engine.decide(variable, value)

    def _exclude(self, doubted: list[tuple[int, int]], masks: Masks) -> bool:
        """Probe candidates; decide the first that fails, so that the tree refutes it at once.

        What is not refuted is dropped from the list: it need not be probed again.
        """
        self.doubted = []
        probes = [(v, k) for v, k in doubted if masks[v] >> k & 1 and masks[v].bit_count() > 1]
        if not probes:
            return False
        assumed = [(*masks[:v], 1 << k, *masks[v + 1 :]) for v, k in probes]
        reached = fixpoints(self.problem.structure, assumed, compiled=self.engine.compiled)
        self.spent_before += Statistics(propagations=reached.propagations)
        self.doubted = [probe for probe, lost in zip(probes, reached.lost, strict=True) if lost]
        if not self.doubted:
            return False
        self.engine.decide(*self.doubted.pop(0))
        self.spent_before += Statistics(nodes=-1)  # the engine counts it; it is a deduction
        return True

    def _statistics(self) -> Statistics:
        spent = super()._statistics()
        return Statistics(spent.nodes, spent.propagations, self.consultant.calls, spent.seconds)


def most_doubted(masks: Sequence[int], keep: Numbers, count: int) -> list[tuple[int, int]]:
    """Return the open candidates that a proposer would keep least, as (variable, value index)."""
    open_ = [(v, k) for v, mask in enumerate(masks) if mask.bit_count() > 1 for k in bits(mask)]
    return sorted(open_, key=lambda place: float(keep[place]))[:count]
