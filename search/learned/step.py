"""The step of the Lattice Deduction Transformer: eliminate, detect, decide.

Chains, training and evaluation call these same functions. They are written in the array API that
numpy arrays and torch tensors share, so that on a GPU nothing leaves the device.

Source: LDT (Davis et al., arXiv 2605.08605), section on inference; the other choices of variable
and value follow the authors' later ablations (uniform variable, best value).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from array_api_compat import array_namespace, device

VariableChoice = Literal["uniform", "fewest", "confident", "fewest-confident"]

Array = Any
"""A numpy array or a torch tensor."""

FAR = 1e9
"""Beyond any logit or score."""


@dataclass(frozen=True, slots=True)
class Policy:
    """How proposals are used.

    Attributes:
        threshold: a candidate whose probability to be kept is lower is eliminated, as a guess.
        conflict: an element is given up when its conflict probability is higher.
        choice: which open variable is decided.
        temperature: of the value's softmax; 0 takes the best.
    """

    threshold: float = 0.1
    conflict: float = 0.6
    choice: VariableChoice = "uniform"
    temperature: float = 1.5


class Noise(NamedTuple):
    """The randomness of a step: uniform in (0, 1) per variable, Gumbel per value."""

    variables: Array
    values: Array


class Status(NamedTuple):
    """What an element shows, one bool per row.

    Attributes:
        conflict: a variable without value, or the proposer gives the element up.
        complete: each variable has one value, and no conflict.
    """

    conflict: Array
    complete: Array


def eliminate(boards: Array, keep: Array, threshold: Array | float, protected: Array) -> Array:
    """Remove the candidates a proposal does not keep.

    Args:
        boards: [batch, variables, values] bool.
        keep: probabilities, of the same shape.
        threshold: a number, or one that broadcasts to the boards.
        protected: [batch, variables] bool, variables that are left alone: the givens.
    """
    return boards & ((keep >= threshold) | protected[:, :, None])


def detect(boards: Array, exists: Array, conflict: Array, threshold: float) -> Status:
    """Tell which elements are given up, and which are complete assignments.

    Args:
        boards: [batch, variables, values] bool.
        exists: [variables] bool, false for variables that are only padding.
        conflict: [batch] probabilities.
        threshold: of the conflict probability.
    """
    counts = boards.sum(-1)
    gone = ((counts == 0) & exists).any(-1) | (conflict > threshold)
    return Status(gone, ((counts == 1) | ~exists).all(-1) & ~gone)


def decide(boards: Array, value: Array, noise: Noise, policy: Policy) -> Array:
    """Guess one value of one open variable in each element that has one.

    Args:
        boards: [batch, variables, values] bool.
        value: finite logits of that shape.
        noise: randomness.
        policy: which variable, which value.

    Returns:
        The boards; the variable that was chosen is single.
    """
    xp = array_namespace(boards)
    counts = boards.sum(-1)
    masked = xp.where(boards, value, -FAR)
    score = _variable_scores(counts, masked, noise.variables, policy.choice)
    variable = xp.argmax(xp.where(counts > 1, score, -FAR), axis=-1)
    pick = xp.argmax(masked + policy.temperature * noise.values, axis=-1)
    chosen = xp.arange(counts.shape[1], device=device(boards)) == variable[:, None]
    taken = xp.arange(boards.shape[2], device=device(boards)) == pick[:, :, None]
    return boards & (taken | ~(chosen & (counts > 1))[:, :, None])


def _variable_scores(counts: Array, value: Array, noise: Array, choice: VariableChoice) -> Array:
    """Return [batch, variables]: the variable with the highest score is decided."""
    xp = array_namespace(counts)
    if choice == "uniform":
        return noise
    if choice == "fewest":
        return noise - counts
    odds = xp.exp(value - xp.max(value, axis=-1, keepdims=True))
    confidence = 1 / xp.sum(odds, axis=-1)
    return confidence if choice == "confident" else confidence - counts
