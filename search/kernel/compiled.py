"""Compiling the kernels: lazily, once per installation, never making a small job wait.

The kernels stay plain functions. This module hands the very same functions to numba: helpers as
callable from compiled code, `advance` and `search_batch` as entry points, cached on disk. A digest
of the kernels' sources is part of each entry point (a closure variable), because numba's own cache
would only notice changes of the file the entry point stands in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

SOURCES = ("bits", "layout", "propagate", "state", "choice", "tree")


def source_digest() -> str:
    """Return a digest of everything the compiled code is made from."""
    folder = Path(__file__).parent
    texts = [(folder / f"{name}.py").read_bytes() for name in SOURCES]
    return hashlib.sha256(b"\0".join(texts)).hexdigest()[:16]


class EntryPoints(NamedTuple):
    """The compiled kernels."""

    advance: Callable[..., Any]
    search_batch: Callable[..., Any]
    fixpoint_batch: Callable[..., Any]


@cache
def entry_points() -> EntryPoints:
    """Return the compiled kernels. The first call of each may compile."""
    from numba import njit

    from search.kernel import tree

    register_helpers()
    digest = source_digest()

    def advance(layout: Any, state: Any, nodes: int, propagations: int, choice: int) -> Any:
        digest  # noqa: B018  (part of the cache key)
        return tree.advance(layout, state, nodes, propagations, choice)

    def search_batch(
        layout: Any,
        state: Any,
        masks: Any,
        limit: int,
        nodes: int,
        propagations: int,
        choice: int,
        solutions: Any,
        report: Any,
    ) -> None:
        digest  # noqa: B018
        tree.search_batch(
            layout, state, masks, limit, nodes, propagations, choice, solutions, report
        )

    def fixpoint_batch(layout: Any, state: Any, masks: Any, report: Any) -> None:
        digest  # noqa: B018
        tree.fixpoint_batch(layout, state, masks, report)

    compile_lazily: Any = njit(cache=True, nogil=True, boundscheck=False, _nrt=False)  # type: ignore[call-overload]
    return EntryPoints(*map(compile_lazily, (advance, search_batch, fixpoint_batch)))


@cache
def register_helpers() -> None:
    """Make the kernels' functions callable from compiled code."""
    from llvmlite import ir
    from numba import types
    from numba.extending import intrinsic, overload, register_jitable

    from search.kernel import bits, choice, propagate, tree

    @intrinsic
    def trailing_zeros(typing_context: Any, word: Any) -> Any:
        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            return builder.cttz(arguments[0], ir.Constant(ir.IntType(1), 1))

        return types.int64(types.int64), generate

    @intrinsic
    def population(typing_context: Any, word: Any) -> Any:
        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            return builder.ctpop(arguments[0])

        return types.int64(types.int64), generate

    overload(bits.bit_index)(lambda bit: lambda bit: trailing_zeros(bit))  # type: ignore[call-arg]
    overload(bits.bit_count)(lambda word: lambda word: population(word))  # type: ignore[call-arg]
    for module in (propagate, choice, tree):
        for function in vars(module).values():
            if getattr(function, "__module__", None) == module.__name__ and callable(function):
                register_jitable(_nrt=False)(function)
