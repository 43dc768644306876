"""Broken abstract domains: the candidate domain, changed in one place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from domains.candidates import CandidateDomain, CandidateElement
from domains.problem import Assignment, Masks, Problem, Structure
from lattice import CandidateSets, Truth, read_only
from proofs.audit.kinds import Propagation
from proofs.gallery.base import Specimen
from proofs.gallery.lattice_classes import HastyJoin

Assignments = NDArray[np.int64]


class LosesOneAssignment(CandidateDomain):
    """α overlooks the last assignment of several."""

    def _alpha(self, assignments: Assignments) -> CandidateElement:
        kept = assignments[..., :-1, :] if assignments.shape[-2] > 1 else assignments
        return CandidateDomain._alpha(self, kept)


class BlindMembership(CandidateDomain):
    """γ does not look at the last variable."""

    def _contains(self, element: CandidateElement, assignments: Assignments) -> Truth:
        widened = element.copy()
        widened[..., -1] = self.top[-1]
        return CandidateDomain._contains(self, read_only(widened), assignments)


class FirstOfManyMembership(CandidateDomain):
    """Of many assignments only the first is looked at."""

    def _contains(self, element: CandidateElement, assignments: Assignments) -> Truth:
        first = assignments if assignments.ndim == 1 else assignments[:1]
        inside = np.asarray(CandidateDomain._contains(self, element, first))
        return np.broadcast_to(inside, assignments.shape[:-1])


class StrictMembership(CandidateDomain):
    """γ leaves out the greatest value of the first variable."""

    def _contains(self, element: CandidateElement, assignments: Assignments) -> Truth:
        inside = CandidateDomain._contains(self, element, assignments)
        return inside & np.asarray(assignments[..., 0] < self.structure.values[0][-1])


class LosesOneInAThousand(CandidateDomain):
    """At one element in a thousand a candidate goes that a solution uses."""

    def _deduce(self, problem: Problem, element: CandidateElement) -> CandidateElement:
        deduced = CandidateDomain._deduce(self, problem, element)
        if crc32(element.tobytes()) % 1000 or not deduced.any():
            return deduced
        variable = int(np.argmax(deduced))
        least = int(deduced[variable]) & -int(deduced[variable])
        return self._within(deduced, variable, int(self.top[variable]) & ~least)


class HastyConflict(CandidateDomain):
    """A conflict is stated as soon as all variables are fixed, right or wrong."""

    def _deduce(self, problem: Problem, element: CandidateElement) -> CandidateElement:
        deduced = CandidateDomain._deduce(self, problem, element)
        return self.bottom if np.all(self.lattice.is_singleton(deduced)) else deduced


class OnlyWhereMuchIsOpen(CandidateDomain):
    """Deduces nothing any more once some variable is fixed, and claims to be monotone."""

    def _deduce(self, problem: Problem, element: CandidateElement) -> CandidateElement:
        if np.any(self.lattice.is_singleton(element)):
            return element
        return CandidateDomain._deduce(self, problem, element)


class OneStepAtATime(CandidateDomain):
    """Removes one candidate of those that can go, and claims to be idempotent."""

    def _deduce(self, problem: Problem, element: CandidateElement) -> CandidateElement:
        gone = element & ~CandidateDomain._deduce(self, problem, element)
        changed = element.copy()
        for variable in np.flatnonzero(gone)[:1]:
            changed[variable] &= ~(gone[variable] & (~gone[variable] + np.uint64(1)))
        return read_only(changed)


class Moody(CandidateDomain):
    """Every other time it deduces nothing."""

    def _deduce(self, problem: Problem, element: CandidateElement) -> CandidateElement:
        calls = vars(self).setdefault("calls", [])
        calls.append(None)
        return element if len(calls) % 2 else CandidateDomain._deduce(self, problem, element)


class WritesIntoItsArgument(CandidateDomain):
    """Deduces in place."""

    def _deduce(self, problem: Problem, element: CandidateElement) -> CandidateElement:
        deduced = CandidateDomain._deduce(self, problem, element)
        if element.base is None:
            element.flags.writeable = True
            element[...] = deduced
            element.flags.writeable = False
        return deduced


class IgnoresTheLastRule(CandidateDomain):
    """Best deduction of another problem: the values of the last variable are taken as distinct."""

    def _deduce(self, problem: Problem, element: CandidateElement) -> CandidateElement:
        deduced = CandidateDomain._deduce(self, problem, element).copy()
        if np.count_nonzero(deduced) == len(deduced):
            deduced[-1] &= ~deduced[0] if deduced[-1] & ~deduced[0] else deduced[-1]
        return read_only(deduced)


class HalfASplit(CandidateDomain):
    """The branch outside the mask is forgotten."""

    def split(self, element: CandidateElement, variable: int, mask: int) -> Any:  # noqa: ANN401
        """Return the first branch."""
        return CandidateDomain.split(self, element, variable, mask)[:1]


class SplitOffByOne(CandidateDomain):
    """The branches are about the next variable, and the first goes up to ⊤ there."""

    def split(self, element: CandidateElement, variable: int, mask: int) -> Any:  # noqa: ANN401
        """Return branches that are not below the element."""
        inside, outside = CandidateDomain.split(self, element, variable, mask)
        return self.join(inside, self.alpha([[v[0] for v in self.structure.values]])), outside


class SizeOffByOne(CandidateDomain):
    """The number of assignments is one too many."""

    def size(self, element: CandidateElement) -> int:
        """Count from one."""
        return CandidateDomain.size(self, element) + 1


class UnrelatedSample(CandidateDomain):
    """The sampled assignment has nothing to do with the sampled element."""

    def sample(self, rng: np.random.Generator) -> tuple[CandidateElement, Assignment]:
        """Draw both alone."""
        return self.lattice.sample(rng), CandidateDomain.sample(self, rng)[1]


class ShortCode(CandidateDomain):
    """A network never sees the last variable."""

    def encode(self, element: CandidateElement) -> NDArray[np.bool_]:
        """Leave a row out."""
        return CandidateDomain.encode(self, element)[..., :-1, :]


class SilentDomain(CandidateDomain):
    """Whoever is not below is told nothing where only the last variable differs."""

    def explain_not_leq(self, left: CandidateElement, right: CandidateElement) -> str | None:
        """Look at all but the last."""
        return CandidateDomain.explain_not_leq(self, left, self.join(right, self._last()))

    def _last(self) -> CandidateElement:
        last = self.bottom.copy()
        last[-1] = self.top[-1]
        return read_only(last)


class TwoLattices(CandidateDomain):
    """Every third time the lattice has another join."""

    asked = 0

    @property
    def lattice(self) -> CandidateSets:
        """Count."""
        self.asked += 1
        widths = tuple(map(len, self.structure.values))
        return (HastyJoin if self.asked % 3 == 1 else CandidateSets)(widths)


def rise_from_nothing(structure: Structure) -> Callable[[Masks], Masks]:
    """Return a propagation that takes a contradiction for no knowledge."""
    return lambda masks: masks if any(masks) else structure.top


def _of(domain: type[CandidateDomain], fault: str, *laws: str) -> Specimen:
    words = "".join(f" {c.lower()}" if c.isupper() else c for c in domain.__name__).strip()
    return Specimen(f"domain: {words}", fault, lambda: domain, laws)


SOUNDNESS = ("sound", "never below the best")

BROKEN_DOMAINS: tuple[Specimen, ...] = (
    _of(
        LosesOneAssignment,
        "α overlooks one of several assignments",
        "gamma after alpha is extensive",
    ),
    _of(BlindMembership, "γ ignores the last variable", "adjoint"),
    _of(
        FirstOfManyMembership,
        "of many assignments only the first is looked at",
        "membership works on batches",
    ),
    _of(
        StrictMembership,
        "γ leaves out the greatest value of the first variable",
        "gamma after alpha is extensive",
    ),
    _of(LosesOneInAThousand, "one deduction in a thousand loses a solution", *SOUNDNESS),
    _of(
        HastyConflict,
        "a conflict is stated when all variables are fixed",
        "conflict means no solution",
    ),
    _of(OnlyWhereMuchIsOpen, "it deduces less where more is known", "monotone"),
    _of(OneStepAtATime, "it stops after one removal and claims a fixpoint", "idempotent"),
    _of(Moody, "it answers every other time", "repeatable"),
    _of(WritesIntoItsArgument, "it deduces in place", "result is proper and argument kept"),
    _of(IgnoresTheLastRule, "it takes the last variable to differ from the first", *SOUNDNESS),
    _of(HalfASplit, "a branch is forgotten", "branches cover"),
    _of(SplitOffByOne, "a branch is not below what was split", "branches cover"),
    _of(SizeOffByOne, "γ is counted from one", "size counts gamma"),
    _of(UnrelatedSample, "the sampled member is none", "sample gives a member"),
    _of(ShortCode, "the code leaves a variable out", "codes are faithful"),
    _of(
        SilentDomain,
        "a difference at the last variable is not explained",
        "explanation fits the order",
    ),
    _of(TwoLattices, "its lattice changes from call to call", "order is that of the lattice"),
    Specimen(
        "propagation: rise from nothing",
        "⊥ is taken for ⊤",
        lambda: Propagation(rise_from_nothing),
        ("bottom stays",),
    ),
)
"""Abstract domains, each wrong in one way."""
