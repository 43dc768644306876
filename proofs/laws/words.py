"""The laws of words: what a reason, or the description of a broken rule, counts and names is so.

Who reads "3 variables share 2 values" does not count again. Each technique or rule that says more
than its pattern shows has its words worked out here once more, by the slow and plain way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from domains.deduction import Deduction, Removal
from domains.problem import Assignment, Masks, Structure
from domains.rules import AllDifferent, Cardinality, LinearSum, PseudoBoolean, Rule, ShortestPath
from domains.rules.shortest_path import ON

Right = Callable[[Structure, Masks, Deduction], set[str]]


def live_values(structure: Structure, variable: int, mask: int) -> list[int]:
    """Return the values of a mask."""
    return _live(structure.values[variable], mask)


def union_of(structure: Structure, candidates: Sequence[Removal]) -> set[int]:
    """Return every value that one of the variables can take."""
    return {value for pair in candidates for value in live_values(structure, *pair)}


def without_place(structure: Structure, masks: Masks, deduction: Deduction) -> set[str]:
    """Return what may be said of a rule whose values do not all have a place left."""
    rule = _rule(structure, deduction)
    placed = union_of(structure, [(v, masks[v]) for v in rule.scope])
    every = union_of(structure, [(v, structure.top[v]) for v in rule.scope])
    return {f"no place is left for {value} in {rule.label}" for value in every - placed}


def too_few_values(structure: Structure, masks: Masks, deduction: Deduction) -> set[str]:
    """Return how many variables share how many values; more of them than of these."""
    pattern = deduction.reason.pattern
    values = union_of(structure, pattern)
    right = len(pattern) > len(values)
    return {f"{len(pattern)} variables share {len(values)} values"} if right else set()


def counted(structure: Structure, masks: Masks, deduction: Deduction) -> set[str]:
    """Return how many must take a counted candidate, or can, and how many are allowed to."""
    rule = _rule(structure, deduction)
    assert isinstance(rule, Cardinality)
    meant: dict[int, set[int]] = {}
    for variable, value in rule.literals:
        meant.setdefault(variable, set()).add(value)
    left = {v: set(live_values(structure, v, masks[v])) for v in meant}
    must = sum(left[v] <= values for v, values in meant.items())
    can = sum(not left[v].isdisjoint(values) for v, values in meant.items())
    upper = len(rule.literals) if rule.upper is None else rule.upper
    wanted = str(rule.lower) if rule.lower == rule.upper else f"{rule.lower} to {upper}"
    found = {must} if rule.upper is not None and must >= rule.upper else set()
    return {f"{n} for {wanted}" for n in found | ({can} if can <= rule.lower else set())}


def others_range(structure: Structure, masks: Masks, deduction: Deduction) -> set[str]:
    """Return what the terms of the variables that lose nothing add up to."""
    rule = _rule(structure, deduction)
    assert isinstance(rule, LinearSum)
    lost = {variable for variable, _ in deduction.removals}
    least = most = 0
    for variable, coefficient in zip(rule.scope, rule.coefficients, strict=True):
        if variable not in lost:
            terms = [coefficient * x for x in live_values(structure, variable, masks[variable])]
            least, most = least + min(terms), most + max(terms)
    return {f"the other terms add up to {least} to {most}"}


def reached(structure: Structure, masks: Masks, deduction: Deduction) -> set[str]:
    """Return what the sums of the rule reach at least and at most, as far as they miss a bound.

    Of a sum that threatens to be too great the pattern shows all that some variables can be, and
    the others may be anything; of one that threatens to be too small, all that still contributes.
    Either way all that it shows adds more than the least that the variable could.
    """
    shown, found = dict(deduction.reason.pattern), set()
    whole = all(mask == masks[variable] for variable, mask in shown.items())
    for constraint in _rule(structure, deduction).ground(structure.values):
        parts = _parts(constraint, structure)
        if not all(v in parts and _adds(parts[v], mask) for v, mask in shown.items()):
            continue
        spread = max((_spread(row, masks[v]) for v, row in parts.items()), default=0)
        least = sum(min(_live(row, shown.get(v, -1))) for v, row in parts.items())
        most = sum(max(_live(row, shown.get(v, 0)), default=min(row)) for v, row in parts.items())
        if whole and constraint.upper is not None and spread > constraint.upper - least:
            found.add(f"the sum is at least {least} already and at most {constraint.upper}")
        if constraint.lower is not None and spread > most - constraint.lower:
            found.add(f"the sum can reach {most} and is at least {constraint.lower}")
    return found


def _parts(constraint: PseudoBoolean, structure: Structure) -> dict[int, list[int]]:
    """Return per variable what each of its values adds to a sum."""
    parts: dict[int, list[int]] = {}
    for term in constraint.terms:
        row = parts.setdefault(term.variable, [0] * len(structure.values[term.variable]))
        row[term.index] += term.coefficient
    return parts


def _live(row: Sequence[int], mask: int) -> list[int]:
    return [part for k, part in enumerate(row) if mask >> k & 1]


def _adds(row: Sequence[int], mask: int) -> bool:
    return min(_live(row, mask)) > min(row)


def _spread(row: Sequence[int], mask: int) -> int:
    live = _live(row, mask)
    return max(live) - min(live)


RIGHT_WORDS: dict[str, Right] = {
    "hidden single": without_place,
    "all-different matching": too_few_values,
    "counting": counted,
    "bounds": others_range,
    "unit propagation": reached,
}
"""Per technique, or rule's argument, the words that are right."""


def wrong_words(structure: Structure, masks: Masks, deduction: Deduction) -> str | None:
    """Say which words are not right, and which are."""
    detail = deduction.reason.detail
    right = RIGHT_WORDS.get(deduction.reason.technique)
    if right is None or not detail:
        return None
    expected = right(structure, masks, deduction)
    return None if detail in expected else f"{detail!r}, expected {' or '.join(sorted(expected))}"


def _rule(structure: Structure, deduction: Deduction) -> Rule:
    """Return the one rule that a reason names."""
    (index,) = deduction.reason.rules
    return structure.rules[index]


def right_descriptions(rule: Rule, broken_by: Assignment, names: Sequence[str]) -> set[str]:
    """Return what may be said of a rule that an assignment breaks; nothing where all may be."""
    if type(rule) is AllDifferent:
        return set(_equal_pairs(rule, broken_by, names))
    if type(rule) is ShortestPath:
        return {_wrong_path(rule, broken_by, names)}
    return set()


def _equal_pairs(rule: AllDifferent, assignment: Assignment, names: Sequence[str]) -> Iterator[str]:
    for one, other in combinations(rule.scope, 2):
        if (value := assignment[one]) == assignment[other]:
            yield f"{rule.label}: {value} is at {names[one]} and {names[other]}"


def _wrong_path(rule: ShortestPath, assignment: Assignment, names: Sequence[str]) -> str:
    """Compare the number of vertices with that of a shortest path found by networkx."""
    import networkx as nx  # here, since no other audit needs it

    graph = nx.DiGraph([(v, other) for v, others in enumerate(rule.links) for other in others])
    graph.add_nodes_from((rule.start, rule.goal))
    taken = [names[v] for v in rule.scope if assignment[v] == ON]
    if not nx.has_path(graph, rule.start, rule.goal):
        found = "no path leads from start to goal"
    elif len(taken) != (inner := nx.shortest_path_length(graph, rule.start, rule.goal) - 1):
        found = f"{len(taken)} are taken, a shortest path has {inner}"
    else:
        found = f"the {len(taken)} that are taken are no path from start to goal"
    first = [*taken, *(f"{names[v]} is not taken" for v in rule.scope)][:1]
    return f"{rule.label}: {found}" + "".join(f" ({name} …)" for name in first)
