"""Everything that can be audited by name; a coverage test compares it with what is public."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from domains.logic import deduction_steps, rate
from domains.plugins import plugins
from domains.problem import Masks, Problem, Structure
from domains.registry import domain_makers, families
from domains.techniques import TECHNIQUES
from domains.techniques.failed_literal import FailedLiteral
from domains.techniques.singleton_consistency import SingletonConsistency
from lattice import (
    CandidateSets,
    FiniteLattice,
    GaloisConnection,
    Interval,
    Lattice,
    Operator,
    Pointwise,
    Powerset,
    Product,
    ReducedProduct,
    cartesian_connection,
    direct_product,
    interval_connection,
    reduced_product,
)
from proofs.audit.kinds import (
    Certifier,
    Explainer,
    OperatorOn,
    Propagation,
    Searcher,
    Surveyor,
)
from proofs.audit.learned import BoardCodec, Proposing
from proofs.audit.rule_examples import EXAMPLES
from proofs.certificates import Certificate, solve_certified
from proofs.laws.universes import MINIATURES, TINY
from search.answer import Answer, Goal
from search.budget import Budget
from search.learned.boards import to_boards, to_masks
from search.learned.proposer import Uniform
from search.solutions import extent, sample

if TYPE_CHECKING:
    from search.kernel.engine import Engine

PARITY = Powerset(("even", "odd"))
DIGITS = Interval(0, 3)


def exchange(element: tuple[Any, ...]) -> tuple[Any, ...]:
    """Parity and interval of one integer tell each other what they know; for single elements."""
    parity, interval = element
    names = tuple(PARITY.members(parity))
    members = [value for value in DIGITS.members(interval) if ("even", "odd")[value % 2] in names]
    kept = DIGITS.join_all(DIGITS.between(value, value) for value in members)
    return PARITY.from_members({("even", "odd")[value % 2] for value in members}), kept


def _parity(value: int) -> Any:  # noqa: ANN401
    return PARITY.from_members([("even", "odd")[value % 2]])


PARITIES: GaloisConnection[Any, Any] = GaloisConnection.from_representation(
    PARITY, _parity, lambda: range(4)
)
INTERVALS: GaloisConnection[Any, Any] = interval_connection(DIGITS)

LATTICES: dict[str, Lattice[Any]] = {
    "chain": FiniteLattice.chain(4),
    "powerset": Powerset(("a", "b", "c")),
    "interval": Interval(-1, 2),
    "candidate sets": CandidateSets((2, 1, 2)),
    "pointwise": Pointwise(Interval(0, 1), 2),
    "product": Product((FiniteLattice.chain(2), Powerset(("a", "b")))),
    "reduced product": ReducedProduct(Product((PARITY, DIGITS)), exchange),
    "81 candidate sets of 9": CandidateSets.uniform(81, 9),
}
"""One lattice of each kind, small enough for all triples; and one large one."""

CONNECTIONS: dict[str, GaloisConnection[Any, Any]] = {
    "parity connection": PARITIES,
    "interval connection": INTERVALS,
    "cartesian connection": cartesian_connection(CandidateSets((2, 1, 2))),
    "direct product connection": direct_product((PARITIES, INTERVALS)),
    "reduced product connection": reduced_product((PARITIES, INTERVALS), exchange),
}

OPERATORS: dict[str, OperatorOn] = {
    "reduction": OperatorOn(
        Product((PARITY, DIGITS)), Operator("exchange", exchange, frozenset({0, 1}))
    ),
}


def engine_fixpoint(structure: Structure) -> Callable[[Masks], Masks]:
    """Return the propagation of the search kernel."""
    from search.kernel.engine import Engine

    engine = Engine(structure)
    return engine.fixpoint


def engine_in_pieces(structure: Structure) -> Engine:
    """Return the engine of a structure on words of two variables."""
    from search.kernel.engine import Engine
    from search.kernel.layout import layout_of
    from search.kernel.state import new_state

    engine = Engine(structure)
    engine.layout = layout_of(structure, bits=2)
    engine.state = new_state(engine.layout, levels=1)
    return engine


def fixpoint_in_pieces(structure: Structure) -> Callable[[Masks], Masks]:
    """Return propagation on words of two variables, stopped after every constraint visit."""
    from search.kernel import tree
    from search.kernel.choice import FIRST

    engine = engine_in_pieces(structure)

    def fixpoint(masks: Masks) -> Masks:
        engine.start(masks)
        outcome = tree.STOPPED
        while outcome == tree.STOPPED:
            outcome = engine.advance(nodes=0, propagations=engine.propagations + 1, choice=FIRST)
        return engine.masks() if outcome != tree.CLOSED else (0,) * len(masks)

    return fixpoint


def _all_techniques(structure: Structure) -> Callable[[Masks], Masks]:
    from domains.logic import deduce_to_fixpoint

    return partial(deduce_to_fixpoint, structure)


def _solve_by(strategy: str, problem: Problem, goal: Goal) -> Answer:
    from search import solve

    return solve(problem, goal=goal, strategy=strategy)


def _solve_asking(strategy: str, problem: Problem, goal: Goal) -> Answer:
    """Solve with a proposer that says anything; a few times only, as it is of no use."""
    from proofs.proposers.misleading import Random
    from search import solve

    budget = Budget(network_calls=6)
    return solve(problem, goal=goal, strategy=strategy, budget=budget, proposer=Random())


def _searches() -> dict[str, Searcher]:
    """Return every strategy; chains may abstain, all others settle what they are asked."""
    from search.solving import LEARNED, STRATEGIES

    return {
        f"{name} search": Searcher(
            partial(_solve_asking if name in LEARNED else _solve_by, name), name != "chains"
        )
        for name in STRATEGIES
    }


class ShortFailedLiteral(FailedLiteral):
    """Failed literals that have to give up early."""

    effort = 12


class ShortSingletonConsistency(SingletonConsistency):
    """Singleton consistency that has to give up early."""

    effort = 12


def certified(proof_format: str, problem: Problem, goal: Goal) -> Certificate:
    """Return the certificate of a problem's answer; without limits there always is one."""
    _, certificate = solve_certified(problem, goal=goal, proof_format=proof_format)
    assert certificate is not None
    return certificate


CLAUSAL = {name: MINIATURES[name] for name in ("clauses", "empty clause")}

CERTIFIERS: dict[str, Certifier] = {
    "certificates": Certifier(partial(certified, "veripb3"), MINIATURES | TINY),
    "clausal certificates": Certifier(partial(certified, "drat"), CLAUSAL),
}


def rule_name(kind: type[Any]) -> str:
    """Return ``all different`` for ``AllDifferent``."""
    spaced = "".join(f" {c.lower()}" if c.isupper() else c for c in kind.__name__)
    return f"{spaced.strip()} rule"


@cache
def registered() -> dict[str, object]:
    """Return every registered target by its name."""
    found: dict[str, object] = {**LATTICES, **CONNECTIONS, **OPERATORS}
    found |= domain_makers()
    for kind in ("domain", "rule", "proposer"):
        found.update(plugins(kind))
    found |= {rule_name(kind): make() for kind, make in EXAMPLES.items()}
    found |= {technique.name: technique for technique in TECHNIQUES}
    found["failed literal, short of effort"] = ShortFailedLiteral()
    found["singleton consistency, short of effort"] = ShortSingletonConsistency()
    found["all techniques"] = Propagation(_all_techniques)
    closure = frozenset({"monotone", "idempotent"})
    found["search propagation"] = Propagation(engine_fixpoint, closure)
    found["search propagation in pieces"] = Propagation(fixpoint_in_pieces, closure)
    found |= _searches()
    found["uniform proposer"] = Proposing(Uniform())
    found["boards"] = BoardCodec(to_boards, to_masks)
    found["explanations"] = Explainer(deduction_steps, rate)
    found["all solutions"] = Surveyor(extent, sample)
    found |= CERTIFIERS
    found |= families()
    return found
