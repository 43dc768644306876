"""The on-policy pool: states that the solver itself would meet, kept between steps.

Source: LDT (Davis et al., arXiv 2605.08605), training section: a pool of entries; each step trains
on some of them and then advances them by the very step that solving takes. An entry leaves when it
is solved, seen to be dead, or old.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from domains.problem import Structure
from ldt.training.examples import Examples, Fresh, fresh_entries
from ldt.training.recipe import Recipe
from ldt.training.targets import Targets, alpha_targets
from search.learned.step import Noise, Policy, decide, detect, eliminate

if TYPE_CHECKING:
    from search.learned.propagation import Propagation

COLUMNS = ("start", "boards", "solutions", "alpha", "age", "threshold")
"""The tensors of a pool, one row an entry; what a checkpoint keeps of it."""

GUIDANCE = 100.0
"""Added to the logits of what is right where a decision is guided; beyond any logit."""


@dataclass(frozen=True, slots=True)
class Advance:
    """What a proposal says of a batch, at its last loop.

    Attributes:
        keep: [batch, variables, values] probabilities.
        value: logits of that shape.
        conflict: [batch] probabilities.
    """

    keep: Tensor
    value: Tensor
    conflict: Tensor


class Pool:
    """Entries of one structure: where each began, where it is, and its known solutions."""

    def __init__(
        self,
        examples: Examples,
        recipe: Recipe,
        size: int,
        generator: torch.Generator,
        propagation: Propagation | None,
    ) -> None:
        self.examples, self.recipe, self.size = examples, recipe, size
        self.generator, self.propagation = generator, propagation
        self.device = examples.start.device
        self.exists = examples.inside.any(-1)
        choices = recipe.thresholds or (recipe.policy.threshold,)
        self.choices = torch.tensor(choices, device=self.device)
        everything = torch.arange(size, device=self.device)
        shape = (size, *examples.start.shape[1:])
        self.start = torch.zeros(shape, dtype=torch.bool, device=self.device)
        self.boards, self.alpha = self.start.clone(), self.start.clone()
        known = (size, *examples.solutions.shape[1:])
        self.solutions = torch.zeros(known, dtype=torch.long, device=self.device)
        self.age = torch.zeros(size, dtype=torch.long, device=self.device)
        self.threshold = torch.zeros(size, device=self.device)
        self.refill(everything)

    @property
    def structure(self) -> Structure:
        """What all entries belong to."""
        return self.examples.structure

    def draw(self, count: int) -> Tensor:
        """Return the indices of different random entries."""
        order = torch.randperm(self.size, generator=self.generator, device=self.device)
        return order[:count]

    def targets(self, index: Tensor) -> Targets:
        """Return what should be said of entries."""
        return alpha_targets(
            self.boards[index], self.solutions[index], self.alpha[index], self.exists
        )

    def givens(self, index: Tensor) -> Tensor:
        """Return [entries, variables]: single from the start, hints included."""
        return self.start[index].sum(-1) == 1

    def refill(self, index: Tensor) -> None:
        """Put fresh entries in the place of those given."""
        if len(index):
            for name, column in self._fresh(len(index)).items():
                getattr(self, name)[index] = column

    def _fresh(self, count: int) -> dict[str, Tensor]:
        """Return the columns of fresh entries."""
        fresh = fresh_entries(self.examples, count, self.recipe.mixture, self.generator)
        return {
            "start": fresh.start,
            "boards": self._opened(fresh),
            "solutions": fresh.solutions,
            "alpha": fresh.alpha,
            "age": torch.zeros(count, dtype=torch.long, device=self.device),
            "threshold": self._thresholds(count),
        }

    def _replace(self, index: Tensor, done: Tensor) -> None:
        """Put fresh entries in the place of those that are done.

        Where nothing is deduced, nothing needs to come back from a GPU: so many fresh entries are
        drawn as there could be done ones, and Python never learns how many there were.
        """
        if self.propagation is not None:
            self.refill(index[done])
            return
        for name, column in self._fresh(len(index)).items():
            mine = getattr(self, name)
            chosen = done.view(-1, *[1] * (column.dim() - 1))
            mine[index] = torch.where(chosen, column, mine[index])

    def _opened(self, fresh: Fresh) -> Tensor:
        """Deduce from fresh entries; those that leave nothing to learn begin without hints."""
        boards, contradiction = self._deduce(fresh.start)
        idle = contradiction | (boards.sum(-1) <= 1).all(-1)
        if self.propagation is None or not idle.any():
            return boards
        bare, _ = self._deduce(fresh.bare[idle])
        boards[idle] = bare
        return boards

    def advance(self, index: Tensor, targets: Targets, said: Advance) -> None:
        """Take the step with entries; refill those that are done."""
        boards, solved, noticed = self._step(index, targets, said)
        boards, contradiction = self._deduce(boards)
        after = alpha_targets(boards, self.solutions[index], targets.alpha, self.exists)
        old = self.age[index] + 1 > self.recipe.lifetime
        evicted = self._uniform(len(index)) < self.recipe.evicted
        done = solved | (noticed & after.dead) | contradiction | old | (evicted & after.dead)
        if self.propagation is not None:  # then what is complete is right, and teaches no more
            done |= (boards.sum(-1) <= 1).all(-1)
        self.boards[index], self.alpha[index] = boards, targets.alpha
        self.age[index] += 1
        self._replace(index, done)

    def _step(
        self, index: Tensor, targets: Targets, said: Advance
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Eliminate, detect, decide: returns boards, solved and given up."""
        threshold = self.threshold[index][:, None, None]
        boards = eliminate(self.boards[index], said.keep, threshold, self.givens(index))
        status = detect(boards, self.exists, said.conflict, self.recipe.policy.conflict)
        guided = self._uniform(len(index)) < self.recipe.guided
        truth = guided[:, None, None] & targets.alpha
        decided = self._decide(boards, said.value + GUIDANCE * truth)
        resting = status.conflict | status.complete
        boards = torch.where(resting[:, None, None], boards, decided)
        return boards, status.complete, status.conflict

    def _decide(self, boards: Tensor, value: Tensor) -> Tensor:
        """Decide by the policy, and in a share of the rows at the most confident variable."""
        noise = Noise(self._uniform(*boards.shape[:2]), self._gumbel(*boards.shape))
        policy = self.recipe.policy
        decided: Tensor = decide(boards, value, noise, policy)
        if not self.recipe.confident:
            return decided
        surest = Policy(policy.threshold, policy.conflict, "confident", policy.temperature)
        sure = decide(boards, value, noise, surest)
        chosen = self._uniform(len(boards)) < self.recipe.confident
        return torch.where(chosen[:, None, None], sure, decided)

    def _deduce(self, boards: Tensor) -> tuple[Tensor, Tensor]:
        """Deduce soundly where the recipe says so. A contradiction keeps the board, for its α."""
        if self.propagation is None:
            return boards, torch.zeros(len(boards), dtype=torch.bool, device=self.device)
        reached, broken = self.propagation.fixpoints(boards.cpu().numpy())
        contradiction = torch.from_numpy(broken).to(self.device)
        later = torch.from_numpy(reached).to(self.device)
        return torch.where(contradiction[:, None, None], boards, later), contradiction

    def _thresholds(self, count: int) -> Tensor:
        """Draw elimination thresholds: a fixed one would repeat its mistakes in every life."""
        drawn = torch.randint(
            len(self.choices), (count,), generator=self.generator, device=self.device
        )
        return self.choices[drawn]

    def _uniform(self, *shape: int) -> Tensor:
        return torch.rand(shape, generator=self.generator, device=self.device)

    def _gumbel(self, *shape: int) -> Tensor:
        uniform = self._uniform(*shape).clamp(min=1e-9)
        return -torch.log((-torch.log(uniform)).clamp(min=1e-7))
