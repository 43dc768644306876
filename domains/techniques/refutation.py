"""Why an assumption fails, as a person can follow it: the deductions that lead to the conflict.

The fast propagation that finds a failing assumption keeps no record; the few assumptions that do
fail are played again here with techniques that give reasons, and what the conflict does not rest on
is left out.
"""

from __future__ import annotations

from collections.abc import Sequence

from domains.deduction import Deduction, Reason, Removal
from domains.problem import Structure
from domains.techniques.base import Technique

MOST_NAMED = 6
"""How many forced values the text of a reason names before it says how many there are."""


def explain_failure(
    name: str,
    structure: Structure,
    masks: Sequence[int],
    assumed: Removal,
    techniques: Sequence[Technique],
) -> Reason:
    """Return the reason why a candidate, assumed in ``masks``, leads to a conflict.

    Args:
        name: the technique whose reason it is.
        structure: the structure.
        masks: the element.
        assumed: variable and one-bit mask of the candidate.
        techniques: what is strong enough to find the conflict, easiest first.
    """
    trial = list(masks)
    trial[assumed[0]] = assumed[1]
    chain = relevant(structure, _chain(structure, trial, techniques))
    forced, emptied = _replay(trial, chain)
    rules = tuple(dict.fromkeys(rule for step in chain for rule in step.reason.rules))
    detail = _words(structure, assumed, forced, emptied)
    return Reason(name, rules, (assumed, *forced), detail)


def _chain(
    structure: Structure, masks: Sequence[int], techniques: Sequence[Technique]
) -> list[Deduction]:
    """Return deductions, each stated of the element the ones before it leave, up to a conflict."""
    chain: list[Deduction] = []
    current = tuple(masks)
    while True:
        found = next((f for t in techniques if (f := list(t.find(structure, current)))), [])
        if not found:
            return chain
        for deduction in found:
            alive = tuple((v, m & current[v]) for v, m in deduction.removals if m & current[v])
            if alive:
                chain.append(Deduction(alive, deduction.reason))
                current = chain[-1].apply(current)
                if not all(current):
                    return chain


def relevant(structure: Structure, chain: Sequence[Deduction]) -> list[Deduction]:
    """Keep the deductions the last one rests on.

    A deduction rests on the removals from the variables of the rules it uses, which is what decides
    here; so the result may keep a little too much, never too little.
    """
    kept: list[Deduction] = []
    needed: set[int] = set()
    for step in reversed(chain):
        if not kept or not needed.isdisjoint(v for v, _ in step.removals):
            kept.append(step)
            for rule in step.reason.rules:
                needed.update(structure.rules[rule].scope)
    return kept[::-1]


def _replay(masks: Sequence[int], chain: Sequence[Deduction]) -> tuple[list[Removal], int | None]:
    """Return the values the chain fixes, in order, and the variable it empties."""
    forced: list[Removal] = []
    current = tuple(masks)
    for step in chain:
        current = step.apply(current)
        touched = [v for v, _ in step.removals]
        empty = next((v for v in touched if not current[v]), None)
        if empty is not None:
            return forced, empty
        forced += [(v, current[v]) for v in touched if current[v].bit_count() == 1]
    return forced, None


def _words(
    structure: Structure, assumed: Removal, forced: Sequence[Removal], emptied: int | None
) -> str:
    """Say what follows from the assumption."""

    def say(candidate: Removal) -> str:
        return f"{structure.names[candidate[0]]}={structure.value_at(*candidate)}"

    named = ", ".join(map(say, forced[:MOST_NAMED]))
    more = f" and {len(forced) - MOST_NAMED} more" if len(forced) > MOST_NAMED else ""
    forces = f" forces {named}{more}, and" if forced else ""
    where = "some variable" if emptied is None else structure.names[emptied]
    return f"{say(assumed)}{forces} leaves {where} without a value"
