"""Certifies an explanation: each deduction by one sum of constraints, or by refuting its opposite.

* Hall sets (naked and hidden subsets, matchings): n variables with n values between them. "At least
  one value" of each variable plus "at most once" of each value leaves "none of these values is
  taken elsewhere, unless one of these variables takes another value". Hidden ones are the same
  with variables and values exchanged.
* Fish and intersections: n rules that take a value only within n others: "at least once" of the
  first plus "at most once" of the others.
* Bounds of sums: see `bounds`.

Everything else (failed literals, tables, search) is refuted by a tree below the candidate.

Source: Elffers, Gocht, McCreesh and Nordström, Justifying all differences using pseudo-Boolean
reasoning, AAAI 2020, for Hall sets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from domains.deduction import Deduction
from domains.problem import Problem, Structure, bits
from proofs.certificates.bounds import BoundsReplay, UnexplainedError
from proofs.certificates.certificate import Certificate, certify
from proofs.certificates.derivation import Derivation, Lemma, Sum
from proofs.certificates.intersections import intersection_sums
from proofs.certificates.numbering import counts_of_values, exactly_one
from proofs.certificates.tree import TreeLogger
from proofs.checker.constraints import clause
from search.answer import Answer, Goal, Infeasible, Unique
from search.budget import Budget
from search.symbolic import search_tree


def certify_steps(
    problem: Problem, deductions: Iterable[Deduction], proof_format: str = "veripb3"
) -> Certificate | None:
    """Certify what deductions amount to: the only solution, or that there is none.

    Args:
        problem: where they start.
        deductions: sound ones, in order; of `search.explain` the steps' ``deduction``.
        proof_format: a VeriPB format.

    Returns:
        None when they leave more than one value somewhere.

    Raises:
        UnexplainedError: a deduction is not sound.
    """
    writer, masks = _Explanation(problem), problem.masks
    for deduction in deductions:
        for variable, removed in deduction.removals:
            for k in bits(removed):
                writer.remove(masks, variable, k, deduction)
        masks = deduction.apply(masks)
        if not all(masks):
            break
    answer: Answer = Infeasible(problem=problem, strategy="deduction")
    if all(masks):
        if any(mask & (mask - 1) for mask in masks):
            return None
        solution = problem.structure.decode(masks)
        answer = Unique(problem=problem, strategy="deduction", assignment=solution)
    writer.derivation.add(Lemma(()))
    return certify(answer, writer.derivation, proof_format)


class _Explanation:
    """The derivation so far, and a database that tells what still has to be said."""

    def __init__(self, problem: Problem) -> None:
        self.derivation = Derivation()
        for derived in intersection_sums(problem):
            self.derivation.add(derived)
        self._problem = problem
        self._replay = BoundsReplay(problem, self.derivation)

    def remove(
        self, masks: tuple[int, ...], variable: int, index: int, deduction: Deduction
    ) -> None:
        """Derive that a candidate is not taken."""
        literal = -self._problem.structure.ground.literal(variable, index)
        self._add_helpful_sum(literal, deduction)
        try:
            self._replay.explain((literal,))
            self.derivation.add(Lemma((literal,)))
        except UnexplainedError:
            assumed = list(masks)
            assumed[variable] = 1 << index
            self._search(self._problem.restrict(assumed), literal)

    def _add_helpful_sum(self, literal: int, deduction: Deduction) -> None:
        """Add the first sum that lets the removal follow by propagation, if one is needed."""
        database = self._replay.database
        if database.implies(clause((literal,))):
            return
        for derived in sums_of(self._problem.structure, deduction):
            stored = database.add(self._replay.value(derived))
            if database.implies(clause((literal,))):
                self.derivation.add(derived)
                return
            database.delete(stored)

    def _search(self, problem: Problem, literal: int) -> None:
        """Refute a candidate by a tree search below it."""
        logger = TreeLogger(problem, self.derivation, (literal,))
        answer = search_tree(problem, Goal.first(), Budget(), [logger])
        if not isinstance(answer, Infeasible):
            message = f"the candidate of literal {-literal} is in a solution"
            raise UnexplainedError(message)
        self._replay.database.add(clause((literal,)))


def sums_of(structure: Structure, deduction: Deduction) -> Iterator[Sum]:
    """Yield the sums that a deduction's reason suggests."""
    pattern, rules = deduction.reason.pattern, deduction.reason.rules
    lowers, uppers = counts_of_values(structure)
    own = exactly_one(structure)
    variables = [own[variable] for variable, _ in pattern if variable in own]
    union = 0
    for _, mask in pattern:
        union |= mask
    for rule in rules:
        values = [(lowers[rule].get(k, 0), uppers[rule].get(k, 0)) for k in bits(union)]
        yield from _sum([lower for lower, _ in variables], [upper for _, upper in values])
        yield from _sum([lower for lower, _ in values], [upper for _, upper in variables])
    bases, covers = rules[: len(rules) // 2], rules[len(rules) // 2 :]
    for k in bits(union) if bases else ():
        yield from _sum([lowers[r].get(k, 0) for r in bases], [uppers[r].get(k, 0) for r in covers])


def _sum(lowers: list[int], uppers: list[int]) -> Iterator[Sum]:
    """Yield a sum of constraints, if all of them are there."""
    if lowers and uppers and all(lowers) and all(uppers):
        yield Sum(tuple((number, 1) for number in (*lowers, *uppers)))
