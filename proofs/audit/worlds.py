"""The worlds in which domains, techniques and rules are tried."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from itertools import product
from typing import TYPE_CHECKING, Any

from domains.abstract import AbstractDomain
from domains.candidates import CandidateDomain
from domains.problem import Assignment, Masks, Problem, Structure
from domains.rules import LinearSum, Rule
from domains.techniques import Technique
from lattice import GaloisConnection
from proofs.laws.connection_world import ConnectionWorld
from proofs.laws.deduction import DeductionWorld
from proofs.laws.domain import DomainWorld
from proofs.laws.drawing import draw_masks
from proofs.laws.enumeration import Values, structure_of
from proofs.laws.order import LatticeWorld
from proofs.laws.reasons import ReasonWorld
from proofs.laws.rule import RuleWorld
from proofs.laws.universes import LARGER, MINIATURES, TINY, inside, known_solutions

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

Domain = AbstractDomain[Any]


@dataclass(frozen=True, slots=True)
class RuleOver:
    """A rule over variables with certain values: one thing to audit.

    Attributes:
        rule: the rule.
        values: per variable its values.
        meaning: what the rule was made to mean, in plain Python; of a whole assignment.
    """

    rule: Rule
    values: Values
    meaning: Callable[[Assignment], bool] | None = None


# Domains

MOST_TRIED_WHOLE = 4
"""Structures of so few variables count as small."""


def weight_of(structure: Structure) -> int:
    """Return how many cases on a small structure one case on this one costs, roughly."""
    return max(1, sum(map(len, structure.values)) // 40)


def problems_of(structure: Structure) -> Iterator[tuple[str, Problem]]:
    """Yield the problem without givens; of a large structure also one with half of them given.

    Of a small structure all elements are tried, those with values given among them.
    """
    yield "nothing given", structure.problem()
    known, _ = known_solutions(structure)
    if known and len(structure.values) > MOST_TRIED_WHOLE:
        yield "half given", structure.problem(list(enumerate(known[0]))[::2])


def drawing_of(domain: Domain) -> Callable[[Any], str] | None:
    """Return how to draw an element, where it is one of masks."""
    if not isinstance(domain, CandidateDomain):
        return None
    return lambda element: draw_masks(domain.structure, domain.to_masks(element))


def connection_of(domain: Domain) -> GaloisConnection[Any, Any]:
    """Return α and γ of a domain as a connection; its universe is that of all assignments."""

    def alpha(assignments: Iterable[Any]) -> Any:  # noqa: ANN401
        return domain.alpha(list(assignments))

    def contains(element: Any, assignment: Any) -> bool:  # noqa: ANN401
        return bool(domain.contains(element, assignment))

    values = domain.structure.values
    return GaloisConnection(domain.lattice, alpha, contains, lambda: product(*values))


def connection_world(name: str, domain: Domain) -> ConnectionWorld:
    """Return α and γ of a domain as a world."""

    def fresh(rng: np.random.Generator) -> Any:  # noqa: ANN401
        return domain.sample(rng)[0] if rng.random() < 0.8 else domain.lattice.sample(rng)

    def one(rng: np.random.Generator) -> tuple[int, ...]:
        return tuple(int(rng.choice(values)) for values in domain.structure.values)

    return ConnectionWorld(name, connection_of(domain), fresh, one, drawing_of(domain))


def deduction_worlds(name: str, domain: Domain) -> Iterator[DeductionWorld]:
    """Yield a domain's deduction for each of the structure's problems."""
    structure = domain.structure
    known, _ = known_solutions(structure)
    for title, problem in problems_of(structure):
        yield DeductionWorld(
            f"{name}, {title}",
            domain,
            problem,
            partial(domain.deduce, problem),
            tuple(s for s in known if inside(structure.encode(s), problem.masks)),
            domain.claims,
            drawing_of(domain),
            weight_of(structure),
        )


def lattice_world(name: str, domain: Domain) -> LatticeWorld:
    """Return the lattice of a domain as a world."""
    return LatticeWorld(name, domain.lattice)


def domain_world(name: str, domain: Domain) -> DomainWorld:
    """Return a domain as a world."""
    return DomainWorld(name, domain, drawing_of(domain))


SUMS: dict[str, Structure] = {
    "a total of 7": structure_of(((0, 1, 2, 3),) * 3, LinearSum((0, 1, 2), (1, 2, 4), 7, 7)),
}
"""Sums whose totals no small number divides: what reasons about remainders could get wrong."""


def universes_for_domains() -> Mapping[str, Structure]:
    """Return the structures that a domain is built for when only its class is named."""
    larger = {name: LARGER[name] for name in ("five with a sum", "4x4 Sudoku")}
    return MINIATURES | TINY | SUMS | larger


FOR_DEDUCTIONS_ONLY = frozenset(TINY | SUMS) - {"other rules"}
"""Universes that say nothing new of the order and of α and γ."""


MANY_VALUES = (1, 62, 63, 64, 70)
"""Numbers of values around which masks outgrow the words they may be computed in."""


@cache
def universes_of_many_values() -> Mapping[str, Structure]:
    """Return structures whose masks need up to 70 bits."""
    two = (0, 1)
    return {f"{n} values": structure_of((tuple(range(n)), two)) for n in MANY_VALUES}


# Techniques, rules and propagation: what removes candidates


def universes_for_techniques() -> Mapping[str, Structure]:
    """Return the structures that a technique is tried on."""
    return MINIATURES | TINY | LARGER


@cache
def plain_domain(structure: Structure) -> CandidateDomain:
    """Return a candidate domain whose own deductions are not used."""
    return CandidateDomain(structure, ())


def shrinking(
    name: str,
    structure: Structure,
    shrink: Callable[[Masks], Masks],
    claims: frozenset[str] = frozenset(),
) -> DeductionWorld:
    """Return the world of an operator on masks, seen as a deduction of the candidate domain."""
    domain = plain_domain(structure)
    known, _ = known_solutions(structure)

    def deduce(element: Any) -> Any:  # noqa: ANN401
        return domain.from_masks(shrink(domain.to_masks(element)))

    drawing, weight = drawing_of(domain), weight_of(structure)
    return DeductionWorld(name, domain, structure.problem(), deduce, known, claims, drawing, weight)


def all_removed(world: ReasonWorld, masks: Masks) -> Masks:
    """Return the masks without anything that some deduction removes."""
    smaller = list(masks)
    for deduction in world.find(masks):
        for variable, removed in deduction.removals:
            smaller[variable] &= ~removed
    return tuple(smaller)


def technique_worlds(
    technique: Technique, structures: Mapping[str, Structure], several_names: bool
) -> tuple[ReasonWorld, ...]:
    """Return a technique on each structure."""
    own = None if several_names else technique.name
    return tuple(
        ReasonWorld(name, structure, partial(technique.find, structure), own)
        for name, structure in structures.items()
    )


def as_deductions(worlds: Sequence[ReasonWorld]) -> tuple[DeductionWorld, ...]:
    """Return the same, each applying all deductions at once."""
    return tuple(
        shrinking(world.name, world.structure, partial(all_removed, world)) for world in worlds
    )


def rule_world(example: RuleOver) -> RuleWorld:
    """Return the meaning of a rule as a world."""
    name = f"{example.rule!r} over {example.values}"
    return RuleWorld(name, example.rule, example.values, example.meaning)


def rule_reasons(example: RuleOver) -> ReasonWorld:
    """Return the deductions of a rule as a world."""
    structure = structure_of(example.values, example.rule)
    find = partial(example.rule.deduce, 0, example.values)
    return ReasonWorld(rule_world(example).name, structure, find, rule=0)
