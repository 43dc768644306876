"""One law, many worlds: try cases, small ones first, and make the first that refutes it smaller."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, product
from time import perf_counter
from zlib import crc32

import numpy as np

from proofs.audit.verdict import Broken, Held, NotApplicable, Result, Settings, Verdict
from proofs.laws.base import Case, Counterexample, Law, World

SHRINK_ATTEMPTS = 1500
"""How many smaller cases are tried before the counterexample is taken as it is."""


def examine(
    law: Law,
    worlds: Sequence[World],
    settings: Settings,
    tick: Callable[[], None] = lambda: None,
) -> Result:
    """Return what becomes of a law in some worlds; the first one that refutes it ends the search.

    Args:
        law: the law.
        worlds: small ones first.
        settings: how thorough to be.
        tick: called for each world, so that progress can be shown.
    """
    begin = perf_counter()
    verdict = _verdict(law, worlds, settings, tick)
    return Result(law, verdict, perf_counter() - begin)


def _verdict(
    law: Law, worlds: Sequence[World], settings: Settings, tick: Callable[[], None]
) -> Verdict:
    reasons = [law.applies(world) for world in worlds]
    applicable = [w for w, reason in zip(worlds, reasons, strict=True) if reason is None]
    if not applicable:
        return NotApplicable(next((r for r in reasons if r), "there is nothing to try it on"))
    tried, exhaustive = 0, True
    for world in applicable:
        tick()
        exhaustive &= _listable(law, world, settings)
        for case in cases(law, world, settings):
            tried += 1
            found = law.check(case)
            if found is not None:
                return Broken(tried, smallest(found))
    if not tried:
        return NotApplicable("there is no case to try")
    return Held(tried, exhaustive)


def _listable(law: Law, world: World, settings: Settings) -> bool:
    counts = [world.sort(sort).count for sort in law.sorts]
    known = [count for count in counts if count is not None]
    few = math.prod(known) * world.weight <= settings.exhaustive_up_to
    return len(known) == len(counts) and few


def cases(law: Law, world: World, settings: Settings) -> Iterator[Case]:
    """Yield the cases of a law in a world: all, or small ones and then random ones."""
    sorts = [world.sort(sort) for sort in law.sorts]
    if not sorts or _listable(law, world, settings):  # without arguments there is one case
        yield from (Case(world, arguments) for arguments in product(*(s.all() for s in sorts)))
        return
    wanted = max(1, settings.examples // world.weight)
    few = max(2, round(wanted ** (1 / len(sorts))))
    small = product(*(list(islice(sort.all(), few)) for sort in sorts))
    yield from (Case(world, arguments) for arguments in islice(small, wanted))
    rng = np.random.default_rng([settings.seed, crc32(f"{law.name} in {world.name}".encode())])
    for _ in range(wanted):
        yield random_case(law, world, rng)


def random_case(law: Law, world: World, rng: np.random.Generator) -> Case:
    """Return a random case; arguments of one sort may be related."""
    drawn: list[tuple[str, object]] = []
    for name in law.sorts:
        earlier = [value for sort, value in drawn if sort == name]
        drawn.append((name, world.sort(name).sample(rng, earlier)))
    return Case(world, tuple(value for _, value in drawn))


def smallest(found: Counterexample) -> Counterexample:
    """Return a counterexample with which no single step to a smaller one succeeds.

    Greedy: the first smaller case that refutes the law is taken, and the search goes on at the same
    place; it ends with a whole pass in vain, or after `SHRINK_ATTEMPTS`. A law that was refuted by
    a wrong result is not to end up refuted by an exception.
    """
    raised = found.explanation.startswith("it raised")
    attempts, start = 0, 0
    while attempts < SHRINK_ATTEMPTS:
        for index, case in enumerate(_smaller_cases(found.law, found.case)):
            if index < start:
                continue
            attempts += 1
            again = found.law.check(case)
            if again is not None and again.explanation.startswith("it raised") == raised:
                found, start = again, index
                break
            if attempts >= SHRINK_ATTEMPTS:
                return found
        else:
            if start == 0:
                return found
            start = 0
    return found


def _smaller_cases(law: Law, case: Case) -> Iterator[Case]:
    """Yield the case with one argument made smaller."""
    for at, (sort, value) in enumerate(zip(law.sorts, case.arguments, strict=True)):
        for less in case.world.sort(sort).smaller(value):
            yield Case(case.world, (*case.arguments[:at], less, *case.arguments[at + 1 :]))
