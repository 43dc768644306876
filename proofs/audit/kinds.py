"""What can be audited and has no class of its own elsewhere: each kind says what its laws need."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from domains.families.base import Family, GenerateRequest
from domains.logic import Difficulty, LogicStep
from domains.problem import Problem, Structure
from lattice import Lattice, Operator
from proofs.audit.worlds import RuleOver
from proofs.laws.certificate import Certify
from proofs.laws.search import Solver
from proofs.laws.solutions import Draw, Survey

SMALL_SIZES: Mapping[str, tuple[int, ...]] = {
    "sudoku": (4, 6, 9),
    "cnf": (3, 5, 8),
    "futoshiki": (4, 5),
    "killer": (4,),
    "kenken": (3, 4),
    "kakuro": (4,),
    "binairo": (4,),
    "starbattle": (4, 5),
    "magic": (3,),
    "cryptarithm": (2,),
    "zebra": (2, 3),
    "golfers": (2,),
}
"""What is generated of families whose sizes do not say it themselves, or are slow to generate."""


@dataclass(frozen=True, slots=True)
class OperatorOn:
    """An operator and the lattice it works on: one thing to audit."""

    lattice: Lattice[Any]
    operator: Operator[Any]


@dataclass(frozen=True, slots=True)
class RuleExamples:
    """Rules of one class over variables with values: one thing to audit.

    Attributes:
        examples: the rules.
        refused: calls that have to raise `ModelError`.
        accepted: calls, just within the limits, that have to succeed.
    """

    examples: tuple[RuleOver, ...]
    refused: tuple[Callable[[], object], ...] = ()
    accepted: tuple[Callable[[], object], ...] = ()


@dataclass(frozen=True, slots=True)
class Searcher:
    """A search: one thing to audit.

    Attributes:
        solver: answers a problem.
        complete: whether it settles every question; else it may abstain.
    """

    solver: Solver
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Surveyor:
    """What answers questions about all solutions at once: one thing to audit.

    Attributes:
        survey: from a problem to the union and the intersection of its solutions.
        draw: from a problem and a number to so many of its solutions.
    """

    survey: Survey
    draw: Draw


@dataclass(frozen=True, slots=True)
class Explainer:
    """Solving step by step, and a rating: one thing to audit.

    Attributes:
        steps: yields the steps of a problem.
        rate: says how hard a problem is.
    """

    steps: Callable[[Problem], Iterable[LogicStep]]
    rate: Callable[[Problem], Difficulty]


@dataclass(frozen=True, slots=True)
class Certifier:
    """What writes certificates: one thing to audit.

    Attributes:
        certify: from a problem and a goal to the certificate of the answer.
        structures: the structures, by name, whose problems it can take.
    """

    certify: Certify
    structures: Mapping[str, Structure]


@dataclass(frozen=True, slots=True)
class Propagation:
    """A fixpoint of masks for each structure: one thing to audit.

    Attributes:
        fixpoint: from a structure to its function from masks to masks.
        claims: see `AbstractDomain.claims`.
    """

    fixpoint: Callable[[Structure], Callable[[Any], Any]]
    claims: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Generated:
    """A family and what its generator is asked for: one thing to audit."""

    family: Family
    requests: tuple[GenerateRequest, ...]


def requests_for(family: Family) -> tuple[GenerateRequest, ...]:
    """Return small sizes to generate."""
    own: tuple[int, ...] = getattr(family, "sizes", ())
    sizes = SMALL_SIZES.get(family.name) or own[1:4] or own
    return tuple(GenerateRequest(size=size) for size in sizes) or (GenerateRequest(),)
