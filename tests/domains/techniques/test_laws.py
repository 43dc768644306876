"""The laws of every listed technique. A new technique is under them as soon as it is listed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

import pytest

from domains.deduction import Deduction, Reason
from domains.problem import Structure
from domains.techniques import TECHNIQUES, Technique
from domains.techniques.rule_deduction import RULE_DEDUCTION
from proofs.laws.base import Case
from proofs.laws.reasons import REASON_LAWS, ReasonWorld
from tests.domains.techniques.universes import UNIVERSES, solutions, tried


def broken_laws(technique: Technique, universe: str, count: int = 100) -> set[str]:
    """Which laws the deductions from the elements of a universe break."""
    name = None if technique is RULE_DEDUCTION else technique.name  # there each rule names its own
    structure = UNIVERSES[universe]
    world = ReasonWorld(universe, structure, partial(technique.find, structure), name)
    cases = {"masks": list(tried(universe, count)), "solution": solutions(structure)[:20]}
    laws = [law for law in REASON_LAWS if law.applies(world) is None]
    broken: set[str] = set()
    for sort, arguments in cases.items():
        for argument in arguments:
            for law in laws:
                if law.sorts == (sort,) and law.name not in broken:
                    broken |= {law.name} if law.check(Case(world, (argument,))) else set()
    return broken


@pytest.mark.parametrize("universe", UNIVERSES)
@pytest.mark.parametrize("technique", TECHNIQUES, ids=lambda t: t.name)
def test_deductions_obey_the_laws(technique: Technique, universe: str) -> None:
    assert broken_laws(technique, universe) == set()


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
    found = broken_laws(Broken(), universe, 40)
    assert {"each deduction is sound", "reasons are present"} <= found
    assert not {"removals are alive", "argument is kept"} & found
