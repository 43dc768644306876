"""All solutions at once: the union and the intersection over them, and samples.

How many there are, and which, is what `solve` answers with `Goal.count`. Here is what else one asks
of many solutions:

* the **union**: every candidate that some solution takes. It is ded_p of the problem's masks,
  α(γ(a) ∩ ‖p‖), so it is asked of `domains.best` where no limit is set;
* the **intersection**: every candidate that all solutions take, the *backbone* (Monasson et al.,
  Nature 400, 1999). It follows from the union: a variable with one candidate in the union;
* a **sample**: solutions drawn at random, with the distribution they were drawn from said.

Where the only rule is a shortest path all of this is counted exactly (`domains.paths`), however
many paths there are.
"""

from __future__ import annotations

import operator
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import TYPE_CHECKING

from domains.problem import Assignment, Masks, Problem, Structure, bits
from domains.rules.shortest_path import ShortestPath
from search.answer import Abstained, Answer, Goal, Infeasible, Interrupted, Solved, checked
from search.budget import Budget, Clock, Statistics

if TYPE_CHECKING:
    from search.learned.proposer import Proposer

ENUMERATED = 10_000
"""Solutions that a sample enumerates at most, to draw from all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent(Answer):
    """The exact union and intersection over all solutions, of which there is at least one.

    Attributes:
        union: per variable the values that some solution takes, none of them empty.
    """

    union: Masks
    status = "solved"

    @property
    def unique(self) -> bool:
        """Whether there is exactly one solution."""
        return all(mask.bit_count() == 1 for mask in self.union)

    @property
    def intersection(self) -> Masks:
        """Per variable the value that all solutions take, or no value at all."""
        return backbone(self.union)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds(Answer):
    """What is known of the union when a limit was reached: it lies between two elements.

    Attributes:
        lower: the values that solutions known by now take.
        upper: the values that are not refuted.
        reason: which limit was met.
    """

    lower: Masks
    upper: Masks
    reason: str
    status = "abstained"

    @property
    def unique(self) -> bool | None:
        """False where two solutions are known, else None."""
        return False if any(mask.bit_count() > 1 for mask in self.lower) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample(Answer):
    """Solutions drawn at random, each independently of the others, so that one may come twice.

    Attributes:
        draws: the solutions, in the order drawn; checked.
        population: how many solutions there are, where each was drawn with the same probability;
            None where they were not counted, and the distribution is **not** uniform.
    """

    draws: tuple[Assignment, ...]
    population: int | None
    status = "solved"

    def __post_init__(self) -> None:
        """Check every draw against the rules."""
        checked(self.problem, tuple(dict.fromkeys(self.draws)))

    @property
    def uniform(self) -> bool:
        """Whether every solution had the same probability."""
        return self.population is not None

    @property
    def solutions(self) -> tuple[Assignment, ...]:
        """The different solutions among the draws."""
        return tuple(dict.fromkeys(self.draws))


def backbone(union: Sequence[int]) -> Masks:
    """Return the intersection over all solutions from their union."""
    return tuple(mask if mask.bit_count() == 1 else 0 for mask in union)


@dataclass(slots=True)
class Asking:
    """One question after the other to `solve`, within one budget.

    Attributes:
        strategy: who searches.
        budget: limits of all questions together.
        seed: of every random choice.
        proposer: who learned strategies ask.
        spent: by all questions so far.
    """

    strategy: str = "auto"
    budget: Budget = field(default_factory=Budget)
    seed: int = 0
    proposer: Proposer | None = None
    spent: Statistics = field(default_factory=Statistics)

    def answer(self, problem: Problem, goal: Goal) -> Answer:
        """Answer a problem within what is left; the answer's statistics are those of all."""
        from search.solving import solve

        answer = solve(
            problem,
            goal=goal,
            strategy=self.strategy,
            budget=self._left(),
            seed=self.seed,
            proposer=self.proposer,
        )
        if isinstance(answer, Abstained) and self.spent != Statistics():
            answer = replace(answer, reason=f"{answer.reason}, what earlier searches left")
        self.spent += answer.statistics
        return replace(answer, statistics=self.spent)

    def _left(self) -> Budget:
        pairs = {
            name: None if limit is None else max(0, limit - getattr(self.spent, name))
            for name in ("nodes", "propagations", "network_calls", "seconds")
            for limit in [getattr(self.budget, name)]
        }
        return Budget(**pairs)


def extent(
    problem: Problem,
    *,
    strategy: str = "auto",
    budget: Budget | None = None,
    seed: int = 0,
    proposer: Proposer | None = None,
) -> Extent | Bounds | Infeasible:
    """Return the union (ded_p of the problem's masks) and the intersection over all solutions.

    Shortest paths are swept, whatever is asked. Otherwise, with `auto` and without a limit, the
    exact oracle answers; else the strategy is asked for a solution that takes a candidate, as long
    as there is one that no known solution takes: no more questions than candidates.

    Args:
        problem: whose solutions.
        strategy: one of `search.solving.STRATEGIES`.
        budget: limits of all questions together.
        seed: of every random choice.
        proposer: who learned strategies ask.

    Raises:
        Interrupted: on Ctrl-C during a search, with the solutions that it knew.
    """
    limits, clock = budget or Budget(), Clock(None)
    if _is_path(problem.structure):
        from domains.paths import alpha_of_paths

        return _settled(problem, alpha_of_paths(problem), "path counts", clock)
    if problem.masks and strategy == "auto" and limits == Budget():
        from domains.best import BestDeductions

        union = BestDeductions().one(problem, problem.masks)
        return _settled(problem, union, "oracle", clock)
    return _searched(problem, Asking(strategy, limits, seed, proposer))


def _settled(problem: Problem, union: Masks, strategy: str, clock: Clock) -> Extent | Infeasible:
    """Return the answer that an exact union amounts to."""
    spent = Statistics(seconds=clock.elapsed())
    if not all(union):
        return Infeasible(problem=problem, strategy=strategy, statistics=spent)
    return Extent(problem=problem, union=union, strategy=strategy, statistics=spent)


def _is_path(structure: Structure) -> bool:
    """Tell whether the only rule is a shortest path over all variables, so that it can count."""
    rules = structure.rules
    return (
        bool(structure.values)
        and len(rules) == 1
        and isinstance(rules[0], ShortestPath)
        and rules[0].scope == tuple(range(len(structure.values)))
    )


def _searched(problem: Problem, asking: Asking) -> Extent | Bounds | Infeasible:
    """Ask for solutions until every candidate is taken by one, or refuted."""
    lower, upper = (0,) * len(problem.masks), problem.masks
    asked, open_ = problem, None
    while True:
        answer = _answered(problem, asked, asking)
        common = {"problem": problem, "strategy": answer.strategy, "statistics": asking.spent}
        if isinstance(answer, Abstained):
            return Bounds(lower=lower, upper=upper, reason=answer.reason, **common)  # type: ignore[arg-type]
        for solution in answer.solutions:
            lower = tuple(map(operator.or_, lower, problem.structure.encode(solution)))
        if isinstance(answer, Infeasible):
            if open_ is None:
                return answer
            upper = _without(upper, *open_)
        open_ = next(_lacking(lower, upper), None)
        if open_ is None:
            return Extent(union=lower, **common)  # type: ignore[arg-type]
        asked = _with(problem.restrict(upper), *open_)


def _answered(problem: Problem, asked: Problem, asking: Asking) -> Answer:
    """Ask for one solution of a part of a problem; Ctrl-C then speaks of the whole."""
    try:
        return asking.answer(asked, Goal.first())
    except Interrupted as stop:
        raise Interrupted(stop.answer.over(problem)) from None


def _lacking(lower: Masks, upper: Masks) -> Iterator[tuple[int, int]]:
    """Yield the candidates between two elements, as (variable, mask of one bit)."""
    for variable, (known, possible) in enumerate(zip(lower, upper, strict=True)):
        for k in bits(possible & ~known):
            yield variable, 1 << k


def _with(problem: Problem, variable: int, mask: int) -> Problem:
    """Return the part of a problem where a variable takes its value from a mask."""
    masks = list(problem.masks)
    masks[variable] &= mask
    return Problem(problem.structure, tuple(masks))


def _without(masks: Masks, variable: int, mask: int) -> Masks:
    return (*masks[:variable], masks[variable] & ~mask, *masks[variable + 1 :])


def sample(
    problem: Problem,
    count: int,
    *,
    most: int = ENUMERATED,
    strategy: str = "auto",
    budget: Budget | None = None,
    seed: int = 0,
    proposer: Proposer | None = None,
) -> Sample | Infeasible | Abstained:
    """Draw solutions at random, independently of each other, the same for the same seed.

    Uniformly, that is each solution with the same probability, where the solutions are shortest
    paths, which are counted exactly, or where at most ``most`` solutions exist, which are all
    enumerated. Otherwise by random descents: a random open variable takes a random candidate that
    a search shows to be in some solution, until one solution is left. Every solution may come up,
    but not with the same probability, and the sample says so.

    Args:
        problem: whose solutions.
        count: how many to draw, 1 or more.
        most: solutions to enumerate at most.
        strategy: one of `search.solving.STRATEGIES`.
        budget: limits of all searches together; one that is reached is abstained on.
        seed: of every random choice.
        proposer: who learned strategies ask.

    Raises:
        ValueError: nothing to draw, or nothing to enumerate.
        Interrupted: on Ctrl-C during a search, with the solutions that it knew.
    """
    if count < 1 or most < 1:
        message = f"{count} draws from at most {most} solutions, expected 1 or more of each"
        raise ValueError(message)
    rng = Random(seed)
    if _is_path(problem.structure):
        return _drawn_paths(problem, count, rng)
    asking = Asking(strategy, budget or Budget(), seed, proposer)
    answer = asking.answer(problem, Goal.count(most))
    if isinstance(answer, Infeasible | Abstained):
        return answer
    if answer.count is None:
        return _descents(answer, count, rng, asking)
    draws = tuple(rng.choice(answer.solutions) for _ in range(count))
    return _sample(answer, draws, answer.count)


def _sample(answer: Answer, draws: tuple[Assignment, ...], population: int | None) -> Sample:
    return Sample(
        problem=answer.problem,
        strategy=answer.strategy,
        statistics=answer.statistics,
        draws=draws,
        population=population,
    )


def _drawn_paths(problem: Problem, count: int, rng: Random) -> Sample | Infeasible:
    """Draw paths with the help of their exact number."""
    from domains.paths import count_paths, sample_path

    clock, population = Clock(None), count_paths(problem)
    drawn = (sample_path(problem, rng) for _ in range(count if population else 0))
    draws = tuple(path for path in drawn if path is not None)
    spent = Statistics(seconds=clock.elapsed())
    if not population:
        return Infeasible(problem=problem, strategy="path counts", statistics=spent)
    asked = Solved(problem=problem, assignment=draws[0], strategy="path counts", statistics=spent)
    return _sample(asked, draws, population)


def _descents(known: Answer, count: int, rng: Random, asking: Asking) -> Sample | Abstained:
    """Draw by random descents; at a limit all solutions that were seen are kept."""
    draws: list[Assignment] = []
    while len(draws) < count:
        answer = _descent(known.problem, rng, asking)
        if isinstance(answer, Abstained):
            seen = dict.fromkeys((*draws, *known.solutions, *answer.solutions))
            return replace(answer.over(known.problem), known=tuple(seen))
        draws.append(answer.solutions[0])
    return _sample(answer.over(known.problem), tuple(draws), None)


def _descent(problem: Problem, rng: Random, asking: Asking) -> Answer:
    """Fix random variables of a problem that has solutions, until one solution is left."""
    rest = problem
    while True:
        open_ = [variable for variable, mask in enumerate(rest.masks) if mask & (mask - 1)]
        if not open_:
            return asking.answer(rest, Goal.first())
        variable = rng.choice(open_)
        mask = 1 << rng.choice(list(bits(rest.masks[variable])))
        answer = asking.answer(_with(rest, variable, mask), Goal.unique())
        if isinstance(answer, Abstained) or answer.unique:
            return answer
        if isinstance(answer, Infeasible):
            rest = rest.restrict(_without(rest.masks, variable, mask))
        else:
            rest = answer.problem
