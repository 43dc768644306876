"""Every hostile proposer by name. Nothing here is dangerous to more than a search's patience.

What a proposer may do is anything that an honest mistake could: say anything, in any form, raise,
take its time, write to its arguments. Code in one process that wants to do harm can do it, and no
proposer is asked in a process of its own; that is not what is tried here.

An exception that is no `Exception` (Ctrl-C, the end of the process) is not a proposer's to raise
nor a search's to swallow: it passes, Ctrl-C as `search.answer.Interrupted` with what was known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from proofs.proposers import misbehaving as wrong
from proofs.proposers import misleading as lies

INFINITY = float("inf")
NAN = float("nan")


def _pick(choices: tuple[Any, ...], seed: int) -> Any:  # noqa: ANN401
    return choices[seed % len(choices)]


HOSTILE: Mapping[str, Callable[[int], Any]] = {
    "random": lies.Random,
    "keeps all": lambda _: lies.Constant(1.0, 0.0),
    "kills all": lambda _: lies.Constant(0.0, 0.0),
    "always conflict": lambda _: lies.Constant(1.0, 1.0),
    "changes its mind": lambda _: lies.Fickle(),
    "inverted": lambda _: lies.Inverted(),
    "hides conflicts": lambda _: lies.NeverConflict(),
    "almost right": lies.AlmostRight,
    "kills late": lies.LateKiller,
    "not a number": lambda seed: wrong.NoNumbers((NAN,), seed),
    "infinite": lambda seed: wrong.NoNumbers((INFINITY, -INFINITY, NAN), seed),
    "huge": lambda seed: wrong.NoNumbers((1e30, -1e30, 1e300, -1e300), seed),
    "wrong shapes": lambda seed: wrong.Deformed(_pick(wrong.SHAPES, seed)),
    "wrong types": lambda seed: wrong.Deformed(_pick(wrong.TYPES, seed)),
    "raises": lambda seed: wrong.Raising(_pick(wrong.EXCEPTIONS, seed)),
    "raises later": lambda seed: wrong.Raising(_pick(wrong.EXCEPTIONS, seed), 1 + seed % 3, seed),
    "interrupts": lambda seed: wrong.Raising(KeyboardInterrupt, seed % 3, seed),
    "slow": lambda _: wrong.Slow(),
    "mutates its arguments": lambda _: wrong.Mutating(),
    "borrows memory": lambda _: wrong.Borrowing(),
    "recursive": lambda _: wrong.Recursive(),
    "meddles with numpy": wrong.Meddling,
}
"""Makes each from a seed; the same seed says the same again."""
