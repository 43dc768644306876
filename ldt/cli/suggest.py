"""Did you mean …? Close names for a name that does not exist."""

from __future__ import annotations

from collections.abc import Iterable


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return `` Did you mean 'x'?`` for the closest known name, or nothing.

    >>> did_you_mean("sodoku", ["latin", "sudoku"])
    " Did you mean 'sudoku'?"
    >>> did_you_mean("maze", ["latin", "sudoku"])
    ''
    """
    from difflib import get_close_matches

    close = get_close_matches(name.lower(), list(known), n=1)
    return f" Did you mean {close[0]!r}?" if close else ""
