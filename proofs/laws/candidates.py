"""The laws of candidate sets: every operator agrees with Python's own sets.

What a set is is read off the bits of the element one by one, so that none of the operators under
law is relied on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from math import prod
from typing import Any, Protocol

import numpy as np

from lattice import CandidateSets, LatticeError, read_only
from lattice.bits import MAXIMUM_WIDTH
from proofs.laws.base import Law, law

Element = Any
Sets = tuple[frozenset[int], ...]


class CandidateWorld(Protocol):
    """The world of a lattice that has the operators of candidate sets."""

    @property
    def lattice(self) -> CandidateSets:
        """The candidate sets under law."""


MOST_MEMBERS = 500
"""An element with more members than these has them counted, not listed."""


def sets_of(element: Element) -> Sets:
    """Return the values of each variable, bit by bit."""
    places = range(MAXIMUM_WIDTH)
    return tuple(frozenset(k for k in places if mask >> k & 1) for mask in element.tolist())


def some_candidates(lattice: CandidateSets) -> Iterator[tuple[int, int]]:
    """Yield the candidates of the first, the middle and the last variable."""
    count = len(lattice.widths)
    for variable in sorted({0, count // 2, count - 1} if count else ()):
        yield from ((variable, value) for value in range(lattice.widths[variable]))


def unequal(**pairs: tuple[object, object]) -> str | None:
    """Say of the first pair that differs what was found and what was expected."""
    for name, (found, expected) in pairs.items():
        if found != expected:
            return f"{name} = {found}, expected {expected}"
    return None


@law(
    "candidate sets",
    "sets, integers and Booleans give a back",
    "element",
    about="CandidateSets.from_sets CandidateSets.to_sets CandidateSets.from_ints"
    " CandidateSets.to_ints CandidateSets.from_booleans CandidateSets.to_booleans",
)
def conversions_are_faithful(world: CandidateWorld, a: Element) -> str | None:
    """Each form holds the same candidates."""
    lattice, sets = world.lattice, sets_of(a)
    booleans = lattice.to_booleans(np.stack([a, a, a]))
    width = max(lattice.widths, default=0)
    return unequal(
        to_sets=(lattice.to_sets(a), sets),
        to_ints=(lattice.to_ints(a), tuple(sum(1 << k for k in row) for row in sets)),
        to_booleans=(booleans[1].tolist(), [[k in row for k in range(width)] for row in sets]),
        from_sets=(sets_of(lattice.from_sets(sets)), sets),
        from_ints=(sets_of(lattice.from_ints(lattice.to_ints(a))), sets),
        from_booleans=(sets_of(lattice.from_booleans(booleans)[0]), sets),
    )


@law(
    "candidate sets",
    "γ(a) is the product of the sets",
    "element",
    about="CandidateSets.contains CandidateSets.members CandidateSets.member_count"
    " CandidateSets.is_empty CandidateSets.canonical CandidateSets.alpha CandidateSets.singleton",
)
def gamma_is_the_product(world: CandidateWorld, a: Element) -> str | None:
    """Membership, listing, counting, emptiness, and α of what is listed."""
    lattice, sets = world.lattice, sets_of(a)
    count = prod(map(len, sets))
    wrong = unequal(
        member_count=(lattice.member_count(a), count),
        is_empty=(bool(lattice.is_empty(a)), not count),
        canonical=(sets_of(lattice.canonical(a)), sets if count else ((frozenset(),) * len(sets))),
    )
    if wrong or count > MOST_MEMBERS:
        return wrong
    members = list(product(*map(sorted, sets)))
    grid = _surroundings(lattice.widths)
    inside = [one for one in grid if lattice.contains(a, np.array(one))]
    array = np.array(members, dtype=np.int64).reshape(len(members), len(sets))
    return unequal(
        members=(list(lattice.members(a)), members),
        contains=(inside, [one for one in grid if one in set(members)]),
        alpha=(sets_of(lattice.alpha(array)), sets_of(lattice.canonical(a))),
    )


def _surroundings(widths: tuple[int, ...]) -> list[tuple[int, ...]]:
    """Return assignments of values and of what is just outside; none where they are many."""
    ranges = [(*range(-1, width + 1), MAXIMUM_WIDTH) for width in widths]
    return list(product(*ranges)) if prod(map(len, ranges)) <= MOST_MEMBERS else []


@law(
    "candidate sets",
    "sizes, singletons, least values and literals are those of the sets",
    "element",
    about="CandidateSets.sizes CandidateSets.is_singleton CandidateSets.is_assignment"
    " CandidateSets.lowest_values CandidateSets.literals CandidateSets.is_empty CandidateSets.leq",
)
def questions_agree_with_sets(world: CandidateWorld, a: Element) -> str | None:
    """What is asked of an element, alone and as one of a batch."""
    lattice, sets, full = world.lattice, sets_of(a), sets_of(world.lattice.top)
    batch = np.stack([lattice.top, a, lattice.bottom])
    least = [min(row, default=-1) for row in sets]
    literals = [(v, k) for v, row in enumerate(sets) for k in sorted(row)]
    return unequal(
        sizes=(lattice.sizes(batch)[1].tolist(), [len(row) for row in sets]),
        is_singleton=(lattice.is_singleton(batch)[1].tolist(), [len(row) == 1 for row in sets]),
        is_assignment=(
            [bool(lattice.is_assignment(a)), bool(np.asarray(lattice.is_assignment(batch))[1])],
            [all(len(row) == 1 for row in sets)] * 2,
        ),
        is_empty=(np.asarray(lattice.is_empty(batch)).tolist(), [False, not all(sets), True]),
        leq=(np.asarray(lattice.leq(batch, a)).tolist(), [sets == full, True, True]),
        lowest_values=(lattice.lowest_values(batch)[1].tolist(), least),
        literals=(list(lattice.literals(a)), literals),
    )


@law(
    "candidate sets",
    "assign keeps at most the candidate, remove takes it, nothing else changes",
    "element",
    about="CandidateSets.assign CandidateSets.remove",
)
def one_candidate_is_changed(world: CandidateWorld, a: Element) -> str | None:
    """The meets with a literal and with its negation, of whole batches too."""
    sets, batch = sets_of(a), np.stack([world.lattice.top, a])
    for variable, value in some_candidates(world.lattice):
        before, after = sets[:variable], sets[variable + 1 :]
        here = sets[variable]
        wrong = unequal(
            assign=(
                sets_of(world.lattice.assign(batch, variable, value)[1]),
                (*before, here & {value}, *after),
            ),
            remove=(
                sets_of(world.lattice.remove(batch, variable, value)[1]),
                (*before, here - {value}, *after),
            ),
        )
        if wrong:
            return f"variable {variable}, value {value}: {wrong}"
    return unequal(a=(sets_of(a), sets))


@law(
    "candidate sets",
    "no value, mask or width that does not exist is accepted, and every other is",
    about="CandidateSets CandidateSets.uniform CandidateSets.singleton",
)
def what_does_not_exist_is_refused(world: CandidateWorld) -> str | None:
    """Off by one in either direction, at the last variable and beyond."""
    lattice, last = world.lattice, len(world.lattice.widths) - 1
    width, values = lattice.widths[last], [0] * last

    def singleton(value: int, of: CandidateSets = lattice) -> object:
        return of.singleton(np.array([*[0] * (len(of.widths) - 1), value]))

    attempts: dict[str, tuple[Callable[[], object], bool]] = {
        "a variable too many": (lambda: lattice.assign(lattice.top, last + 1, 0), False),
        "variable -1": (lambda: lattice.remove(lattice.top, -1, 0), False),
        "a value too many": (lambda: lattice.assign(lattice.top, last, width), False),
        "value -1": (lambda: lattice.remove(lattice.top, last, -1), False),
        "an assignment of the last value": (lambda: singleton(width - 1), True),
        "an assignment beyond": (lambda: singleton(width), False),
        "an assignment below": (lambda: singleton(-1), False),
        "a mask beyond": (lambda: lattice.from_ints([*values, 1 << width]), False),
        "a mask of 65 bits": (lambda: lattice.from_ints([*values, 1 << MAXIMUM_WIDTH]), False),
        "mask -1": (lambda: lattice.from_ints([*values, -1]), False),
        "64 values": (lambda: singleton(63, CandidateSets.uniform(2, 64)), True),
        "65 values": (lambda: type(lattice)((1, MAXIMUM_WIDTH + 1)), False),
        "0 values": (lambda: type(lattice)((1, 0)), False),
        "1 value": (lambda: type(lattice)((1, 1)), True),
    }
    for name, (attempt, allowed) in attempts.items():
        if (_refusal(attempt) is None) is not allowed:
            return f"{name} is {'refused' if allowed else 'accepted'}"
    return None


def some_mask_is_wrong(world: CandidateWorld) -> str | None:
    """Apply where the last variable has not all values there can be."""
    full = world.lattice.widths[-1] == MAXIMUM_WIDTH
    return "every mask of the last variable is right" if full else None


@law(
    "candidate sets",
    "errors name the first variable that is wrong",
    about="CandidateSets.singleton CandidateSets.why_improper CandidateSets.explain_not_leq",
    applies=some_mask_is_wrong,
)
def errors_name_the_first_variable(world: CandidateWorld) -> str | None:
    """In a batch whose second entry is wrong at the last variable, the third at the first."""
    lattice, last = world.lattice, len(world.lattice.widths) - 1
    width = lattice.widths[last]
    wrong = np.zeros((3, last + 1), dtype=np.int64)
    wrong[1, last] = wrong[2, 0] = MAXIMUM_WIDTH
    beyond = read_only(np.where(wrong, np.uint64(1 << MAXIMUM_WIDTH - 1), lattice.top))
    said_of_values = _refusal(lambda: lattice.singleton(wrong))
    said = {
        f"variable {last}: expected a value below {width}, ": said_of_values,
        f"variable {last} has {width} values, ": lattice.why_improper(beyond),
        "variable 0: ": lattice.explain_not_leq(lattice.top, lattice.bottom),
    }
    for words, text in said.items():
        if not (text or "accepted").startswith(words):
            return f"{text!r}, expected {words!r} and more"
    return None


def _refusal(attempt: Callable[[], object]) -> str | None:
    """Return what a `LatticeError` says; None where there is none."""
    try:
        attempt()
    except LatticeError as error:
        return str(error)
    return None


CANDIDATE_LAWS: tuple[Law, ...] = (
    conversions_are_faithful,
    gamma_is_the_product,
    questions_agree_with_sets,
    one_candidate_is_changed,
    what_does_not_exist_is_refused,
    errors_name_the_first_variable,
)
"""Every law of candidate sets beyond those of a lattice."""
