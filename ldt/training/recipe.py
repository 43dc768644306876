"""Recipes: every number of a training run, in one place."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from ldt.training.frames import FrameKind
from ldt.training.losses import LossWeights
from search.learned.step import Policy


@dataclass(frozen=True, slots=True)
class Phase:
    """A part of the run and how many loops its steps apply.

    Attributes:
        until: the share of the run at which it ends.
        fewest: loops, at least.
        most: loops, at most; drawn uniformly for each step.
    """

    until: float
    fewest: int
    most: int


@dataclass(frozen=True, slots=True)
class Mixture:
    """What a fresh entry of the pool starts from.

    Attributes:
        hinted: share with some blanks set to the solution, uniformly none to all.
        erring: share with some blanks filled, of which `WRONG_SHARE` get a wrong value.
    """

    hinted: float = 0.55
    erring: float = 0.25


@dataclass(frozen=True, slots=True)
class Recipe:
    """One training run.

    Attributes:
        model: ``relational`` or ``published``.
        widths: the model's own numbers, fields of its configuration.
        steps: gradient steps.
        batch: rows of a step.
        pool: entries of the pool, in batches.
        rate: peak learning rate; linear warm-up, then cosine to ``last_rate`` of it.
        warmup: share of the steps.
        last_rate: share of the peak.
        betas: of AdamW.
        decay: weight decay.
        clip: largest norm of the gradient.
        average: decay of the weights' moving average; 0: none.
        loss: weights of the losses.
        policy: of the on-policy step.
        thresholds: elimination thresholds, one drawn for each fresh entry; empty: the policy's.
        confident: share of decisions made at the most confident variable instead.
        guided: share of decisions that take a value of a surviving solution, so that live states
            get deep while the network is still weak.
        mixture: of fresh entries.
        evicted: probability that a dead entry leaves the pool, each step.
        lifetime: steps after which an entry leaves.
        phases: loops applied.
        unread: loops at the beginning whose heads are not trained.
        propagate: deduce soundly after each step, and once before the first.
        one_pass: advance the pool with the pass that was trained on. Otherwise with a second one,
            after the gradient step, without dropout.
        seed: of everything.
        frames: symmetries a model is shown its boards in, drawn for each row and pass; a model
            that commutes with them needs none.
        dropout: in the gradient pass.
        bfloat16: multiply matrices in bfloat16 where a GPU does the work and the model is dense.
        report: steps between two readings of losses and metrics; each makes a GPU wait.
        evaluation: policy of the chains that the trained model is meant for.
        evaluation_dropout: noise of those chains.
    """

    model: str = "relational"
    widths: tuple[tuple[str, int], ...] = ()
    steps: int = 18_000
    batch: int = 16
    pool: float = 8.0
    rate: float = 3e-3
    warmup: float = 0.02
    last_rate: float = 0.01
    betas: tuple[float, float] = (0.9, 0.98)
    decay: float = 0.01
    clip: float = 1.0
    average: float = 0.998
    loss: LossWeights = field(
        default_factory=lambda: LossWeights(
            candidate=3.0, value=1.0, conflict=0.5, dead=0.05, open_only=True
        )
    )
    policy: Policy = field(default_factory=lambda: Policy(0.1, 0.5, "uniform", 1.0))
    thresholds: tuple[float, ...] = (0.1, 0.03, 0.01, 0.0)
    confident: float = 0.5
    guided: float = 0.5
    mixture: Mixture = Mixture(0.3, 0.0)
    evicted: float = 0.6
    lifetime: int = 60
    phases: tuple[Phase, ...] = (
        Phase(0.25, 6, 10),
        Phase(0.55, 10, 14),
        Phase(0.85, 14, 20),
        Phase(1.0, 20, 28),
    )
    unread: int = 4
    propagate: bool = True
    one_pass: bool = True
    seed: int = 0
    frames: FrameKind = "none"
    dropout: float = 0.0
    bfloat16: bool = False
    report: int = 1
    evaluation: Policy = field(default_factory=lambda: Policy(0.1, 0.6, "uniform", 1.5))
    evaluation_dropout: float = 0.0

    def loops(self, step: int) -> tuple[int, int]:
        """Return the fewest and the most loops of a step."""
        share = step / max(self.steps, 1)
        phase = next((p for p in self.phases if share < p.until), self.phases[-1])
        return phase.fewest, phase.most

    def rate_at(self, step: int) -> float:
        """Return the learning rate of a step: linear warm-up from 0, then a half cosine."""
        rising = max(1, round(self.warmup * self.steps))
        if step < rising:
            return self.rate * step / rising
        share = (step - rising) / max(1, self.steps - rising)
        low = self.rate * self.last_rate
        return low + (self.rate - low) * (1 + math.cos(math.pi * min(share, 1.0))) / 2
