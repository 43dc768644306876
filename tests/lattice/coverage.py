"""Which public operators a law speaks of: laws and tests declare it, one test compares."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Test = TypeVar("Test", bound=Callable[..., None])

COVERED: set[str] = set()


def covers(*operators: str) -> Callable[[Test], Test]:
    """Declare that the test states a law of these operators (``Class.method`` or a name)."""

    def register(test: Test) -> Test:
        COVERED.update(operators)
        return test

    return register
