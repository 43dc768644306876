"""The laws of certificates: the checker accepts them, and what they claim is so.

The truth comes from enumeration, which knows neither the search nor the checker.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from domains.problem import Masks, Problem, Structure
from proofs.certificates import Certificate
from proofs.checker import Rejected, Verdict, check
from proofs.laws.base import Law, Sort, law
from proofs.laws.sorts import ListedSort, MasksSort
from proofs.laws.universes import inside, known_solutions
from search.answer import Goal

Certify = Callable[[Problem, Goal], Certificate]

GOALS = ("first", "unique", "count")


@dataclass(frozen=True, eq=False)
class CertificateWorld:
    """Whatever certifies answers to problems of one structure; sorts are ``masks`` and ``goal``.

    Attributes:
        name: see `World`.
        structure: whose problems; all of its solutions are known.
        certify: writes the certificate of a problem's answer.
        weight: see `World`.
    """

    name: str
    structure: Structure
    certify: Certify
    weight: int = 10

    @cached_property
    def solutions(self) -> tuple[Masks, ...]:
        """All solutions, as masks of one bit."""
        found, complete = known_solutions(self.structure)
        assert complete, f"the solutions of {self.name} can be listed"
        return tuple(map(self.structure.encode, found))

    def sort(self, name: str) -> Sort[Any]:
        """Return the elements to start from, or what is asked."""
        if name == "goal":
            return ListedSort(GOALS)
        assert name == "masks", name
        return MasksSort(self.structure, self.solutions)

    def count(self, masks: Masks) -> int:
        """Return the number of solutions in an element."""
        return sum(inside(solution, masks) for solution in self.solutions)

    def verdict(self, masks: Masks, goal: str) -> Verdict | Rejected:
        """Return what the checker says of the certificate."""
        goals = {"first": Goal.first(), "unique": Goal.unique()}
        asked = goals.get(goal) or Goal.count(len(self.solutions) + 1)
        certificate = self.certify(Problem(self.structure, masks), asked)
        with TemporaryDirectory() as folder:
            path = Path(folder) / "proof"
            certificate.write(path)
            try:
                return check(path)
            except Rejected as rejected:
                return rejected


@law(
    "certificate",
    "the checker accepts the certificate of every answer",
    "masks",
    "goal",
    about="solve_certified check",
)
def certificates_are_accepted(world: CertificateWorld, a: Masks, goal: str) -> str | None:
    """Who trusts none of our code can check it."""
    found = world.verdict(a, goal)
    if isinstance(found, Verdict):
        return None
    return f"rejected at line {found.line} of {Path(found.file).name}: {found.reason}"


@law(
    "certificate",
    "what an accepted certificate claims is so, and as much as was asked",
    "masks",
    "goal",
    about="check Verdict.claim",
)
def claims_are_true(world: CertificateWorld, a: Masks, goal: str) -> str | None:
    """Infeasible, unique and the number of solutions, compared with enumeration."""
    found = world.verdict(a, goal)
    count = world.count(a)
    if isinstance(found, Rejected) or found.claim == expected_claim(count, goal):
        return None
    return f"it is accepted for {found.claim!r}, and there are {count} solutions"


def expected_claim(count: int, goal: str) -> str:
    """Return what is to be claimed of a problem with so many solutions."""
    if not count:
        return "infeasible"
    if goal == "first":
        return "solved"
    if count == 1:
        return "unique"
    return "at least 2 solutions" if goal == "unique" else f"exactly {count} solutions"


CERTIFICATE_LAWS: tuple[Law, ...] = (certificates_are_accepted, claims_are_true)
"""Every law of certificates."""
