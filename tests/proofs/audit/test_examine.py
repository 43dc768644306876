"""Cases come small ones first, all of them where they are few; counterexamples are made small."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domains.candidates import CandidateDomain, CandidateElement
from domains.families.sudoku import sudoku_structure
from domains.problem import Problem
from lattice import CandidateSets, Interval, Powerset
from proofs.audit import Broken, Held, NotApplicable, Settings, audit, cases_of, subject_of
from proofs.audit.examine import cases, examine, random_case, smallest
from proofs.laws.base import Case, Law, law
from proofs.laws.elements import dump_element, load_element, smaller_masks
from proofs.laws.galois import GALOIS_LAWS
from proofs.laws.order import LATTICE_LAWS, LatticeWorld, reflexive, transitive

SQUARE = LatticeWorld("square", Powerset(("a", "b")))
SUDOKU = LatticeWorld("sudoku", CandidateSets.uniform(81, 9))


@law("test", "a has fewer than three members", "element", about="nothing")
def few(world: LatticeWorld, a: Any) -> str | None:  # noqa: ANN401
    """Fails at every set of three and more."""
    members = sum(int(mask).bit_count() for mask in np.atleast_1d(a))
    return f"{members} members" if members >= 3 else None


@law("test", "a can be looked at", "element", about="nothing")
def fragile(world: LatticeWorld, a: Any) -> str | None:  # noqa: ANN401
    """Raises."""
    raise KeyError(a.shape)


def test_all_cases_are_tried_where_they_are_few() -> None:
    tried = list(cases(transitive, SQUARE, Settings()))
    assert len(tried) == 4**3
    assert len({tuple(map(int, case.arguments)) for case in tried}) == 4**3
    result = examine(transitive, [SQUARE], Settings())
    assert result.verdict == Held(64, exhaustive=True)


@given(cases_of(transitive, SUDOKU))
def test_random_cases_come_as_a_strategy(case: Case) -> None:
    assert case.world is SUDOKU
    assert len(case.arguments) == 3
    assert transitive.check(case) is None


def test_where_they_are_many_small_ones_come_first_and_then_random_ones() -> None:
    settings = Settings(examples=50, exhaustive_up_to=10)
    tried = [tuple(map(int, case.arguments)) for case in cases(transitive, SQUARE, settings)]
    assert tried[0] == (0, 0, 0)
    assert 50 < len(tried) <= 100
    assert tried == [tuple(map(int, c.arguments)) for c in cases(transitive, SQUARE, settings)]
    other = Settings(seed=1, examples=50, exhaustive_up_to=10)
    assert tried != [tuple(map(int, c.arguments)) for c in cases(transitive, SQUARE, other)]
    assert examine(transitive, [SQUARE], settings).verdict == Held(len(tried), exhaustive=False)


def test_a_counterexample_is_made_as_small_as_single_steps_can() -> None:
    full = SUDOKU.lattice.top
    found = few.check(Case(SUDOKU, (full,)))
    assert found is not None
    (element,) = smallest(found).case.arguments
    assert sum(int(mask).bit_count() for mask in element) <= 81  # steps are limited
    small = LatticeWorld("small", CandidateSets((3, 3)))
    found = few.check(Case(small, (small.lattice.top,)))
    assert found is not None
    (element,) = smallest(found).case.arguments
    assert sum(int(mask).bit_count() for mask in element) == 3


def test_an_exception_refutes_the_law() -> None:
    verdict = examine(fragile, [SQUARE], Settings()).verdict
    assert isinstance(verdict, Broken)
    assert verdict.counterexample.explanation == "it raised KeyError: ()"
    assert verdict.cases == 1


def test_a_law_that_applies_nowhere_says_why() -> None:
    report = audit(Interval(0, 2))
    assert report.ok
    galois = audit("interval connection")
    reasons = {
        r.law.name: r.verdict for r in galois.results if isinstance(r.verdict, NotApplicable)
    }
    assert reasons["reduction of a product keeps gamma"].reason == "no reduced product"


@pytest.mark.parametrize("settings", [{"examples": 0}, {"exhaustive_up_to": -1}])
def test_settings_that_try_nothing_are_refused(settings: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="expected at least one example"):
        Settings(**settings)


@given(st.tuples(*[st.integers(0, 15)] * 16), st.integers(0, 287))
def test_smaller_elements_are_smaller(masks: tuple[int, ...], which: int) -> None:
    from proofs.laws.universes import solutions

    guide = solutions(sudoku_structure(2, 2))[which]
    for less in smaller_masks(masks, [guide]):
        assert less != masks
        assert all(not a & ~b for a, b in zip(less, masks, strict=True))


@pytest.mark.parametrize("law_", [*LATTICE_LAWS, *GALOIS_LAWS], ids=lambda one: one.name)
def test_cases_survive_being_written_down(law_: Law) -> None:
    subject = subject_of_reduced()
    world = next(w for one, worlds in subject.questions() if one is law_ for w in worlds)
    for seed in range(10):
        case = random_case(law_, world, np.random.default_rng(seed))
        for sort, value in zip(law_.sorts, case.arguments, strict=True):
            kind = world.sort(sort)
            assert kind.draw(kind.load(kind.dump(value))) == kind.draw(value)


def subject_of_reduced() -> Any:  # noqa: ANN401
    """The reduced product connection, which is under every law of lattices and connections."""
    from proofs.audit import resolve

    return resolve("reduced product connection")


def test_elements_survive_being_written_down() -> None:
    world = SUDOKU.lattice
    element = world.sample(np.random.default_rng(0))
    assert np.array_equal(load_element(world, dump_element(world, element)), element)
    assert not load_element(world, dump_element(world, element)).flags.writeable


class LosesTheLastCell(CandidateDomain):
    """Removes the lowest candidate of the last cell."""

    def _deduce(self, problem: Problem, element: CandidateElement) -> CandidateElement:
        deduced = CandidateDomain._deduce(self, problem, element).copy()
        last = int(deduced[-1])
        if last & (last - 1):
            deduced[-1] = last & (last - 1)
        deduced.flags.writeable = False
        return deduced


def test_a_counterexample_on_a_large_grid_is_nearly_filled() -> None:
    domain = LosesTheLastCell(sudoku_structure(3, 3))
    subject = subject_of(domain, "mine")
    sound, worlds = next(q for q in subject.questions() if q[0].name == "sound")
    verdict = examine(sound, worlds[:1], Settings(examples=40)).verdict
    assert isinstance(verdict, Broken)
    (element,) = verdict.counterexample.case.arguments
    open_cells = [mask for mask in domain.to_masks(element) if mask.bit_count() > 1]
    assert len(open_cells) <= 12
    assert "| " in verdict.counterexample.draw()  # drawn as a grid
    assert reflexive.check(Case(SQUARE, (SQUARE.lattice.top,))) is None
