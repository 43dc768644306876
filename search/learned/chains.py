"""Chains: randomised descents that guess with a proposer, and begin again when they fail.

Each round a chain asks the proposer, eliminates what it would not keep, deduces, decides one
variable and deduces again. A contradiction, or a complete assignment that breaks a rule, sends it
back to the root. Nothing a chain holds is believed: only a complete assignment that passed the
rules leaves it. Chains abstain, they never prove.

Source: LDT (Davis et al., arXiv 2605.08605), section on inference. What differs from it is an
option each: sound deductions between guesses, thresholds redrawn on a reset (a fixed one repeats
its mistake forever), one chain first and more for what stays open, no row spent on what is done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from domains.problem import Assignment, Problem
from search.learned.boards import to_boards, to_masks
from search.learned.propagation import Propagation
from search.learned.proposer import Consultant, Proposal, Proposer
from search.learned.step import Noise, Policy, decide, detect, eliminate

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from search.learned.boards import Boards
    from search.learned.proposer import Numbers


@dataclass(frozen=True, slots=True)
class ChainOptions:
    """How chains run.

    Attributes:
        chains: chains of a puzzle, at most.
        doubling: rounds after which a puzzle that is still open gets twice as many chains; None:
            all from the start.
        rounds: rounds of a puzzle, at most; then it is abstained from.
        policy: how proposals are used.
        thresholds: elimination thresholds of which each later life of a chain draws one; empty:
            the policy's, which is also that of the first life.
        propagate: deduce soundly between guesses.
        checked: a complete assignment that breaks a rule is a conflict. When false it is offered
            as it is, as the published system does; see `Offer`.
        rows: elements a proposer is asked about at once, at most.
    """

    chains: int = 1
    doubling: int | None = None
    rounds: int = 50
    policy: Policy = field(default_factory=lambda: Policy(0.1, 0.9, "fewest", 0.3))
    thresholds: tuple[float, ...] = (0.1, 0.03, 0.01, 0.0)
    propagate: bool = True
    checked: bool = True
    rows: int = 64


PUBLISHED = ChainOptions(
    chains=64,
    rounds=1000,
    policy=Policy(0.1, 0.6, "uniform", 1.5),
    thresholds=(),
    propagate=False,
    rows=512,
)
"""The published configuration, but for the check of what is offered."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What the chains of one puzzle came to.

    Attributes:
        index: the puzzle's.
        assignment: what they offer, or None when they abstain.
        wrong: what rule it breaks; only ever set when unchecked.
        first_wrong: whether the first complete assignment a chain reached breaks a rule: what the
            published acceptance would have returned.
        rounds: rounds it took.
        resets: lives that ended in a conflict.
        rows: elements the proposer was asked about.
    """

    index: int
    assignment: Assignment | None
    wrong: str | None
    first_wrong: bool
    rounds: int
    resets: int
    rows: int


class Seen(NamedTuple):
    """What whoever watches chains is shown each time a proposer was asked; not to be changed.

    Attributes:
        problems: one per row.
        boards: [rows, variables, values], what was asked about.
        said: the proposal.
        thresholds: [rows] of elimination.
        ages: [rows] rounds since the chain stood at the root.
        given: [rows, variables], what is never eliminated from.
    """

    problems: Sequence[Problem]
    boards: Boards
    said: Proposal
    thresholds: Numbers
    ages: NDArray[np.int64]
    given: Boards


@dataclass(slots=True)
class Slot:
    """A puzzle under way and its chains; `Offer` says what the counters mean."""

    index: int
    problem: Problem
    root: Boards  # [1, variables, values]
    boards: Boards  # [chains, variables, values]
    thresholds: NDArray[np.float32]
    ages: NDArray[np.int64]  # rounds since the root
    round: int = 0
    resets: int = 0
    rows: int = 0
    first_wrong: bool = False
    offered: Assignment | None = None
    wrong: str | None = None
    done: bool = False


class Chains:
    """Runs the chains of many puzzles of one structure, each batch full of what is still open."""

    def __init__(
        self,
        problems: Sequence[Problem],
        proposer: Proposer | Consultant,
        options: ChainOptions,
        seed: int = 0,
        propagation: Propagation | None = None,
        watch: Callable[[Seen], None] | None = None,
    ) -> None:
        import numpy as np

        self.problems, self.options, self.watch = problems, options, watch
        self.consultant = proposer if isinstance(proposer, Consultant) else Consultant(proposer)
        self.structure = problems[0].structure
        self.propagation = propagation or Propagation(self.structure)
        self.random = np.random.default_rng(seed)
        self.exists = np.ones(len(self.structure.values), np.bool_)

    def offers(self) -> Iterator[Offer]:
        """Yield what each puzzle came to, in the order in which they end."""
        waiting = iter(enumerate(self.problems))
        slots: list[Slot] = []
        while True:
            slots += self._admitted(waiting, self.options.rows - sum(len(s.boards) for s in slots))
            if not slots:
                return
            self.round([slot for slot in slots if not slot.done])
            yield from (self._offer(slot) for slot in slots if slot.done)
            slots = [slot for slot in slots if not slot.done]

    def _admitted(self, waiting: Iterator[tuple[int, Problem]], room: int) -> list[Slot]:
        """Take puzzles from the queue while there is room."""
        admitted = []
        while room > 0:
            taken = next(waiting, None)
            if taken is None:
                break
            slot = self.begin(*taken)
            room -= len(slot.boards)
            admitted.append(slot)
        return admitted

    def begin(self, index: int, problem: Problem) -> Slot:
        """Begin with a puzzle: deduce at its root, and set its first chains there."""
        import numpy as np

        root = to_boards(self.structure, [problem.masks])
        broken = False
        if self.options.propagate:
            root, contradiction = self.propagation.fixpoints(root)
            broken = bool(contradiction[0])
        count = 1 if self.options.doubling else self.options.chains
        boards = np.repeat(root, count, 0)
        ages = np.zeros(count, np.int64)
        first = np.full(count, self.options.policy.threshold, np.float32)
        slot = Slot(index, problem, root, boards, first, ages)
        if broken:
            slot.done = True  # nothing to offer: sound deductions alone say that there is nothing
        elif self.options.propagate:
            self._accept(slot, (boards.sum(-1) == 1).all(-1))
        return slot

    def round(self, slots: list[Slot]) -> None:
        """Take one step with every chain of the slots."""
        import numpy as np

        if not slots:
            return
        boards = np.concatenate([slot.boards for slot in slots])
        thresholds = np.concatenate([slot.thresholds for slot in slots])
        problems = [slot.problem for slot in slots for _ in slot.boards]
        given = np.concatenate([np.repeat(s.root, len(s.boards), 0) for s in slots]).sum(-1) == 1
        said = self._ask(problems, boards)
        if self.watch is not None:
            ages = np.concatenate([slot.ages for slot in slots])
            self.watch(Seen(problems, boards, said, thresholds, ages, given))
        boards, lost, finished = self._step(said, boards, thresholds, given)
        at = 0
        for slot in slots:
            count = len(slot.boards)
            slot.round += 1
            slot.rows += count
            own = slice(at, at + count)
            self._settle(slot, boards[own], lost[own], finished[own])
            at += count

    def _step(
        self, said: Proposal, boards: Boards, thresholds: Numbers, given: Boards
    ) -> tuple[Boards, NDArray[np.bool_], NDArray[np.bool_]]:
        """Eliminate, detect, decide; deduce in between where that is wanted.

        Returns:
            The boards, which are lost, and which are finished. Without deductions a board that its
            last guess completed is not finished: as published, it is first asked about once more.
        """
        import numpy as np

        policy = self.options.policy
        boards = eliminate(boards, said.keep, thresholds[:, None, None], given)
        status = detect(boards, self.exists, said.conflict, policy.conflict)
        lost = status.conflict
        boards, lost = self._deduced(boards, lost)
        complete = (boards.sum(-1) == 1).all(-1)
        decided = decide(boards, said.value, self._noise(boards.shape), policy)
        boards = np.where((lost | complete)[:, None, None], boards, decided)
        boards, lost = self._deduced(boards, lost)
        if not self.options.propagate:
            return boards, lost, status.complete
        return boards, lost, (boards.sum(-1) == 1).all(-1) & ~lost

    def _ask(self, problems: list[Problem], boards: Boards) -> Proposal:
        """Ask the proposer, no more rows at once than the options allow."""
        import numpy as np

        size = self.options.rows
        parts = [
            self.consultant.propose(problems[at : at + size], boards[at : at + size])
            for at in range(0, len(boards), size)
        ]
        return Proposal(*(np.concatenate(column) for column in zip(*parts, strict=True)))

    def _deduced(self, boards: Boards, lost: NDArray[np.bool_]) -> tuple[Boards, NDArray[np.bool_]]:
        """Deduce on the rows that are not lost; a contradiction loses them."""
        if not self.options.propagate or lost.all():
            return boards, lost
        boards, lost = boards.copy(), lost.copy()
        boards[~lost], broken = self.propagation.fixpoints(boards[~lost])
        lost[~lost] = broken
        return boards, lost

    def _settle(
        self, slot: Slot, boards: Boards, lost: NDArray[np.bool_], finished: NDArray[np.bool_]
    ) -> None:
        """Keep the boards, accept what is complete, reset what is lost, grow or give up."""
        import numpy as np

        slot.boards = boards
        if self._accept(slot, finished):
            return
        broken = lost | finished
        slot.resets += int(broken.sum())
        slot.boards[broken] = slot.root
        slot.ages = np.where(broken, 0, slot.ages + 1)
        slot.thresholds[broken] = self._thresholds(int(broken.sum()))
        if slot.round >= self.options.rounds:
            slot.done = True
        elif self.options.doubling and slot.round % self.options.doubling == 0:
            self._grow(slot)

    def _accept(self, slot: Slot, finished: NDArray[np.bool_]) -> bool:
        """Offer the first finished assignment; when checked, the first that breaks no rule."""
        for board in slot.boards[finished]:
            assignment = self.structure.decode(to_masks(board[None])[0])
            wrong = slot.problem.violation(assignment)
            slot.first_wrong |= wrong is not None and slot.offered is None
            if wrong is None or not self.options.checked:
                slot.offered, slot.wrong, slot.done = assignment, wrong, True
                return True
        return False

    def _grow(self, slot: Slot) -> None:
        """Double the chains, up to the limit."""
        import numpy as np

        count = min(len(slot.boards), self.options.chains - len(slot.boards))
        if count > 0:
            slot.boards = np.concatenate([slot.boards, np.repeat(slot.root, count, 0)])
            slot.thresholds = np.concatenate([slot.thresholds, self._thresholds(count)])
            slot.ages = np.concatenate([slot.ages, np.zeros(count, np.int64)])

    def _thresholds(self, count: int) -> NDArray[np.float32]:
        """Draw the thresholds of new lives."""
        import numpy as np

        choices = self.options.thresholds or (self.options.policy.threshold,)
        return self.random.choice(np.array(choices, np.float32), count)

    def _noise(self, shape: tuple[int, ...]) -> Noise:
        """Draw the randomness of a step."""
        return Noise(self.random.random(shape[:2]), self.random.gumbel(size=shape))

    @staticmethod
    def _offer(slot: Slot) -> Offer:
        return Offer(
            slot.index,
            slot.offered,
            slot.wrong,
            slot.first_wrong,
            slot.round,
            slot.resets,
            slot.rows,
        )
