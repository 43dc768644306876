"""The laws of every listed technique. A new technique is under them as soon as it is listed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from domains.deduction import Deduction, Reason
from domains.problem import Masks, Structure
from domains.techniques import TECHNIQUES, Technique
from domains.techniques.rule_deduction import RULE_DEDUCTION
from tests.domains.techniques.universes import LARGER, UNIVERSES, inside, solutions, tried


def broken_laws(technique: Technique, structure: Structure, masks: Masks) -> Iterator[str]:
    """Say which laws the deductions from one element break."""
    alive_solutions = [s for s in solutions(structure) if inside(s, masks)]
    for deduction in technique.find(structure, masks):
        if not deduction.removals:
            yield "a deduction removes nothing"
        if len(dict(deduction.removals)) < len(deduction.removals):
            yield "a variable is named twice"
        for variable, removed in deduction.removals:
            if not removed or removed & ~masks[variable]:
                yield "a removed candidate was not alive"
        smaller = deduction.apply(masks)
        if any(not inside(s, smaller) for s in alive_solutions):
            yield "a solution was lost"
        yield from broken_reason(deduction.reason, structure, masks)


def broken_reason(reason: Reason, structure: Structure, masks: Masks) -> Iterator[str]:
    """Say what is wrong with a reason."""
    if any(not 0 <= rule < len(structure.rules) for rule in reason.rules):
        yield "a reason names no rule"
    if any(not mask or mask & ~masks[variable] for variable, mask in reason.pattern):
        yield "a pattern rests on candidates that are not alive"
    if not reason.rules and not reason.detail:
        yield "a reason says nothing"


@pytest.mark.parametrize("universe", UNIVERSES)
@pytest.mark.parametrize("technique", TECHNIQUES, ids=lambda t: t.name)
def test_deductions_obey_the_laws(technique: Technique, universe: str) -> None:
    structure = UNIVERSES[universe]
    for masks in tried(universe):
        assert list(broken_laws(technique, structure, masks)) == [], masks


@pytest.mark.parametrize("universe", LARGER)
@pytest.mark.parametrize("technique", TECHNIQUES, ids=lambda t: t.name)
def test_deductions_are_the_same_for_lists_and_tuples(technique: Technique, universe: str) -> None:
    structure = UNIVERSES[universe]
    for masks in tried(universe, 10):
        assert list(technique.find(structure, list(masks))) == list(
            technique.find(structure, masks)
        )


@pytest.mark.parametrize("technique", TECHNIQUES, ids=lambda t: t.name)
def test_a_reason_names_its_technique(technique: Technique) -> None:
    names = {
        deduction.reason.technique
        for universe in LARGER
        for masks in tried(universe, 40)
        for deduction in technique.find(UNIVERSES[universe], masks)
    }
    if technique is not RULE_DEDUCTION:  # there each rule names its own
        assert names <= {technique.name}


@pytest.mark.parametrize("technique", TECHNIQUES, ids=lambda t: t.name)
def test_solutions_are_left_alone(technique: Technique) -> None:
    for structure in UNIVERSES.values():
        for solution in solutions(structure)[:20]:
            assert list(technique.find(structure, solution)) == []


class Broken(Technique):
    """Removes the highest candidate of the last variable that has two, for no reason."""

    name = "broken"
    summary = source = ""
    difficulty = 0.0

    def find(self, structure: Structure, masks: Sequence[int]) -> Iterator[Deduction]:
        for variable, mask in reversed(list(enumerate(masks))):
            if mask & (mask - 1):
                removal = variable, 1 << (mask.bit_length() - 1)
                yield Deduction((removal,), Reason(self.name))
                return


@pytest.mark.parametrize("universe", UNIVERSES)
def test_the_laws_catch_an_unsound_technique(universe: str) -> None:
    structure = UNIVERSES[universe]
    found = set(broken_laws(Broken(), structure, structure.top))
    assert found == {"a solution was lost", "a reason says nothing"}
