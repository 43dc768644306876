"""Chains: randomised descents that guess with a proposer, and begin again when they fail.

Each round a chain asks the proposer, eliminates what it would not keep, deduces, decides one
variable and deduces again. A contradiction, or a complete assignment that breaks a rule, sends it
back: to the root, or to before its last guess, of which a nogood remains. Nothing a chain holds is
believed: only a complete assignment that passed the rules leaves it. Chains abstain, they never
prove.

Source: LDT (Davis et al., arXiv 2605.08605), section on inference. What differs from it is an
option each: sound deductions between guesses, nogoods (`search.learned.memory`), thresholds redrawn
on a way back (a fixed one repeats its mistake forever), one chain first and more for what stays
open, no row spent on what is done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from domains.problem import Problem
from search.learned.boards import to_boards, to_masks
from search.learned.memory import Guess, Memory
from search.learned.options import ChainOptions
from search.learned.propagation import Propagation
from search.learned.proposer import Consultant, Proposal, Proposer
from search.learned.slots import Offer, Seen, Slot, Stepped
from search.learned.step import Noise, decide, detect, eliminate

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from search.learned.boards import Boards
    from search.learned.proposer import Numbers


def _refuted(slots: Sequence[Slot], boards: Boards) -> NDArray[np.bool_]:
    """Tell of the boards of several puzzles, one after the other, which their nogoods refute."""
    import numpy as np

    ends = np.cumsum([len(slot.boards) for slot in slots])
    parts = np.split(boards, ends[:-1])
    pairs = zip(slots, parts, strict=True)
    return np.concatenate([slot.memory.refute(own) for slot, own in pairs])


def _guesses(before: Boards, stepped: Stepped, row: int, age: int) -> list[Guess]:
    """Return what a chain guessed in a step: a leap, then a decision, where it made them."""
    leap = Guess(before, stepped.leapt[row], age)
    decision = Guess(stepped.between[row], stepped.decided[row], age)
    return [guess for guess in (leap, decision) if guess.assumed.any()]


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
        slot = Slot(index, problem, root, boards, first, ages, Memory(count))
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
        stepped = self._step(said, boards, thresholds, given, partial(_refuted, slots))
        at = 0
        for slot in slots:
            count = len(slot.boards)
            slot.round += 1
            slot.rows += count
            own = slice(at, at + count)
            self._settle(slot, Stepped(*(column[own] for column in stepped)))
            at += count

    def _step(
        self,
        said: Proposal,
        boards: Boards,
        thresholds: Numbers,
        given: Boards,
        refuted: Callable[[Boards], NDArray[np.bool_]],
    ) -> Stepped:
        """Eliminate, detect, decide; deduce in between where that is wanted.

        Without deductions a board that its last guess completed is not finished: as published, it
        is first asked about once more. An elimination that nogoods refute is not made.
        """
        import numpy as np

        policy = self.options.policy
        kept = eliminate(boards, said.keep, thresholds[:, None, None], given)
        kept = np.where(refuted(kept)[:, None, None], boards, kept)
        status = detect(kept, self.exists, said.conflict, policy.conflict)
        between, lost = self._deduced(kept, status.conflict)
        complete = (between.sum(-1) == 1).all(-1)
        decided = decide(between, said.value, self._noise(boards.shape), policy)
        decided = np.where((lost | complete)[:, None, None], between, decided)
        after, lost = self._deduced(decided, lost)
        finished = status.complete
        if self.options.propagate:
            finished = (after.sum(-1) == 1).all(-1) & ~lost
        vetoed = said.conflict > policy.conflict
        return Stepped(after, lost, vetoed, finished, boards & ~kept, between, between & ~decided)

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

    def _settle(self, slot: Slot, stepped: Stepped) -> None:
        """Keep the boards, accept what is complete, send back what is lost, grow or give up."""
        before, slot.boards = slot.boards, stepped.boards.copy()
        if self._accept(slot, stepped.finished):
            return
        broken = stepped.lost | stepped.finished
        for row in range(len(before)):
            if self.options.remember and self.options.propagate:
                slot.memory.note(row, _guesses(before[row], stepped, row, int(slot.ages[row])))
            slot.ages[row] += 1
            if broken[row] or self._refuted(slot, row):
                self._send_back(slot, row, vetoed=bool(stepped.vetoed[row]))
        if slot.done or self._accept(slot, (slot.boards.sum(-1) == 1).all(-1) & broken):
            return
        if slot.round >= self.options.rounds:
            slot.done = True
        elif self.options.doubling and slot.round % self.options.doubling == 0:
            self._grow(slot)

    def _refuted(self, slot: Slot, row: int) -> bool:
        """Deduce with the nogoods where a chain stands; tell whether they refute it."""
        slot.boards[row], refuted = slot.memory.deduce(slot.boards[row], self.propagation.fixpoints)
        return refuted

    def _send_back(self, slot: Slot, row: int, *, vetoed: bool) -> None:
        """Send a chain to before its last guess, or to the root; what is vetoed is not refuted.

        Where the first guess is taken back, the root has learned that it cannot be.
        """
        slot.resets += 1
        slot.thresholds[row] = self._thresholds(1)[0]
        taken = None if vetoed else slot.memory.take_back(row, self.propagation.fixpoints)
        if taken is None:
            slot.memory.forget(row)
            slot.boards[row], slot.ages[row] = slot.root[0], 0
            return
        slot.boards[row], slot.ages[row] = taken.board, taken.age
        if taken.first:
            slot.root, slot.done = slot.root & taken.board, taken.refuted

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
            slot.memory.grow(count)

    def _thresholds(self, count: int) -> NDArray[np.float32]:
        """Draw the thresholds of chains that begin, or were sent back."""
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
