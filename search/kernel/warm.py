"""Whether the compiled kernel is at hand, and compiling it in the background when it is not.

Compiled code is specific to the number of words of a board (81 variables are two words), so each
number is compiled, cached and marked on its own. ``python -m search.kernel.warm 2`` compiles one;
that is also what the background process runs.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path

from search.kernel.layout import COMPILED_BITS, word_count

FEWEST_WORDS = (1, 2)
"""What is compiled ahead by ``python -m search.kernel.warm``: up to 124 variables."""


NOTICE = "ldt: compiling the search kernel once for this installation, in the background"
"""Said on stderr once; silence it through the logger ``search``."""

_BACKGROUND: list[object] = []
"""Processes that may outlive this one; kept so that Python does not warn of losing them."""


def ready_or_started(words: int) -> bool:
    """Tell whether the kernel for so many words can be loaded; start compiling it when not.

    The environment variable ``LDT_COMPILE=never`` keeps it from starting.
    """
    if marker(words).exists():
        return True
    return os.environ.get("LDT_COMPILE") != "never" and _compile_in_background(words)


def loaded() -> bool:
    """Tell whether this process has loaded the compiled kernel, so that using it costs nothing."""
    compiled = sys.modules.get("search.kernel.compiled")
    return compiled is not None and compiled.entry_points.cache_info().currsize > 0


def load() -> None:
    """Load the compiled kernel into this process; before threads do, which would do it twice."""
    from search.kernel.compiled import entry_points

    entry_points()


def state() -> str:
    """Say in words where the kernel stands, for ``ldt info``."""
    sizes = [str(words) for words in range(1, 64) if marker(words).exists()]
    return f"compiled for boards of {', '.join(sizes)} words" if sizes else "not compiled yet"


def marker(words: int) -> Path:
    """Return the file that says: compiled from these sources, here, by this numba."""
    return _folder() / f"kernel-{_digest()}-{words}.done"


def _folder() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "lattice-deduction"


@cache
def _digest() -> str:
    import hashlib
    from importlib.metadata import version

    from search.kernel.compiled import source_digest

    parts = [source_digest(), str(Path(__file__).parent), version("numba"), sys.version]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


@cache
def _compile_in_background(words: int) -> bool:
    """Start a process that compiles; say so once. Returns False: not ready yet."""
    import logging
    import subprocess

    logging.getLogger("search").warning(NOTICE)
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "search.kernel.warm", str(words)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    _BACKGROUND.append(process)
    return False


def compile_now(words: int) -> None:
    """Compile the entry points for boards of so many words, cache them and leave the marker."""
    from domains.problem import Structure
    from domains.rules.all_different import AllDifferent
    from search.answer import Goal
    from search.budget import Budget
    from search.kernel.batch import Batch
    from search.kernel.engine import Engine
    from search.kernel.fixpoints import fixpoints

    count = (words - 1) * COMPILED_BITS + 2
    names = tuple(f"x{v}" for v in range(count))
    structure = Structure(names, ((1, 2),) * count, (AllDifferent((0, 1)),))
    if word_count(structure, COMPILED_BITS) != words:
        message = f"{count} variables are not {words} words"
        raise AssertionError(message)
    Batch([structure.problem()], Goal.first(), Budget(), "symbolic").search()
    engine = Engine(structure, compiled=True)
    engine.start(structure.problem().masks)
    engine.advance(nodes=1)
    fixpoints(structure, [structure.problem().masks], compiled=True)
    marker(words).parent.mkdir(parents=True, exist_ok=True)
    marker(words).touch()


if __name__ == "__main__":
    for size in map(int, sys.argv[1:] or FEWEST_WORDS):
        compile_now(size)
