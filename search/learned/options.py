"""How chains run: our own settings, and the published ones."""

from __future__ import annotations

from dataclasses import dataclass, field

from search.learned.step import Policy


@dataclass(frozen=True, slots=True)
class ChainOptions:
    """How chains run.

    Attributes:
        chains: chains of a puzzle, at most.
        doubling: rounds after which a puzzle that is still open gets twice as many chains; None:
            all from the start.
        rounds: rounds of a puzzle, at most; then it is abstained from.
        policy: how proposals are used.
        thresholds: elimination thresholds of which a chain that is sent back draws one; empty:
            the policy's, which is also that of the first life.
        propagate: deduce soundly between guesses.
        remember: take back the last guess only, when it is refuted, and keep nogoods. Guesses are
            refuted by sound deductions or by a rule, so without `propagate` nothing is; what a
            conflict head gives up still goes back to the root.
        checked: a complete assignment that breaks a rule is a conflict. When false it is offered
            as it is, as the published system does; see `Offer`.
        rows: elements a proposer is asked about at once, at most.
    """

    chains: int = 1
    doubling: int | None = None
    rounds: int = 50
    policy: Policy = field(default_factory=lambda: Policy(0.01, 0.9, "fewest", 0.3))
    thresholds: tuple[float, ...] = ()
    propagate: bool = True
    remember: bool = True
    checked: bool = True
    rows: int = 64


PUBLISHED = ChainOptions(
    chains=64,
    rounds=1000,
    policy=Policy(0.1, 0.6, "uniform", 1.5),
    thresholds=(),
    propagate=False,
    remember=False,
    rows=512,
)
"""The published configuration, but for the check of what is offered."""
